"""Soft self-training: seeds of words and descriptions say what posts may be about, and posts teach what else says so.

Character n-grams of all languages together; a seed score S = 2 x keywords + 12 x cosine to the description; soft
labels softmax(2 S), pulled most of the way to equal shares; three rounds of softmax regression plus naive Bayes (whose
errors differ), in which sure posts count more; and the final score log P + 1.4 S, or less of S as labels speak for
themselves. A label counts as much as ten sure posts. The numbers were chosen on SIB-200's training rows, each half of
them judged by the other.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.scales import Array, softmax
from pulse.classify.topics.regression import fitted, log_softmax
from pulse.classify.vocabulary import Floats

KEYWORDS, NEARNESS, SHARP = 2.0, 12.0, 2.0
SEED, SEED_LABELLED, LABELS = 1.4, 0.7, 100
"""How much of the seed stays in the final score without labels, with very many, and after how many it is halfway."""
SMOOTH = 2.5e-4
"""What is added to each n-gram in each theme before naive Bayes compares them, for each post."""
ROUNDS, PENALTY, LABEL, EVEN = 3, 0.5, 10.0, 0.8
FEW = 3
"""An n-gram in fewer posts teaches nothing."""


@dataclass(frozen=True)
class Ground:
    """Posts as unit rows of n-grams (only those that are common enough: ``kept``), with the weights of those.

    ``seed`` is what words and descriptions say, posts by themes; ``centres`` the descriptions, n-grams by themes.
    """

    posts: sparse.csr_matrix
    kept: np.ndarray
    idf: Array
    seed: Array
    centres: Array


def ground(posts: sparse.csr_matrix, grams: sparse.csr_matrix, keywords: Array, described: Floats) -> Ground:
    """What is learned on. A post's size is that of its words' rows, so that a score is a sum over words."""
    counted = posts @ grams
    often = np.asarray((counted > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(often >= min(FEW, max(posts.shape[0] // 20, 1)))
    idf = np.log((1 + posts.shape[0]) / (1 + often[kept])) + 1
    rows = sparse.csr_matrix(grams[:, kept] @ sparse.diags(idf))
    sizes = posts @ np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    found = sparse.csr_matrix(sparse.diags(1 / np.sqrt(np.maximum(sizes, 1e-9))) @ (posts @ rows), dtype=np.float64)
    centres = described[:, kept] * np.sqrt(idf)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    return Ground(found, kept, idf, KEYWORDS * keywords + NEARNESS * np.asarray(found @ centres.T), centres.T)


def seed_share(labels: int) -> float:
    """How much the seed counts in the final score, after so many labels."""
    return SEED_LABELLED + (SEED - SEED_LABELLED) * LABELS / (LABELS + labels)


def trained(ground: Ground, labels: Array, said: np.ndarray) -> tuple[Array, Array]:
    """Weights and biases of the last round.

    Args:
        labels: posts by themes, rows that sum to one where ``said`` says that a human labelled the post.
    """
    share = seed_share(int(said.sum()))
    likely = _with(labels, said, even(softmax(SHARP * ground.seed)))
    own = LABEL * _balance(labels, said)
    for _ in range(1 if said.all() else ROUNDS):
        weight = np.where(said, own, likely.max(axis=1) ** 2)
        weights, bias = fitted(ground.posts, likely, weight, PENALTY)
        weights = weights + naive(ground.posts, likely * weight[:, None])
        score = log_softmax(ground.posts @ weights + bias) + share * ground.seed
        likely = _with(labels, said, even(softmax(score)))
    return weights, bias


def naive(posts: sparse.csr_matrix, likely: Array) -> Array:
    """Naive Bayes' weights: how much likelier each n-gram is in each theme than in all, as a logarithm."""
    sums = posts.T @ likely + SMOOTH * likely.sum()
    logs = np.log(sums / sums.sum(axis=0))
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def even(likely: Array) -> Array:
    """The rows, weighed so that the themes' shares come close to equal ones."""
    for _ in range(3):
        shares = np.maximum(likely.mean(axis=0), 1e-9)
        likely = likely * (EVEN / likely.shape[1] + (1 - EVEN) * shares) / shares
        likely = likely / likely.sum(axis=1, keepdims=True)
    return likely


def _with(labels: Array, said: np.ndarray, likely: Array) -> Array:
    return np.where(said[:, None], labels, likely)


def _balance(labels: Array, said: np.ndarray) -> Array:
    """What each labelled post counts, so that every theme counts alike."""
    sums = labels[said].sum(axis=0)
    each = np.where(sums > 0, said.sum() / np.maximum((sums > 0).sum(), 1) / np.maximum(sums, 1e-9), 0)
    return np.asarray(labels @ each)
