"""What posts without labels teach: what a learned head says of them, told to their words once more.

Words that often stand beside those that lists and labels know come to say the same:

    minimise  |S - X v|^2 + PENALTY |v|^2        S = softmax(SHARP * scores), X the posts' words by rarity, both centred

and WORTH * X v is added to the scores (self-training with soft answers; Scudder 1965, "Probability of error of some
adaptive pattern-recognition machines"). This is done with the shipped scores before labels are looked at, so that they
are asked only what is left, and once more with what both say. No label is needed for it, and a model that has seen no
label of a person still has seen none: it may only have met the person's words.

The posts tell besides how rare each word is, and which words one answer's posts hold more often than another's: labels
teach both more readily (``rarity``, ``Pool.telling``).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from pulse.classify.arrays.scales import Array, softmax

HEADS = ("tone",)
"""The heads that learn so: nobody has yet looked whether it helps the others."""
PENALTY, SHARP, WORTH = 6.0, 3.0, 2.5
"""Tried on eight sources left out, six draws of 200 labels each and three of 1,000: 2.0 and 4.2 points of macro-F1 more
than the shipped model became 2.5 and 4.6, and no source lost. Penalties from 2 to 18 and a worth of 1.5 to 4 do alike.

Rarity and teaching twice were tried on the same sources, twelve other draws of 200 and two of 1,000, before acceptance:
2.15 and 3.97 became 2.28 and 4.48 by rarity, 2.42 and 4.38 by both. Whole logarithms gave 2.0 and 4.4.
"""
LEANING, SEEN = 0.5, 10.0
"""How far words that tell of an answer count more than others: 0 not at all, 1 fully; and how many posts that hold
neither more nor less of an answer are added to those of a word, lest a rare one seem to tell much.

Tried on eight sources left out, eight draws of 200 labels each and four of 1,000, before acceptance: 2.31 and 4.58
points of macro-F1 became 2.31 and 4.84, and held-out labels likelier with both. Fully leaning gave less.
"""
SURELY = 1e-9
"""Shares nearer to 0 or 1 than this count as so near."""
STEPS = 10
FEWEST, MOST = 200, 10_000
"""Fewer posts teach nothing so; of more, some are taken.

