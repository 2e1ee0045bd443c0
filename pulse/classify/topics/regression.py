"""Softmax regression on soft labels: what each n-gram says of each theme, given how likely each post is about it."""

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from pulse.classify.scales import Array

STEPS = 25
"""Steps of L-BFGS; more change nothing that is seen."""


def fitted(posts: sparse.csr_matrix, likely: Array, weight: Array, penalty: float) -> tuple[Array, Array]:
    """Weights (n-grams by themes) and biases that minimise weighted cross-entropy + penalty / 2 * |weights|^2.

    Args:
        posts: a row of features a post.
        likely: posts by themes, rows that sum to one.
        weight: what each post counts.
    """
    width, themes = posts.shape[1], likely.shape[1]
    across = sparse.csr_matrix(posts.T)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = flat[: width * themes].reshape(width, themes), flat[width * themes :]
        logs = log_softmax(posts @ weights + bias)
        off = (np.exp(logs) - likely) * weight[:, None]
        value = -(weight[:, None] * likely * logs).sum() + penalty / 2 * (weights * weights).sum()
        return float(value), np.concatenate([(across @ off + penalty * weights).ravel(), off.sum(axis=0)])

    start = np.zeros((width + 1) * themes)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 5}).x
    return found[: width * themes].reshape(width, themes), found[width * themes :]


def log_softmax(scores: Array) -> Array:
    """Rows of logarithms of probabilities."""
    lowered = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True)))
