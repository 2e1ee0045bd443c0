"""Teaches the heads of a post's form: its language, and whether it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify import own
from pulse.classify.arrays.scales import Array
from pulse.classify.fitting import nynorsk
from pulse.classify.fitting.learn import OWN_WEIGHT, Learned, Reader, even, learned
from pulse.classify.heads import language
from pulse.classify.heads.gathered import Gathered
from pulse.classify.heads.order import Bools
from pulse.classify.labelled import SEED, Row, sampled
from pulse.classify.words import spelling
from pulse.classify.words.batch import Batch, Ints, total, weighed
from pulse.classify.words.vocabulary import ASKED, END, LETTERS, TRAIL, Floats
from pulse.domain import LANGUAGES

ASKS_WORDS, ASKS_PAIRS = 0.2, 0.5
"""How much n-grams count beside rules: they sharpen what is told, and blur what comes from other sources."""
SHORTEST, LONGEST = 2, 40
"""So many words has a sentence whose own mark teaches."""
PENALTY = {"language": 1.0, "asks": 1.0}
"""The inverse strength of each head's L2 penalty."""
NEAR = {"language": 3e-4, "asks": 1e-4}
"""How near to the best weights each search ends: farther off, a few sentences move what is said of many."""
ASKING = 0.3
"""How common questions are taken to be, beside other sentences."""
MARKED = ("sentiment", "topic")
"""What texts were labelled for whose own marks teach asking."""
WINDOWS = (1, 2, 3, 4, 5, 6, 8, 12)
FEWEST_WINDOWS, MOST_WINDOWS = 2, 12
"""So many windows of a text teach its language: the fewer texts its language has, the more."""
MOST = {"language": 15_000, "asks": 2_500, "marked": 4_000}
"""So many texts of a language (asks: of a language, source and label; marked: and source) are learned from."""


def fit_language(held: Sequence[Row]) -> Learned:
    """The language head, on whole texts and on short windows of them, every language counting alike."""
    texts, langs = windows(sampled(held, MOST["language"], lambda row: row.lang))
    reader = Reader.empty()
    batch, _ = reader.batch(texts, langs)
    names = [lang if lang in LANGUAGES else "other" for lang in langs]
    words = reader.words(batch, batch.starts)
    cues = spelling.features(weighed(reader.vocabulary.marks[batch.ids], batch.starts, spelling.table()))
    return learned(PENALTY["language"], names, language.CLASSES, words, None, cues, even(names), NEAR["language"])


def windows(held: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Each text and windows of it; more windows of the languages that have few texts."""
    chance = np.random.default_rng(SEED)
    texts, langs = [], []
    counts = {lang: sum(row.lang == lang for row in held) for lang in {row.lang for row in held}}
    for row in held:
        words = row.text.split()
        texts.append(row.text)
        langs.append(row.lang)
        for _ in range(min(MOST_WINDOWS, max(FEWEST_WINDOWS, MOST["language"] // counts[row.lang]))):
            length = int(chance.choice(WINDOWS))
            start = int(chance.integers(0, max(1, len(words) - length + 1)))
            texts.append(" ".join(words[start : start + length]))
            langs.append(row.lang)
    return texts, langs


def fit_asks(held: Sequence[Row]) -> Learned:
    """The asking head, on sentences whose marks are taken away: rules, and n-grams beside them."""
    reader = Reader.empty()
    parts = _labelled(reader, [*told(held), *own.asking(), *own.spoken()]), _marked(reader, held)
    words, pairs, cues = ([getattr(part, name)(reader) for part in parts] for name in ("words", "pairs", "cues"))
    asking, langs, weight = (np.concatenate([getattr(p, name) for p in parts]) for name in ("asks", "langs", "weight"))
    weight = weight * even([f"{lang} {asks}" for lang, asks in zip(langs, asking, strict=True)])
    weight *= np.where(asking, ASKING, 1 - ASKING)
    found = learned(
        PENALTY["asks"], [str(asks) for asks in asking], ("False", "True"), sparse.csr_matrix(sparse.vstack(words)),
        sparse.csr_matrix(sparse.vstack(pairs)), np.vstack(cues), weight, NEAR["asks"],
    )  # fmt: skip
    return found.scaled(ASKS_WORDS, ASKS_PAIRS)


def told(held: Sequence[Row]) -> list[Row]:
    """The labelled rows that teach asking; those in bokmål once more in nynorsk, which has few."""
    known = [row for row in held if row.asks is not None]
    found = sampled(known, MOST["asks"], lambda row: (row.lang, row.source, row.asks))
    return [*found, *nynorsk.respelled(row for row in found if row.task != "own")]


def unlabelled(held: Sequence[Row]) -> list[Row]:
    """The rows of sources that nobody labelled for asking; those in bokmål once more in nynorsk."""
    labelled = {row.source for row in held if row.asks is not None}
    other = [row for row in held if row.task in MARKED and row.asks is None and row.source not in labelled]
    found = sampled(other, MOST["marked"], lambda row: (row.lang, row.source))
    return [*found, *nynorsk.respelled(found)]


@dataclass(frozen=True)
class Sentences:
    """Some sentences of a batch, and whether each asks."""

    batch: Batch
    held: Gathered
    at: Ints
    asks: Bools
    langs: NDArray[np.str_]
    weight: Array

    def words(self, reader: Reader) -> sparse.csr_matrix:
        """Their n-grams."""
        return reader.words(self.batch, self.batch.sentences)[self.at] * ASKS_WORDS

    def pairs(self, reader: Reader) -> sparse.csr_matrix:
        """Their pairs of words."""
        return reader.pairs(self.batch, self.batch.sentences)[self.at] * ASKS_PAIRS

    def cues(self, reader: Reader) -> Floats:
        """Their cues."""
        return self.held.asks[self.at]


def _labelled(reader: Reader, rows: Sequence[Row]) -> Sentences:
    """The texts of one sentence: of several, one asks, and nobody says which."""
    batch, cues = reader.batch([row.text.replace("?", "").rstrip(" .!…") for row in rows], [row.lang for row in rows])
    single = np.flatnonzero(np.diff(np.append(batch.first_sentences, len(batch.sentences))) == 1)
    asking = np.array([bool(row.asks) for row in rows])
    weight = np.array([OWN_WEIGHT if row.task == "own" else 1.0 for row in rows])
    langs = np.array([row.lang for row in rows])
    return Sentences(batch, cues, batch.first_sentences[single], asking[single], langs[single], weight[single])


def _marked(reader: Reader, held: Sequence[Row]) -> Sentences:
    """The sentences of texts that nobody labelled for this: their own marks tell which ask."""
    texts = unlabelled(held)
    batch, cues = reader.batch([row.text for row in texts], [row.lang for row in texts])
    asking = np.logical_or.reduceat(batch.has(ASKED), batch.sentences)
    ended = np.logical_or.reduceat(batch.has(END) & ~batch.has(TRAIL), batch.sentences)
    words = total(batch.has(LETTERS).astype(np.float32), batch.sentences)
    at = np.flatnonzero(ended & (words >= SHORTEST) & (words <= LONGEST))
    langs = np.array([row.lang for row in texts])[batch.post_of_sentence[at]]
    return Sentences(batch, cues, at, asking[at], langs, np.ones(len(at)))
