"""Scores to probabilities; and rows of few columns, which numpy sums and compares more quickly column by column."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pulse import loops

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


def sigmoid(score: NDArray[np.floating]) -> Array:
    """1 / (1 + exp(-score)), for any score."""
    if not loops.compiled:
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -40, 40))), np.float64)
    held, found = np.ascontiguousarray(score).ravel(), np.empty(np.shape(score))
    raised = np.empty_like(held)
    loops.compiled.clipped(held, raised)
    loops.compiled.logistic(np.exp(raised, out=raised), found.reshape(-1))
    return found


def softmax(scores: NDArray[np.floating]) -> Array:
    """Rows of probabilities."""
    if not loops.compiled:
        held = np.asarray(scores, np.float64)
        return shared(np.exp(held - best(held)[1][:, None]))
    raised = np.empty(scores.shape)
    loops.compiled.lowered(scores, raised)
    return shared(np.exp(raised, out=raised))


def shared(rows: Array) -> Array:
    """The rows, each divided by its sum: in their place, or anew."""
    if not loops.compiled:
        return np.asarray(rows / summed(rows)[:, None])
    loops.compiled.shared(rows)
    return rows


def product(rows: NDArray[np.floating], weights: NDArray[Any]) -> NDArray[Any]:
    """The product of two small matrices, in the second one's type, each place added up from left to right.

    NumPy's own would wake threads, which wait for each other longer than so little work takes. ValueError where the
    rows are not as long as there are weights.
    """
    if rows.shape[1] != len(weights):
        raise ValueError(f"rows of {rows.shape[1]} places cannot be weighed by {len(weights)} weights")
    held = np.ascontiguousarray(rows, weights.dtype)
    found = np.zeros((len(held), weights.shape[1]), weights.dtype)
    if loops.compiled:
        loops.compiled.product(held, np.ascontiguousarray(weights), found)
        return found
    for column, worth in zip(held.T, weights, strict=True):
        found += column[:, None] * worth
    return found


def best(rows: Array) -> tuple[Ints, Array]:
    """Where each row's largest value stands first, and the value."""
    if not loops.compiled:
        return rows.argmax(axis=1), rows.max(axis=1, initial=-np.inf)
    place, value = np.empty(len(rows), np.int64), np.empty(len(rows))
    loops.compiled.best(rows, place, value)
    return place, value


def summed(rows: Array) -> Array:
    """Each row's sum, from left to right."""
    found = rows[:, 0].copy()
    for column in rows.T[1:]:
        found += column
    return found


def some(rows: Array) -> NDArray[np.bool_]:
    """Which rows hold anything but 0."""
    found = np.zeros(len(rows), bool)
    if loops.compiled:
        loops.compiled.some(rows, found.view(np.uint8))
        return found
    for column in rows.T:
        found |= column != 0
    return found
