"""Finds the patterns of many lookups in many words at once, by the hashes of the words' parts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pulse.classify.rolling import MIXER, Hashes, Ints, Sums, codes

if TYPE_CHECKING:
    from pulse.classify.lookup import Found, Lookup, Table

TYPES = ("holds", "ends", "begins", "exact")
"""What is found by a later one of these stands above what an earlier one found."""
SALTS = tuple(np.uint64(salt) for salt in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 1))
BITS = 20


class Sieve:
    """The patterns of these lookups, by their hashes."""

    def __init__(self, lookups: "Sequence[Lookup]") -> None:
        held: dict[tuple[int, str], list[tuple[int, Found]]] = {}
        for number, lookup in enumerate(lookups):
            for kind, name in enumerate(TYPES):
                table: Table = getattr(lookup, name)
                for pattern, found in table.items():
                    held.setdefault((kind, pattern), []).append((number, found))
        self.lookups = len(lookups)
        keys = self._keys(list(held))
        order = np.argsort(keys)
        self.keys = keys[order]
        patterns = list(held.values())
        self.given = [patterns[place] for place in order.tolist()]
        self.sizes = [sorted({len(pattern) for kind, pattern in held if kind == wanted}) for wanted in range(4)]
        self.maybe = np.zeros(2**BITS, bool)
        self.maybe[_slots(keys)] = True

    def _keys(self, patterns: list[tuple[int, str]]) -> Hashes:
        sums = Sums(codes("".join(pattern for _, pattern in patterns)))
        ends = np.cumsum([len(pattern) for _, pattern in patterns], dtype=np.int64)
        begins = ends - np.array([len(pattern) for _, pattern in patterns], np.int64)
        salts = np.array([SALTS[kind] for kind, _ in patterns], np.uint64)
        return (sums.parts(begins, ends) * salts) if patterns else np.zeros(0, np.uint64)

    def find(self, words: Sequence[str]) -> list[dict[int, "Found"]]:
        """For each lookup: what it finds in the words, by their numbers; nothing for those that it does not know."""
        found: list[dict[int, Found]] = [{} for _ in range(self.lookups)]
        if words and len(self.keys):
            for word, pattern in self._hits(words):
                for lookup, given in self.given[pattern]:
                    before = found[lookup].get(word)
                    found[lookup][word] = given if before is None else before | given
        return found

    def _hits(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The words' numbers and patterns' numbers, in the order in which later ones stand above earlier ones."""
        sums = Sums(codes("".join(words)))
        lengths = np.array(list(map(len, words)), np.int64)
        starts = np.cumsum(lengths) - lengths
        parts = list(self._parts(starts, lengths))
        kinds = np.repeat(np.array(SALTS, np.uint64)[[part[0] for part in parts]], [len(part[1]) for part in parts])
        word, begins, ends = (np.concatenate([part[column] for part in parts]) for column in (1, 2, 3))
        keys = sums.parts(begins, ends) * kinds
        may = np.flatnonzero(self.maybe[_slots(keys)])
        word, keys = word[may], keys[may]
        order = np.argsort(word, kind="stable")
        word, keys = word[order], keys[order]
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        right = self.keys[places] == keys
        return zip(word[right].tolist(), places[right].tolist(), strict=True)

    def _parts(self, starts: Ints, lengths: Ints) -> Iterator[tuple[int, Ints, Ints, Ints]]:
        """The words' parts that may be patterns: their type, words, begins and ends; in the order of their standing."""
        for size in self.sizes[0]:
            counts = np.maximum(lengths - size + 1, 0)
            word = np.repeat(np.arange(len(starts)), counts)
            begins = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(len(word))
            yield 0, word, begins, begins + size
        for size in self.sizes[1]:
            word = np.flatnonzero(lengths >= size)
            ends = starts[word] + lengths[word]
            yield 1, word, ends - size, ends
        for size in self.sizes[2]:
            word = np.flatnonzero(lengths >= size)
            yield 2, word, starts[word], starts[word] + size
        yield 3, np.arange(len(starts)), starts, starts + lengths


def _slots(keys: Hashes) -> NDArray[np.int64]:
    return ((keys * MIXER) >> np.uint64(64 - BITS)).astype(np.int64)
