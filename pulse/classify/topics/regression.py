"""Regressions on soft labels: what each n-gram says of each theme, given how likely each post is about it."""

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from scipy.sparse.linalg import LinearOperator, cg

from pulse.classify.arrays.scales import Array

STEPS = 25
"""Steps of L-BFGS; more change nothing that is seen."""
NEAR_ENOUGH = 1e-4
"""Conjugate gradients stop where what is left is so small a part."""


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


def ridge(posts: sparse.csr_matrix, aims: Array, weight: Array, penalty: float) -> tuple[Array, Array]:
    """Weights (n-grams by themes) and biases that minimise the weighted squares of what is off + penalty * squares.

    Args:
        posts: a row of features a post.
        aims: posts by themes, any numbers.
        weight: what each post counts.
    """
    across, width = sparse.csr_matrix(posts.T), posts.shape[1]

    def back(off: Array) -> Array:
        return np.append(across @ (weight * off), weight @ off)

    def normal(point: Array) -> Array:
        return back(posts @ point[:-1] + point[-1]) + penalty * point

    equations = LinearOperator((width + 1, width + 1), matvec=normal, dtype=np.float64)
    found = np.stack([cg(equations, back(aim), rtol=NEAR_ENOUGH, maxiter=STEPS)[0] for aim in aims.T], axis=1)
    return found[:-1], found[-1]


def log_softmax(scores: Array) -> Array:
    """Rows of logarithms of probabilities."""
    lowered = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True)))
