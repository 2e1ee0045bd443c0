"""Groups of words: closed once, of enough people, whatever is asked of them."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from pulse.guard.words import Heard, Run, groups, inside

LEAST = 5
FIRST = date(2026, 8, 31)
RUNS = [Run("internal", "decision:a", ("north",), "fi", word) for word in ("chat", "jono")]


def at(week: int) -> date:
    return FIRST + timedelta(weeks=week)


PEOPLE = st.frozensets(st.integers(1, 9), max_size=6)
WEEKS = st.lists(PEOPLE, min_size=1, max_size=10)


def heard(weeks: list[frozenset[int]], run: Run = RUNS[0]) -> list[Heard]:
    return [Heard(run, at(week), at(week + 1), people) for week, people in enumerate(weeks) if people]


@given(WEEKS)
def test_each_group_holds_enough_people_and_no_week_twice(weeks):
    found = groups(heard(weeks), LEAST)
    for group in found:
        inside_it = [p for week, p in enumerate(weeks) if group.start <= at(week) < group.stop]
        assert group.people == len(frozenset().union(*inside_it)) >= LEAST
    assert all(one.stop <= other.start for one, other in pairwise(found))


@given(WEEKS, st.integers(0, 10))
def test_sealing_week_by_week_gives_the_groups_of_one_run(weeks, cut):
    early = groups(heard(weeks[:cut]), LEAST)
    assert groups(heard(weeks), LEAST, early) == groups(heard(weeks), LEAST)


@given(WEEKS)
def test_the_difference_of_two_answers_has_enough_people_or_nobody(weeks):
    """The attacker asks every span, and takes what one answer holds from what another holds."""
    found = groups(heard(weeks), LEAST)
    spans = [(at(start), at(stop)) for start, stop in combinations(range(len(weeks) + 1), 2)]
    told = [set(inside(found, {("internal", "decision:a", ("north",)): span})) for span in spans]
    for one in told:
        for other in told:
            wrote = [p for group in one - other for week, p in enumerate(weeks) if group.start <= at(week) < group.stop]
            assert not wrote or len(frozenset().union(*wrote)) >= LEAST


def test_words_and_parts_are_followed_apart():
    weeks = [frozenset({1, 2, 3}), frozenset({4, 5, 6})]
    assert len(groups(heard(weeks) + heard(weeks, RUNS[1]), LEAST)) == 2
    south = RUNS[0]._replace(parts=("south",))
    assert groups(heard(weeks[:1]) + heard(weeks[1:], south), LEAST) == []


def test_what_was_closed_stays_when_its_posts_are_gone():
    closed = groups(heard([frozenset(range(6))]), LEAST)
    assert groups([], LEAST, closed) == closed
    assert groups(heard([frozenset({7, 8}), frozenset({8, 9})]), LEAST, closed) == closed
