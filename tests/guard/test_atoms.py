"""Atoms hold enough distinct people, close once, and are split by part only where every part has enough."""

import inspect
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.errors import SealError
from pulse.guard import atoms
from pulse.guard.atoms import group, partition

FIRST = date(2026, 1, 5)
FEW = settings(max_examples=40, deadline=None)


def frame(rows: list[tuple]) -> pd.DataFrame:
    """Rows of (week number, person, part[, subject[, voice]])."""
    full = [(*r, "decision:x", "internal")[:5] if len(r) == 3 else (*r, "internal")[:5] for r in rows]
    made = pd.DataFrame(full, columns=["week", "person", "part", "subject", "voice"])
    made["week"] = pd.to_datetime([FIRST + timedelta(weeks=int(w)) for w in made["week"]])
    return made


def crowd(week: int, part: str, people: range, subject: str = "decision:x") -> list[tuple]:
    return [(week, person, part, subject) for person in people]


def sets(numbers: pd.Series) -> set[frozenset[int]]:
    return {frozenset(found.index) for n, found in numbers.groupby(numbers) if n >= 0}


ROWS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 30),
        st.sampled_from(["", "north", "south", "west"]),
        st.sampled_from(["decision:x", "rest:y"]),
        st.sampled_from(["internal", "public"]),
    ),
    max_size=250,
    unique_by=lambda r: (r[0], r[1], r[3], r[4]),
)


def test_parts_with_enough_people_stand_alone():
    made = partition(frame(crowd(0, "a", range(6)) + crowd(0, "b", range(10, 15))))
    assert sets(made.fine) == {frozenset(range(6)), frozenset(range(6, 11))}


def test_a_small_part_is_merged_with_the_smallest_other():
    made = frame(crowd(0, "a", range(9)) + crowd(0, "b", range(10, 13)) + crowd(0, "c", range(20, 26)))
    numbers = partition(made).fine
    assert {frozenset(made.part[numbers == n]) for n in set(numbers)} == {frozenset("a"), frozenset("bc")}


def test_people_without_a_known_part_are_a_part_that_needs_enough_too():
    made = frame(crowd(0, "a", range(5)) + crowd(0, "b", range(10, 16)) + crowd(0, "", range(20, 24)))
    numbers = partition(made).fine
    assert {frozenset(made.part[numbers == n]) for n in set(numbers)} == {frozenset({"a", ""}), frozenset("b")}


def test_people_count_once_however_often_they_write():
    made = partition(frame([(week, person, "a") for week in range(9) for person in range(4)]))
    assert (made.fine == -1).all()


def test_thin_weeks_are_joined_until_there_are_enough_people():
    made = partition(frame(crowd(0, "a", range(3)) + crowd(1, "a", range(1, 4)) + crowd(2, "a", range(2, 6))))
    assert set(made.fine) == {0}


def test_a_group_that_is_closed_leaves_later_weeks_alone():
    made = partition(frame(crowd(0, "a", range(5)) + crowd(1, "a", range(4)) + crowd(2, "a", range(4, 6))))
    assert made.fine.tolist() == [0] * 5 + [1] * 6


def test_somebody_who_moved_counts_in_both_parts_of_a_joined_group():
    rows = (
        crowd(0, "a", range(4)) + crowd(1, "a", range(5, 6)) + crowd(1, "b", range(0, 1)) + crowd(1, "b", range(6, 10))
    )
    assert len(sets(partition(frame(rows)).fine)) == 2


def test_lanes_are_never_mixed():
    rows = crowd(0, "a", range(3), "decision:x") + crowd(0, "a", range(3, 6), "rest:y")
    assert (partition(frame(rows)).fine == -1).all()


def test_coarse_atoms_are_split_only_where_no_fine_atom_straddles():
    """In week 0 parts a and b are one fine atom, so the coarse atom keeps them together."""
    rows = crowd(0, "a", range(3)) + crowd(0, "b", range(100, 103)) + crowd(0, "c", range(200, 205))
    rows += crowd(1, "a", range(3, 33)) + crowd(1, "b", range(103, 133)) + crowd(1, "c", range(205, 235))
    made = frame(rows)
    numbers = partition(made).coarse
    assert {frozenset(made.part[numbers == n]) for n in set(numbers)} == {frozenset("ab"), frozenset("c")}


