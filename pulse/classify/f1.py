"""How well answers meet the truth: confusion, macro-F1, and how sure one can be of it, whole people drawn anew."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pulse.classify.scales import Array

Places = NDArray[np.int64]
DRAWS = 500
"""So many times people are drawn anew for a range."""


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


def resampled(confused: Array, seed: int) -> Array:
    """Macro-F1 in each of DRAWS samples of people (people, classes, classes)."""
    drawn = drawn_anew(len(confused), seed)
    return macro_f1(np.tensordot(drawn, confused, axes=1), present(confused))
