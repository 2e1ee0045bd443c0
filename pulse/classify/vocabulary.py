"""The words met so far, and what is known of each: computed once a word, gathered by number for a million posts."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pulse.classify import ngrams
from pulse.classify.known import Known
from pulse.classify.lexicon import ANY, KINDS, Entry
from pulse.classify.lists import Growing, Lists
from pulse.classify.lookup import Found, Lookup, Lookups
from pulse.classify.phrases import Phrases
from pulse.classify.rolling import Hashes, Ints
from pulse.domain import LANGUAGES, UNKNOWN

Floats = NDArray[np.float32]
ROWS = (*LANGUAGES, UNKNOWN)
"""A word's cues are kept as they are read in a text of each of these languages."""
TABLES = (*LANGUAGES, ANY)
BOUND = 120_000
"""So many words are remembered; then half as many, those met last, and memory stays bounded."""
PORTION = 8_192
"""So many new words are looked up at once."""

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

    def __init__(self, entries: Sequence[Entry]) -> None:
        lookups = {language: Lookup() for language in TABLES}
        for entry in entries:
            if len(entry.words) == 1 and entry.kind in KINDS:
                lookups[entry.language].add(entry.words[0], entry.kind, entry.weight)
        self.phrases = Phrases(e for e in entries if len(e.words) > 1 and e.kind in KINDS)
        self.lookups = Lookups([*lookups.values(), self.phrases.lookup])

    def of(self, words: Sequence[str]) -> tuple[NDArray[np.float64], Ints, list[list[int]]]:
        """The tables of the words that have one (ROWS by KINDS), each word's place among them (from 1 on; 0: none),
        and its elements: what it can stand for in phrases.
        """
        *found, elements = self.lookups.find(words)
        with_cues = sorted({word for table in found for word in table})
        tables = _read(found, with_cues)
        heard = tables.any(axis=(1, 2))
        places = np.zeros(len(words), np.int64)
        places[np.array(with_cues, np.int64)[heard]] = np.arange(1, heard.sum() + 1)
        parts: list[list[int]] = [[]] * len(words)
        for word, found_parts in elements.items():
            parts[word] = self.phrases.elements(found_parts)
        return tables[heard], places, parts


def factor(reader: str, language: str, kind: str) -> float:
    """What an entry of a language's table is worth in a text of the language ``reader``."""
    if language in (reader, ANY):
        return 1.0
    near = NEAR[reader].get(language, 0.0)
    return near if kind in EVERYWHERE or near == 1.0 or reader == UNKNOWN else 0.0


def _read(found: Sequence[Mapping[int, Found]], words: Sequence[int]) -> NDArray[np.float64]:
    """The words' cues as a text of each language (ROWS) means them: by its own table, or else borrowed from others."""
    held = np.zeros((len(TABLES), len(words), len(KINDS)))
    there = np.zeros((len(TABLES), len(words), 1), bool)
    for table, cues in enumerate(found):
        for place, word in enumerate(words):
            for kind, value in cues.get(word, {}).items():
                held[table, place, KINDS.index(kind)] = value
                there[table, place] = True
    return np.stack([_as_read(reader, held, there) for reader in ROWS], axis=1)


def _as_read(reader: str, held: NDArray[np.float64], there: NDArray[np.bool_]) -> NDArray[np.float64]:
    read = np.zeros(held.shape[1:])
    for language in NEAR[reader]:
        worth = [factor(reader, language, kind) for kind in KINDS]
        borrowed = held[TABLES.index(language)] * worth
        read = np.where(np.abs(borrowed) > np.abs(read), borrowed, read)
    for language in (ANY, reader):
        if language in TABLES:
            read = np.where(there[TABLES.index(language)], held[TABLES.index(language)], read)
    return read


def shape(word: str) -> str:
    """What stands for the token where its own letters say nothing: digits, runs of signs."""
    if word[0].isdigit():
        return "0"
    if word[0] in ".!?…":
        return _sign(word)
    return "\n" if word[0] == "\n" else word


def _sign(run: str) -> str:
    """What a run of full stops, exclamation and question marks says."""
    if "?" in run:
        return "?"
    if "!" in run:
        return "!!" if run.count("!") > 1 else "!"
    return "..." if len(run) > 1 or run == "…" else "."


