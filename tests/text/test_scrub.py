"""What is drawn as nothing or in another guise is read as it is meant, and what is quoted as code is not read."""

from datetime import UTC, datetime

import pytest

from pulse.classify import Tagger
from pulse.domain import Post, Strategy
from pulse.text import normalise, scrub

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("apostrophe", ["`", "´", "ʼ", "‘", "’", "′", "＇", "&#39;", "&#x27;", "&apos;", "&rsquo;"])
def test_every_apostrophe_is_one(apostrophe):
    assert normalise(scrub(f"I don{apostrophe}t like `this t` or `that`")).split() == ["i", "don't", "like", "or"]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"])
def test_what_is_drawn_as_nothing_parts_no_word(unseen):
    assert normalise(f"uudi{unseen}stus ei toi{unseen}mi") == "uudistus ei toimi"


def test_a_joiner_keeps_emoji_together():
    assert normalise("👩\u200d💻") == "👩\u200d💻"


@pytest.mark.parametrize("written", ["Ｔｈｅ ｐｌａｎ ｉｓ ﬁｎｅ", "𝗧𝗵𝗲 𝗽𝗹𝗮𝗻 𝗶𝘀 𝗳𝗶𝗻𝗲", "𝑇𝘩𝑒 𝑝𝑙𝑎𝑛 𝑖𝑠 𝑓𝑖𝑛𝑒"])
def test_letters_in_another_guise_are_letters(written):
    assert normalise(written) == "the plan is fine"


def test_entities_are_the_signs_they_stand_for():
    assert scrub("T&auml;m&#228;&nbsp;on R&amp;D &unheard; &") == "Tämä\u00a0on R&D &unheard; &"


@pytest.mark.parametrize("sign", ["\u2060", "\u200d", "\u200f", "\ufeff"])
def test_hidden_signs_change_no_tag(sign):
    said = "Tämä uudistus ei toimi lainkaan"
    posts = [Post(source="s", id=str(n), author="a", said_at=AT, text=text) for n, text in enumerate(
        [said, said.replace("st", f"s{sign}t").replace("im", f"i{sign}m")]
    )]  # fmt: skip
    plain, hidden = Tagger(Strategy()).tag(posts)
    assert hidden == plain
    assert (plain.language, plain.tone_word) == ("fi", "negative")
