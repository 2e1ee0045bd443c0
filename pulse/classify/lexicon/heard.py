"""What words say by our lists, in texts of each language: worked out once for each set of patterns that words match."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.lists import Growing, Lists
from pulse.classify.arrays.rolling import Ints
from pulse.classify.lexicon import ANY, KINDS, TABLES, VALUED, Entries, Entry
from pulse.classify.lexicon.lookup import Lookup, Lookups, Said
from pulse.classify.lexicon.phrases import ANY_WORD, Phrases
from pulse.classify.lexicon.sets import Sets
from pulse.domain import LANGUAGES, UNKNOWN
from pulse.text import Spelling

ROWS = (*LANGUAGES, UNKNOWN)
"""A word's cues are kept as they are read in a text of each of these languages."""
CONTRAST, CONCESSION = 1.0, 2.0
"""A ``skip`` above the first sets what follows against what stands before it in its sentence ("but"); one above the
second what stands up to the next comma against the rest ("although").
"""
WHOLLY, HANDS, CONTRASTS, CONCEDES = 0, 4, 5, 6
"""Where bits stand of what is skipped wholly, hands a negation on, contrasts, or concedes."""
KIND = {kind: column for column, kind in enumerate(KINDS)}

NEAR: dict[str, dict[str, float]] = {
    "nn": {"nb": 1.0, "en": 0.6},
    "nb": {"nn": 1.0, "en": 0.6, "da": 0.4},
    "da": {"en": 0.6, "nb": 0.4},
    "sv": {"en": 0.6, "nb": 0.3},
    "fi": {"en": 0.6},
    "en": {},
    UNKNOWN: dict.fromkeys(LANGUAGES, 0.6),
}
"""What a word that its language's table lacks is worth where a neighbour's table has it."""
EVERYWHERE = {"tone", "favour", "against", "boost"}
"""Cues that are borrowed from any neighbour; the others only between the two Norwegian languages."""


class Cues:
    """The tables of words, asked for many words at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        held = Entries.of(entries)
        held = held.those([kind in KIND for kind in held.kinds])
        several = [" " in text for text in held.texts]
        ones = held.those([not more for more in several])
        lookups = {language: Lookup() for language in TABLES}
        for language, word, kind, weight in zip(ones.languages, ones.texts, ones.kinds, ones.weights, strict=True):
            lookups[language].add(word, kind, weight)
        self.phrases = Phrases(held.those(several))
        self.lookups = Lookups([*lookups.values(), self.phrases.lookup])
        names = self.lookups.sieve.names
        self.kinds = np.array([KIND.get(name, -1) for name in names], np.int64)
        """The column of what patterns of words speak of; and the numbers of phrases' elements."""
        self.parts = np.array([self.phrases.numbers.get(name, -1) for name in names], np.int64)


class Heard:
    """The sets of patterns that words have matched, and what each of them says."""

    def __init__(self, cues: Cues) -> None:
        self.phrases, self.kinds, self.parts = cues.phrases, cues.kinds, cues.parts
        self.tables = np.arange(len(TABLES) + 1) < len(TABLES)
        self.sets = Sets(cues.lookups, self._learn)
        self.cued = Lists().put([() for _ in ROWS])
        """The cues of each set, by kind, as a text of each language (ROWS) means them; the empty one comes first."""
        self.elements = Lists().put([()])
        """What words can stand for in phrases."""
        self._places, self._bits = Growing(np.uint8), Growing(np.uint32, 2)
        self._links = Growing(np.uint64, 2)
        self._places.add(np.zeros(1, np.uint8))
        self._links.add(np.array([[0, ANY_WORD]], np.uint64))
        self._bits.add(np.zeros((len(ROWS), 2), np.uint32))

    @property
    def bits(self) -> NDArray[np.uint32]:
        """Of each list of ``cued`` which kinds of cues it has: those that count by their values, and the others.

        Among the others stands too what negates, and what WHOLLY, HANDS, CONTRASTS and CONCEDES say of words.
        """
        return self._bits.rows

    @property
    def links(self) -> NDArray[np.uint64]:
        """Of each set which elements may follow it in an entry, and which it has: bits, as ``Phrases.links``."""
        return self._links.rows

    @property
    def places(self) -> NDArray[np.uint8]:
        """Where in an entry of several words a word can stand, as ``Phrases.places`` says."""
        return self._places.rows

    def of(self, words: Spelling) -> Ints:
        """The number of each word's set."""
        return self.sets.of(words)

    def keep(self, numbers: Ints) -> None:
        """Have only these sets, in this order; the empty one is the first of them."""
        self.sets.keep(numbers)
        self.elements.keep(numbers)
        self._places.keep(numbers)
        self._links.keep(numbers)
        lists = (numbers[:, None] * len(ROWS) + np.arange(len(ROWS))).ravel()
        self.cued.keep(lists)
        self._bits.keep(lists)

    def _learn(self, count: int, said: Said) -> None:
        counts, kinds, values, bits = self._said(count, said.of(self.tables))
        self.cued.add(counts, kinds, values)
        self._bits.add(bits)
        parts = said.of(~self.tables)
        order = np.argsort(parts.word, kind="stable")
        word, elements = parts.word[order], self.parts[parts.name[order]]
        self.elements.add(np.bincount(word, minlength=count), elements)
        places = np.zeros(count, np.uint8)
        np.bitwise_or.at(places, word, self.phrases.places[elements])
        self._places.add(places)
        links = np.zeros((count, 2), np.uint64)
        links[:, 1] = ANY_WORD
        for column, bits in enumerate(self.phrases.links.T):
            np.bitwise_or.at(links[:, column], word, bits[elements])
        self._links.add(links)

    def _said(self, count: int, said: Said) -> tuple[Ints, Ints, NDArray[np.float64], NDArray[np.uint32]]:
        """How many cues a text of each language reads in each of so many sets, the cues, and their ``bits``."""
        if loops.compiled:
            lists, most = len(ROWS) * count, len(ROWS) * len(said.word)
            counts, kinds, values = np.zeros(lists, np.int64), np.empty(most, np.int64), np.empty(most)
            bits = np.zeros((lists, 2), np.uint32)
            done = loops.compiled.read_as(
                said.word, said.lookup, self.kinds[said.name], said.value, WORTH, NEAREST, OWN, TABLES.index(ANY),
                counts, kinds, values, bits,
            )  # fmt: skip
            return counts, kinds[:done], values[:done], bits
        rows = _read(count, said, self.kinds).reshape(-1, len(KINDS))
        return np.count_nonzero(rows, axis=1), np.nonzero(rows)[1], rows[rows != 0], _bits(rows)