Tried on eight sources left out, of which four have more than 3,000, six draws of 200 labels each and six of 1,000: with
3,000 posts 2.71 and 4.95 points of macro-F1 more than the shipped model, with 10,000 2.78 and 5.05.
"""
SELDOM = 3
"""A part of a word that fewer posts hold learns nothing."""


@dataclass(frozen=True)
class Pool:
    """Posts without labels: shipped scores, features, and of those the words, scaled by how rare they are."""

    offset: Array
    features: sparse.csr_matrix
    words: sparse.csr_matrix
    across: sparse.csr_matrix
    """The words with rows and columns exchanged, and each one's mean over the posts."""
    mean: Array
    rarity: Array
    """What each feature is multiplied by in ``words``; 0 for what is no word."""

    @classmethod
    def of(cls, offset: Array, features: sparse.csr_matrix, worded: int) -> "Pool":
        """The posts of these features, of which the first so many are words."""
        posts = features.shape[0]
        heard = (_holding(features) >= SELDOM) & (np.arange(features.shape[1]) < worded)
        scale = np.where(heard, rarity(features, worded), 0.0)
        words = sparse.csr_matrix(features @ sparse.diags(scale))
        size = np.sqrt(posts / max(_energy(words), 1e-9))
        words, mean = sparse.csr_matrix(words * size), np.asarray(words.mean(axis=0)).ravel() * size
        return cls(offset, features, words, sparse.csr_matrix(words.T), mean, scale * size)

    def taught(self, weights: Array, bias: Array) -> tuple[Array, Array]:
        """The weights (features, classes) and biases with what the posts add to them."""
        said = softmax((self.offset + self.features @ weights + bias) * SHARP)
        found = WORTH * self._ridge(said - said.mean(axis=0))
        return weights + self.rarity[:, None] * found, bias - self.mean @ found

    def telling(self, worded: int) -> Array:
        """What each feature counts: a word (the first so many) more, the more it tells what is said of posts; others 1.

        The words of naive Bayes' log-odds count more in a linear model too (Wang and Manning 2012, "Baselines and
        bigrams"); here they are those of the posts' soft answers. Sums of squares stay as they were.
        """
        apart = self._apart()
        words = np.arange(len(apart)) < worded
        kept = np.where(words, np.asarray(self.features.multiply(self.features).sum(axis=0)).ravel(), 0.0)
        level = kept.sum() / max(kept @ apart, 1e-9)
        return np.where(words, np.sqrt(1 - LEANING + LEANING * level * apart), 1.0)

    def _apart(self) -> Array:
        """How far answers' odds among the posts that hold a feature are from those among all posts: a mean square."""
        nothing = np.zeros((self.features.shape[1], self.offset.shape[1])), np.zeros(self.offset.shape[1])
        weights, bias = self.taught(*nothing)
        said = softmax((self.offset + self.features @ weights + bias) * SHARP)
        ones = np.ones(len(self.features.data))
        holding = sparse.csr_matrix((ones, self.features.indices, self.features.indptr), self.features.shape)
        usual, held = said.mean(axis=0), sparse.csr_matrix(holding.T)
        share = (held @ said + SEEN * usual) / (_holding(self.features) + SEEN)[:, None]
        return np.asarray(((_logit(share) - _logit(usual)) ** 2).mean(axis=1))

    def weighed(self, scale: Array) -> "Pool":
        """The same posts over features that are so many times as large."""
        return replace(
            self, features=sparse.csr_matrix(self.features @ sparse.diags(scale)), rarity=self.rarity / scale
        )

    def _ridge(self, aims: Array) -> Array:
        """Weights (features, aims) of ridge regression on centred words, by conjugate gradients on its dual."""
        dual, left = np.zeros_like(aims), aims.copy()
        way, size = left.copy(), (left * left).sum(axis=0)
        for _ in range(STEPS):
            inside = self._weights(way)
            moved = self.words @ inside - self.mean @ inside + PENALTY * way
            step = size / np.maximum((way * moved).sum(axis=0), 1e-30)
            dual, left = dual + step * way, left - step * moved
            before, size = size, (left * left).sum(axis=0)
            way = left + way * (size / np.maximum(before, 1e-30))
        return self._weights(dual)

    def _weights(self, dual: Array) -> Array:
        return np.asarray(self.across @ dual - np.outer(self.mean, dual.sum(axis=0)))


def _logit(share: Array) -> Array:
    held = np.clip(share, SURELY, 1 - SURELY)
    return np.asarray(np.log(held / (1 - held)))


def rarity(features: sparse.csr_matrix, worded: int) -> Array:
    """What each feature of posts counts: a word (the first so many) more, the fewer posts hold it; all others 1.

    The root of log(posts / posts that hold it), times what leaves the words' sum of squares as it was: rare words tell
    more of a post than those that stand everywhere (Sparck Jones 1972), and whole logarithms would let them tell all.
    """
    words = np.arange(features.shape[1]) < worded
    found = np.where(words, np.sqrt(np.log(features.shape[0] / np.maximum(_holding(features), 1))), 0.0)
    before, after = (_energy(features @ sparse.diags(each)) for each in (words.astype(np.float64), found))
    return np.where(words, found * np.sqrt(before / max(after, 1e-9)), 1.0)


def _holding(features: sparse.csr_matrix) -> Array:
    """How many posts hold each feature."""
    return np.asarray(np.diff(sparse.csc_matrix(features).indptr), np.float64)


def _energy(features: sparse.csr_matrix) -> float:
    return float(features.multiply(features).sum())
