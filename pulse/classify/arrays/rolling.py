"""Hashes of every part of a buffer of characters in constant time each, by sums of powers modulo 2**64.

The base is drawn anew in each process, so nobody can write words that collide. Parts are short (the reader hands over
at most LONGEST characters): two different ones share a hash about once in 10**19 pairs, long ones built for it sooner.
"""

import secrets
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pulse.text import Spelling
from pulse.text.spelling import code_points as codes

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
LONGEST = 128
"""Longer parts are told apart by other means."""
BASE = secrets.randbits(64) & ~7 | 3
"""Odd, so that it can be divided by; 3 modulo 8 keeps its powers apart for longest."""
MIXER = np.uint64(secrets.randbits(64) | 1)


class Powers:
    """Powers of the base and of its inverse, as many as were ever asked for."""

    def __init__(self) -> None:
        self.up = np.ones(1, np.uint64)
        self.down = np.ones(1, np.uint64)

    def grow(self, length: int) -> None:
        """Have at least so many."""
        if length > len(self.up):
            self.up, self.down = (_powers(base, 2 * length) for base in (BASE, pow(BASE, -1, 2**64)))


def _powers(base: int, length: int) -> Hashes:
    factors = np.full(length, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


_powers_held = Powers()
WINDOW = 1024
"""The compiled loop adds up at most so many characters."""


def powers() -> tuple[Hashes, Hashes]:
    """As many powers of the base and of its inverse as the compiled loop reads."""
    _powers_held.grow(WINDOW)
    return _powers_held.up, _powers_held.down


class Sums:
    """Prefix sums of a buffer's characters; each part's hash is a difference of two."""

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        _powers_held.grow(len(codes) + 1)
        self.sums = np.empty(len(codes) + 1, np.uint64)
        self.sums[0] = 0
        held = codes.astype(np.uint64)
        held += np.uint64(1)
        held *= _powers_held.up[: len(codes)]
        np.cumsum(held, out=self.sums[1:])

    def parts(self, begins: Ints, ends: Ints) -> Hashes:
        """The hashes of these parts: the same for the same characters, wherever they stand."""
        return (self.sums[ends] - self.sums[begins]) * _powers_held.down[begins]


@lru_cache(maxsize=64)
def key(word: str) -> np.uint64:
    """A word's hash, never 0; long words have one of another kind."""
    if len(word) > LONGEST:
        return np.uint64(hash((BASE, word)) & (2**64 - 1) or 1)
    return Sums(codes(word)).parts(np.array([0]), np.array([len(word)]))[0] or np.uint64(1)


def keys(words: Spelling) -> Hashes:
    """The words' hashes, never 0."""
    found = Sums(words.codes).parts(words.starts, words.starts + words.lengths)
    return np.maximum(found, 1)