class Vocabulary:
    """Word numbers and their rows: heads' scores, n-gram counts, cues, and the columns that a tagger adds."""

    def __init__(self, cues: Cues, weights: Floats, extra: Callable[[Sequence[str]], Floats] | None = None) -> None:
        self.cues = cues
        self.weights = weights
        self.extra = extra
        self.bound = BOUND
        self.forgotten: Callable[[Ints], None] | None = None
        """Told which words' numbers stay, in their order, when others are forgotten."""
        self.index = Known()
        self.words: list[str] = []
        self.turn = 0
        self._keys, self._used = Growing(np.uint64), Growing(np.int64)
        self._scores, self._hashes = Growing(weights.dtype, weights.shape[1] + 1), Growing(np.uint64)
        self.cued = Lists().put([() for _ in ROWS])
        """The cues of each word that has some, as a text of each language means them; the first ones are empty."""
        self._cue = Growing(np.int64)
        self._flags = Growing(np.uint8)
        self._more: Growing | None = None
        self.elements = Lists()

    @property
    def scores(self) -> Floats:
        """Each word's sums of weights, and how many n-grams it has."""
        return self._scores.rows

    @property
    def hashes(self) -> Hashes:
        """A number for each word that is the same in every process."""
        return self._hashes.rows

    @property
    def cue(self) -> Ints:
        """Where in ``cued`` each word's cues begin: so many lists as there are ROWS."""
        return self._cue.rows

    @property
    def flags(self) -> NDArray[np.uint8]:
        """What each word is: FIRST ... LETTERS."""
        return self._flags.rows

    @property
    def more(self) -> Floats:
        """The columns that a tagger adds."""
        assert self._more is not None
        return self._more.rows

    def numbers(self, keys: Hashes, words: Callable[[Ints], list[str]]) -> Ints:
        """The words' numbers, by their keys; ``words`` gives what stands at some places, and is asked for new ones."""
        self.turn += 1
        if len(self.words) > self.bound:
            self._forget()
        found = self.index.find(keys)
        fresh = np.flatnonzero(found < 0)
        if len(fresh):
            new, first = np.unique(keys[fresh], return_index=True)
            self._learn(new, words(fresh[first]))
            found[fresh] = self.index.find(keys[fresh])
        self._used.rows[found] = self.turn
        return found

    def _forget(self) -> None:
        """Keep those words, of half the bound, that were met last."""
        kept = np.sort(np.argsort(-self._used.rows, kind="stable")[: self.bound // 2])
        for rows in (self._keys, self._used, self._scores, self._hashes, self._cue, self._flags, self._more):
            if rows is not None:
                rows.keep(kept)
        self.elements.keep(kept)
        cues, places = np.unique(np.append(0, self._cue.rows), return_inverse=True)
        self.cued.keep((cues[:, None] + np.arange(len(ROWS))).ravel())
        self._cue.rows[:] = places[1:] * len(ROWS)
        self.words = [self.words[number] for number in kept.tolist()]
        self.index = Known(self._keys.rows)
        if self.forgotten:
            self.forgotten(kept)

    def _learn(self, keys: Hashes, words: list[str]) -> None:
        self.index.add(keys)
        self._keys.add(keys)
        self._used.add(np.full(len(keys), self.turn))
        self.words += words
        for start in range(0, len(words), PORTION):
            self._look_up(words[start : start + PORTION])

    def _look_up(self, words: list[str]) -> None:
        self._scores.add(ngrams.sums(words, self.weights))
        self._hashes.add(ngrams.word_hashes(words))
        tables, places, elements = self.cues.of(words)
        self._cue.add(np.where(places > 0, (places - 1) * len(ROWS) + self.cued.counts.count, 0))
        rows = tables.reshape(-1, len(KINDS))
        _, kinds = np.nonzero(rows)
        self.cued.add(np.count_nonzero(rows, axis=1), kinds, rows[rows != 0])
        self.elements.put(elements)
        self._flags.add(self._flag(words, elements))
        if self.extra:
            more = self.extra(words)
            self._more = self._more or Growing(more.dtype, more.shape[1])
            self._more.add(more)

    def _flag(self, words: list[str], elements: list[list[int]]) -> NDArray[np.uint8]:
        flags = np.array([LETTERS if word[0].isalpha() else SIGNS.get(word, 0) for word in words], np.uint8)
        for place, parts in enumerate(elements):
            if parts:
                flags[place] |= self.cues.phrases.places(parts)
        return flags


FIRST, SECOND, OPEN, END, ASKED, SHOUT, TRAIL, LETTERS = (1 << place for place in range(8))
"""What a word is; the first three: what it can be in an entry of several words, as ``Phrases.places`` says."""
SIGNS = {".": END, "?": END | ASKED, "!": END | SHOUT, "!!": END | SHOUT, "...": END | TRAIL, "\n": END}
