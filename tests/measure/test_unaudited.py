"""Ranges of figures that no label of their own corrects: they hold what may be true, at the edges too."""

import numpy as np
import pytest

from pulse.measure.labelled import Errors
from pulse.measure.unaudited import TRUST, ratio, share

CARD = Errors(tp=80, fp=60, fn=20, tn=540)
SETS = 400


def drawn(chance: np.random.Generator, hits: int, misses: int) -> float:
    """A rate that may be true here, as far as the card is trusted."""
    scale = min(1.0, TRUST / (hits + misses))
    return float(chance.beta(hits * scale + 0.5, misses * scale + 0.5))


def rounded(count: int, total: int, chance: np.random.Generator) -> int:
    """The count as it may be published, a multiple of three."""
    low = count - count % 3
    return min(low + 3 * (chance.random() < (count % 3) / 3), total)


@pytest.mark.parametrize("total", [12, 25, 120, 900])
@pytest.mark.parametrize("most", [0.15, 1.0])
def test_ranges_hold_the_share_in_most_sets_few_or_many_and_near_nought(total: int, most: float) -> None:
    chance = np.random.default_rng(total)
    held = []
    for _ in range(SETS):
        true = chance.integers(0, int(most * total) + 1)
        found, false = drawn(chance, CARD.tp, CARD.fn), drawn(chance, CARD.fp, CARD.tn)
        count = chance.binomial(true, found) + chance.binomial(total - true, false)
        told = share(int(rounded(int(count), total, chance)), total, 1, CARD)
        edge = 1 / (2 * total)
        held.append(told.low <= min(max(true / total, edge), 1 - edge) <= (told.high or 1.0))
    assert np.mean(held) > 0.91


def test_a_count_of_nought_leaves_room_for_what_was_missed_and_many_for_less() -> None:
    few, many = share(0, 25, 1, CARD), share(0, 900, 1, CARD)
    assert few.value == few.low == 1 / 50
    assert few.high is not None
    assert many.high is not None
    assert 0.15 < few.high < 0.5
    assert many.high < few.high


def test_two_sides_that_would_be_more_than_all_are_not_believed() -> None:
    blind = Errors(tp=3, fp=2, fn=2, tn=3)
    sides = ratio(95, 3, 100, 1, (blind, CARD))
    assert sides.value is not None
    assert sides.high is not None
    assert sides.low <= sides.value <= sides.high < 1


def test_a_card_that_tells_nothing_apart_leaves_everything_open() -> None:
    found = share(40, 100, 1, Errors(tp=1, fp=100, fn=100, tn=1))
    assert found.high is not None
    assert (found.low < 0.06, found.high > 0.94) == (True, True)
    assert share(40, 100, 1, None).width == pytest.approx(0.99)
