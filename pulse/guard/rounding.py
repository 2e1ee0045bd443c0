"""Counts rounded at random to base 3, so that a published count never says what one person, or everyone, did.

A count c of a group of n stands between two neighbours of the lattice 0, 3, 6 ... n, and is drawn to the upper one with
probability (c - lower) / (upper - lower), by HMAC(key, name): the same name is drawn the same way for ever.

How the clamp at n works. Rounding to plain multiples of 3 and cutting at n proves unanimity: of 7 people, only a count
of 7 can become 9, and then "9 of 7", or "7 of 7" after the cut, says that all 7 did it. Instead n itself is the top of
the lattice, and a multiple of 3 that lies right below it (6 of 7) is left out. So

- what is published is a multiple of 3 or n, and lies in 0..n;
- it is unbiased for every count (mean of the draws = count), unlike a cut, which loses 2/3 at 7 of 7;
- 0 also stands for 1 and 2, and n also for n - 1 (and n - 2 unless n leaves a remainder of 2): neither "nobody" nor
  "everybody" is ever proven.

Two published counts may prove together what neither does alone: a coarse atom's and those of its fine atoms, or favour
and against. ``known`` holds what the earlier ones say; a draw that would leave no doubt takes the other neighbour. That
is the only bias (seldom, and below 2 a count). A name names the set and the question, not the grain: where a coarse
atom is one fine atom, the two are one draw.
"""

import hmac
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pulse.domain import BASE

Ints = NDArray[np.int64]
Range = tuple[int, int]

VARIANCE = (BASE * BASE - 1) / 6
"""The variance that rounding adds to a count, r (3 - r), in the mean over remainders r = 0, 1, 2: 4/3."""


def rounding_variance(atoms: int) -> float:
    """The variance that rounding adds to a sum over so many atoms.

    >>> round(rounding_variance(3), 9)
    4.0
    """
    return atoms * VARIANCE


def rounded(count: int, total: int, key: bytes, name: str, *, known: Range | None = None) -> int:
    """The count of a group of ``total`` as it may be published.

    Args:
        count: the exact count.
        total: the group's contributions.
        key: the key of the key file.
        name: the set and the question; the same name is drawn the same way.
        known: the lowest and highest count that is possible by what has been published before.
    """
    low, high = known if known is not None else (0, total)
    return int(rounded_many([count], [total], key, [name], known=([low], [high]))[0])


def rounded_many(
    counts: ArrayLike,
    totals: ArrayLike,
    key: bytes,
    names: Sequence[str],
    *,
    known: tuple[ArrayLike, ArrayLike] | None = None,
) -> Ints:
    """``rounded`` of many counts at once; ``known`` holds the lowest and the highest counts."""
    count, total = np.asarray(counts, np.int64), np.asarray(totals, np.int64)
    if np.any((count < 0) | (count > total)):
        raise ValueError("a count lies outside 0..total")
    lower, upper = _neighbours(count, total)
    up = _draws(key, names, upper - lower) < count - lower
    if known is not None:
        low, high = np.asarray(known[0], np.int64), np.asarray(known[1], np.int64)
        up = np.where(_doubtful(np.where(up, upper, lower), total, low, high), up, ~up & (lower < count))
    return np.where(up, upper, lower)


def possible(value: int, total: int) -> Range:
    """The lowest and the highest count that a published value may stand for.

    >>> possible(0, 7), possible(3, 7), possible(7, 7)
    ((0, 2), (1, 6), (4, 7))
    """
    low, high = _possible(np.asarray([value]), np.asarray([total]))
    return int(low[0]), int(high[0])


def rounded_coarse(
    counts: Mapping[str, int], total: int, critical: Sequence[tuple[int, int]], key: bytes, name: str
) -> dict[str, int]:
    """The counts of a coarse atom as they may be published beside the critical counts of its fine atoms.

    Args:
        counts: the exact favour, against, doing and wish.
        total: the atom's contributions.
        critical: the published critical count and the contributions of each of its fine atoms.
        key: the key of the key file.
        name: the set; the question is added here.
    """
    ranges = [possible(value, size) for value, size in critical]
    fine = (sum(low for low, _ in ranges), sum(high for _, high in ranges))
    if len(critical) == 1:
        against = critical[0][0]
    else:
        against = rounded(counts["against"], total, key, f"{name}/against", known=fine)
    least = max(fine[0], possible(against, total)[0])
    favour = rounded(counts["favour"], total, key, f"{name}/favour", known=(0, total - least))
    doing = rounded(counts["doing"], total, key, f"{name}/doing")
    rest = total - possible(doing, total)[0]
    wish = rounded(counts["wish"], total, key, f"{name}/wish", known=(0, rest))
    return {"favour": favour, "against": against, "doing": doing, "wish": wish}


def _last(total: Ints) -> Ints:
    # The last multiple below the top that is not right below it.
    return np.maximum((total - 2) // BASE * BASE, 0)


def _neighbours(count: Ints, total: Ints) -> tuple[Ints, Ints]:
    last = _last(total)
    lower = np.where(count == total, total, np.minimum(count // BASE * BASE, last))
    return lower, np.where(lower < last, lower + BASE, total)


def _possible(value: Ints, total: Ints) -> tuple[Ints, Ints]:
    last = _last(total)
    below = np.where(value == total, last, value - BASE)
    above = np.where(value < last, value + BASE, total)
    top = value == total
    return np.where(value == 0, 0, below + 1), np.where(top, total, above - 1)


def _doubtful(value: Ints, total: Ints, low: Ints, high: Ints) -> NDArray[np.bool_]:
    least, most = _possible(value, total)
    return (least < high) & (most > low)


def _draws(key: bytes, names: Sequence[str], gaps: Ints) -> Ints:
    # 63 bits, so that draw * gap needs no more than Python's integers; the bias is below 10^-18.
    drawn = (int.from_bytes(hmac.digest(key, b"rounding" + n.encode(), "sha256")[:8], "big") for n in names)
    return np.fromiter((d * int(g) >> 64 for d, g in zip(drawn, gaps, strict=True)), np.int64, len(names))
