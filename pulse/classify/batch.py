"""A batch of texts as arrays: which word stands in which sentence of which post, and how arrays sum up to posts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.classify.vocabulary import END, Floats, Vocabulary
from pulse.text import normalise, scrub, tokens

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Word numbers of all texts in a row. Every text begins with a line end, so none is empty."""

    ids: Ints
    starts: Ints
    """Where each post begins."""
    sentences: Ints
    """Where each sentence begins; a post begins a sentence, and so does what follows a sentence's end."""
    flags: NDArray[np.uint8]

    @property
    def post_of(self) -> Ints:
        """The post of each token."""
        return np.repeat(np.arange(len(self.starts)), np.diff(np.append(self.starts, len(self.ids))))

    @property
    def sentence_of(self) -> Ints:
        """The sentence of each token."""
        return np.repeat(np.arange(len(self.sentences)), np.diff(np.append(self.sentences, len(self.ids))))

    @property
    def post_of_sentence(self) -> Ints:
        """The post of each sentence."""
        return np.searchsorted(self.starts, self.sentences, side="right") - 1

    @property
    def first_sentences(self) -> Ints:
        """The number of each post's first sentence."""
        return np.searchsorted(self.sentences, self.starts)

    def has(self, flag: int) -> NDArray[np.bool_]:
        """Which tokens carry the flag."""
        return (self.flags & flag) > 0


def read(texts: Sequence[str], vocabulary: Vocabulary) -> Batch:
    """The texts as a batch; each is scrubbed, normalised and cut at its bound."""
    words: list[str] = []
    starts: list[int] = []
    for text in texts:
        starts.append(len(words))
        words.append("\n")
        words += tokens(normalise(scrub(text)))
    ids = vocabulary.numbers(words)
    flags = vocabulary.flags[ids]
    begins = np.zeros(len(ids), bool)
    begins[starts] = True
    ends = (flags & END) > 0
    # A run of ends ("!\n") is one end, and a post's opening line end belongs to its first sentence.
    opening = np.zeros(len(ids), bool)
    opening[starts] = True
    begins[1:] |= ends[:-1] & ~ends[1:] & ~opening[:-1]
    return Batch(ids, np.array(starts, np.int64), np.flatnonzero(begins), flags)


def total(values: Floats, starts: Ints) -> Floats:
    """Sums of consecutive rows."""
    return np.asarray(np.add.reduceat(values, starts, axis=0)) if len(starts) else values[:0]


def highest(values: Floats, starts: Ints) -> Floats:
    """Maxima of consecutive rows."""
    return np.asarray(np.maximum.reduceat(values, starts, axis=0)) if len(starts) else values[:0]
