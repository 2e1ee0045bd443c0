"""Published counts are unbiased, stay in their group, and never prove what nobody or everybody did."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.guard.rounding import SURE, VARIANCE, possible, rounded, rounding_variance

KEY = bytes.fromhex("9f1c0e5ab27744d3886b01fae2c9d5137ac6403be8f5129d60417fb8ce253a91")
NAMES = [str(i) for i in range(3000)]


def alone(count: int, total: int, names: list[str] = NAMES[:300], key: bytes = KEY) -> list[int]:
    """What one atom's count becomes under each of these names."""
    return [int(rounded([count], [total], key, name)[0]) for name in names]


def outcomes(count: int, total: int) -> set[int]:
    return set(alone(count, total))


Lane = list[tuple[int, int]]
atom = st.integers(5, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.text())
def test_a_rounded_count_is_a_multiple_of_three_or_everybody(pair, name):
    count, total = pair
    value = int(rounded([count], [total], KEY, name.encode("utf-8", "ignore").decode())[0])
    assert 0 <= value <= total
    assert value % 3 == 0 or value == total
    assert abs(value - count) < 5
    low, high = possible(value, total)
    assert low <= count <= high


def test_the_same_name_is_drawn_the_same_way_and_another_key_another_way():
    once = alone(7, 20)
    assert once == alone(7, 20)
    assert once != alone(7, 20, key=KEY[::-1])


@pytest.mark.parametrize("total", range(5, 24))
def test_rounding_is_unbiased_for_every_count_wherever_it_stands_in_a_lane(total):
    for count in range(total + 1):
        lanes = [rounded([4, count], [30, total], KEY, name)[1] for name in NAMES[:600]]
        for values in (np.array(alone(count, total, NAMES[:600])), np.array(lanes)):
            spread = float(values.std()) / np.sqrt(len(values))
            assert abs(float(values.mean()) - count) <= 4.5 * spread


def test_rounding_adds_the_stated_variance_to_a_stretch_however_long():
    chance = np.random.default_rng(1)
    for length in (1, 4, 40):
        counts = chance.integers(10, 60, (1000, length))
        lanes = zip(counts, NAMES[:1000], strict=True)
        errors = [int(rounded(c, np.full(length, 90), KEY, name).sum() - c.sum()) for c, name in lanes]
        assert float(np.mean(np.square(errors))) == pytest.approx(VARIANCE, rel=0.12)
    assert rounding_variance(6) == pytest.approx(8)


@given(st.lists(atom, min_size=2, max_size=30), st.text("abc", max_size=3))
def test_every_stretch_is_off_by_less_than_three_but_for_counts_that_may_go_to_the_top(lane: Lane, name: str):
    counts, totals = np.array(lane).T
    values = rounded(counts, totals, KEY, name)
    top = (values == totals) | (counts > (totals - 2) // 3 * 3)
    off = np.where(top, 0, values - counts)
    sums = np.concatenate([[0], np.cumsum(off)])
    assert int(sums.max() - sums.min()) < 3 + 2 * np.count_nonzero(top)
    if not top.any():
        assert int(sums.max() - sums.min()) < 3


@given(st.lists(atom, min_size=2, max_size=30), st.integers(1, 29), st.text("abc", max_size=3))
def test_atoms_that_close_later_change_none_before_them(lane: Lane, cut: int, name: str):
    counts, totals = np.array(lane).T
    taken = totals - counts
    for other in (None, taken):
        early = None if other is None else other[:cut]
        whole = rounded(counts, totals, KEY, name, taken=other)
        assert rounded(counts[:cut], totals[:cut], KEY, name, taken=early).tolist() == whole[:cut].tolist()


@pytest.mark.parametrize("total", [5, 6, 7, 8, 9, 10, 20, 21, 22])
def test_no_published_count_proves_that_nobody_or_everybody_did_it(total):
    drawn = {count: outcomes(count, total) for count in range(total + 1)}
    stands_for = {value: {c for c in drawn if value in drawn[c]} for value in range(total + 1)}
    for value, counts in stands_for.items():
        if counts:
            assert (min(counts), max(counts)) == possible(value, total)
            assert counts not in ({0}, {total})
            assert len(counts) >= 2


def test_a_plain_clamp_would_prove_unanimity():
    """Seven of seven: of all counts only 7 rounds to 9, so what is cut from 9 to 7 says it. Ours does not."""

    def cut(count: int) -> set[int]:
        return {min(7, count // 3 * 3), min(7, -(-count // 3) * 3)}

    assert [c for c in range(8) if 7 in cut(c)] == [7]
    assert [c for c in range(8) if 7 in outcomes(c, 7)] == [4, 5, 6, 7]


@given(st.lists(atom, min_size=1, max_size=12), st.data(), st.text("abc", max_size=3))
def test_two_counts_never_prove_that_nobody_did_neither(lane: Lane, data: st.DataObject, name: str):
    first, totals = np.array(lane).T
    second = np.array([data.draw(st.integers(0, int(n - c))) for c, n in lane])
    taken = rounded(first, totals, KEY, f"{name}/first")
    values = rounded(second, totals, KEY, f"{name}/second", taken=taken)
    sure = [possible(int(a), n)[0] + possible(int(b), n)[0] for a, b, n in zip(values, taken, totals, strict=True)]
    assert all(s < n for s, n in zip(sure, totals, strict=True))
    for i in range(len(lane)):
        for j in range(i + 1, len(lane) + 1):
            over = int((values + taken - totals)[i:j].sum())
            assert over < SURE


def test_a_draw_upwards_leaves_room_for_what_the_other_count_may_add():
    """Atoms of 19 and 25, all of them filled by both counts: 4 becomes 6, and then 4 of the other becomes 6, too."""
    first, second, totals = (
        np.array(row) for row in ([0, 0, 0, 0, 0, 15, 4], [0, 0, 0, 0, 1, 4, 21], [5] * 5 + [19, 25])
    )
    for name in NAMES[:300]:
        taken = rounded(first, totals, KEY, f"{name}/first")
        values = rounded(second, totals, KEY, f"{name}/second", taken=taken)
        assert (values + taken - totals)[5:].sum() < SURE


def test_without_what_is_taken_two_counts_would_prove_that_nobody_did_neither():
    """Of 20 people 10 against and 10 in favour: 12 and 12 would leave nobody who is neither."""
    assert max(alone(10, 20)) == 12
    assert {int(rounded([10], [20], KEY, name, taken=[12])[0]) for name in NAMES[:50]} == {9}


def test_a_count_outside_its_group_is_refused():
    with pytest.raises(ValueError, match="outside"):
        rounded([8], [7], KEY, "x")
