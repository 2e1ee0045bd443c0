"""Whether a post asks something: rules of word order, sentence by sentence, which a learned head weighs.

A sentence asks by its question mark, or without one by how it begins (a question word and its verb, a verb before its
subject, a Finnish -ko), how it ends ("eller hur") or what it holds ("does anyone know"). The post asks as its likeliest
sentence does. "When it rains", "Har testat" and "Kom du, så" begin like questions: what follows tells them apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.classify.batch import Batch, Ints, holding, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array, sigmoid
from pulse.classify.vocabulary import ASKED, LETTERS, Floats

Bools = NDArray[np.bool_]
HELD = (
    "question word first", "and its verb", "and a subject", "when first and its verb", "when first",
    "when first and a late subject", "question word second", "question word later", "and its verb later",
    "and its verb and subject later", "question word after a comma", "and its verb after a comma",
    "verb first, subject second", "verb first", "verb first, negation second", "verb and subject after a comma",
    "verb and subject later", "other first, person second", "-ko early", "-ko late", "embedded", "tag at the end",
    "rhetorical", "first is subject", "clause of when", "comma",
)  # fmt: skip
"""Cues that a sentence holds somewhere."""
ALSO = (
    "question word first and short", "question word first and comma", "verb first and comma", "-ko early and short",
    "three words", "over twelve words", "over twenty words",
)  # fmt: skip
"""What the sentence's length and its cues together say."""
NAMES = (*HELD, *ALSO)
MARK = 3.6
"""What a question mark adds to the score."""
RHETORICAL = 3.0
"""What a rhetorical sentence takes back, with all that its mark added."""
EARLY, END = 6, 2
"""How many words are early, and how many may stand behind a tag."""


@dataclass(frozen=True)
class Order:
    """Where each word stands in its sentence: its place (greetings and fillers not counted), and its neighbours."""

    place: Ints
    number: Ints
    """From 1 on, all words counted."""
    left: Ints
    """How many words follow."""
    begins: Ints

    def next(self, kind: Bools) -> Bools:
        """Which words have one of the kind behind them, in their sentence."""
        found = np.zeros(len(kind), bool)
        found[:-1] = kind[1:] & (self.place[1:] > self.place[:-1])
        return found

    def after(self, kind: Bools) -> Bools:
        """Which tokens have one of the kind before them, in their sentence."""
        found = np.zeros(len(kind), bool)
        found[1:] = kind[:-1]
        found[self.begins] = False
        return found


def features(batch: Batch, cues: Cued) -> Floats:
    """Each sentence's cues of asking (columns NAMES)."""
    words = total(batch.has(LETTERS).astype(np.float32), batch.sentences)
    order = _order(batch, cues, words)
    asked, when, verb = (cues[kind] > 0 for kind in ("qword", "when", "qverb"))
    columns = (*_first(order, cues, asked, when, verb), *_later(order, cues, asked, verb), *_words(order, cues, when))
    held = holding(columns, batch.sentence_of, len(batch.sentences))
    named = dict(zip(HELD, held.T, strict=True))
    short, comma = (words <= 4).astype(np.float32), named["comma"]
    also = (
        named["question word first"] * short, named["question word first"] * comma,
        named["verb first, subject second"] * comma, named["-ko early"] * short, words <= 3, words > 12, words > 20,
    )  # fmt: skip
    return np.column_stack([held, *also]).astype(np.float32)


def _first(order: Order, cues: Cued, asked: Bools, when: Bools, verb: Bools) -> tuple[Bools, ...]:
    """A question word or a when-word that begins, and what follows it."""
    first, subject = order.place == 0, order.next(cues["pronoun"] > 0)
    finite = order.next(verb | (cues["finite"] > 0))
    word = first & asked & ~when
    late = ~subject & order.next(subject)
    return (
        word, word & finite, word & subject,
        first & when & asked & finite, first & when & ~(asked & finite), first & when & asked & late,
    )  # fmt: skip


def _later(order: Order, cues: Cued, asked: Bools, verb: Bools) -> tuple[Bools, ...]:
    """Question words and verbs before their subjects: further on, after a comma, and verbs that begin."""
    place, subject, person = order.place, order.next(cues["pronoun"] > 0), order.next(cues["subject"] > 0)
    comma, inside, first = order.after(cues["comma"] > 0), order.place > 1, order.place == 0
    finite, aux = order.next(cues["finite"] > 0), cues["aux"] > 0
    other = first & ~asked & ~verb & (cues["when"] == 0) & (cues["pronoun"] == 0)
    return (
        asked & (place == 1), asked & inside, asked & inside & finite, asked & inside & order.next(verb & person),
        asked & inside & comma, asked & inside & comma & finite,
        verb & first & subject, verb & first, verb & first & order.next(cues["neg"] > 0),
        verb & subject & comma & inside, aux & subject & ~comma & inside, other & person,
    )  # fmt: skip


def _words(order: Order, cues: Cued, when: Bools) -> tuple[Bools, ...]:
    """What asks by itself, wherever it stands."""
    place, clitic = order.place, cues["clitic"] > 0
    return (
        clitic & (place >= 0) & (place < EARLY), clitic & (place >= EARLY), cues["embedded"] > 0,
        (cues["tag"] > 0) & (order.number > 1) & (order.left <= END), cues["rhetorical"] > 0,
        (cues["pronoun"] > 0) & (place == 0), when & (cues["qword"] == 0), cues["comma"] > 0,
    )  # fmt: skip


def _order(batch: Batch, cues: Cued, words: Floats) -> Order:
    """Each word's place in its sentence; -1 for greetings, fillers, those whom one greets, and what is no word."""
    skipped = cues["skip"] >= 1
    skipped[1:] |= (cues["skip"][1:] > 0) & skipped[:-1]
    lettered, sentence = batch.has(LETTERS), batch.sentence_of
    place = np.where(lettered & ~skipped, _running(lettered & ~skipped, batch) - 1, -1)
    number = _running(lettered, batch)
    return Order(place, number, words[sentence].astype(np.int64) - number, batch.sentences)


def _running(counted: Bools, batch: Batch) -> Ints:
    """How many of a sentence's tokens were counted up to each."""
    running = np.cumsum(counted)
    before: Ints = running[batch.sentences] - counted[batch.sentences]
    return np.asarray(running - before[batch.sentence_of])


def probabilities(batch: Batch, scores: Floats, cues: Floats) -> Array:
    """Each post's probability of asking, from its sentences' scores (without their question marks)."""
    marked = holding([batch.has(ASKED)], batch.sentence_of, len(batch.sentences))[:, 0]
    rhetorical = cues[:, NAMES.index("rhetorical")]
    sure = sigmoid(scores + marked * MARK - rhetorical * (RHETORICAL + marked * MARK))
    return np.asarray(np.maximum.reduceat(sure, batch.first_sentences) if len(sure) else sure)
