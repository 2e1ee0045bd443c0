"""How well answers meet the truth: confusion, macro-F1, and how sure one can be of it, whole people drawn anew."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pulse.classify.arrays.scales import Array

Places = NDArray[np.int64]
DRAWS = 500
"""So many times people are drawn anew for a range."""
DOUBT = 1.96**2
"""So many people more could have been read otherwise."""


def confusion(true: Places, said: Places, width: int) -> Array:
    """How often each class (rows) was taken for each (columns).

    >>> confusion(np.array([0, 1, 1]), np.array([0, 1, 0]), 2).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    return np.bincount(true * width + said, minlength=width * width).reshape(width, width).astype(np.float64)


def by_person(true: Places, said: Places, width: int, people: Sequence[str]) -> Array:
    """A confusion for each person (people, classes, classes)."""
    names, person = np.unique(np.array(people, dtype=np.str_), return_inverse=True)
    flat = (person * width + true) * width + said
    counts = np.bincount(flat, minlength=len(names) * width * width)
    return counts.reshape(len(names), width, width).astype(np.float64)


def macro_f1(confused: Array, classes: Sequence[int] | None = None) -> Array:
    """The mean of F1 over the classes (by default those that are true anywhere), of one confusion or of many.

    F1 = 2 found / (2 found + cried + missed) = 2 diagonal / (row + column); a class nowhere met counts 0.

    >>> float(macro_f1(np.array([[1.0, 0.0], [1.0, 1.0]])).round(3))
    0.667
    """
    found = np.diagonal(confused, axis1=-2, axis2=-1)
    sides = confused.sum(axis=-1) + confused.sum(axis=-2)
    single = 2 * found / np.maximum(sides, 1e-12)
    chosen = list(classes) if classes is not None else present(confused)
    return np.asarray(single[..., chosen].mean(axis=-1))


def present(confused: Array) -> list[int]:
    """The classes that are true anywhere."""
    total = confused.sum(axis=tuple(range(confused.ndim - 2)))
    return [int(at) for at in np.flatnonzero(total.sum(axis=1) > 0)]


def drawn_anew(people: int, seed: int) -> Array:
    """How often each person stands in each of DRAWS samples of as many people, drawn with replacement."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(people, np.full(people, 1 / people), DRAWS).astype(np.float64)


def right(confused: Array) -> Array:
    """The share of answers that are right, of one confusion or of many."""
    total = confused.sum(axis=(-1, -2))
    return np.asarray(np.diagonal(confused, axis1=-2, axis2=-1).sum(axis=-1) / np.maximum(total, 1e-12))


def beyond(confused: Array, people: int) -> tuple[Array, Array]:
    """The confusion with some answers more of each class that is true: all of them wrong, and all of them right.

    They are as many as DOUBT people give. Of n people's answers that are all right (all wrong), the share right is then
    the lower (upper) end of Wilson's 95 % interval, n / (n + z^2) (Wilson 1927, doi:10.1080/01621459.1927.10502953).

    >>> worse, better = beyond(np.array([[30.0, 0.0], [0.0, 0.0]]), 30)
    >>> float(right(worse).round(3)), float(right(better).round(3))
    (0.886, 1.0)
    """
    more = DOUBT * confused.sum() / max(people, 1)
    width, known = len(confused), present(confused)
    worse, better = confused.copy(), confused.copy()
    worse[known, [(at + 1) % width for at in known]] += more / len(known)
    better[known, known] += more / len(known)
    return worse, better


def ranged(confused: Array, seed: int, measure: Callable[[Array], Array] | None = None) -> tuple[float, float, float]:
    """The low end of the 95 % range of a measure (by default macro-F1), the measure, and the high end.

    People (the rows of ``confused``) are drawn anew, and the range reaches at least to where ``beyond`` lies: where all
    that few people wrote was read alike, drawing them anew would tell of no doubt at all.
    """
    whole, taken = confused.sum(axis=0), measure or macro_f1
    value = float(taken(whole))
    worse, better = (float(taken(one)) for one in beyond(whole, len(confused)))
    low, high = (float(at) for at in np.quantile(resampled(confused, seed, measure), [0.025, 0.975]))
    return min(low, worse, value), value, max(high, better, value)


def resampled(confused: Array, seed: int, measure: Callable[[Array], Array] | None = None) -> Array:
    """A measure (by default macro-F1 over the classes that are true) of DRAWS samples of people."""
    drawn = np.tensordot(drawn_anew(len(confused), seed), confused, axes=1)
    return measure(drawn) if measure else macro_f1(drawn, present(confused))
