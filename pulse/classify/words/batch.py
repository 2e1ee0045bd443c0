"""A batch of texts as arrays: which word stands in which sentence of which post, and how arrays sum up to posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse import loops
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.rolling import LONGEST, MIXER, Hashes, Sums, key, powers
from pulse.classify.arrays.scales import Array
from pulse.classify.words.vocabulary import END, LETTERS, Floats, Recognised, Vocabulary, shape
from pulse.text import Spelling, letters
from pulse.text.cut import Cut, cut

Ints = NDArray[np.int64]
WIDE = 4
"""From so many columns on, maxima go faster by another way than numpy's own."""


@dataclass(frozen=True)
class Batch:
    """Word numbers of all texts in a row. Every text begins with a line end, so none is empty."""

    ids: Ints
    starts: Ints
    """Where each post begins."""
    sentences: Ints
    """Where each sentence begins; a post begins a sentence, and so does what follows a sentence's end."""
    flags: NDArray[np.uint8]

    @cached_property
    def post_of(self) -> Ints:
        """The post of each token."""
        return np.repeat(np.arange(len(self.starts)), np.diff(np.append(self.starts, len(self.ids))))

    @cached_property
    def sentence_of(self) -> Ints:
        """The sentence of each token."""
        return np.repeat(np.arange(len(self.sentences)), np.diff(np.append(self.sentences, len(self.ids))))

    @cached_property
    def post_of_sentence(self) -> Ints:
        """The post of each sentence."""
        counts = np.diff(np.append(self.first_sentences, len(self.sentences)))
        return np.repeat(np.arange(len(self.starts)), counts)

    @cached_property
    def words(self) -> Floats:
        """How many words each sentence has."""
        return self.count(LETTERS)

    @cached_property
    def letters(self) -> Floats:
        """How many words each post has."""
        return total(self.words, self.first_sentences)

    @cached_property
    def first_sentences(self) -> Ints:
        """The number of each post's first sentence."""
        if not loops.compiled:
            return np.searchsorted(self.sentences, self.starts)
        found = np.empty(len(self.starts), np.int64)
        loops.compiled.firsts(self.sentences, self.starts, found)
        return found

    def has(self, flag: int) -> NDArray[np.bool_]:
        """Which tokens carry the flag."""
        return (self.flags & flag) > 0

    def count(self, flag: int) -> Floats:
        """How many tokens of each sentence carry the flag."""
        if not loops.compiled:
            return total(self.has(flag).astype(np.float32), self.sentences)
        found = np.empty(len(self.sentences), np.float32)
        loops.compiled.counted(self.flags, self.sentences, flag, found)
        return found


def read(texts: Sequence[str], vocabulary: Vocabulary) -> Batch:
    """The texts as a batch; each is scrubbed, normalised and cut at its bound."""
    found = cut(texts)
    recognise = partial(_recognised, found) if loops.compiled else partial(_looked_up, found)
    ids, flags = vocabulary.numbers(recognise, partial(_words, found))
    return Batch(ids, found.texts, _sentences(flags, found.texts), flags)


def _sentences(flags: NDArray[np.uint8], texts: Ints) -> Ints:
    """Where sentences begin, given what each token is, and where texts begin.

    A run of ends ("!\\n") is one end, and a post's opening line end belongs to its first sentence.
    """
    if loops.compiled:
        out = np.empty(len(flags), np.int64)
        return out[: loops.compiled.sentences(flags, texts, END, out)]
    opening = np.zeros(len(flags), bool)
    opening[texts] = True
    ends = (flags & END) > 0
    begins = opening.copy()
    begins[1:] |= ends[:-1] & ~ends[1:] & ~opening[:-1]
    return np.flatnonzero(begins)


def _recognised(found: Cut, known: Known) -> Recognised:
    """What the compiled loop knows of the tokens."""
    assert loops.compiled
    count = len(found.begins)
    ids, strange, keys = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.uint64)
    shapes = np.array([key(one) for one in SHAPES], np.uint64)
    few = loops.compiled.recognise(
        found.codes, found.kinds, found.begins, found.ends, *powers(), shapes, LONGEST, known, MIXER, ids, strange, keys
    )
    strange, keys = strange[:few], keys[:few]
    for place in np.flatnonzero(keys == 0).tolist():
        token = strange[place]
        keys[place] = key(found.word(int(found.begins[token]), int(found.ends[token])))
    return ids, strange, keys


def _looked_up(found: Cut, known: Known) -> Recognised:
    keys = _keys(found)
    ids = known.find(keys)
    strange = np.flatnonzero(ids < 0)
    return ids, strange, keys[strange]


def _keys(found: Cut) -> Hashes:
    """A key for each token: what is read alike (numbers, line ends, runs of signs) has the same one."""
    keys = Sums(found.codes).parts(found.begins, found.ends)
    np.maximum(keys, 1, out=keys)
    first, lengths = found.kinds[found.begins], found.ends - found.begins
    kind = first & letters.KIND
    np.putmask(keys, (first & letters.DIGIT) > 0, key("0"))
    np.putmask(keys, (kind == letters.LINE) | (kind == letters.OPENING), key("\n"))
    runs = np.flatnonzero((kind == letters.END) & ((lengths > 1) | (found.codes[found.begins] == ord("…"))))
    keys[runs] = _runs(found.codes, found.begins[runs], lengths[runs])
    _long(found, keys)
    return keys


