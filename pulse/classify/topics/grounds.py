"""What themes are learned on: posts as unit rows of n-grams, and what words and descriptions say of each."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.arrays.scales import Array

RARE = 2.5
"""N-grams are weighed by so high a power of their rarity."""
FEW = 3
"""An n-gram in fewer posts teaches nothing."""


@dataclass(frozen=True)
class Ground:
    """Posts as unit rows of n-grams (only those that are common enough: ``kept``), with the weights of those.

    ``keywords`` is what the strategy's words say of them (1: one whole word) and ``near`` the cosine to what describes
    each theme, both posts by themes; ``centres`` are the descriptions, n-grams by themes.
    """

    posts: sparse.csr_matrix
    kept: np.ndarray
    idf: Array
    keywords: Array
    near: Array
    centres: Array


def ground(posts: sparse.csr_matrix, grams: sparse.csr_matrix, keywords: Array, described: sparse.csr_matrix) -> Ground:
    """What is learned on. A post's size is that of its words' rows, so that a score is a sum over words."""
    counted = posts @ grams
    often = np.asarray((counted > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(often >= min(FEW, max(posts.shape[0] // 20, 1)))
    rarity = np.log((1 + posts.shape[0]) / (1 + often[kept])) + 1
    idf = rarity**RARE
    rows = sparse.csr_matrix(grams[:, kept] @ sparse.diags(idf))
    sizes = posts @ np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    found = sparse.csr_matrix(sparse.diags(1 / np.sqrt(np.maximum(sizes, 1e-9))) @ (posts @ rows), dtype=np.float64)
    centres = described[:, kept].toarray() * np.sqrt(rarity)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    return Ground(found, kept, idf, keywords, np.asarray(found @ centres.T), centres.T)


def naive(posts: sparse.csr_matrix, likely: Array, smooth: float) -> Array:
    """Naive Bayes' weights: how much likelier each n-gram is in each theme than in all, as a logarithm.

    ``smooth`` is added to each n-gram in each theme, for each post.
    """
    sums = posts.T @ likely + smooth * likely.sum()
    logs = np.log(sums / sums.sum(axis=0))
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def balance(labels: Array, said: np.ndarray) -> Array:
    """What each labelled post counts, so that every theme counts alike."""
    sums = labels[said].sum(axis=0)
    each = np.where(sums > 0, said.sum() / np.maximum((sums > 0).sum(), 1) / np.maximum(sums, 1e-9), 0)
    return np.asarray(labels @ each)
