"""The words met so far, and what is known of each: computed once a word, gathered by number for a million posts."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pulse.classify import ngrams
from pulse.classify.lexicon import ANY, KINDS, Entry
from pulse.classify.lookup import Lookup
from pulse.classify.phrases import Phrases
from pulse.domain import LANGUAGES, UNKNOWN

Floats = NDArray[np.float32]
ROWS = (*LANGUAGES, UNKNOWN)
"""A word's cues are kept as they are read in a text of each of these languages."""
BOUND = 120_000
"""So many words are remembered; then all are forgotten, and memory stays bounded."""

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


class Index(dict[str, int]):
    """Numbers for words, given as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self.fresh.append(word)
        return number


class Pairs(dict[tuple[int, int], bool]):
    """Whether an entry of several words can begin with two words, remembered by their numbers."""

    def __init__(self, phrases: Phrases, elements: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self.phrases = phrases
        self.elements = elements

    def __missing__(self, pair: tuple[int, int]) -> bool:
        if len(self) > BOUND:
            self.clear()
        begins = self[pair] = self.phrases.pair(self.elements[pair[0]], self.elements[pair[1]])
        return begins


class Cues:
    """The tables of words, asked once for each word."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.lookups = {language: Lookup() for language in (*LANGUAGES, ANY)}
        for entry in entries:
            if len(entry.words) == 1 and entry.kind in KINDS:
                self.lookups[entry.language].add(entry.words[0], entry.kind, entry.weight)
        self.phrases = Phrases(e for e in entries if len(e.words) > 1 and e.kind in KINDS)

    def of(self, word: str) -> Floats | None:
        """The word's cues, language by kind; None where it has none."""
        found = {language: lookup.find(word) for language, lookup in self.lookups.items()}
        if not any(found.values()):
            return None
        table = np.zeros((len(ROWS), len(KINDS)), np.float32)
        for row, language in enumerate(ROWS):
            for kind, value in _read(language, found).items():
                table[row, KINDS.index(kind)] = value
        return table if table.any() else None


def factor(reader: str, language: str, kind: str) -> float:
    """What an entry of a language's table is worth in a text of the language ``reader``."""
    if language in (reader, ANY):
        return 1.0
    near = NEAR[reader].get(language, 0.0)
    return near if kind in EVERYWHERE or near == 1.0 or reader == UNKNOWN else 0.0


def _read(reader: str, found: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    """The cues as a text of this language means them."""
    own = found.get(reader) or found[ANY]
    if own:
        return own
    read: dict[str, float] = {}
    for language in NEAR[reader]:
        for kind, value in found[language].items():
            borrowed = value * factor(reader, language, kind)
            if abs(borrowed) > abs(read.get(kind, 0)):
                read[kind] = borrowed
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
        self.forgotten: Callable[[], None] | None = None
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.index = Index()
        self.scores: Floats = np.zeros((0, self.weights.shape[1] + 1), np.float32)
        self.hashes = np.zeros(0, np.uint64)
        self.cue: NDArray[np.int32] = np.zeros(0, np.int32)
        self.tables: Floats = np.zeros((1, len(ROWS), len(KINDS)), np.float32)
        self.elements: list[tuple[str, ...]] = []
        self.begins = Pairs(self.cues.phrases, self.elements)
        self.flags: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self.more: Floats | None = None
        if self.forgotten:
            self.forgotten()

    def numbers(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The words' numbers; what is new is looked up now."""
        if len(self.index) > self.bound:
            self.forget()
        numbers = np.fromiter(map(self.index.__getitem__, words), np.int64, len(words))
        if self.index.fresh:
            fresh, self.index.fresh = self.index.fresh, []
            self._learn([shape(word) for word in fresh])
        return numbers

    def _learn(self, words: list[str]) -> None:
        counts = ngrams.matrix(words)
        total = np.asarray(counts.sum(axis=1), np.float32)
        self.scores = np.vstack([self.scores, np.hstack([np.asarray(counts @ self.weights, np.float32), total])])
        self.hashes = np.append(self.hashes, np.array([ngrams.word_hash(word) for word in words], np.uint64))
        tables = [self.cues.of(word) for word in words]
        kept = [table for table in tables if table is not None]
        first = len(self.tables)
        self.tables = np.concatenate([self.tables, np.array(kept)]) if kept else self.tables
        places = np.cumsum([table is not None for table in tables]) - 1 + first
        self.cue = np.append(self.cue, [p if t is not None else 0 for p, t in zip(places, tables, strict=True)])
        elements = [self.cues.phrases.elements(word) for word in words]
        self.elements += elements
        self.flags = np.append(self.flags, [self._flag(w, e) for w, e in zip(words, elements, strict=True)])
        if self.extra:
            rows = self.extra(words)
            self.more = rows if self.more is None else np.vstack([self.more, rows])

    def _flag(self, word: str, elements: tuple[str, ...]) -> int:
        phrases = self.cues.phrases
        bits = (
            phrases.first(elements), phrases.second(elements), phrases.open(elements),
            word in ENDS, word == "?", word == "!!" or word == "!", word == "...", word[0].isalpha(),
        )  # fmt: skip
        return sum(bit << place for place, bit in enumerate(bits))


ENDS = frozenset({".", "?", "!", "!!", "...", "\n"})
FIRST, SECOND, OPEN, END, ASKED, SHOUT, TRAIL, LETTERS = (1 << place for place in range(8))
