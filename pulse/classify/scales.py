"""Scores to probabilities."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid(score: NDArray[np.floating]) -> Array:
    """1 / (1 + exp(-score)), for any score."""
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -40, 40))), np.float64)


def softmax(scores: NDArray[np.floating]) -> Array:
    """Rows of probabilities."""
    raised = np.exp(np.asarray(scores, np.float64) - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
