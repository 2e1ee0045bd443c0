"""Where each word of a sentence stands, and what stands beside it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pulse.classify.heads.cues import Cued
from pulse.classify.words.batch import Batch, Ints
from pulse.classify.words.vocabulary import LETTERS, Floats

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Order:
    """Where each word stands in its sentence: its place (greetings and fillers not counted), and its neighbours."""

    place: Ints
    number: Ints
    """From 1 on, all words counted."""
    left: Ints
    """How many words follow."""
    begins: Ints
    sentence_of: Ints

    def next(self, kind: Bools) -> Bools:
        """Which words have one of the kind behind them, in their sentence."""
        found = np.zeros(len(kind), bool)
        found[:-1] = kind[1:] & self.goes_on
        return found

    @cached_property
    def goes_on(self) -> Bools:
        """Which tokens but the last have a word behind them, in their sentence."""
        return self.place[1:] > self.place[:-1]

    def after(self, kind: Bools) -> Bools:
        """Which tokens have one of the kind before them, in their sentence."""
        found = np.zeros(len(kind), bool)
        found[1:] = kind[:-1]
        found[self.begins] = False
        return found

    def opened(self, kind: Bools) -> Bools:
        """Which tokens are of sentences whose first word is of the kind."""
        first = kind & (self.place == 0)
        return np.asarray(np.logical_or.reduceat(first, self.begins)[self.sentence_of])


def ordered(batch: Batch, cues: Cued, words: Floats) -> Order:
    """Each word's place in its sentence; -1 for greetings, fillers, those whom one greets, and what is no word.

    A number has a place where the lists know it: what stands behind it does not begin the sentence.

    ``words`` tells how many words each sentence has.
    """
    skipped = cues["skip"] >= 1
    skipped[1:] |= (cues["skip"][1:] > 0) & skipped[:-1]
    lettered, sentence = batch.has(LETTERS), batch.sentence_of
    placed = (lettered | (cues["beside"] > 0)) & ~skipped
    place = np.where(placed, _running(placed, batch) - 1, -1)
    number = _running(lettered, batch)
    return Order(place, number, words[sentence].astype(np.int64) - number, batch.sentences, sentence)


def _running(counted: Bools, batch: Batch) -> Ints:
    """How many of a sentence's tokens were counted up to each."""
    running = np.cumsum(counted)
    before: Ints = running[batch.sentences] - counted[batch.sentences]
    return np.asarray(running - before[batch.sentence_of])
