"""Which entries of a word list a word meets: exactly, by its beginning, by its end, or by what lies inside it."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LONGEST = 40
"""A word is looked at this far."""
RUN = re.compile(r"(.)\1{2,}")

Found = dict[str, float]
Table = dict[str, Found]


def _table() -> Table:
    return defaultdict(dict)


@dataclass
class Lookup:
    """Word patterns with a value for each key (a kind of cue, an element of a phrase)."""

    exact: Table = field(default_factory=_table)
    begins: Table = field(default_factory=_table)
    ends: Table = field(default_factory=_table)
    holds: Table = field(default_factory=_table)
    sizes: dict[str, list[int]] = field(default_factory=lambda: {"begins": [], "ends": [], "holds": []})
    """Which lengths of patterns there are, so that no other part of a word is looked up."""

    def add(self, pattern: str, key: str, value: float) -> None:
        """Make the pattern give the key this value."""
        left, right, word = pattern.startswith("*"), pattern.endswith("*"), pattern.strip("*")
        table = (self.exact, self.begins, self.ends, self.holds)[right + 2 * left]
        table[word][key] = value
        if left or right:
            sizes = self.sizes[("begins", "ends", "holds")[right + 2 * left - 1]]
            if len(word) not in sizes:
                insort(sizes, len(word))

    def find(self, word: str) -> Mapping[str, float]:
        """The values of a word: what is exact beats a longer beginning, that a shorter one, that what lies inside."""
        found = self._find(word[:LONGEST])
        if not found and RUN.search(word):
            found = self._find(RUN.sub(r"\1", word)[:LONGEST])
        if not found and "-" in word:
            found = self._find(word.rpartition("-")[2][:LONGEST])
        return found

    def _find(self, word: str) -> Found:
        found: Found = {}
        if self.holds:
            for part in parts(word, self.sizes["holds"]):
                if part in self.holds:
                    found |= self.holds[part]
        for size in self.sizes["ends"]:
            if word[-size:] in self.ends:
                found |= self.ends[word[-size:]]
        for size in self.sizes["begins"]:
            if word[:size] in self.begins:
                found |= self.begins[word[:size]]
        if word in self.exact:
            found |= self.exact[word]
        return found


def parts(word: str, sizes: Iterable[int]) -> list[str]:
    """Every part of the word of these lengths, in their order.

    >>> parts("abcd", [2, 4])
    ['ab', 'bc', 'cd', 'abcd']
    """
    return [word[start : start + size] for size in sizes for start in range(len(word) - size + 1)]
