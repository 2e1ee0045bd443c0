"""Soft self-training: seeds of words and descriptions say what posts may be about, and posts teach what else says so.

Character n-grams of all languages together, rare ones far above common ones; a seed score S = 1.5 x keywords + 16 x
cosine to the description; soft labels softmax(2 S), pulled most of the way to equal shares; three rounds of naive Bayes
and softmax regression (whose errors differ), in which sure posts count more; and the final score log P + keywords + 37
x cosine: regression knows the keywords already, and most of the description it does not. A label counts as much as ten
sure posts. The numbers were chosen on SIB-200's training rows, without labels each half of them judged by the other,
with labels each fifth of the sentences by the others.
"""

import numpy as np

from pulse.classify.arrays.scales import Array, softmax
from pulse.classify.topics.grounds import Ground, balance, naive
from pulse.classify.topics.regression import fitted, log_softmax

KEYWORDS, NEARNESS, SHARP = 1.5, 16.0, 2.0
"""The seed's score."""
LAST_KEYWORDS, LAST_NEARNESS = 1.0, 37.0
"""What stays of words and descriptions in the final score."""
BAYES, REGRESSION = 1.7, 0.7
"""What the two kinds of evidence count."""
SMOOTH = 2.5e-4
"""What is added to each n-gram in each theme before naive Bayes compares them, for each post."""
ROUNDS, PENALTY, LABEL, EVEN = 3, 0.5, 10.0, 0.8


def trained(ground: Ground, labels: Array, said: np.ndarray) -> tuple[Array, Array]:
    """Weights and biases of the last round.

    Args:
        labels: posts by themes, rows that sum to one where ``said`` says that a human labelled the post.
    """
    seed = KEYWORDS * ground.keywords + NEARNESS * ground.near
    last = LAST_KEYWORDS * ground.keywords + LAST_NEARNESS * ground.near
    likely = _with(labels, said, even(softmax(SHARP * seed)))
    own = LABEL * balance(labels, said)
    for _ in range(ROUNDS):
        weight = np.where(said, own, likely.max(axis=1) ** 2)
        weights, bias = fitted(ground.posts, likely, weight, PENALTY)
        weights = REGRESSION * weights + BAYES * naive(ground.posts, likely * weight[:, None], SMOOTH)
        bias = REGRESSION * bias
        score = log_softmax(ground.posts @ weights + bias) + last
        likely = _with(labels, said, even(softmax(score)))
    return weights, bias


def even(likely: Array) -> Array:
    """The rows, weighed so that the themes' shares come close to equal ones."""
    for _ in range(3):
        shares = np.maximum(likely.mean(axis=0), 1e-9)
        likely = likely * (EVEN / likely.shape[1] + (1 - EVEN) * shares) / shares
        likely = likely / likely.sum(axis=1, keepdims=True)
    return likely


def _with(labels: Array, said: np.ndarray, likely: Array) -> Array:
    return np.where(said[:, None], labels, likely)
