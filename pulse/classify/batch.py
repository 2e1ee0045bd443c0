"""A batch of texts as arrays: which word stands in which sentence of which post, and how arrays sum up to posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pulse.classify.rolling import LONGEST, Hashes, Sums, key
from pulse.classify.vocabulary import END, Floats, Vocabulary, shape
from pulse.text import letters
from pulse.text.cut import MARK, Cut, cut

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
    found = cut(texts)
    ids = vocabulary.numbers(_keys(found), partial(_word, found))
    flags = vocabulary.flags[ids]
    opening = np.zeros(len(ids), bool)
    opening[found.texts] = True
    ends = (flags & END) > 0
    # A run of ends ("!\n") is one end, and a post's opening line end belongs to its first sentence.
    begins = opening.copy()
    begins[1:] |= ends[:-1] & ~ends[1:] & ~opening[:-1]
    return Batch(ids, found.texts, np.flatnonzero(begins), flags)


def _keys(found: Cut) -> Hashes:
    """A key for each token: what is read alike (numbers, line ends, runs of signs) has the same one."""
    keys = Sums(found.codes).parts(found.begins, found.ends)
    keys[keys == 0] = 1
    first, lengths = found.kinds[found.begins], found.ends - found.begins
    kind = first & letters.KIND
    keys[(first & letters.DIGIT) > 0] = key("0")
    keys[(kind == letters.LINE) | (kind == letters.OPENING)] = key("\n")
    runs = (kind == letters.END) & ((lengths > 1) | (found.codes[found.begins] == ord("…")))
    for token in np.flatnonzero(runs | (lengths > LONGEST)).tolist():
        keys[token] = key(_word(found, token))
    return keys


def _word(found: Cut, token: int) -> str:
    """What the token is read as."""
    word = found.word(int(found.begins[token]), int(found.ends[token]))
    return shape("\n" if word == MARK else word)


def total(values: Floats, starts: Ints) -> Floats:
    """Sums of consecutive rows."""
    return np.asarray(np.add.reduceat(values, starts, axis=0)) if len(starts) else values[:0]


def highest(values: Floats, starts: Ints) -> Floats:
    """Maxima of consecutive rows."""
    return np.asarray(np.maximum.reduceat(values, starts, axis=0)) if len(starts) else values[:0]
