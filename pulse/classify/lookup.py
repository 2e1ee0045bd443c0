"""Which entries of a word list a word meets: exactly, by its beginning, by its end, or by what lies inside it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHORTEST = 2
"""No beginning or end shorter than this is looked for; of what lies inside, nothing shorter than INSIDE."""
INSIDE = 3
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

    def add(self, pattern: str, key: str, value: float) -> None:
        """Make the pattern give the key this value."""
        left, right, word = pattern.startswith("*"), pattern.endswith("*"), pattern.strip("*")
        table = (self.exact, self.begins, self.ends, self.holds)[right + 2 * left]
        table[word][key] = value

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
            for part in parts(word):
                if part in self.holds:
                    found |= self.holds[part]
        for start in range(max(0, len(word) - SHORTEST), -1, -1):
            if word[start:] in self.ends:
                found |= self.ends[word[start:]]
        for stop in range(SHORTEST, len(word) + 1):
            if word[:stop] in self.begins:
                found |= self.begins[word[:stop]]
        if word in self.exact:
            found |= self.exact[word]
        return found


def parts(word: str) -> Iterable[str]:
    """Every part of the word that is long enough to be looked for, short ones first.

    >>> list(parts("abcd"))
    ['abc', 'bcd', 'abcd']
    """
    for length in range(INSIDE, min(len(word), 24) + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]
