"""What company an organisation's words keep: words that stand among the same others are taken to mean something alike.

A label then says something of words that no labelled post holds. Which words stand within ``NEAR`` words of each other
in the posts without labels is counted, in pointwise mutual information where that is positive (Church and Hanks 1990),
and each word becomes a vector of DIMENSIONS by singular values (Levy, Goldberg and Dagan 2015, "Improving
distributional similarity with lessons learned from word embeddings"); frequent words, whose company says least, count
less (Arora, Liang and Ma 2017). A post's features are the sum of its words' vectors, so that what is learned of them is
again one row a word. Words are kept as hashes, and no word as it is written.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from pulse.classify.arrays.rolling import Hashes
from pulse.classify.arrays.scales import Array
from pulse.classify.taught.pairs import Order
from pulse.classify.words.vocabulary import Floats

DIMENSIONS, NEAR, SIZE = 50, 10, 1.7
"""How long vectors are, how near a neighbour stands, and how large a post's sum is made (its root mean square).

Tried on eight sources left out, six draws of 200 labels each and six of 1,000, before acceptance: 2.59 and 5.34 points
of macro-F1 became 2.87 and 5.75; with sixteen and eight other draws 2.80 and 5.05 became 3.07 and 5.50 (standard errors
of the differences 0.04 and 0.07). A hundred dimensions or neighbours within 20 gave as much, two hundred or neighbours
within 4 less. Vectors learned from public texts alone gave nothing.
"""
POSTS = 1_000
"""Fewer posts say too little of what company words keep: nothing is learned of them."""
LEAST = 3
"""A word that stands more seldom has no vector."""
USUAL = 1e-3
"""A word that is this share of all counts half."""
FLAT = 0.75
"""Neighbours count by this power of how often they stand there, lest rare ones seem to tell most."""
BEYOND, ROUNDS, SEED = 10, 4, 20_240_103
"""Singular vectors are found from so many more at random, multiplied so often (Halko, Martinsson and Tropp 2011)."""


@dataclass(frozen=True)
class Company:
    """Words by their hashes, each once and in order, and a row for each: their vectors, or what is learned of them."""

    words: Hashes
    rows: Floats

    @property
    def arrays(self) -> tuple[Hashes, Floats]:
        """Both."""
        return self.words, self.rows

    @classmethod
    def learned(cls, order: Order, scale: Array) -> "Company":
        """The vectors of these posts' words, none of fewer than POSTS; a post's sums are multiplied by ``scale``."""
        if len(scale) < POSTS:
            return cls(np.empty(0, np.uint64), np.empty((0, DIMENSIONS), np.float32))
        found, token, counts = np.unique(order.words.whole, return_inverse=True, return_counts=True)
        kept = np.flatnonzero(counts >= LEAST)
        number = np.full(len(found), -1)
        number[kept] = np.arange(len(kept))
        with threadpool_limits(1):
            vectors = _vectors(_information(number[token], order.post_of, len(kept)))
        share = counts[kept] / len(token)
        vectors = (vectors - share @ vectors / max(share.sum(), 1e-12)) * (USUAL / (USUAL + share))[:, None]
        made = cls(found[kept].astype(np.uint64), vectors.astype(np.float32))
        sums = made.sums(order) * scale[:, None]
        spread = np.sqrt(np.maximum(sums.var(axis=0).sum(), 1e-12))
        return cls(made.words, np.asarray(made.rows * (SIZE / spread), np.float32))

    def of(self, words: Hashes) -> Floats:
        """The row of each word; zeros for one that has none."""
        if not len(self.words):
            return np.zeros((len(words), self.rows.shape[1]), np.float32)
        at = np.minimum(np.searchsorted(self.words, words), len(self.words) - 1)
        return np.where((self.words[at] == words)[:, None], self.rows[at], np.float32(0))

    def sums(self, order: Order) -> Floats:
        """Each post's sum of its words' rows."""
        found, token = np.unique(order.words.whole.astype(np.uint64), return_inverse=True)
        ends = np.append(order.starts, len(token))
        ones = np.ones(len(token), np.float32)
        held = sparse.csr_matrix((ones, token, ends), (len(order.starts), len(found)))
        return np.asarray(held @ self.of(found), np.float32)

    def weighed(self, weights: Array) -> Floats:
        """What each word's vector is worth by these weights (folds, dimensions, classes): a row a word and fold."""
        return np.asarray(np.einsum("wd,fdc->wfc", self.rows, weights), np.float32)


def _information(words: NDArray[np.int64], posts: NDArray[np.int64], count: int) -> sparse.csr_matrix:
    """How much likelier words stand near each other than by chance, as a logarithm, where it is any likelier."""
    near = sparse.csr_matrix((count, count))
    for away in range(1, NEAR + 1):
        one, other = words[:-away], words[away:]
        both = (one >= 0) & (other >= 0) & (posts[:-away] == posts[away:])
        found = sparse.csr_matrix((np.full(both.sum(), 1 / away), (one[both], other[both])), (count, count))
        near = near + found + found.T
    held = sparse.coo_matrix(near)
    often = np.asarray(near.sum(axis=1)).ravel()
    chance = often**FLAT / max((often**FLAT).sum(), 1e-12)
    found = np.log(held.data / (often[held.row] * chance[held.col]))
    more = found > 0
    return sparse.csr_matrix((found[more], (held.row[more], held.col[more])), (count, count))


def _vectors(information: sparse.csr_matrix) -> Array:
    """A vector of unit length for each word."""
    count = information.shape[0]
    start = np.random.default_rng(SEED).standard_normal((count, DIMENSIONS + BEYOND))
    across = sparse.csr_matrix(information.T)
    basis = start[:, :count]
    for _ in range(ROUNDS):
        basis = np.linalg.qr(information @ np.linalg.qr(across @ basis)[0])[0]
    left, values, _ = np.linalg.svd((across @ basis).T, full_matrices=False)
    found = np.zeros((count, DIMENSIONS))
    wide = min(DIMENSIONS, len(values))
    found[:, :wide] = (basis @ left * np.sqrt(values))[:, :wide]
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1e-9))
