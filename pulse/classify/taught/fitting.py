"""Fits a head's offset: shipped scores, plus a linear part that labels teach, held small by an L2 penalty.

    minimise  sum_i w_i * -log softmax(offset_i + x_i W + b)[y_i]  +  PENALTY / 2 * |W|^2  +  |b|^2 / 2

Features are many more than labels, so the fit runs over the labelled posts' inner products: with L L' = X X', rows of L
stand for rows of X, and W = X' a comes out in the end (the representer theorem). One decomposition serves all folds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import linalg, optimize, sparse

from pulse.classify.scales import Array, softmax
from pulse.classify.taught.examples import Examples, Places
from pulse.classify.taught.features import CLASSES

PENALTY = 10.0
EVEN = 0.75
"""How far answers count alike, however many labels give them: 0 not at all, 1 fully."""
CAP = 8.0
"""What a label of a rare answer may count at most, beside others."""
STEPS = 80


@dataclass(frozen=True)
class Ground:
    """A head's labelled posts, ready to be fitted on any part of them."""

    head: str
    offset: Array
    roots: Array
    answers: Places
    features: sparse.csr_matrix

    @classmethod
    def of(cls, examples: Examples, head: str, kept: Places) -> "Ground":
        """The examples of these numbers."""
        features = sparse.csr_matrix(
            sparse.hstack([examples.words[kept], sparse.csr_matrix(examples.held.cues[head][kept])]), dtype=np.float64
        )
        inner = np.asarray((features @ features.T).todense(), np.float64)
        inner[np.diag_indices_from(inner)] += 1e-6 * max(float(inner.diagonal().mean()), 1e-9)
        roots = linalg.cholesky(inner, lower=True)
        return cls(head, examples.held.offset[head][kept], roots, examples.answers[head][kept], features)

    def __len__(self) -> int:
        return len(self.answers)


@dataclass(frozen=True)
class Fitted:
    """A fit on some of the ground's posts: its weights over the roots, and the answers' biases."""

    weights: Array
    bias: Array

    def scores(self, ground: Ground, at: Places) -> Array:
        """The scores of the ground's posts of these numbers."""
        return np.asarray(ground.offset[at] + ground.roots[at] @ self.weights + self.bias)

    def over_features(self, ground: Ground, taught: Places) -> Array:
        """The weights of the features themselves (features, classes): sums of those posts' that taught, no others."""
        shares = linalg.solve_triangular(ground.roots, self.weights, lower=True, trans="T")
        return np.asarray(ground.features[taught].T @ shares[taught])


def fit(ground: Ground, taught: Places) -> Fitted:
    """The offset fitted on the ground's posts of these numbers, from nothing, the same way every time."""
    width, classes = len(ground), len(CLASSES[ground.head])
    roots, offset = ground.roots[taught], ground.offset[taught]
    truth = np.eye(classes)[ground.answers[taught]]
    weight = weights(ground.answers[taught], classes)

    def loss(point: Array) -> tuple[float, Array]:
        inside, bias = point[:-classes].reshape(width, classes), point[-classes:]
        odds = softmax(offset + roots @ inside + bias)
        off = (odds - truth) * weight[:, None]
        told = np.log(np.maximum((odds * truth).sum(axis=1), 1e-300))
        value = -(weight * told).sum() + PENALTY / 2 * (inside**2).sum() + (bias**2).sum() / 2
        return float(value), np.concatenate([(roots.T @ off + PENALTY * inside).ravel(), off.sum(axis=0) + bias])

    start = np.zeros((width + 1) * classes)
    found: Any = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": 1e-6})
    return Fitted(found.x[:-classes].reshape(width, classes), found.x[-classes:])


def weights(answers: Places, classes: int) -> Array:
    """What each label counts, one on average: answers that few labels give count more."""
    counts = np.maximum(np.bincount(answers, minlength=classes), 1)
    weight = np.minimum((len(answers) / (classes * counts[answers])) ** EVEN, CAP)
    return np.asarray(weight / weight.mean())
