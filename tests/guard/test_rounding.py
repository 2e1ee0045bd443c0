"""Published counts are unbiased, stay in their group, and never prove what nobody or everybody did."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.guard.rounding import VARIANCE, possible, rounded, rounded_coarse, rounded_many, rounding_variance

KEY = bytes.fromhex("9f1c0e5ab27744d3886b01fae2c9d5137ac6403be8f5129d60417fb8ce253a91")
NAMES = [str(i) for i in range(3000)]


def outcomes(count: int, total: int, names: list[str] = NAMES[:300]) -> set[int]:
    return set(rounded_many([count] * len(names), [total] * len(names), KEY, names).tolist())


@given(st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.text())
def test_a_rounded_count_is_a_multiple_of_three_or_everybody(pair, name):
    count, total = pair
    value = rounded(count, total, KEY, name.encode("utf-8", "ignore").decode())
    assert 0 <= value <= total
    assert value % 3 == 0 or value == total
    assert abs(value - count) < 5
    low, high = possible(value, total)
    assert low <= count <= high


def test_the_same_name_is_drawn_the_same_way_and_another_key_another_way():
    once = rounded_many([7] * 3000, [20] * 3000, KEY, NAMES)
    assert np.array_equal(once, rounded_many([7] * 3000, [20] * 3000, KEY, NAMES))
    assert not np.array_equal(once, rounded_many([7] * 3000, [20] * 3000, KEY[::-1], NAMES))
    assert [rounded(7, 20, KEY, n) for n in NAMES[:50]] == once[:50].tolist()


@pytest.mark.parametrize("total", range(5, 24))
def test_rounding_is_unbiased_for_every_count(total):
    for count in range(total + 1):
        values = rounded_many([count] * 3000, [total] * 3000, KEY, NAMES)
        spread = float(values.std()) / np.sqrt(3000)
        assert abs(float(values.mean()) - count) <= 4.5 * spread


def test_rounding_adds_the_stated_variance():
    counts = np.tile(np.arange(30, 60), 100)
    errors = rounded_many(counts, np.full(3000, 90), KEY, NAMES) - counts
    assert float(np.mean(errors**2)) == pytest.approx(VARIANCE, rel=0.08)
    assert rounding_variance(6) == pytest.approx(8)


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


def feasible(values: list[int], totals: list[int], whole: dict[str, int], total: int) -> list[tuple[int, ...]]:
    """All fine critical counts that the published numbers leave possible (favour fills the rest or less)."""
    spans = [possible(v, t) for v, t in zip(values, totals, strict=True)]
    low, high = possible(whole["against"], total)
    least = possible(whole["favour"], total)[0]
    counts = product(*(range(a, b + 1) for a, b in spans))
    return [c for c in counts if low <= sum(c) <= high and total - sum(c) >= least]


@given(
    st.lists(st.integers(5, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=4),
    st.floats(0, 1),
    st.integers(0, 10_000),
)
def test_coarse_counts_beside_fine_ones_prove_nothing_about_everybody(atoms, share, seed):
    against, totals = [c for c, _ in atoms], [n for _, n in atoms]
    total = sum(totals)
    favour = round(share * (total - sum(against)))
    fine = rounded_many(against, totals, KEY, [f"{seed}/{i}" for i in range(len(atoms))]).tolist()
    counts = {"favour": favour, "against": sum(against), "doing": 3, "wish": total - 3}
    whole = rounded_coarse(counts, total, list(zip(fine, totals, strict=True)), KEY, str(seed))
    found = feasible(fine, totals, whole, total)
    assert tuple(against) in found
    for i, n in enumerate(totals):
        assert {c[i] for c in found} not in ({0}, {n})
    assert any(total - sum(c) > possible(whole["favour"], total)[0] for c in found), "somebody may be neutral"


def test_without_what_is_known_fine_and_coarse_counts_would_prove_unanimity():
    """Fine counts 5, 2, 4 and 2 of 5 are published as 5, 0, 3 and 0; a 15 beside them leaves only their tops."""
    spans = [possible(v, 5) for v in (5, 0, 3, 0)]
    assert possible(15, 20)[0] == sum(high for _, high in spans) == 13
    known = (sum(low for low, _ in spans), 13)
    assert 15 in {rounded(13, 20, KEY, n) for n in NAMES[:50]}
    assert {rounded(13, 20, KEY, n, known=known) for n in NAMES[:50]} == {12}


def test_a_coarse_atom_of_one_fine_atom_says_against_only_once():
    counts = {"favour": 5, "against": 8, "doing": 0, "wish": 21}
    for name in NAMES[:40]:
        assert rounded_coarse(counts, 21, [(6, 21)], KEY, name)["against"] == 6


def test_a_count_outside_its_group_is_refused():
    with pytest.raises(ValueError, match="outside"):
        rounded(8, 7, KEY, "x")
