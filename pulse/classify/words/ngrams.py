"""Character n-grams of single words, hashed: what the learned heads know words by.

A post's features are the sum of its words' features over their number, so a head's score of a post is a sum of one
row a word, and a word's row is computed once, when the word is first met. Places and counts are those that
scikit-learn's ``HashingVectorizer(analyzer=grams, n_features=SIZE, norm=None, alternate_sign=False)`` gives.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse import loops
from pulse.classify import own
from pulse.classify.arrays import murmur, rolling
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.rolling import Hashes
from pulse.text import Spelling, letters

Ints = NDArray[np.int64]
SIZE = 2**17
"""How many numbers n-grams are hashed to."""
PAIRS = 2**15
"""How many numbers pairs of neighbouring words are hashed to."""
LONGEST = 30
SPELLED = 6
"""What a common word's spelling, being that of some of the closest languages, counts beside one of its parts."""
BASIS, PRIME = np.uint32(2166136261), np.uint32(16777619)


def grams(word: str) -> list[str]:
    """The word and its parts of one to four characters, its edges marked; and which close languages spell it so.

    >>> grams("bø")
    ['=bø', '<', 'b', 'ø', '>', '<b', 'bø', 'ø>', '<bø', 'bø>', '<bø>']
    >>> grams("ikkje")[-SPELLED:]
    ['#nn', '#nn', '#nn', '#nn', '#nn', '#nn']
    """
    word = word[:LONGEST]
    edged = f"<{word}>"
    parts = [edged[i : i + size] for size in (1, 2, 3, 4) for i in range(len(edged) - size + 1)]
    langs = own.spelled().get(word)
    return [f"={word}", *parts, *([f"#{langs}"] * SPELLED if langs else ())]


def matrix(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted ``grams`` for each word; the edges alone for what is no word (punctuation, digits, emoji)."""
    spelled = Spelling.of(words)
    places, counts = _grams(spelled, rolling.keys(spelled))
    rows = np.tile(np.arange(len(words)), len(GRAMS)).repeat(counts)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (rows, places)), (len(words), SIZE))
    return sparse.csr_matrix(found)


def sums(words: Spelling, keys: Hashes, weights: NDArray[Any]) -> NDArray[Any]:
    """Each word's sum of the weights of its ``grams``, and in the last column how many they are.

    ``keys`` are the words' own, as ``rolling`` gives them.
    """
    if loops.compiled:
        found = np.empty((len(words), weights.shape[1] + 1), weights.dtype)
        langs, places = _spellings()
        known = langs.find(keys)
        spelling = np.where(known < 0, -1, places[known]).astype(np.int32)
        loops.compiled.gram_sums(words.codes, words.lengths, _worded(words), spelling, SPELLED, weights, found)
        return found
    places, counts = _grams(words, keys)
    return _together(weighed(places, counts, weights), counts, len(words))


def _together(rows: NDArray[Any], counts: Ints, words: int) -> NDArray[Any]:
    """The sums and counts of all kinds of a word's n-grams, added up."""
    found = np.empty((words, rows.shape[1] + 1), rows.dtype)
    rows.reshape(len(counts) // words, words, rows.shape[1]).sum(axis=0, out=found[:, :-1])
    found[:, -1] = counts.reshape(len(counts) // words, words).sum(axis=0)
    return found


def weighed(places: NDArray[np.int32], counts: Ints, weights: NDArray[Any]) -> NDArray[Any]:
    """The sums of the weights of so many places each."""
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32)
    ones = np.ones(len(places), weights.dtype)
    return np.asarray(sparse.csr_matrix((ones, places, ends), (len(counts), len(weights))) @ weights)


GRAMS = ("whole", 1, 2, 3, 4, "spelling")


def _grams(words: Spelling, keys: Hashes) -> tuple[NDArray[np.int32], Ints]:
    """The places of the words' grams, all of one kind (GRAMS) before the next, and how many each word has of each."""
    held = lettered(words)
    heads = murmur.hashes(*_pieces(held, "="))
    others, counts = _parts(held.edged(), (1, 2, 3, 4))
    langs, places = _spellings()
    known = langs.find(keys)
    there = known >= 0
    spelled = np.repeat(places[known[there]], SPELLED)
    ones = np.ones(len(words), np.int64)
    found = np.concatenate([murmur.places(np.concatenate([heads, others]), SIZE), spelled])
    return found, np.concatenate([ones, counts, SPELLED * there])


def lettered(words: Spelling) -> Spelling:
    """The words' first letters; nothing of what is no word."""
    return words.only(_worded(words)).begun(LONGEST)


def _worded(words: Spelling) -> NDArray[np.bool_]:
    """Which of the words begin with a letter."""
    first = np.zeros(len(words), np.uint32)
    there = words.lengths > 0
    first[there] = words.codes[words.starts[there]]
    return letters.alphabetic(first)


@cache
def _spellings() -> tuple[Known, NDArray[np.int32]]:
    """The common words, by their keys, and for each the place of which languages spell it so."""
    spelled = own.spelled()
    held = Spelling.of(list(spelled))
    langs = Spelling.of(list(spelled.values()))
    return Known(rolling.keys(held)), murmur.places(murmur.hashes(*_pieces(langs, "#")), SIZE)


def _pieces(words: Spelling, mark: str) -> tuple[bytes, Ints, Ints]:
    """The words in UTF-8, each behind a mark: the bytes, where each word begins, and its length in bytes."""
    held = words.marked(mark)
    data, begins = _utf8(held)
    starts = begins[np.append(0, np.cumsum(held.lengths))]
    return data, starts[:-1], np.diff(starts)


def _utf8(words: Spelling) -> tuple[bytes, Ints]:
    """The words' bytes, and where each character begins (and the last one ends)."""
    data = words.text.encode()
    if len(data) == len(words.codes):
        return data, np.arange(len(data) + 1)
    return data, np.append(np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) != 0x80), len(data))


