"""Whether a post asks something: rules of word order, sentence by sentence, which a learned head weighs.

A sentence asks by its question mark, or without one by how it begins (a question word and its verb, a verb before its
subject, a Finnish -ko), how it ends ("eller hur") or what it holds ("does anyone know"). The post asks as its likeliest
sentence does. "When it rains", "Har testat" and "Kom du, så" begin like questions: what follows tells them apart, as
the article at a noun's end does ("Har testen" and "Har testat").
"""

from dataclasses import dataclass

import numpy as np

from pulse.classify.arrays.scales import Array, sigmoid
from pulse.classify.heads.cues import Cued
from pulse.classify.heads.order import Bools, Order, ordered
from pulse.classify.words.batch import Batch, holding
from pulse.classify.words.vocabulary import ASKED, Floats

FIRST = (
    "question word first", "and its verb", "and a subject", "when first and its verb", "when first",
    "when first and a late subject", "question word behind others", "and its verb third",
)  # fmt: skip
"""A question word or a when-word that begins, and what follows it."""
LATER = (
    "question word second", "question word second and its verb", "question word later", "and its verb later",
    "and its verb and subject later", "question word after a comma", "and its verb after a comma",
    "question word after a few words", "plain question word later and its verb",
    "plain question word and its verb begin a clause", "question word last",
)  # fmt: skip
"""Question words further on. Plain ones never mean "which" or "where" of what stands before."""
VERB = (
    "verb first", "verb first, subject second", "verb first, other second", "auxiliary first, other second",
    "any verb first, person second", "any verb first, subject second", "any verb first, other second",
    "verblike first, person second", "other first, person second", "verb first, negation second",
    "verb first, negation and subject", "verb first, negation and other", "no subject second", "any first",
    "verb first, definite second", "verb first, adverb and subject", "verblike first, subject second",
    "thinking first, no person second",
)  # fmt: skip
"""Verbs that begin: those that often ask, all that we list, what looks like one; and what stands behind them.

Who thinks leaves "I" out before what is no person: "Tror det går bra", but "Tror du".
"""
CLAUSE = (
    "verb and subject after a comma", "verb and subject later", "verb and subject after a few words",
    "joined verb and person", "verb and person after a clause", "begun, verb after a comma", "begun, person later",
)  # fmt: skip
"""Verbs before their subjects further on. Where a verb began, they make its clause a condition."""
WORDS = (
    "-ko early", "-ko late", "-ko first", "embedded", "tag at the end", "tag after a comma", "rhetorical",
    "first is subject", "clause of when", "comma", "-ko behind a comma", "surely", "tag and no verb",
)  # fmt: skip
HELD = (*FIRST, *LATER, *VERB, *CLAUSE, *WORDS)
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
EARLY, END, FEW = 6, 2, 3
"""How many words are early, how many may stand behind a tag, and up to which word one has said little yet."""


@dataclass(frozen=True)
class Parts:
    """Which tokens are of each kind, as the word lists tell."""

    order: Order
    cues: Cued
    asked: Bools
    when: Bools
    verb: Bools
    """Verbs that often ask."""
    any: Bools
    """All other verbs in a finite form that we list."""
    person: Bools
    subject: Bools
    """Persons, and what else begins a subject: articles, pronouns."""
    definite: Bools
    """Nouns with an article at their end."""
    other: Bools
    """Words further on that are neither a subject nor what no subject begins with: a noun, a name."""
    comma: Bools
    """What stands behind a comma."""
    joined: Bools
    """What stands behind "and" or "or"."""

    @classmethod
    def read(cls, batch: Batch, cues: Cued, words: Floats) -> "Parts":
        """The parts of a batch's sentences, which have so many words each."""
        order = ordered(batch, cues, words)
        asked, when, verb, person, pronoun = (
            cues[kind] > 0 for kind in ("qword", "when", "qverb", "subject", "pronoun")
        )
        subject = person | pronoun
        definite = cues["definite"] > 0
        other = (order.place > 0) & ~subject & (cues["beside"] <= 0) & (cues["neg"] <= 0)
        joined = order.after((cues["tag"] > 0) | (cues["skip"] > 0))
        any_ = (cues["verbal"] > 0) & ~(verb | asked | when)
        comma = order.after(cues["comma"] > 0)
        return cls(order, cues, asked, when, verb, any_, person, subject, definite, other, comma, joined)

    @property
    def finite(self) -> Bools:
        """Verbs, and what else follows a question word as one."""
        return self.verb | self.any | (self.cues["finite"] > 0)


def features(batch: Batch, cues: Cued) -> Floats:
    """Each sentence's cues of asking (columns NAMES)."""
    words, held = batch.words, _held(batch, cues)
    named = dict(zip(HELD, held.T, strict=True))
    short, comma = (words <= 4).astype(np.float32), named["comma"]
    also = (
        named["question word first"] * short, named["question word first"] * comma,
        named["verb first, subject second"] * comma, named["-ko early"] * short, words <= 3, words > 12, words > 20,
    )  # fmt: skip
    return np.column_stack([held, *also]).astype(np.float32)


def _held(batch: Batch, cues: Cued) -> Floats:
    """Each sentence's columns HELD."""
    parts = Parts.read(batch, cues, batch.words)
    columns = (*_first(parts), *_later(parts), *_verb(parts), *_clause(parts), *_words(parts))
    return holding(columns, batch.sentence_of, len(batch.sentences))


