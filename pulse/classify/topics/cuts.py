"""Where a score begins to mean yes, as far as an organisation's labels tell: one cut for none, one for each theme."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from pulse.classify.arrays.scales import Array
from pulse.classify.words.vocabulary import Floats

NONE = 24
"""So many random posts labelled as about no theme are needed before any post without a theme's word can have one."""
SURE = 2.0
"""So many standard errors better must a cut be than no cut."""
POSITIVE = 50
"""So many posts of a theme are needed before its scores are made probabilities by them."""


def about(true: Array, logits: Array, by_words: Array) -> Floats:
    """The least evidence that a post is about any theme; empty with too few labels, or where words do as well.

    A post is read rightly if its likeliest theme is true and its logit above the cut, or if it is about none and all
    lie below. Of the cuts that read most rightly it is the middle one; it must beat ``by_words``, the logits as they
    are without a cut, by SURE standard errors of the difference.
    """
    wanted = true.any(axis=1)
    if (~wanted).sum() < NONE or wanted.sum() < NONE:
        return np.zeros(0, np.float32)
    top = logits.max(axis=1)
    order = np.argsort(top, kind="stable")
    above = true[np.arange(len(true)), logits.argmax(axis=1)] > 0
    right = above.sum() + np.cumsum(np.append(0, (~wanted).astype(int)[order] - above[order]))
    best = np.flatnonzero(right == right.max())
    edges = np.concatenate([[top[order[0]] - 1], (top[order[1:]] + top[order[:-1]]) / 2, [top[order[-1]] + 1]])
    cut = edges[best[len(best) // 2]]
    change = np.where(top > cut, above, ~wanted).astype(int) - _right(true, by_words)
    return np.array([cut] if change.sum() > SURE * np.sqrt(np.abs(change).sum()) else [], np.float32)


def _right(true: Array, logits: Array) -> "np.ndarray":
    above = true[np.arange(len(true)), logits.argmax(axis=1)] > 0
    return np.where(logits.max(axis=1) > 0, above, ~true.any(axis=1)).astype(int)


def cuts(true: Array, logits: Array) -> Floats:
    """For each theme the slope and the bias of its probabilities (Platt 1999), with few labels 1 and 0."""
    found = np.tile(np.array([1, 0], np.float32), (true.shape[1], 1))
    for theme in np.flatnonzero((true.sum(axis=0) >= POSITIVE) & ((1 - true).sum(axis=0) >= POSITIVE)):
        model = LogisticRegression(C=10.0).fit(logits[:, [theme]], true[:, theme])
        slope, bias = float(model.coef_[0, 0]), float(model.intercept_[0])
        if slope > 0:
            found[theme] = slope, bias
    return found
