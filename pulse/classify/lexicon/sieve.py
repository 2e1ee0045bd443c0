"""Finds the patterns of many lookups in many words at once, by the hashes of the words' parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.rolling import BASE, MIXER, Hashes, Ints, Sums
from pulse.text import Spelling
from pulse.text.spelling import spread

if TYPE_CHECKING:
    from pulse.classify.lexicon.lookup import Lookup, Table

TYPES = ("holds", "ends", "begins", "exact")
"""What is found by a later one of these stands above what an earlier one found."""
SALTS = tuple(np.uint64(salt) for salt in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 1))
HOLDS, ENDS, BEGINS, EXACT = range(4)
NONE = np.zeros(0, np.int64)
MOST_BITS = 19
ROOMY = 16
"""So many slots there are for each pattern, or more, up to a bound: few parts of words then seem to be a pattern."""
MOST = 1_024
"""More than a word that is looked at has parts."""
WORD_BITS = 64
"""Longer patterns are in no word that is looked at."""


@dataclass(frozen=True)
class Given:
    """What patterns say, one after the other: to which lookup, of what, and its value; ``starts`` has one more."""

    starts: Ints
    lookups: Ints
    names: Ints
    values: NDArray[np.float64]

    @classmethod
    def of(
        cls, things: int, of: Sequence[int], lookups: Sequence[int], names: Sequence[int], values: Sequence[float]
    ) -> "Given":
        """What is said of so many things: ``of`` tells of which."""
        order = np.argsort(of, kind="stable")
        starts = np.cumsum(np.append(0, np.bincount(np.array(of, np.int64), minlength=things)))
        return cls(
            starts, np.array(lookups, np.int64)[order], np.array(names, np.int64)[order],
            np.array(values, np.float64)[order],
        )  # fmt: skip


class Sieve:
    """The patterns of these lookups, by their hashes."""

    def __init__(self, lookups: "Sequence[Lookup]") -> None:
        self.names: dict[str, int] = {}
        """Numbers of what patterns give values to."""
        patterns, kinds = self._patterns(lookups)
        sums = Sums(patterns.codes)
        keys = sums.parts(patterns.starts, patterns.starts + patterns.lengths) * np.array(SALTS, np.uint64)[kinds]
        self.index = Known(keys)
        self.sizes = [np.unique(patterns.lengths[kinds == kind]) for kind in range(len(TYPES))]
        self.bits = min((ROOMY * len(keys)).bit_length(), MOST_BITS)
        self.maybe = np.zeros(2**self.bits, bool)
        self.maybe[self._slots(keys)] = True
        self.opens = np.zeros((3, 2**self.bits), bool)
        """Where patterns of HOLDS, ENDS and BEGINS begin, or end, in as many letters as the shortest of them has."""
        for kind in (HOLDS, ENDS, BEGINS):
            if len(self.sizes[kind]):
                starts, least = patterns.starts[kinds == kind], self.sizes[kind][0]
                starts = starts + (patterns.lengths[kinds == kind] - least) * (kind == ENDS)
                self.opens[kind, self._slots(sums.parts(starts, starts + least))] = True

    def _patterns(self, lookups: "Sequence[Lookup]") -> tuple[Spelling, Ints]:
        """All patterns once each, and of which of TYPES they are; what they say is noted."""
        patterns: list[str] = []
        counts: list[int] = []
        # Flat lists, as Python's collector of cycles would look at a list for each pattern.
        of: list[int] = []
        to: list[int] = []
        names: list[int] = []
        values: list[float] = []
        for name in TYPES:
            held: dict[str, int] = {}
            for number, lookup in enumerate(lookups):
                table: Table = getattr(lookup, name)
                for pattern, found in table.items():
                    at = held.setdefault(pattern, len(patterns) + len(held))
                    for key, value in found.items():
                        of.append(at)
                        to.append(number)
                        names.append(self.names.setdefault(key, len(self.names)))
                        values.append(value)
            patterns += held
            counts.append(len(held))
        self.given = Given.of(len(patterns), of, to, names, values)
        return Spelling.of(patterns), np.repeat(np.arange(len(TYPES)), counts)

    def _slots(self, keys: Hashes) -> Ints:
        return ((keys * MIXER) >> np.uint64(64 - self.bits)).astype(np.int64)

    @cached_property
    def compiled(self) -> Any:
        """What the compiled loop knows of the patterns."""
        assert loops.compiled
        sizes = [sum(1 << size for size in sizes.tolist() if size < WORD_BITS) for sizes in self.sizes]
        least = [min(sizes.tolist(), default=1) for sizes in self.sizes]
        return loops.compiled.Sieve(
            self.index, np.packbits(self.maybe, bitorder="little"), np.packbits(self.opens, axis=1, bitorder="little"),
            np.array(sizes, np.uint64), np.array(least, np.int64), np.array(SALTS, np.uint64), self.bits, MIXER,
            BASE, np.empty(MOST, np.int64),
        )  # fmt: skip

    def hits(self, words: Spelling) -> tuple[Ints, Ints]:
        """Which words match which patterns: word by word, and what stands above later."""
        if not self.index.count or not len(words.codes):
            return NONE, NONE
        sums = Sums(words.codes)
        every = np.flatnonzero(words.lengths > 0)
        whole = every, words.starts[every], words.starts[every] + words.lengths[every]
        parts = (self._inside(words, sums), self._endings(words), self._beginnings(words, sums), whole)
        found = [self._known(sums, kind, *part) for kind, part in enumerate(parts)]
        word, pattern = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort(word, kind="stable")
        return word[order], pattern[order]

    def _known(self, sums: Sums, kind: int, word: Ints, begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """The words whose parts are patterns of the kind, and the patterns."""
        if not len(word):
            return NONE, NONE
        keys = sums.parts(begins, ends) * SALTS[kind]
        may = np.flatnonzero(self.maybe[self._slots(keys)])
        places = self.index.find(keys[may])
        right = np.flatnonzero(places >= 0)
        return word[may[right]], places[right]

    def _inside(self, words: Spelling, sums: Sums) -> tuple[Ints, Ints, Ints]:
        """The words' parts that may be patterns inside them, the shorter ones first: words, begins and ends."""
        sizes = self.sizes[HOLDS]
        if not len(sizes):
            return NONE, NONE, NONE
        begins = spread(words.starts, np.maximum(words.lengths - sizes[0] + 1, 0))
        begins = begins.compress(self.opens[HOLDS].take(self._slots(sums.parts(begins, begins + sizes[0]))))
        word = words.word_of[begins]
        return self._sized(HOLDS, word, begins, (words.starts + words.lengths)[word] - begins)

    def _beginnings(self, words: Spelling, sums: Sums) -> tuple[Ints, Ints, Ints]:
        """The words' beginnings that may be patterns, the shorter ones first: words, begins and ends."""
        sizes = self.sizes[BEGINS]
        if not len(sizes):
            return NONE, NONE, NONE
        word = np.flatnonzero(words.lengths >= sizes[0])
        begins = words.starts[word]
        word = word.compress(self.opens[BEGINS].take(self._slots(sums.parts(begins, begins + sizes[0]))))
        return self._sized(BEGINS, word, words.starts[word], words.lengths[word])

    def _sized(self, kind: int, word: Ints, begins: Ints, room: Ints) -> tuple[Ints, Ints, Ints]:
        """Parts of all sizes of the kind's patterns for which there is room, the shorter ones first."""
        counts = np.searchsorted(self.sizes[kind], room, side="right")
        sizes = self.sizes[kind][spread(np.zeros_like(counts), counts)]
        order = np.argsort(sizes, kind="stable") if kind == HOLDS else slice(None)
        begins = np.repeat(begins, counts)[order]
        return np.repeat(word, counts)[order], begins, begins + sizes[order]

    def _endings(self, words: Spelling) -> tuple[Ints, Ints, Ints]:
        """The words' ends that may be patterns, the shorter ones first: words, begins and ends."""
        sizes = self.sizes[ENDS]
        counts = np.searchsorted(sizes, words.lengths, side="right")
        ends = np.repeat(words.starts + words.lengths, counts)
        begins = ends - sizes[spread(np.zeros_like(counts), counts)]
        return np.repeat(np.arange(len(words)), counts), begins, ends
