"""Counts rounded at random to base 3, so that a published count never says what one person, or everyone, did.

A count c of a group of n stands between two neighbours of the lattice 0, 3, 6 ... n, and goes to the upper one with
probability (c - lower) / (upper - lower).

How the clamp at n works. Rounding to plain multiples of 3 and cutting at n proves unanimity: of 7 people, only a count
of 7 can become 9, and then "9 of 7", or "7 of 7" after the cut, says that all 7 did it. Instead n itself is the top of
the lattice, and a multiple of 3 that lies right below it (6 of 7) is left out. So

- what is published is a multiple of 3 or n, and lies in 0..n;
- it is unbiased for every count (mean of the draws = count), unlike a cut, which loses 2/3 at 7 of 7;
- 0 also stands for 1 and 2, and n also for n - 1 (and n - 2 unless n leaves a remainder of 2): neither "nobody" nor
  "everybody" is ever proven.

How a run of atoms is drawn. Atoms that are rounded one by one add up their errors, until a decision's figure of four
weeks is off by points. So the counts of one lane (voice, subject) are drawn together, in the order in which its atoms
close: one secret start of 0, 1 or 2 (HMAC of the key and the chain's name), and then a count goes up where start plus
remainders so far pass the next multiple of 3. This is systematic sampling of the remainders (Madow 1949, Annals of
Mathematical Statistics 20:333), used as a controlled rounding (Cox 1987, JASA 82:520): each count is drawn as before,
and the sum over any stretch of neighbours is off by less than 3, however many they are. It gives nothing away about an
atom: that all the others are exactly what was published, and it anything that its own number allows, always stays
possible. A count that may go to the top, n, by a step other than 3 is drawn by itself.

Two published counts may prove together what neither does alone, as favour and against that fill an atom. ``taken`` is
what has been published of the other; a draw that would leave no doubt takes the lower neighbour, and so does one after
which the other count alone, whose draws nobody can hold back any more, could take the last doubt. That is the only bias
(seldom, and below 2 a count).
"""

import hmac
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pulse.domain import BASE

Ints = NDArray[np.int64]
Range = tuple[int, int]

VARIANCE = (BASE * BASE - 1) / 6
"""The variance that rounding adds to the sum of a stretch, r (3 - r), in the mean over remainders r = 0, 1, 2: 4/3."""

SURE = 2 * (BASE - 1)
"""By so much do the sums of two counts overfill a stretch when nobody can have done neither."""

FILLED = SURE - (BASE - 1)
"""A draw upwards leaves less than this overfilled: the other count may add BASE - 1 to any stretch by itself."""


def rounding_variance(stretches: int) -> float:
    """The variance that rounding adds to a sum over so many stretches of neighbouring atoms.

    >>> round(rounding_variance(3), 9)
    4.0
    """
    return stretches * VARIANCE


def rounded(counts: ArrayLike, totals: ArrayLike, key: bytes, chain: str, *, taken: ArrayLike | None = None) -> Ints:
    """The counts of a lane's atoms, in the order in which they closed, as they may be published.

    More atoms at the end change none before them, so that sealing week by week gives what one sealing gives.

    Args:
        counts: the exact counts, as they were when each atom was sealed.
        totals: each atom's contributions.
        key: the key of the key file.
        chain: the lane and the question; the same name is drawn the same way.
        taken: for each atom what has been published of another count, of people who cannot be in this one.

    Raises:
        ValueError: a count lies outside 0..total.
    """
    count, total = np.asarray(counts, np.int64), np.asarray(totals, np.int64)
    if np.any((count < 0) | (count > total)):
        raise ValueError("a count lies outside 0..total")
    lower, upper = _neighbours(count, total)
    value = np.where(_up(count - lower, upper - lower, key, chain), upper, lower)
    if taken is None:
        return value
    held = _held(zip(value.tolist(), lower.tolist(), total.tolist(), np.asarray(taken).tolist(), strict=True))
    return np.fromiter(held, np.int64, len(value))


def possible(value: int, total: int) -> Range:
    """The lowest and the highest count that a published value may stand for.

    >>> possible(0, 7), possible(3, 7), possible(7, 7)
    ((0, 2), (1, 6), (4, 7))
    """
    last = int(_last(np.asarray(total)))
    below = last if value == total else value - BASE
    above = value + BASE if value < last else total
    return 0 if value == 0 else below + 1, total if value == total else above - 1


def _last(total: Ints) -> Ints:
    # The last multiple below the top that is not right below it.
    return np.maximum((total - 2) // BASE * BASE, 0)


def _neighbours(count: Ints, total: Ints) -> tuple[Ints, Ints]:
    last = _last(total)
    lower = np.where(count == total, total, np.minimum(count // BASE * BASE, last))
    return lower, np.where(lower < last, lower + BASE, total)


def _up(rest: Ints, gap: Ints, key: bytes, chain: str) -> NDArray[np.bool_]:
    passed = np.cumsum(np.where(gap == BASE, rest, 0)) + _draw(key, chain, BASE)
    up = np.diff(passed // BASE, prepend=0) > 0
    for i in np.flatnonzero((gap != BASE) & (rest > 0)):
        up[i] = _draw(key, f"{chain}|{i}", int(gap[i])) < rest[i]
    return up


def _held(draws: Iterable[tuple[int, int, int, int]]) -> Iterator[int]:
    """The values, lowered where an atom, or a stretch that ends with it, would surely be filled by both counts."""
    over = 0
    for value, lower, total, taken in draws:
        sure = possible(value, total)[0] + possible(taken, total)[0] >= total > 0
        kept = lower if sure or over + value + taken - total >= FILLED else value
        over = max(0, over + kept + taken - total)
        yield kept


def _draw(key: bytes, name: str, below: int) -> int:
    # 64 bits, so that the bias is below 10^-18.
    return int.from_bytes(hmac.digest(key, b"rounding" + name.encode(), "sha256")[:8], "big") * below >> 64
