"""MurmurHash3 (x86, 32 bits, seed 0) of many pieces of one buffer at once, as scikit-learn hashes features.

The algorithm is Austin Appleby's, in the public domain: https://github.com/aappleby/smhasher
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Words = NDArray[np.uint32]
PADDING = bytes(8)
"""Stands behind the buffer's end, so that four bytes can be read from everywhere in it."""
FIRST, SECOND, ADDED = np.uint32(0xCC9E2D51), np.uint32(0x1B873593), np.uint32(0xE6546B64)
FINAL = (np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))
ONE = np.uint32(1)
TAIL = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF], np.uint32)


def hashes(data: bytes, begins: Ints, lengths: Ints) -> Words:
    """The hash of each piece of the buffer, given where it begins and its length in bytes.

    >>> hashes(b"hello", np.array([0]), np.array([5])).tolist()
    [613153351]
    """
    padded = data + PADDING
    four: Words = np.ndarray((len(padded) - 3,), np.dtype("<u4"), padded, strides=(1,))
    blocks = lengths >> 2
    found = np.zeros(len(begins), np.uint32)
    for block in range(int(blocks.max(initial=0))):
        longer = np.flatnonzero(blocks > block)
        mixed = found[longer] ^ _scrambled(four[begins[longer] + 4 * block])
        found[longer] = _rotated(mixed, 13) * np.uint32(5) + ADDED
    found ^= _scrambled(four[begins + 4 * blocks] & TAIL[lengths & 3])
    found ^= lengths.astype(np.uint32)
    return _finished(found)


class Runs:
    """The hashes of runs of so many characters, one beginning at each character of a text in UTF-8.

    ``begins`` are the places of the characters' first bytes, and the text's end.
    """

    def __init__(self, data: bytes, begins: Ints) -> None:
        self.data, self.begins = data, begins
        padded = data + PADDING
        four: Words = np.ndarray((len(padded) - 3,), np.dtype("<u4"), padded, strides=(1,))
        self.first, self.second = four[begins[:-1]], four[begins[:-1] + 4]
        self.block = _rotated(_scrambled(self.first), 13) * np.uint32(5) + ADDED

    def hashes(self, size: int) -> Words:
        """The hash of each run of so many characters; there are that many, less one, fewer than characters."""
        lengths = (self.begins[size:] - self.begins[:-size]).astype(np.uint32)
        count = len(lengths)
        whole = lengths > 3
        tail = np.where(whole, self.second[:count], self.first[:count])
        tail &= (ONE << ((lengths & np.uint32(3)) << np.uint32(3))) - ONE
        found = _scrambled(tail)
        found ^= self.block[:count] * whole
        found ^= lengths
        found = _finished(found)
        longer = np.flatnonzero(lengths > 7)
        if len(longer):
            found[longer] = hashes(self.data, self.begins[longer], lengths[longer].astype(np.int64))
        return found


def _scrambled(words: Words) -> Words:
    return _rotated(words * FIRST, 15) * SECOND


def _rotated(words: Words, bits: int) -> Words:
    turned = words << np.uint32(bits)
    turned |= words >> np.uint32(32 - bits)
    return turned


def _finished(found: Words) -> Words:
    for bits, factor in zip((16, 13), FINAL, strict=True):
        found ^= found >> np.uint32(bits)
        found *= factor
    return found ^ (found >> np.uint32(16))


def places(found: Words, size: int) -> NDArray[np.int32]:
    """Where scikit-learn's hashing puts each feature, among so many (a power of two): the hash without its sign."""
    return np.asarray(np.abs(found.view(np.int32)) & np.int32(size - 1))
