"""Character n-grams of single words, hashed: what the learned heads know words by.

A post's features are the sum of its words' features over their number, so a head's score of a post is a sum of one
row a word, and a word's row is computed once, when the word is first met. Places and counts are those that
scikit-learn's ``HashingVectorizer(analyzer=grams, n_features=SIZE, norm=None, alternate_sign=False)`` gives.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify import murmur

Ints = NDArray[np.int64]
SIZE = 2**16
"""How many numbers n-grams are hashed to."""
PAIRS = 2**15
"""How many numbers pairs of neighbouring words are hashed to."""
LONGEST = 30
BASIS, PRIME = np.uint32(2166136261), np.uint32(16777619)


def grams(word: str) -> list[str]:
    """The word and its parts of one to four characters, its edges marked.

    >>> grams("ja")
    ['=ja', '<', 'j', 'a', '>', '<j', 'ja', 'a>', '<ja', 'ja>', '<ja>']
    """
    word = word[:LONGEST]
    edged = f"<{word}>"
    parts = [edged[i : i + size] for size in (1, 2, 3, 4) for i in range(len(edged) - size + 1)]
    return [f"={word}", *parts]


def matrix(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted ``grams`` for each word; the edges alone for what is no word (punctuation, digits, emoji)."""
    # "=word" and "<word>" share their letters: "=<word>" holds every gram but the first, which is hashed by itself.
    held = [word[:LONGEST] if word[:1].isalpha() else "" for word in words]
    data, begins, size = _buffer([f"<{word}>" for word in held])
    whole, starts, lengths = _buffer([f"={word}" for word in held])
    parts = [_parts(data, begins, size, length) for length in (1, 2, 3, 4)]
    heads = murmur.places(murmur.hashes(whole, starts[_first(lengths)], np.diff(starts[_edges(lengths)])), SIZE)
    return _rows([(heads, np.ones(len(words), np.int64)), *parts])


def _buffer(words: Sequence[str]) -> tuple[bytes, Ints, Ints]:
    """The words in UTF-8 behind each other, where each character begins (and the last one ends), and words' lengths."""
    data = "".join(words).encode()
    bytes_ = np.frombuffer(data, np.uint8)
    begins = np.append(np.flatnonzero((bytes_ & 0xC0) != 0x80), len(data))
    return data, begins, np.fromiter(map(len, words), np.int64, len(words))


def _edges(lengths: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def _first(lengths: Ints) -> Ints:
    return np.cumsum(lengths) - lengths


def _parts(data: bytes, begins: Ints, lengths: Ints, size: int) -> tuple[NDArray[np.int32], Ints]:
    """The places of all parts of so many characters, word by word, and how many each word has."""
    counts = np.maximum(lengths - size + 1, 0)
    within = np.repeat(_first(lengths) - _first(counts), counts) + np.arange(counts.sum())
    found = murmur.hashes(data, begins[within], begins[within + size] - begins[within])
    return murmur.places(found, SIZE), counts


def _rows(blocks: Sequence[tuple[NDArray[np.int32], Ints]]) -> sparse.csr_matrix:
    """Blocks of places (each word by word, with how many a word has) beside each other, as rows of counts."""
    counts = np.column_stack([count for _, count in blocks])
    ends = _edges(counts.ravel())
    where = np.empty(int(ends[-1]), np.int32)
    for column, (places, count) in enumerate(blocks):
        starts = ends[:-1].reshape(counts.shape)[:, column]
        where[np.repeat(starts - _first(count), count) + np.arange(len(places))] = places
    width = counts.shape[1]
    return sparse.csr_matrix((np.ones(len(where), np.float32), where, ends[::width]), (len(counts), SIZE))


def word_hash(word: str) -> int:
    """A number for the word that is the same in every process (FNV-1a, 32 bits)."""
    return int(word_hashes([word])[0])


def word_hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    """Numbers for the words, the same in every process (FNV-1a of their UTF-8, 32 bits)."""
    held = [word[:LONGEST].encode("utf-8", "ignore") for word in words]
    data = np.frombuffer(b"".join(held), np.uint8)
    lengths = np.fromiter(map(len, held), np.int64, len(held))
    order = np.argsort(-lengths, kind="stable")
    begins, left = _first(lengths)[order], -lengths[order]
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
    return ((mixed >> np.uint64(29)) % np.uint64(PAIRS)).astype(np.int64)


def parts(word: str) -> list[str]:
    """The word's parts of four and five letters, or all of it: what words of one root share across endings.

    >>> parts("talous")
    ['talo', 'alou', 'lous', 'talou', 'alous']
    """
    word = word[:LONGEST]
    return [word[i : i + size] for size in (4, 5) for i in range(len(word) - size + 1)] or [word]


def long(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted ``parts`` for each folded word; one empty part for what is no word."""
    held = [word[:LONGEST] if word[:1].isalpha() else "" for word in words]
    data, begins, lengths = _buffer(held)
    short, firsts = np.flatnonzero(lengths < 4), _first(lengths)
    starts = begins[firsts[short]]
    whole = murmur.hashes(data, starts, begins[firsts[short] + lengths[short]] - starts)
    shorts = murmur.places(whole, SIZE), (lengths < 4).astype(np.int64)
    found = _rows([shorts, *(_parts(data, begins, lengths, size) for size in (4, 5))])
    found.sum_duplicates()
    return found
