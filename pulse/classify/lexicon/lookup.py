"""Which entries of a word list a word meets: exactly, by its beginning, by its end, or by what lies inside it."""

import re
import secrets
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.rolling import Hashes, Ints
from pulse.classify.lexicon.sieve import Sieve
from pulse.text import Spelling
from pulse.text.spelling import spread

LONGEST = 40
"""A word is looked at this far."""
HYPHEN = ord("-")
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
        if "*" not in pattern:
            self.exact[pattern][key] = value
            return
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
        self.lookups = len(lookups)
        drawn = secrets.token_bytes(8 * FORMS * self.sieve.index.count)
        self.drawn = np.frombuffer(drawn, np.uint64).reshape(FORMS, -1)

    def keys(self, words: Spelling) -> Hashes:
        """A key for what each word matches: the same for words that match the same, and 0 where that is nothing."""
        found = np.zeros(len(words), np.uint64)
        if not self.sieve.index.count:
            return found
        if loops.compiled:
            self.sieve.compiled.keys(words.codes, words.lengths, LONGEST, self.drawn, found)
            return found
        hits = self.hits(words)
        found[hits.words] = hits.keys
        return found

    def hits(self, words: Spelling) -> "Hits":
        """The patterns that the words match: as they stand, with runs of a letter made one, from the last hyphen on."""
        runs, ends = _runs(words), _ends(words)
        numbers = np.concatenate([np.arange(len(words)), runs, ends])
        form = np.repeat(np.arange(FORMS), [len(words), len(runs), len(ends)])
        held, pattern = self.sieve.hits(_forms(words, runs, ends))
        word, form = numbers[held], form[held]
        if len(runs) or len(ends):
            order = np.argsort(word * FORMS + form, kind="stable")
            word, form, pattern = word[order], form[order], pattern[order]
        return Hits(word, form, pattern, self.drawn[form, pattern])

    def said(self, words: Spelling) -> "Said":
        """What each lookup's ``find`` says of the words."""
        if loops.compiled and self.sieve.index.count:
            return self._quickly(words)
        hits = self.hits(words)
        word, pattern, given = hits.word, hits.pattern, self.sieve.given
        more = given.starts[pattern + 1] - given.starts[pattern]
        row = spread(given.starts[pattern], more)
        word, form = np.repeat(word, more), np.repeat(hits.form, more)
        # A lookup that knows the word as it stands is not asked for its other forms.
        asked = word * self.lookups + given.lookups[row]
        least = np.full(len(words) * self.lookups, FORMS)
        np.minimum.at(least, asked, form)
        kept = form == least[asked]
        return _last(word[kept], given.lookups[row[kept]], given.names[row[kept]], given.values[row[kept]])

    def _quickly(self, words: Spelling) -> "Said":
        """The same by the compiled loop, asked once more where there is more than was thought."""
        count, room = 0, 8 * len(words)
        while True:
            (word, lookup, name), value = np.empty((3, room), np.int64), np.empty(room)
            count = self.sieve.compiled.said(
                words.codes, words.lengths, LONGEST, self.sieve.given, word, lookup, name, value
            )
            if count <= room:
                return Said(word[:count], lookup[:count], name[:count], value[:count])
            room = count


class Said(NamedTuple):
    """What words' patterns say: the place of each word, the number of the lookup, of what it speaks, and its value."""

    word: Ints
    lookup: Ints
    name: Ints
    value: NDArray[np.float64]

    def of(self, lookups: NDArray[np.bool_]) -> "Said":
        """What these lookups say."""
        here = lookups[self.lookup]
        return Said(self.word[here], self.lookup[here], self.name[here], self.value[here])


def _last(word: Ints, lookup: Ints, name: Ints, value: NDArray[np.float64]) -> Said:
    """Each thing once, where it was said first, with the value that was said last."""
    keys = (word * (lookup.max(initial=0) + 1) + lookup) * (name.max(initial=0) + 1) + name
    order = np.argsort(keys, kind="stable")
    begins = np.append(True, np.diff(keys[order]) != 0)[: len(keys)]
    first = order[begins]
    last = order[np.append(begins[1:], True)[: len(keys)]]
    back = np.argsort(first)
    at = first[back]
    return Said(word[at], lookup[at], name[at], value[last[back]])


FORMS = 3


class Hits:
    """The patterns that words match, word by word, and in which form; what stands above comes later.

    ``words`` are the numbers of those that match any, and ``keys`` are the same for words that match the same.
    """

    def __init__(self, word: Ints, form: Ints, pattern: Ints, drawn: Hashes) -> None:
        self.word, self.form, self.pattern = word, form, pattern
        first = np.flatnonzero(np.append(True, word[1:] != word[:-1])) if len(word) else word
        self.words = word[first]
        rank = np.arange(len(word)) - np.repeat(first, np.diff(np.append(first, len(word))))
        ordered = drawn * (2 * rank + 1).astype(np.uint64)
        self.keys = np.add.reduceat(ordered, first) if len(word) else drawn
        self.keys[self.keys == 0] = 1


def _forms(words: Spelling, runs: Ints, ends: Ints) -> Spelling:
    """The words as they are looked up, and behind them those with runs and hyphens in their other forms."""
    base = words.begun(LONGEST)
    if not len(runs) and not len(ends):
        return base
    single = Spelling.of([RUN.sub(r"\1", word)[:LONGEST] for word in words.at(runs).texts()])
    last = _behind_hyphen(words, ends).begun(LONGEST)
    forms = base, single, last
    return Spelling(*(np.concatenate([getattr(form, name) for form in forms]) for name in ("codes", "lengths")))


def _behind_hyphen(words: Spelling, ends: Ints) -> Spelling:
    """What stands behind these words' last hyphens."""
    hyphens = np.flatnonzero(words.codes == HYPHEN)
    last = hyphens[np.append(np.flatnonzero(np.diff(words.word_of[hyphens])), len(hyphens) - 1)] if len(ends) else ends
    lengths = (words.starts + words.lengths)[ends] - last - 1
    return Spelling(words.codes[spread(last + 1, lengths)], lengths)


def _runs(words: Spelling) -> Ints:
    """The words in which a letter stands three times or more."""
    codes, word = words.codes, words.word_of
    same = codes[1:] == codes[:-1]
    at = np.flatnonzero(same[1:] & same[:-1])
    return np.unique(word[at[word[at] == word[at + 2]]])


def _ends(words: Spelling) -> Ints:
    """The words with a hyphen."""
    return np.unique(words.word_of[words.codes == HYPHEN])


def parts(word: str, sizes: Iterable[int]) -> list[str]:
    """Every part of the word of these lengths, in their order.

    >>> parts("abcd", [2, 4])
    ['ab', 'bc', 'cd', 'abcd']
    """
    return [word[start : start + size] for size in sizes for start in range(len(word) - size + 1)]
