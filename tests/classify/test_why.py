"""Which entries decide how a text is read."""

import pytest

from pulse.classify import why
from pulse.classify.heads.model import shipped
from pulse.classify.why import _shown, relevant
from pulse.domain import ACTS


def decided(text, head="tone"):
    return {" ".join(r.entry.words): r.moves[head] for r in why(text) if head in r.moves}


def test_a_word_speaks_for_a_tone_and_another_against_it():
    moves = decided("Great tool but far too slow")
    assert moves["too slow"] > 0 > moves["great*"]


@pytest.mark.parametrize(
    ("text", "head", "entry"),
    [
        ("Järjestelmä ei toimi", "tone", "ei toimi"), ("Vi burde få mer opplæring", "act", "burde få"),
        ("Tosi hyvä päätös", "stance", "hyvä päätös"), ("Det kører som smurt 👍", "tone", "👍"),
    ],
)  # fmt: skip
def test_the_entry_that_decides_is_named(text, head, entry):
    assert decided(text, head)[entry] > 0


def test_a_word_inside_a_longer_entry_says_nothing_of_its_own():
    assert "hyvä" not in decided("Tosi hyvä päätös")


def test_a_text_that_meets_no_entry_has_no_reasons():
    assert why("Protokoll 4711") == []


def test_an_entry_is_relevant_where_all_its_words_stand():
    words = {" ".join(entry.words) for entry in relevant("Tosi hyvä kokous", shipped())}
    assert {"tosi hyvä", "hyvä*"} & words
    assert "hyvä päätös" not in words


def test_the_words_of_an_entry_stand_in_its_order():
    met = relevant("Two weeks in July", shipped())
    assert not any(entry.words == ("in", "two", "weeks") for entry in met)
    assert any(entry.words == ("in", "two", "weeks") for entry in relevant("We start in two weeks", shipped()))


def test_of_a_pattern_and_its_exception_the_exception_is_named():
    """ "We *ed" is a deed, and "we objected" none."""
    met = relevant("We objected to the plan", shipped())
    said = {" ".join(entry.words) for entry in _shown(met) if entry.kind in ACTS}
    assert "we objected" in said
    assert "we *ed" not in said
