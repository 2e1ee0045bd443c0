"""What the word lists say of a batch: each token's cues in its post's language, phrases in place of their words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.classify.batch import Batch, Ints
from pulse.classify.lexicon import KINDS
from pulse.classify.vocabulary import FIRST, LETTERS, OPEN, ROWS, SECOND, TABLES, Floats, Vocabulary, factor

Bools = NDArray[np.bool_]
KIND = {kind: column for column, kind in enumerate(KINDS)}
SPAN = 3
"""A negation reaches so many words to its right."""
BEHIND = frozenset({"sv", "nb", "nn", "da"})
"""Languages whose negation follows the verb: "fungerar inte"."""
TURNED = -0.7
"""What a negation makes of a tone: less than its opposite."""
GROUPS = (("tone",), ("favour", "against"), ("wish", "plan", "doing", "done"))
"""Kinds of which a phrase says one, in place of all that its words and shorter phrases in it say."""
GROUP = {kind: tuple(KIND[other] for other in group) for group in GROUPS for kind in group}


WORTH = np.array([[[factor(reader, table, kind) for kind in KINDS] for table in TABLES] for reader in ROWS])
"""What an entry of a table is worth in a text of each language (ROWS by TABLES by KINDS)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at a token: how many tokens it covers, the column of its kind, and what it says here."""

    at: int
    length: int
    kind: int
    weight: float


@dataclass(frozen=True)
class Cued:
    """Cues of each token (columns KINDS), with negation and intensity applied to the tone, and who is negated."""

    values: Floats
    negated: Floats
    phrase: Floats
    """1 where a token lies inside a phrase that says itself what it negates."""

    def __getitem__(self, kind: str) -> Floats:
        return self.values[:, KIND[kind]]


def cued(batch: Batch, rows: Ints, vocabulary: Vocabulary) -> Cued:
    """The cues of the batch; ``rows`` is the place in ROWS of each post's language."""
    row = rows[batch.post_of]
    values = vocabulary.tables[vocabulary.cue[batch.ids], row]
    negates = values[:, KIND["neg"]] > 0
    inside = np.zeros((len(batch.ids), len(KINDS)), bool)
    own_neg = np.zeros(len(batch.ids), bool)
    for match in _matches(batch, row, vocabulary):
        _write(match, values, inside, own_neg, negates)
    tone = KIND["tone"]
    negated = _negated(batch, values[:, KIND["neg"]] > 0, row) & ~inside[:, tone]
    values[:, tone] *= _stress(batch, values[:, KIND["boost"]]) * np.where(negated, TURNED, 1)
    return Cued(values, negated.astype(np.float32), own_neg.astype(np.float32))


def _matches(batch: Batch, row: Ints, vocabulary: Vocabulary) -> list[Match]:
    """All phrases that mean something here, the longest first, so that it is not painted over by one inside it."""
    phrases = vocabulary.cues.phrases
    first, second = batch.has(FIRST), batch.has(SECOND)
    first[:-1] &= second[1:] | batch.has(OPEN)[:-1]
    first[-1:] = False
    stops = np.repeat(np.append(batch.starts[1:], len(batch.ids)), np.diff(np.append(batch.starts, len(batch.ids))))
    found = phrases.find(np.flatnonzero(first), batch.ids, stops, vocabulary.elements)
    worth = WORTH[row[found.at], phrases.tables[found.entry], phrases.kinds[found.entry]]
    held = np.flatnonzero(worth)
    entry = found.entry[held]
    columns = found.at[held], found.length[held], phrases.kinds[entry], phrases.weights[entry] * worth[held]
    return [Match(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _write(match: Match, values: Floats, inside: Bools, own_neg: Bools, negates: Bools) -> None:
    """Put the phrase's cue at its first word, in place of what its words say alone."""
    span = slice(match.at, match.at + match.length)
    kind = KINDS[match.kind]
    if kind in GROUP:
        group = GROUP[kind]
        if inside[span, group[0]].any():
            return
        inside[span, group[0]] = True
        values[span, group] = 0
    if kind == "tone":
        values[span, KIND["neg"]] = 0
    if kind == "tone" or (kind in GROUP and negates[span].any()):
        own_neg[span] = True
    values[match.at, KIND[kind]] = match.weight


def _negated(batch: Batch, negators: Bools, row: Ints) -> Bools:
    """Which tokens lie in a negation's reach, inside its sentence."""
    sentence = batch.sentence_of
    found = np.zeros(len(negators), bool)
    words = batch.has(LETTERS)
    for step in range(1, SPAN + 1):
        found[step:] |= negators[:-step] & (sentence[step:] == sentence[:-step])
    behind = np.isin(row, [ROWS.index(language) for language in BEHIND])
    found[:-1] |= negators[1:] & behind[:-1] & (sentence[1:] == sentence[:-1])
    return found & words & ~negators


def _stress(batch: Batch, boost: Floats) -> Floats:
    """How much the word before raises or lowers a token's tone."""
    stress = np.ones(len(boost), np.float32)
    stress[1:] += boost[:-1]
    stress[batch.starts] = 1
    return stress
