import re

import pytest

from pulse.demo.bank import bank, nouns
from pulse.demo.crowd import DECISIONS, THEMES
from pulse.domain import LANGUAGES

SLOTS = {"n", "p", "e", "i", "k", "when", "soon"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_every_kind_of_thing_in_its_own_words(language):
    english, own = bank("en"), bank(language)
    borrowed = {name for name in english if language != "en" and own[name] is english[name]}
    public = {name for name in borrowed if ".public." in name}
    assert borrowed <= public


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_many_ways_to_take_a_side(language):
    own = bank(language)
    for side, reason in (("favour", "pro"), ("against", "con"), ("neither", "fact")):
        generic = [line for name in own if name.split(".")[0] == side for line in own[name]]
        reasons = [line for name in own if name.endswith(f".{reason}") for line in own[name]]
        assert len(set(generic)) + len(set(reasons)) >= 60, side


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_are_known_and_questions_have_no_mark(language):
    for name, lines in bank(language).items():
        asked = lines[1:] if re.search(r"\.q\d$", name) else lines
        for line in asked:
            assert set(re.findall(r"\{(\w+)\}", line)) <= SLOTS, line
            if ".quote." not in name and re.search(r"\.q\d$|asks$|rhetorical$", name):
                assert not line.endswith("?"), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_subject_has_a_name(language):
    for subject in (*DECISIONS, *THEMES):
        assert len(nouns(language, subject)) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_stands_twice_in_a_section(language):
    for name, lines in bank(language).items():
        assert len(lines) == len(set(lines)), name


def test_the_reworded_form_of_a_question_is_not_what_people_write():
    for language in LANGUAGES:
        for name, lines in bank(language).items():
            if re.search(r"\.q\d$", name):
                assert lines[0].rstrip("?") not in lines[1:]
