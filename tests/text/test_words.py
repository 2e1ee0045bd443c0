"""Scrubbing, normalising, cutting, folding and stemming, for any text at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.text import LIMIT, fold, normalise, scrub, stem, tokens

anything = st.text(st.characters(codec=None), max_size=300)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Katso https://example.org/a?b=1 heti", "Katso heti"),
        ("Titta på www.example.se nu", "Titta på nu"),
        ("Kiitos @pulu ja @toinen.pulu", "Kiitos ja"),
        ("Skriv till tips@example.no i dag", "Skriv till i dag"),
        ("> vanha viesti\nuusi viesti", "uusi viesti"),
        ("kör `rm -rf` inte\n```\nkod?\n```\nslut", "kör inte slut"),
        ("<@U12345> <https://example.dk|vejledning> til dig", "vejledning til dig"),
        ("<b>Hei</b>&nbsp;alle", "Hei alle"),
    ],
)
def test_what_nobody_wrote_by_hand_is_taken_out(text, left):
    assert " ".join(scrub(text).split()) == left


def test_a_plain_post_is_left_as_it_is():
    assert scrub("Hyvä päätös! Kuka auttaa iltaisin?") == "Hyvä päätös! Kuka auttaa iltaisin?"


def test_one_word_is_spelt_one_way():
    assert normalise("Pa\u0308a\u0308to\u0308s") == "päätös"
    assert normalise("It’s DONE") == "it's done"
    assert normalise("ok\ud800ay") == "okay"


@given(anything)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_any_text_can_be_cut_and_no_token_is_empty(text):
    assert all(tokens(normalise(scrub(text))))


def test_words_sentence_ends_and_emoji_are_tokens():
    assert tokens("hr:n e-passi ei toimi :( 👍🏽 miksi?! :tada:") == [
        "hr:n", "e-passi", "ei", "toimi", ":(", "👍", "🏽", "miksi", "?!", ":tada:",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("fi", "palvelupisteiden", "palvelupisteitä"), ("sv", "utbildningen", "utbildningar"), ("nb", "kursene", "kurset"),
     ("nn", "kursa", "kurset"), ("da", "kurserne", "kursernes"), ("en", "decisions", "decision")],
)  # fmt: skip
def test_forms_of_a_word_meet_in_its_stem(language, one, other):
    assert stem(one, language) == stem(other, language)


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stem("otsused", "et") == "otsused"


@pytest.mark.parametrize(
    "piece",
    ["a", "@", "a@", "`", "``` ", "<", "<a", "<@", "https://", "://a|", ":", ":a", "a-", "a:a", "www.", "> ", "\u0301"],
)  # fmt: skip
def test_no_text_takes_longer_than_its_length(piece):
    long = piece * (100_000 // len(piece))
    began = time.process_time()
    found = tokens(normalise(scrub(long)))
    assert time.process_time() - began < 0.5
    assert sum(map(len, found)) <= LIMIT * 2
