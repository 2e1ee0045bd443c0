"""Character n-grams of single words, hashed: what the learned heads know words by.

A post's features are the sum of its words' features over their number, so a head's score of a post is a sum of one
row a word, and a word's row is computed once, by scikit-learn, when the word is first met.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from pulse.text import fold

SIZE = 2**16
"""How many numbers n-grams are hashed to."""
PAIRS = 2**15
"""How many numbers pairs of neighbouring words are hashed to."""
LONGEST = 30


def grams(word: str) -> list[str]:
    """The word and its parts of one to four characters, its edges marked.

    >>> grams("ja")
    ['=ja', '<', 'j', 'a', '>', '<j', 'ja', 'a>', '<ja', 'ja>', '<ja>']
    """
    word = word[:LONGEST]
    edged = f"<{word}>"
    parts = [edged[i : i + size] for size in (1, 2, 3, 4) for i in range(len(edged) - size + 1)]
    return [f"={word}", *parts]


_hasher = HashingVectorizer(analyzer=grams, n_features=SIZE, norm=None, alternate_sign=False, dtype=np.float32)


def matrix(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted n-grams for each word; none for what is no word (punctuation, digits, emoji)."""
    return sparse.csr_matrix(_hasher.transform([word if word[:1].isalpha() else "" for word in words]))


def word_hash(word: str) -> int:
    """A number for the word that is the same in every process (FNV-1a, 32 bits)."""
    number = 2166136261
    for byte in word[:LONGEST].encode("utf-8", "ignore"):
        number = (number ^ byte) * 16777619 & 0xFFFFFFFF
    return number


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


_parts = HashingVectorizer(analyzer=parts, n_features=SIZE, norm=None, alternate_sign=False, dtype=np.float32)


def long(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted long parts for each word; none for what is no word."""
    return sparse.csr_matrix(_parts.transform([fold(word) if word[:1].isalpha() else "" for word in words]))