def _parts(words: Spelling, sizes: Sequence[int]) -> tuple[murmur.Words, Ints]:
    """The hashes of all parts of so many characters, size by size and word by word, and how many each word has."""
    runs = murmur.Runs(*_utf8(words))
    left = np.repeat(np.cumsum(words.lengths), words.lengths) - np.arange(len(words.codes))
    found = [runs.hashes(size) for size in sizes]
    kept = [part.compress(left[: len(part)] >= size) for part, size in zip(found, sizes, strict=True)]
    return np.concatenate(kept), np.concatenate([np.maximum(words.lengths - size + 1, 0) for size in sizes])


def word_hashes(words: Spelling) -> NDArray[np.uint64]:
    """Numbers for the words, the same in every process (FNV-1a of their UTF-8, 32 bits)."""
    if loops.compiled:
        found = np.empty(len(words), np.uint64)
        loops.compiled.word_hashes(words.codes, words.lengths, found)
        return found
    held = words.begun(LONGEST)
    data, begins = _utf8(held)
    bounds = begins[np.append(0, np.cumsum(held.lengths))]
    read, lengths = np.frombuffer(data, np.uint8), np.diff(bounds)
    order = np.argsort(-lengths.astype(np.int16), kind="stable")
    at, left = bounds[order], -lengths[order]
    found = np.full(len(words), BASIS, np.uint32)
    for place in range(int(lengths.max(initial=0))):
        longer = int(np.searchsorted(left, -place))
        found[:longer] = (found[:longer] ^ read[at[:longer] + place]) * PRIME
    back = np.empty(len(words), np.uint64)
    back[order] = found
    return back


def pairs(hashes: np.ndarray) -> np.ndarray:
    """The hashed number of each token and the one before it; the first of all has none before it."""
    before = np.empty_like(hashes)
    before[:1] = 0
    before[1:] = hashes[:-1]
    mixed = (before * np.uint64(0x9E3779B97F4A7C15)) ^ (hashes * np.uint64(0xC2B2AE3D27D4EB4F))
    return ((mixed >> np.uint64(29)) & np.uint64(PAIRS - 1)).astype(np.int64)