SHAPES = ("0", "\n", "?", "!!", "!", "...")


def _long(found: Cut, keys: Hashes) -> None:
    """Write the keys of long words, digits aside."""
    first = found.kinds[found.begins]
    words = (first & (letters.KIND | letters.DIGIT)) == letters.WORD
    for token in np.flatnonzero((found.ends - found.begins > LONGEST) & words).tolist():
        keys[token] = key(found.word(int(found.begins[token]), int(found.ends[token])))


def _runs(codes: NDArray[np.uint32], begins: Ints, lengths: Ints) -> Hashes:
    """The keys of runs of full stops, exclamation and question marks, as ``shape`` reads them."""
    if not len(begins):
        return np.zeros(0, np.uint64)
    starts = np.cumsum(lengths) - lengths
    signs = codes[np.repeat(begins - starts, lengths) + np.arange(lengths.sum())]
    asked, called = (np.add.reduceat(signs == ord(sign), starts, dtype=np.int64) for sign in "?!")
    return np.where(asked > 0, key("?"), np.where(called > 1, key("!!"), np.where(called > 0, key("!"), key("..."))))


def _words(found: Cut, tokens: Ints) -> Spelling:
    """What the tokens are read as."""
    begins, lengths = found.begins[tokens], found.ends[tokens] - found.begins[tokens]
    first = found.kinds[begins]
    odd = np.flatnonzero((first & letters.KIND != letters.WORD) | (first & letters.DIGIT > 0))
    spans = zip(begins[odd].tolist(), (begins + lengths)[odd].tolist(), strict=True)
    words = (found.word(begin, end) for begin, end in spans)
    others = Spelling.of([shape(word) for word in words])
    begins[odd], lengths[odd] = len(found.codes) + others.starts, others.lengths
    return Spelling.cut(found.codes, begins, lengths, others.codes)


def total(values: Floats, starts: Ints) -> Floats:
    """Sums of consecutive rows."""
    if not len(starts):
        return values[:0]
    if values.ndim == 1:
        return np.asarray(np.add.reduceat(values, starts, axis=0))
    return weighed(np.arange(len(values)), starts, values)


def weighed(numbers: Ints, starts: Ints, rows: Floats, worth: Floats | None = None) -> Floats:
    """Sums of the rows of consecutive numbers, each worth one or as much as is told."""
    if loops.compiled:
        found = np.empty((len(starts), rows.shape[1]), rows.dtype)
        given = np.empty(0, rows.dtype) if worth is None else worth
        loops.compiled.weighed(np.asarray(numbers, np.int64), starts, rows, given, found)
        return found
    ends = np.append(starts, len(numbers)).astype(np.int32)
    data = np.ones(len(numbers), rows.dtype) if worth is None else worth
    return np.asarray(sparse.csr_matrix((data, numbers.astype(np.int32), ends), (len(starts), len(rows))) @ rows)


def added(columns: Sequence[NDArray[Any]], span_of: Ints, spans: int) -> list[Array]:
    """For each column, of which few are not 0, each span's sum; of what is true or not, how often it is."""
    found = []
    for values in columns:
        at = np.flatnonzero(values != 0)
        found.append(np.bincount(span_of[at], None if values.dtype == bool else values[at], spans).astype(np.float64))
    return found


def holding(columns: Sequence[NDArray[np.bool_]], span_of: Ints, spans: int) -> Floats:
    """For each span (rows) and column whether any of the span's tokens is in it."""
    found = np.zeros((spans, len(columns)), np.float32)
    for column, values in enumerate(columns):
        found[span_of[np.flatnonzero(values)], column] = 1
    return found


def peaks(columns: Sequence[Floats], span_of: Ints, spans: int) -> Floats:
    """Each span's highest value of each column, of which few are not 0 and none is below."""
    found = np.zeros((spans, len(columns)), np.float32)
    for column, values in enumerate(columns):
        at = np.flatnonzero(values != 0)
        np.maximum.at(found[:, column], span_of[at], values[at])
    return found


def highest(values: Floats, starts: Ints) -> Floats:
    """Maxima of consecutive rows."""
    if not len(starts):
        return values[:0]
    if values.ndim == 1 or values.shape[1] < WIDE or values.min() < 0:
        return np.asarray(np.maximum.reduceat(values, starts, axis=0))
    # Cues are rare: the few that are not 0 are looked at one by one.
    found = np.zeros((len(starts), values.shape[1]), values.dtype)
    flat, width = np.ascontiguousarray(values).ravel(), values.shape[1]
    held = np.flatnonzero(flat)
    row = held // width
    span = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(values))))[row]
    np.maximum.at(found.ravel(), span * width + held - row * width, flat[held])
    return found