def _first(parts: Parts) -> tuple[Bools, ...]:
    """The columns FIRST."""
    order, asked, when = parts.order, parts.asked, parts.when
    first, subject = order.place == 0, order.next(parts.subject | parts.definite)
    finite = order.next(parts.finite)
    word = first & asked & ~when
    late = ~subject & order.next(subject)
    return (
        word, word & finite, word & subject,
        first & when & asked & finite, first & when & ~(asked & finite), first & when & asked & late,
        word & (order.number > 1), word & ~finite & ~subject & order.next(finite),
    )  # fmt: skip


def _later(parts: Parts) -> tuple[Bools, ...]:
    """The columns LATER."""
    order, asked, comma, place = parts.order, parts.asked, parts.comma, parts.order.place
    verb = parts.verb | parts.any
    finite, person = order.next(parts.finite), order.next(parts.person)
    inside, plain, few = place > 1, asked & (parts.cues["relative"] <= 0), _few(parts)
    return (
        asked & (place == 1), asked & (place == 1) & order.next(verb), asked & inside, asked & inside & finite,
        asked & inside & order.next(parts.verb & person), asked & inside & comma, asked & inside & comma & finite,
        asked & few, plain & inside & finite, plain & (place > 0) & order.next(verb) & (parts.joined | comma),
        asked & (order.left == 0) & (order.number > 1) & (parts.joined | comma | (place <= 1)),
    )  # fmt: skip


def _few(parts: Parts) -> Bools:
    """What stands behind a comma and a word or two, as one addresses somebody."""
    order = parts.order
    begun = order.opened(parts.when | (parts.cues["clitic"] > 0) | parts.asked | parts.verb | parts.any)
    return parts.comma & (order.place > 0) & (order.number > 1) & (order.number <= FEW) & ~begun


def _verb(parts: Parts) -> tuple[Bools, ...]:
    """The columns VERB."""
    order, cues, verb, any_ = parts.order, parts.cues, parts.verb, parts.any
    first, free = order.place == 0, ~parts.asked & ~parts.when
    person, subject, other = (order.next(kind) for kind in (parts.person, parts.subject, parts.other))
    definite = order.next(parts.definite)
    named = order.next((parts.subject & ~parts.when) | parts.definite)
    finite, denied, aux = verb | any_, cues["neg"] > 0, cues["aux"] > 0
    unknown = first & free & ~finite & person
    return (
        verb & first, verb & first & subject, verb & first & other, verb & aux & first & other,
        any_ & first & person, any_ & first & subject, any_ & first & other,
        unknown & (cues["verblike"] > 0), unknown & ~parts.subject, verb & first & order.next(denied),
        finite & first & order.next(denied & subject), finite & first & order.next(denied & other),
        finite & ~parts.asked & first & order.next((cues["beside"] > 0) & ~parts.subject), aux & ~verb & first,
        finite & first & definite, finite & first & order.next((cues["adverb"] > 0) & (subject | definite)),
        first & free & ~finite & (cues["verblike"] > 0) & ~person & named,
        (cues["thinks"] > 0) & first & subject & ~person,
    )  # fmt: skip


def _clause(parts: Parts) -> tuple[Bools, ...]:
    """The columns CLAUSE."""
    order, verb, comma = parts.order, parts.verb, parts.comma
    inside, late = order.place > 1, order.place > 2
    finite, person, subject = verb | parts.any, order.next(parts.person), order.next(parts.subject)
    inverted = finite & order.next(parts.subject & ~parts.when) & ~order.after(parts.subject)
    begun = order.opened(finite & order.next(parts.subject | parts.other))
    clause = order.opened(parts.when | (parts.cues["clitic"] > 0) | parts.asked | finite)
    return (
        verb & subject & comma & inside & ~begun, (parts.cues["aux"] > 0) & subject & ~comma & inside,
        finite & subject & _few(parts), finite & person & parts.joined & inside,
        finite & person & comma & clause & inside, finite & comma & late & begun,
        inverted & ~parts.joined & ~order.after(parts.asked) & late & begun,
    )  # fmt: skip


def _words(parts: Parts) -> tuple[Bools, ...]:
    """The columns WORDS: what asks by itself, wherever it stands."""
    order, cues, place = parts.order, parts.cues, parts.order.place
    beside = cues["beside"] > 0
    behind = order.after(beside) | order.after(order.after(beside) & (cues["comma"] > 0))
    clitic = (cues["clitic"] > 0) & ~behind
    verb = parts.finite | (cues["aux"] > 0)
    late = (cues["tag"] > 0) & (order.number > 1)
    tag = late & (order.left <= END) & ~order.next(verb)
    verbless = ~np.logical_or.reduceat(verb, order.begins)[order.sentence_of]
    return (
        clitic & (place >= 0) & (place < EARLY), clitic & (place >= EARLY), clitic & (place == 0),
        cues["embedded"] > 0, tag, tag & parts.comma, cues["rhetorical"] > 0,
        parts.subject & (place == 0), parts.when & ~parts.asked, cues["comma"] > 0,
        clitic & (place > 0) & parts.comma, cues["surely"] > 0,
        late & (order.left > 0) & verbless,
    )  # fmt: skip


def probabilities(batch: Batch, scores: Array, cues: Floats) -> Array:
    """Each post's probability of asking, from its sentences' scores (without their question marks)."""
    marked = np.minimum(batch.count(ASKED), 1)
    rhetorical = cues[:, NAMES.index("rhetorical")]
    sure = sigmoid(scores + marked * MARK - rhetorical * (RHETORICAL + marked * MARK))
    return np.asarray(np.maximum.reduceat(sure, batch.first_sentences) if len(sure) else sure)
