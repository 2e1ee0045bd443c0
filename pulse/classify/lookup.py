"""Which entries of a word list a word meets: exactly, by its beginning, by its end, or by what lies inside it."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pulse.classify.rolling import codes
from pulse.classify.sieve import Sieve

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


class Lookups:
    """Several lookups, asked for many words at once."""

    def __init__(self, lookups: Sequence[Lookup]) -> None:
        self.sieve = Sieve(lookups)

    def find(self, words: Sequence[str]) -> list[dict[int, Found]]:
        """For each lookup what its ``find`` says of each word, by the words' numbers, where there is something."""
        found = self.sieve.find([word[:LONGEST] for word in words])
        for numbers, others in (_runs(words), _ends(words)):
            for first, more in zip(found, self.sieve.find(others), strict=True):
                for place, values in more.items():
                    first.setdefault(numbers[place], values)
        return found


def _runs(words: Sequence[str]) -> tuple[list[int], list[str]]:
    """The words in which a letter stands three times or more, with one in place of them."""
    letters = codes("\n".join(words))
    same = letters[1:] == letters[:-1]
    after = np.cumsum([len(word) + 1 for word in words])
    held = np.unique(np.searchsorted(after, np.flatnonzero(same[1:] & same[:-1]), side="right")).tolist()
    return held, [RUN.sub(r"\1", words[number])[:LONGEST] for number in held]


def _ends(words: Sequence[str]) -> tuple[list[int], list[str]]:
    """The words with a hyphen, from the last one on."""
    held = [number for number, word in enumerate(words) if "-" in word]
    return held, [words[number].rpartition("-")[2][:LONGEST] for number in held]


def parts(word: str, sizes: Iterable[int]) -> list[str]:
    """Every part of the word of these lengths, in their order.

    >>> parts("abcd", [2, 4])
    ['ab', 'bc', 'cd', 'abcd']
    """
    return [word[start : start + size] for size in sizes for start in range(len(word) - size + 1)]