def _bits(rows: NDArray[np.float64]) -> NDArray[np.uint32]:
    """``Heard.bits`` of rows of cues."""
    there = rows > 0
    there[:, :VALUED] &= np.arange(VALUED) == KIND["neg"]
    skip = rows[:, KIND["skip"]]
    there[:, WHOLLY], there[:, CONTRASTS], there[:, CONCEDES] = skip >= 1, skip > CONTRAST, skip > CONCESSION
    there[:, HANDS] = rows[:, KIND["thinks"]] != 0
    held = rows != 0
    held[:, VALUED:] = False
    return np.column_stack([np.packbits(found, axis=1, bitorder="little").view("<u4") for found in (held, there)])


def factor(reader: str, language: str, kind: str) -> float:
    """What an entry of a language's table is worth in a text of the language ``reader``."""
    if language in (reader, ANY):
        return 1.0
    near = NEAR[reader].get(language, 0.0)
    return near if kind in EVERYWHERE or near == 1.0 or reader == UNKNOWN else 0.0


def nearest(reader: str) -> list[str]:
    """The tables as a reader asks them: the own one, that of all languages, the neighbours', the others."""
    return list(dict.fromkeys((reader, ANY, *NEAR[reader], *TABLES)))


def _read(count: int, said: Said, kinds: Ints) -> NDArray[np.float64]:
    """Cues as a text of each language (ROWS) means them: by its own table, or else borrowed from others."""
    kind, there = kinds[said.name], np.zeros((len(TABLES), count), bool)
    there[said.lookup, said.word] = True
    # What is written last stands: the strongest of what is borrowed, of equals that of the nearest table.
    read = np.zeros((count, len(ROWS), len(KINDS)))
    for row, reader in enumerate(ROWS):
        own = _table(reader, there)[said.word]
        worth = np.where(own == said.lookup, 1.0, np.where(own < 0, WORTH[row, said.lookup, kind], 0.0))
        here = np.flatnonzero(worth != 0)
        value = said.value[here] * worth[here]
        order = np.lexsort((-NEAREST[row, said.lookup[here]], np.abs(value)))
        read[said.word[here][order], row, kind[here][order]] = value[order]
    return read


def _table(reader: str, there: NDArray[np.bool_]) -> Ints:
    """Which table's word counts for a reader: its own, or else that of all languages; -1 where neither has the word."""
    everywhere = np.where(there[TABLES.index(ANY)], TABLES.index(ANY), -1)
    if reader not in TABLES:
        return everywhere
    return np.where(there[TABLES.index(reader)], TABLES.index(reader), everywhere)


WORTH = np.array([[[factor(reader, table, kind) for kind in KINDS] for table in TABLES] for reader in ROWS])
"""What an entry of a table is worth in a text of each language (ROWS by TABLES by KINDS)."""
NEAREST = np.array([[nearest(reader).index(table) for table in TABLES] for reader in ROWS])
"""Each table's place in a reader's ``nearest``."""
OWN = np.array([TABLES.index(reader) if reader in TABLES else -1 for reader in ROWS])
"""Each reader's own table, or -1."""