def test_leftovers_wait():
    made = partition(frame(crowd(0, "a", range(12)) + crowd(1, "a", range(20, 23))))
    assert made.fine.tolist() == [0] * 12 + [-1] * 3
    assert (made.coarse == -1).all()


@FEW
@given(ROWS, st.integers(2, 6), st.integers(7, 15))
def test_every_atom_has_enough_people_and_coarse_ones_are_unions(rows, fine, coarse):
    made = frame(rows)
    numbers = partition(made, fine=fine, coarse=coarse)
    whole = pd.concat([made, numbers], axis=1)
    for grain, least in (("fine", fine), ("coarse", coarse)):
        closed = whole[whole[grain] >= 0]
        assert (closed.groupby(grain).person.nunique() >= least).all()
        assert (closed.groupby(grain).subject.nunique() == 1).all()
        assert (closed.groupby(grain).voice.nunique() == 1).all()
    assert (whole[whole.fine >= 0].groupby("fine").coarse.nunique() == 1).all()
    assert (whole[whole.fine < 0].coarse == -1).all()


@FEW
@given(ROWS)
def test_atoms_that_close_together_have_disjoint_parts_and_weeks_apart(rows):
    whole = pd.concat([made := frame(rows), partition(made, fine=3, coarse=8)], axis=1)
    for grain in ("fine", "coarse"):
        closed = whole[whole[grain] >= 0]
        for _, lane in closed.groupby(["voice", "subject"]):
            spans = {n: (a.week.min(), a.week.max(), set(a.part)) for n, a in lane.groupby(grain)}
            for one, other in ((a, b) for x, a in spans.items() for y, b in spans.items() if x < y):
                assert not (one[2] & other[2]) or one[1] < other[0] or other[1] < one[0]


@FEW
@given(ROWS)
def test_a_lane_waits_with_fewer_people_than_it_needs(rows):
    whole = pd.concat([made := frame(rows), partition(made, fine=3, coarse=8)], axis=1)
    for _, lane in whole.groupby(["voice", "subject"]):
        assert lane[lane.fine < 0].person.nunique() < 3
        assert lane[(lane.fine >= 0) & (lane.coarse < 0)].person.nunique() < 8


@FEW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_and_index_of_rows_do_not_matter(rows, random):
    made = frame(rows)
    order = list(made.index)
    random.shuffle(order)
    again = partition(made.loc[order], fine=3, coarse=8)
    pd.testing.assert_frame_equal(again.loc[made.index], partition(made, fine=3, coarse=8))


@FEW
@given(ROWS, st.sets(st.integers(1, 7), max_size=7))
def test_sealing_step_by_step_gives_the_same_as_one_run(rows, stops):
    """Earlier numbers are fed back; the same groups come out with the same numbers, for both grains."""
    made = frame(rows)
    numbers = pd.DataFrame({"fine": -1, "coarse": -1}, index=made.index)
    for stop in sorted(stops | {8}):
        known = made.week < pd.Timestamp(FIRST + timedelta(weeks=stop))
        before = numbers[known].copy()
        numbers.loc[known] = partition(pd.concat([made, numbers], axis=1)[known], fine=3, coarse=8)
        kept = before[before >= 0]
        assert (numbers[known][kept.notna()].fillna(-9) == kept.fillna(-9)).all().all()
    pd.testing.assert_frame_equal(numbers, partition(made, fine=3, coarse=8))


@FEW
@given(ROWS, st.integers(1, 7))
def test_groups_too_close_once(rows, stop):
    made = frame(rows)
    known = made.week < pd.Timestamp(FIRST + timedelta(weeks=stop))
    numbers = pd.Series(-1, index=made.index, name="group")
    numbers[known] = group(made[known], people=3, rows=5)
    again = group(pd.concat([made, numbers], axis=1), people=3, rows=5)
    pd.testing.assert_series_equal(again, group(made, people=3, rows=5))


@FEW
@given(ROWS)
def test_groups_need_people_and_rows(rows):
    made = frame(rows)
    numbers = group(made, people=3, rows=7)
    for n, found in made.groupby(numbers):
        assert n < 0 or (found.person.nunique() >= 3 and len(found) >= 7)


