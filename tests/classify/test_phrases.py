"""Of entries of several words that fit at one place the own language's count first, and of these the most exact one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulse.classify import lexicon
from pulse.classify.heads import act, stance
from pulse.classify.heads.gathered import Gathered
from pulse.classify.lexicon import ANY, TABLES, Entry
from pulse.classify.lexicon.heard import ROWS
from pulse.classify.lexicon.phrases import WILD
from pulse.domain import LANGUAGES, UNKNOWN
from tests.roads import heard

ELEMENTS = st.sampled_from(["ab", "ac", "a*", "*b", "*a*", "*c*", "*c", "b", "ab*"])
SHAPES = st.tuples(ELEMENTS, st.lists(st.one_of(ELEMENTS, st.just(WILD)), max_size=2), ELEMENTS)
KINDS = st.sampled_from(["tone", "favour", "against", "wish", "done", "we", "neg", "boost", "skip", "qword"])
ENTRIES = st.tuples(st.sampled_from([*TABLES, "nb", "nn"]), SHAPES, KINDS, st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0]))
LISTS = st.lists(ENTRIES, min_size=2, max_size=40).map(
    lambda rows: [Entry(language, (a, *some, b), kind, by) for language, (a, some, b), kind, by in rows]
)
TEXTS = st.lists(st.sampled_from(["ab", "ac", "b", "abc", "bac", "cab", ",", ".", "aab"]), min_size=2, max_size=9)


@settings(deadline=None, max_examples=200)
@given(LISTS, TEXTS.map(" ".join), st.sampled_from(ROWS))
@example([Entry("fi", ("ab", "b"), kind, 1.0) for kind in ("neg", "tone")], "ab b", "fi")
def test_all_roads_choose_the_same_of_many_phrases(held, text, reader):
    heard(held, text, reader)


def peak(found: Gathered, kind: str) -> float:
    """How much is said of a kind."""
    if kind in act.PEAKS:
        return float(found.acts[:, act.PEAKS.index(kind)].max())
    if kind in ("favour", "against"):
        return float(found.stances[stance.SUMS.index(kind), 0])
    return float(found.tops[0, 0])


GROUPS = pytest.mark.parametrize(("kind", "other"), [("tone", "tone"), ("against", "favour"), ("done", "wish")])
"""A kind of each group, and another one of it where there is."""


@pytest.mark.parametrize("language", LANGUAGES)
@GROUPS
def test_a_pattern_has_exceptions(language, kind, other):
    pattern = Entry(language, ("we", "*ed"), kind, 1)
    silent, said = Entry(language, ("we", "needed"), kind, 0), Entry(language, ("we", "wanted"), other, 2)
    for held in ([pattern, silent, said], [said, silent, pattern]):
        assert peak(heard(held, "we tested it", language), kind) == 1
        assert peak(heard(held, "we needed it", language), kind) == 0
        assert peak(heard(held, "we wanted it", language), other) == 2
        assert kind == other or peak(heard(held, "we wanted it", language), kind) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("*ou* test*", "you test*"), ("you *es*", "you *ed"), ("you *es*", "you test*"), ("you *d", "you *sted"),
        ("you te*", "you *ted"), ("you _ it", "you *e* it"), ("you *e* it", "you *ed it"), ("you *ted *t", "you _ it"),
    ],
)  # fmt: skip
def test_the_more_exact_of_two_phrases_counts(words):
    vague, exact = (Entry("en", tuple(some.split()), "tone", by) for some, by in zip(words, (1, 2), strict=True))
    for held in ([vague, exact], [exact, vague]):
        assert peak(heard(held, "you tested it", "en"), "tone") == 2


@pytest.mark.parametrize("reader", [*LANGUAGES, UNKNOWN])
@GROUPS
def test_the_own_languages_phrase_counts_before_that_of_all_and_that_before_a_neighbours(reader, kind, other):
    tables = [table for table in TABLES if table not in (reader, ANY)]
    own, everywhere = Entry(reader, ("we", "*ed"), kind, 1), Entry(ANY, ("we", "test*"), kind, 2)
    others = [Entry(table, ("we", "tested"), other, 3) for table in tables]
    for held in ([everywhere, *others], [*others, everywhere]):
        assert peak(heard(held, "we tested it", reader), kind) == 2
        if reader in TABLES:
            assert peak(heard([*held, own], "we tested it", reader), kind) == 1
            assert peak(heard([own, *held], "we tested it", reader), kind) == 1


def test_a_bit_tells_of_each_kind():
    """As the loops have them: in 32 bits, in this order."""
    assert len(lexicon.KINDS) <= 32
    assert lexicon.KINDS[lexicon.VALUED :] == (
        "qword", "when", "qverb", "aux", "finite", "verbal", "verblike", "beside", "relative", "subject", "pronoun",
        "clitic", "embedded", "tag", "rhetorical", "skip", "comma", "definite", "adverb", "surely", "thinks",
    )  # fmt: skip
