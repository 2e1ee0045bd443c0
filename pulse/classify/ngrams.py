"""Character n-grams of single words, hashed: what the learned heads know words by.

A post's features are the sum of its words' features over their number, so a head's score of a post is a sum of one
row a word, and a word's row is computed once, when the word is first met. Places and counts are those that
scikit-learn's ``HashingVectorizer(analyzer=grams, n_features=SIZE, norm=None, alternate_sign=False)`` gives.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify import murmur, own

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
    places, counts = _grams(words)
    rows = np.tile(np.arange(len(words)), len(GRAMS)).repeat(counts)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (rows, places)), (len(words), SIZE))
    return sparse.csr_matrix(found)


def sums(words: Sequence[str], weights: NDArray[Any]) -> NDArray[Any]:
    """Each word's sum of the weights of its ``grams``, and in the last column how many they are."""
    places, counts = _grams(words)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    ones = np.ones(len(places), weights.dtype)
    rows = sparse.csr_matrix((ones, places, ends), (len(counts), SIZE)) @ weights
    both = np.column_stack([rows, counts.astype(weights.dtype)])
    return np.asarray(both.reshape(len(GRAMS), len(words), -1).sum(axis=0))


GRAMS = ("whole", 1, 2, 3, 4, "spelling")


def _grams(words: Sequence[str]) -> tuple[NDArray[np.int32], Ints]:
    """The places of the words' grams, all of one kind (GRAMS) before the next, and how many each word has of each."""
    held = [word[:LONGEST] if word[:1].isalpha() else "" for word in words]
    heads = _whole([f"={word}" for word in held])
    others, counts = _parts([f"<{word}>" for word in held], (1, 2, 3, 4))
    known = own.spelled()
    langs = [known.get(word, "") for word in held]
    spelled = np.repeat(_whole([f"#{some}" for some in langs if some]), SPELLED)
    ones = np.ones(len(words), np.int64)
    spellings = np.array([SPELLED if some else 0 for some in langs], np.int64)
    return murmur.places(np.concatenate([heads, others, spelled]), SIZE), np.concatenate([ones, counts, spellings])


def _whole(texts: Sequence[str]) -> NDArray[Any]:
    """The hash of each text."""
    data, begins, lengths = _buffer(texts)
    starts = begins[np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])]
    return murmur.hashes(data, starts[:-1], np.diff(starts))


def _buffer(words: Sequence[str]) -> tuple[bytes, Ints, Ints]:
    """The words in UTF-8 behind each other, where each character begins (and the last one ends), and words' lengths."""
    data = "".join(words).encode()
    begins = np.append(np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) != 0x80), len(data))
    return data, begins, np.array(list(map(len, words)), np.int64)


def _parts(words: Sequence[str], sizes: Sequence[int]) -> tuple[murmur.Words, Ints]:
    """The hashes of all parts of so many characters, size by size and word by word, and how many each word has."""
    data, begins, lengths = _buffer(words)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(lengths.sum())
    places = [np.flatnonzero(left >= size) for size in sizes]
    spans = [begins[place + size] - begins[place] for place, size in zip(places, sizes, strict=True)]
    counts = [np.maximum(lengths - size + 1, 0) for size in sizes]
    return murmur.hashes(data, begins[np.concatenate(places)], np.concatenate(spans)), np.concatenate(counts)


def word_hash(word: str) -> int:
    """A number for the word that is the same in every process (FNV-1a, 32 bits)."""
    return int(word_hashes([word])[0])


def word_hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """Numbers for the words, the same in every process (FNV-1a of their UTF-8, 32 bits)."""
    held = [word[:LONGEST].encode("utf-8", "ignore") for word in words]
    data = np.frombuffer(b"".join(held), np.uint8)
    lengths = np.array(list(map(len, held)), np.int64)
    order = np.argsort(-lengths, kind="stable")
    begins, left = (np.cumsum(lengths) - lengths)[order], -lengths[order]
    found = np.full(len(words), BASIS, np.uint32)
    for place in range(int(lengths.max(initial=0))):
        longer = int(np.searchsorted(left, -place))
        found[:longer] = (found[:longer] ^ data[begins[:longer] + place]) * PRIME
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
    places, row = _long(words)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (row, places)), (len(words), SIZE))
    return sparse.csr_matrix(found)


def long_sums(words: Sequence[str], weights: NDArray[Any]) -> NDArray[Any]:
    """Each folded word's sum of the weights of its ``parts``, and in the last column the square of its own length."""
    places, row = _long(words)
    order = np.argsort(row, kind="stable")
    places, counts = places[order], np.bincount(row, minlength=len(words))
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    near = sparse.csr_matrix((np.ones(len(places), weights.dtype), places, ends), (len(words), SIZE)) @ weights
    keys = np.sort(row[order] * SIZE + places)
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    times = np.diff(np.append(first, len(keys)))
    size = np.bincount(keys[first] // SIZE, times**2, len(words))
    return np.column_stack([near, size.astype(weights.dtype)])


def _long(words: Sequence[str]) -> tuple[NDArray[np.int32], Ints]:
    """The places of the words' ``parts``, and the word of each."""
    held = [word[:LONGEST] if word[:1].isalpha() else "" for word in words]
    short = [number for number, word in enumerate(held) if len(word) < LONG[0]]
    whole, starts, lengths = _buffer([held[number] for number in short])
    firsts = starts[np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])]
    shorts = murmur.hashes(whole, firsts[:-1], np.diff(firsts))
    others, counts = _parts(held, LONG)
    row = np.tile(np.arange(len(held)), len(LONG)).repeat(counts)
    places = murmur.places(np.concatenate([shorts, others]), SIZE)
    return places, np.concatenate([np.array(short, np.int64), row])


def rooted(words: Sequence[str]) -> sparse.csr_matrix:
    """A row for each folded word: its parts of four and five characters, edges marked, and the word; none for ""."""
    held = [word[:LONGEST] for word in words]
    there = [number for number, word in enumerate(held) if word]
    whole, starts, lengths = _buffer([f"={held[number]}" for number in there])
    firsts = starts[np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])]
    heads = murmur.hashes(whole, firsts[:-1], np.diff(firsts))
    others, counts = _parts([f"<{word}>" for word in held], LONG)
    rows = np.concatenate([np.array(there, np.int64), np.tile(np.arange(len(held)), len(LONG)).repeat(counts)])
    places = murmur.places(np.concatenate([heads, others]), SIZE)
    found = sparse.coo_matrix((np.ones(len(places), np.float32), (rows, places)), (len(words), SIZE))
    return sparse.csr_matrix(found)
