"""Soft self-training: seeds of words and descriptions say what posts may be about, and posts teach what else says so.

Character n-grams of all languages together, rare ones far above common ones; a seed score S = 1.5 x keywords + 16 x
cosine to the description; soft labels softmax(2 S), pulled most of the way to equal shares; three rounds of naive Bayes
and softmax regression (whose errors differ), in which sure posts count more; and the final score log P + keywords + 37
x cosine: regression knows the keywords already, and most of the description it does not. A label counts as much as ten
sure posts. The numbers were chosen on SIB-200's training rows, without labels each half of them judged by the other,
with labels each fifth of the sentences by the others.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.scales import Array, softmax
from pulse.classify.topics.regression import fitted, log_softmax

KEYWORDS, NEARNESS, SHARP = 1.5, 16.0, 2.0
"""The seed's score."""
LAST_KEYWORDS, LAST_NEARNESS = 1.0, 37.0
"""What stays of words and descriptions in the final score."""
RARE = 2.5
"""N-grams are weighed by so high a power of their rarity."""
BAYES, REGRESSION = 1.7, 0.7
"""What the two kinds of evidence count."""
SMOOTH = 2.5e-4
"""What is added to each n-gram in each theme before naive Bayes compares them, for each post."""
ROUNDS, PENALTY, LABEL, EVEN = 3, 0.5, 10.0, 0.8
FEW = 3
"""An n-gram in fewer posts teaches nothing."""


@dataclass(frozen=True)
class Ground:
    """Posts as unit rows of n-grams (only those that are common enough: ``kept``), with the weights of those.

    ``seed`` is what words and descriptions say of them, posts by themes, and ``last`` what is added of it in the end;
    ``centres`` are the descriptions, n-grams by themes.
    """

    posts: sparse.csr_matrix
    kept: np.ndarray
    idf: Array
    seed: Array
    last: Array
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
    near = np.asarray(found @ centres.T)
    seed, last = KEYWORDS * keywords + NEARNESS * near, LAST_KEYWORDS * keywords + LAST_NEARNESS * near
    return Ground(found, kept, idf, seed, last, centres.T)


def trained(ground: Ground, labels: Array, said: np.ndarray) -> tuple[Array, Array]:
    """Weights and biases of the last round.

    Args:
        labels: posts by themes, rows that sum to one where ``said`` says that a human labelled the post.
    """
    likely = _with(labels, said, even(softmax(SHARP * ground.seed)))
    own = LABEL * _balance(labels, said)
    for _ in range(1 if said.all() else ROUNDS):
        weight = np.where(said, own, likely.max(axis=1) ** 2)
        weights, bias = fitted(ground.posts, likely, weight, PENALTY)
        weights = REGRESSION * weights + BAYES * naive(ground.posts, likely * weight[:, None])
        bias = REGRESSION * bias
        score = log_softmax(ground.posts @ weights + bias) + ground.last
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