def test_a_group_of_questions_needs_ten_of_them_by_five_people():
    rows = [(0, person, "a") for person in range(5) for _ in range(2)]
    assert set(group(frame(rows), people=5, rows=10)) == {0}
    assert set(group(frame(rows[:9]), people=5, rows=10)) == {-1}
    assert set(group(frame([(0, 1, "a")] * 20), people=5, rows=10)) == {-1}


def late_case(late: range) -> pd.DataFrame:
    """Weeks 0 and 1 are sealed; then rows of week 0 arrive, and week 2 closes."""
    first = frame(crowd(0, "a", range(6)) + crowd(1, "a", range(6)))
    first = pd.concat([first, partition(first)], axis=1)
    more = frame(crowd(0, "a", late) + crowd(2, "a", range(40, 46)))
    return pd.concat([first, more.assign(fine=-1, coarse=-1)], ignore_index=True)


def test_late_rows_wait_until_they_are_a_batch_of_enough_people():
    made = partition(late_case(range(20, 24)))
    assert made.fine.tolist() == [0] * 6 + [1] * 6 + [-1] * 4 + [2] * 6


def test_a_batch_of_late_rows_becomes_an_atom_of_its_own_and_joins_the_next_coarse_one():
    made = partition(late_case(range(20, 30)))
    assert made.fine.tolist() == [0] * 6 + [1] * 6 + [3] * 10 + [2] * 6
    assert set(made.coarse) == {0}


def test_rows_flagged_late_do_not_mix_with_those_on_time():
    made = frame(crowd(3, "a", range(4)) + crowd(3, "a", range(10, 14)))
    made["late"] = [False] * 4 + [True] * 4
    assert (partition(made).fine == -1).all()


@FEW
@given(ROWS, ROWS)
def test_late_rows_never_change_what_is_sealed_and_keep_the_minimums(rows, late):
    first = frame(rows)
    sealed = pd.concat([first, partition(first, fine=3, coarse=8)], axis=1)
    whole = pd.concat([sealed, frame(late).assign(fine=-1, coarse=-1)], ignore_index=True)
    made = partition(whole, fine=3, coarse=8)
    for grain, least in (("fine", 3), ("coarse", 8)):
        was = sealed[grain][sealed[grain] >= 0]
        assert made[grain].loc[was.index].tolist() == was.tolist()
        closed = made[grain] >= 0
        assert (whole[closed].groupby(made[grain][closed]).person.nunique() >= least).all()
    assert (made[made.fine >= 0].groupby("fine").coarse.nunique() == 1).all()


def test_what_people_said_changes_nothing():
    made = frame(crowd(0, "a", range(7)) + crowd(0, "b", range(10, 13)) + crowd(1, "b", range(30, 60)))
    said = made.assign(stance="against", asks=True, act="wish", posts=3, language="fi")
    other = made.assign(stance="favour", asks=False, act="doing", posts=1, language="sv")
    pd.testing.assert_frame_equal(partition(said), partition(other))
    assert not {"stance", "asks", "act", "language"} & set(inspect.getsource(atoms).split('"'))


def test_an_empty_frame_has_no_atoms():
    empty = frame(crowd(0, "a", range(1))).iloc[:0]
    assert partition(empty).shape == (0, 2)
    assert len(group(empty)) == 0


def test_a_missing_column_and_a_broken_number_are_named():
    made = frame(crowd(0, "a", range(6)))
    with pytest.raises(SealError, match="'part'"):
        partition(made.drop(columns="part"))
    with pytest.raises(SealError, match="fine"):
        partition(made.assign(fine=-1, coarse=0))


def test_half_a_year_of_thirty_thousand_contributions_is_partitioned_at_once():
    random = np.random.default_rng(7)
    made = pd.DataFrame(
        {
            "voice": "internal",
            "subject": random.choice([f"decision:{i}" for i in range(12)], 30_000),
            "week": pd.Timestamp(FIRST) + pd.to_timedelta(random.integers(0, 26, 30_000) * 7, unit="D"),
            "person": (random.pareto(1.2, 30_000) * 100).astype(int) % 3000,
        }
    )
    made["part"] = np.array([*"abcdefg", ""])[made.person % 8]
    numbers = partition(made)
    assert (numbers.fine >= 0).mean() > 0.99
