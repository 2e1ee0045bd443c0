"""Posts in, tags out: whatever is written, and the same whoever stands beside it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.classify import Tagger, errors, model_version
from pulse.classify.labelled import free
from pulse.classify.models.card import card
from pulse.domain import LANGUAGES, UNKNOWN, Strategy, Tag


def whole(tag: Tag) -> bool:
    """Whether the tag's numbers are probabilities."""
    sums = (sum(tag.tone), sum(tag.stance), sum(tag.act))
    each = (*tag.tone, *tag.stance, *tag.act, tag.asks, tag.language_p, *tag.themes.values(), *tag.decisions.values())
    return all(math.isclose(s, 1, abs_tol=1e-6) for s in sums) and all(0 <= p <= 1 for p in each)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=120), max_size=5))
def test_whatever_is_written_gets_whole_probabilities(tagger, say, texts):
    tags = tagger.tag([say(text, str(number)) for number, text in enumerate(texts)])
    assert len(tags) == len(texts)
    assert all(whole(tag) and tag.language in (*LANGUAGES, UNKNOWN) for tag in tags)


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "12345", "👍", "👍👎", "\u0301" * 1000, "?", "a" * 1_000_000])
def test_texts_without_words_are_tagged_too(tagger, say, text):
    (tag,) = tagger.tag([say(text)])
    assert whole(tag)


def test_an_empty_text_says_nothing(tagger, say):
    (tag,) = tagger.tag([say("")])
    assert (tag.language, tag.tone_word, tag.stance_word, tag.is_question, tag.act_word) == (
        UNKNOWN, "neutral", "neither", False, "none",
    )  # fmt: skip
    assert not tag.themes
    assert not tag.decisions


def test_emoji_alone_have_a_tone(tagger, say):
    up, down = tagger.tag([say("👍"), say("😡😡")])
    assert up.tone_word == "positive"
    assert down.tone_word == "negative"


def test_a_tag_does_not_hang_on_the_posts_beside_it(tagger, say):
    texts = ["Hyvä päätös!", "", "Vem vet när servicekontoren stängs", "We are testing the chat right now", "ok"] * 9
    together = tagger.tag([say(text, str(n)) for n, text in enumerate(texts)])
    alone = [tag for text in texts for tag in tagger.tag([say(text)])]
    for one, other in zip(together, alone, strict=True):
        assert one.language == other.language
        assert one.themes == pytest.approx(other.themes)
        assert (*one.tone, *one.stance, *one.act, one.asks) == pytest.approx(
            (*other.tone, *other.stance, *other.act, other.asks), abs=1e-4
        )


def test_words_forgotten_are_learned_again(strategy, say):
    small = Tagger(strategy)
    small.words.bound = 20
    posts = [say(f"palvelupiste numero{n} suljetaan, hyvä päätös {n}", str(n)) for n in range(50)]
    tags = [tag for post in posts for tag in small.tag([post])]
    assert [tag.decision for tag in tags] == [tag.decision for tag in Tagger(strategy).tag(posts)]
    assert {tag.decision for tag in tags} == {"close"}


def test_every_tag_names_its_model_and_another_strategy_is_another_model(tagger, say):
    (tag,) = tagger.tag([say("Hei")])
    assert tag.model == tagger.model
    assert tagger.model.startswith(model_version())
    assert Tagger(Strategy()).model != tagger.model


def test_no_strategy_means_no_subject(say):
    (tag,) = Tagger(Strategy()).tag([say("palvelupisteet suljetaan")], ["close"])
    assert not tag.themes
    assert not tag.decisions


def test_the_title_is_read_with_the_text(tagger, say):
    (tag,) = tagger.tag([say("Tästä lisää huomenna.", title="Palvelupisteet suljetaan")])
    assert tag.decision == "close"


def test_one_thread_is_needed_for_each_post(tagger, say):
    with pytest.raises(ValueError, match="one entry for each post"):
        tagger.tag([say("a")], [])


def test_the_card_counts_errors_for_what_is_published():
    assert {"asks", "favour", "against", "doing", "wish"} <= set(errors())
    for counts in errors().values():
        assert counts.tp + counts.fp + counts.fn + counts.tn >= 100
    assert not [source for source in card()["sources"] if not free(source["licence"])]
