"""How a post's words follow each other: pairs of neighbouring words' outlines, hashed to numbers.

The outline of a word that many of the organisation's posts hold is the word itself, that of another one its end, and
all that few posts hold, names mostly, have the same: how people build their sentences, in few numbers, whatever they
speak of. Which words are which the posts without labels tell. They are kept as hashes, and no word as it is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify.arrays.rolling import Hashes
from pulse.classify.words import ngrams
from pulse.classify.words.batch import Batch
from pulse.classify.words.vocabulary import LETTERS
from pulse.text import Spelling

Places = NDArray[np.int64]
BITS = 15
SIZE = 2**BITS
"""How many numbers pairs are hashed to."""
WORTH = 1.2
"""How large a pair is made beside a part of a word."""
FREQUENT, KNOWN = 150, 5
"""So many words stay whole; one that fewer posts hold has no end.

Tried on eight sources left out, six draws of 200 labels each and six of 1,000, before acceptance: 2.78 and 5.05 points
of macro-F1 became 2.78 and 5.26. Other numbers (500 whole; known from 3 or 10 posts) gave as much, threes of words no
more; words that few posts know with their ends, all words whole, or a worth of 2 gave less.
"""
END = 2
"""So many last letters of a word are its end."""
UNKNOWN, BREAK = (int(ngrams.word_hashes(Spelling.of([word]))[0]) for word in ("~", "\n"))
"""The outline of what few posts hold, and that of the line end which begins every post, and so ends each before it."""


@dataclass(frozen=True)
class Words:
    """Words as outlines are made of them: each one's hash, and that of its end; a sign's is the sign's own."""

    whole: Hashes
    ends: Hashes

    @classmethod
    def of(cls, words: Spelling, lettered: NDArray[np.bool_]) -> "Words":
        """These words, of which some are signs or numbers."""
        cut = np.minimum(words.lengths, END)
        ends = Spelling.cut(words.codes, words.starts + words.lengths - cut, cut).marked("~")
        whole = ngrams.word_hashes(words)
        return cls(whole, np.where(lettered, ngrams.word_hashes(ends), whole))


@dataclass(frozen=True)
class Order:
    """Posts as the words that stand in them one after the other; ``starts`` are where posts begin."""

    words: Words
    starts: Places

    @classmethod
    def of(cls, batch: Batch, words: Spelling) -> "Order":
        """The batch's posts, given the words of its vocabulary."""
        lettered = np.zeros(len(words), bool)
        lettered[batch.ids] = batch.has(LETTERS)
        met = Words.of(words, lettered)
        return cls(Words(met.whole[batch.ids], met.ends[batch.ids]), batch.starts)

    @classmethod
    def beside(cls, rows: "Sequence[Order]") -> "Order":
        """Several batches as one."""
        whole, ends = (np.concatenate([getattr(one.words, name) for one in rows]) for name in ("whole", "ends"))
        before = np.cumsum([0, *(len(one.words.whole) for one in rows)])
        return cls(Words(whole, ends), np.concatenate([one.starts + at for one, at in zip(rows, before, strict=False)]))

    @property
    def post_of(self) -> Places:
        """The post of each token."""
        return np.repeat(np.arange(len(self.starts)), np.diff(np.append(self.starts, len(self.words.whole))))


@dataclass(frozen=True)
class Outlines:
    """Which words stay whole, and which have an end: their hashes, each once and in order."""

    frequent: Hashes
    known: Hashes

    @property
    def arrays(self) -> tuple[Hashes, Hashes]:
        """Both."""
        return self.frequent, self.known

    @classmethod
    def learned(cls, order: Order) -> "Outlines":
        """Those of these posts."""
        lettered = order.words.whole != order.words.ends
        held = np.unique(np.column_stack([order.post_of, order.words.whole])[lettered], axis=0)
        found, posts = np.unique(held[:, 1].astype(np.uint64), return_counts=True)
        most = np.argsort(-posts, kind="stable")[:FREQUENT]
        return cls(np.sort(found[most]), found[posts >= KNOWN])

    def of(self, words: Words) -> Hashes:
        """The outline of each word."""
        whole = np.isin(words.whole, self.frequent) | (words.whole == words.ends)
        shortened = np.where(np.isin(words.whole, self.known), words.ends, np.uint64(UNKNOWN))
        return np.where(whole, words.whole, shortened)

    def counted(self, order: Order) -> sparse.csr_matrix:
        """A row of counted pairs for each post."""
        ones = np.ones(len(order.words.whole), np.float32)
        ends = np.append(order.starts, len(ones))
        found = sparse.csr_matrix((ones, numbers(self.of(order.words)), ends), (len(order.starts), SIZE))
        found.sum_duplicates()
        return found


def numbers(outlines: Hashes) -> Places:
    """The number of each token's pair with the one behind it, from all tokens' outlines; posts begin with BREAK."""
    behind = np.append(outlines[1:], np.uint64(BREAK))
    mixed = (outlines * np.uint64(0x9E3779B97F4A7C15)) ^ (behind * np.uint64(0xC2B2AE3D27D4EB4F))
    return np.asarray((mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - BITS), np.int64)