def parts(word: str) -> list[str]:
    """The word's parts of four and five letters, or all of it: what words of one root share across endings.

    >>> parts("talous")
    ['talo', 'alou', 'lous', 'talou', 'alous']
    """
    word = word[:LONGEST]
    return [word[i : i + size] for size in (4, 5) for i in range(len(word) - size + 1)] or [word]


LONG = (4, 5)


def long(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted ``parts`` for each folded word; one empty part for what is no word."""
    places, counts = _long(Spelling.of(words))
    row = np.tile(np.arange(len(words)), 1 + len(LONG)).repeat(counts)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (row, places)), (len(words), SIZE))
    return sparse.csr_matrix(found)


def long_sums(
    words: Spelling, weights: NDArray[Any], row_of: NDArray[np.int32], kept: NDArray[np.bool_]
) -> NDArray[Any]:
    """Each folded word's sum of the weights of its ``parts``, and in the last column how many they are.

    ``row_of`` tells in which row of the weights each place has its own, 0 for none; words that are not ``kept`` have
    one empty part, as what is no word has.
    """
    if loops.compiled:
        found = np.empty((len(words), weights.shape[1] + 1), weights.dtype)
        there = np.packbits(row_of > 0, bitorder="little")
        loops.compiled.long_sums(words.codes, words.lengths, _worded(words) & kept, row_of, there, weights, found)
        return found
    places, counts = _long(words.only(kept))
    numbers = row_of.take(places)
    held = numbers > 0
    before = np.append(0, np.cumsum(held))
    ends = np.cumsum(counts)
    rows = weighed(numbers.compress(held), before[ends] - before[ends - counts], weights)
    return _together(rows, counts, len(words))


def _long(words: Spelling) -> tuple[NDArray[np.int32], Ints]:
    """The places of the words' ``parts``: the whole of short words, then size by size; and how many each word has."""
    held = lettered(words)
    short = held.lengths < LONG[0]
    whole = murmur.hashes(*_pieces(held.at(np.flatnonzero(short)), ""))
    others, counts = _parts(held, LONG)
    return murmur.places(np.concatenate([whole, others]), SIZE), np.concatenate([short.astype(np.int64), counts])


def edged(words: Spelling, sizes: Sequence[int], size: int) -> sparse.csr_matrix:
    """A row for each word, counted among so many places: the word, and its parts of some sizes, its edges marked."""
    others, counts = _parts(words.edged(), sizes)
    heads = murmur.hashes(*_pieces(words, "="))
    each = np.arange(len(words))
    rows = np.concatenate([each, np.tile(each, len(sizes)).repeat(counts)])
    places = murmur.places(np.concatenate([heads, others]), size)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (rows, places)), (len(words), size))
    return sparse.csr_matrix(found)


def whole(words: Spelling, size: int) -> sparse.csr_matrix:
    """A row for each word with only the word itself, at its place among so many."""
    places = murmur.places(murmur.hashes(*_pieces(words, "=")), size)
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, np.arange(len(places) + 1)), (len(words), size))


ROOTED = 2**20
"""How many numbers ``rooted`` parts are hashed to: so many that few share one (sharing cost themes a point of F1)."""


def rooted(words: Sequence[str]) -> sparse.csr_matrix:
    """A row for each folded word: its parts of four and five characters, edges marked, and the word; none for ""."""
    held = Spelling.of(words).begun(LONGEST)
    there = np.flatnonzero(held.lengths)
    heads = murmur.hashes(*_pieces(held.at(there), "="))
    others, counts = _parts(held.edged(), LONG)
    rows = np.concatenate([there, np.tile(np.arange(len(held)), len(LONG)).repeat(counts)])
    places = murmur.places(np.concatenate([heads, others]), ROOTED)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (rows, places)), (len(words), ROOTED))
    return sparse.csr_matrix(found)
