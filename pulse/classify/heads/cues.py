"""What the word lists say of a batch: each token's cues in its post's language, phrases in place of their words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.classify.heads.sides import BEFORE, SINCE, sides
from pulse.classify.lexicon import KINDS, KNOWN
from pulse.classify.lexicon.heard import CONTRAST, KIND, NEAREST, ROWS, WORTH, Heard
from pulse.classify.lexicon.phrases import Phrases
from pulse.classify.words.batch import Batch, Ints
from pulse.classify.words.vocabulary import ASKED, FIRST, LETTERS, OPEN, SECOND, Floats, Vocabulary
from pulse.domain import UNKNOWN

Bools = NDArray[np.bool_]
SPAN = 3
"""A negation reaches so many words to its right."""
BEHIND = frozenset({"sv", "nb", "nn", "da"})
"""Languages whose negation follows the verb: "fungerar inte"."""
READS_BEHIND = np.array([language in BEHIND for language in ROWS])
HANDED = 6
"""Who denies to think or to say something denies so many words of it: "I don't think that this is good"."""
VERBS = "qverb", "verbal", "finite", "verblike"
"""Kinds of cues of what a pronoun may stand behind, before its negation: "liker det ikke", and not "bra du ikke"."""
ACROSS = frozenset({"fi", "nb", "da", UNKNOWN})
"""Languages that set a comma before what is thought, or are taken for one: "en usko, että", "mener ikke, at"."""
READS_ACROSS = np.array([language in ACROSS for language in ROWS])
READS = (READS_BEHIND + 2 * READS_ACROSS).astype(np.uint8)
"""1 where a negation follows the verb, and 2 where such a comma is set, for each of ROWS."""
AFTER = 2
"""Where a negation follows the verb, it stands at most so many words behind one of thinking: "tror vi inte"."""
TURNED = -0.7
"""What a negation makes of a tone: less than its opposite."""
LESSENS = -1.0
"""A word of negation below this makes something less, that stands behind it ("halve the errors"); one below 0 falls
itself, and that stands before it ("the errors halved"). Where nothing stands there, it is on the other side.
"""
FALL = 4
"""What falls, or what a word makes less of, stands at most so many words from that word."""
REACH = SPAN, FALL, HANDED, AFTER
TURNS = TURNED, LESSENS, BEFORE, SINCE
GROUPS = (("tone",), ("favour", "against"), ("wish", "plan", "doing", "done"))
"""Kinds of which a phrase says one, in place of all that its words and shorter phrases in it say."""
GROUP = {kind: next((group for group in GROUPS if kind in group), (kind,)) for kind in KNOWN}
"""What a phrase of each kind speaks of: a group of kinds, or a kind alone."""
GROUP_OF = np.array([next((n for n, group in enumerate(GROUPS) if kind in group), -1) for kind in KINDS])
"""Which of them each kind belongs to, -1 if none."""
SPEAKS = np.array([KIND[GROUP[kind][0]] for kind in KINDS])
"""The first kind of what a phrase of each kind speaks of."""


@dataclass(frozen=True)
class Cued:
    """Cues of each token (rows KINDS), with negation and intensity applied to the tone."""

    values: Floats
    negated: Floats
    """1 where a token is negated (rows GROUPS), and lies in no phrase of the group that holds a negation itself."""
    phrase: Floats
    """1 where a token lies inside a phrase that has a tone."""

    def __getitem__(self, kind: str) -> Floats:
        return np.asarray(self.values[KIND[kind]])

    def turned(self, kind: str) -> Floats:
        """1 where what a token says of this kind of cue is negated."""
        return np.asarray(self.negated[GROUP_OF[KIND[kind]]])


def cued(batch: Batch, rows: Ints, vocabulary: Vocabulary) -> Cued:
    """The cues of the batch; ``rows`` is the place in ROWS of each sentence's language."""
    row = rows[batch.sentence_of]
    heard, sets = vocabulary.heard, vocabulary.sets[batch.ids]
    places, token = heard.cued.spread(sets * len(ROWS) + row)
    values = np.zeros((len(KINDS), len(sets)), vocabulary.scores.dtype)
    values[heard.cued.numbers.rows[places], token] = heard.cued.values.rows[places]
    written = Written(values)
    for found in _matches(batch, row, sets, heard, written.negates):
        written.put(found)
    tone, neg = KIND["tone"], KIND["neg"]
    commas = np.append(values[KIND["comma"]] > 0, False)
    outside = values[neg] > 0
    denies = outside | (written.negates & written.own[0])
    stops = commas[:-1] | (values[KIND["skip"]] > CONTRAST) | (values[KIND["qword"]] > 0)
    handed_on = _handed_on(batch, np.flatnonzero(values[KIND["thinks"]]), denies, commas, stops, row)
    words = batch.has(LETTERS)
    pronouns = values[KIND["pronoun"]] > 0
    verbs = np.asarray((values[[KIND[kind] for kind in VERBS]] > 0).any(axis=0))
    negated = np.vstack([
        (_negated(batch, some, commas, verbs, pronouns, row) | handed_on) & words & ~some
        for some in (outside, denies, denies)
    ]) & ~written.own  # fmt: skip
    turned = _turned(batch, values, negated[0], (values[neg] < 0) & ~written.taken[0])
    values[tone] *= _stress(batch, values[KIND["boost"]]) * np.where(turned, TURNED, 1) * sides(batch, values, commas)
    return Cued(values, negated.astype(values.dtype), written.taken[0].astype(values.dtype))


@dataclass(frozen=True)
class Found:
    """Phrases of one length, from left to right: where they stand, the column of their kind, and what they say here."""

    length: int
    at: Ints
    kind: Ints
    weight: Floats


def _matches(batch: Batch, row: Ints, sets: Ints, heard: Heard, negates: Bools) -> Iterator[Found]:
    """All phrases that mean something here, the longest first, so that it is not painted over by one inside it."""
    entries = heard.phrases
    first, second = batch.has(FIRST), batch.has(SECOND)
    first[:-1] &= second[1:] | batch.has(OPEN)[:-1]
    first[-1:] = False
    stops = np.append(batch.starts[1:], len(batch.ids))[batch.post_of]
    found = entries.find(np.flatnonzero(first), sets, stops, heard.elements, negates)
    worth = WORTH[row[found.at], entries.tables[found.entry], entries.kinds[found.entry]]
    for length in range(found.length.max(initial=0), 1, -1):
        here = np.flatnonzero((found.length == length) & (worth != 0))
        entry = found.entry[here]
        here = here[_best(row[found.at[here]], found.at[here], entry, entries)]
        entry = found.entry[here]
        yield Found(length, found.at[here], entries.kinds[entry].astype(np.int64), entries.weights[entry] * worth[here])


def _best(row: Ints, at: Ints, entry: Ints, entries: Phrases) -> Ints:
    """Of phrases of one length those that count: at each place the nearest, then the most exact of each group."""
    speaks = at * len(KINDS) + SPEAKS[entries.kinds[entry]]
    order = np.argsort(speaks, kind="stable")
    if len(order) > 1 and not np.diff(speaks[order]).all():
        order = np.lexsort((entries.rank[entry], NEAREST[row, entries.tables[entry]], speaks))
        order = np.sort(order[np.append(True, np.diff(speaks[order]) > 0)])
    return order


class Written:
    """Cues with phrases in place of what their words say alone."""

    def __init__(self, values: Floats) -> None:
        self.values = values
        self.negates = values[KIND["neg"]] > 0
        self.taken = np.zeros((len(GROUPS), values.shape[1]), bool)
        """Where a phrase of each group of kinds lies; a shorter one gives way to it."""
        self.own = np.zeros_like(self.taken)
        """Where a phrase of each group lies that holds a negation: no other one negates it."""

    def put(self, found: Found) -> None:
        """Write these phrases' cues at their first words; one that means nothing has its words mean nothing."""
        group = GROUP_OF[found.kind]
        stay = group < 0
        for number in range(len(GROUPS)):
            here = np.flatnonzero(group == number)
            kept = here[self._free(number, found.at[here], found.length)]
            stay[kept] = True
            self._clear(number, found.at[kept], found.length, found.weight[kept] < 0)
        silent = np.flatnonzero((found.weight == 0) & (group < 0))
        self.values[found.kind[silent, None], found.at[silent, None] + np.arange(found.length)] = 0
        stay[silent] = False
        self.values[found.kind[stay], found.at[stay]] = found.weight[stay]

    def _free(self, group: int, at: Ints, length: int) -> Bools:
        """Which of the phrases have room: none of their words lies in another one, nor in one to their left."""
        taken = self.taken[group]
        free = ~taken[at[:, None] + np.arange(length)].any(axis=1)
        at = at[free]
        if len(at) > 1 and np.diff(at).min() < length:
            room, end = [], -1
            for start in at.tolist():
                room.append(start >= end)
                end = start + length if start >= end else end
            free[np.flatnonzero(free)] = room
        return np.asarray(free)

    def _clear(self, group: int, at: Ints, length: int, bad: Bools) -> None:
        """Take away what the phrases' words say alone; what a bad one denies may go on behind it ("still not good")."""
        span = (at[:, None] + np.arange(length)).ravel()
        self.taken[group, span] = True
        for kind in GROUPS[group]:
            self.values[KIND[kind], span] = 0
        self.own[group, span[np.repeat(self.negates[span].reshape(-1, length).any(axis=1), length)]] = True
        if GROUPS[group] == ("tone",):
            neg = self.values[KIND["neg"]]
            neg[span[(neg[span] < 0) | ~np.repeat(bad, length)]] = 0


def _negated(batch: Batch, negators: Bools, commas: Bools, verbs: Bools, pronouns: Bools, row: Ints) -> Bools:
    """Which tokens lie in a negation's reach, inside its sentence; one before a comma answers ("No, that is fine").

    Where it follows the verb, a pronoun may stand between the two: "fungerer det ikke".
    """
    sentence = batch.sentence_of
    found = np.zeros(len(negators), bool)
    going_on = negators & ~commas[1:]
    for step in range(1, SPAN + 1):
        found[step:] |= going_on[:-step] & (sentence[step:] == sentence[:-step])
    behind = READS_BEHIND[row]
    found[:-1] |= negators[1:] & behind[:-1] & (sentence[1:] == sentence[:-1])
    found[:-2] |= verbs[:-2] & pronouns[1:-1] & negators[2:] & behind[:-2] & (sentence[2:] == sentence[:-2])
    return found


def _handed_on(batch: Batch, thinking: Ints, denies: Bools, commas: Bools, stops: Bools, row: Ints) -> Bools:
    """Which tokens lie in the reach of a negation that a word of thinking or saying hands on, up to what stops it: a
    comma (where the language sets one before what is thought, the next), a contrast, or a question ("not sure what").

    Neg-raising, after L. Horn (1989), A Natural History of Negation, chapter 5: "I don't think that it works" says that
    it does not. Who asks so ("Don't you think that it works?") says that it does.
    """
    sentence = batch.sentence_of
    asking = np.bincount(sentence, batch.has(ASKED), len(batch.sentences)) > 0
    found = np.zeros(len(denies), bool)
    for place in thinking[~asking[sentence[thinking]]].tolist():
        at = _denied_at(sentence, place, denies, commas, READS_BEHIND[row[place]])
        if at is None:
            continue
        for near in range(at + 1, min(at + 1 + HANDED, len(sentence))):
            across = commas[near] and near == at + 1 and READS_ACROSS[row[place]]
            if sentence[near] != sentence[place] or (stops[near] and not across):
                break
            found[near] = True
    return found


def _denied_at(sentence: Ints, place: int, denies: Bools, commas: Bools, behind: bool) -> int | None:
    """Where the words begin that a word of thinking says something of, if a negation is near it: behind both."""
    for at in range(place - 1, max(place - SPAN, 0) - 1, -1):
        if sentence[at] == sentence[place] and denies[at] and not commas[at + 1]:
            return place
    for at in range(place + 1, min(place + 1 + AFTER, len(sentence)) if behind else 0):
        if sentence[at] == sentence[place] and denies[at]:
            return at
    return None


def _turned(batch: Batch, values: Floats, negated: Bools, lessening: Bools) -> Bools:
    """Which tokens' tones are turned: what is negated, or falls, but not both. What makes it fall has no tone itself.

    Polarity shifters, after T. Wilson, J. Wiebe and P. Hoffmann (2005), Recognizing Contextual Polarity in Phrase-Level
    Sentiment Analysis: "the complaints have halved" is as good as complaints are bad.
    """
    found = negated.copy()
    stops = ~batch.has(LETTERS) | (values[KIND["skip"]] > 0)
    for place in np.flatnonzero(lessening).tolist():
        reaches = [range(place - 1, place - FALL - 1, -1), range(place + 1, place + FALL + 1)]
        reaches = reaches[::-1] if values[KIND["neg"], place] < LESSENS else reaches
        target = next((at for reach in reaches for at in _toned(batch, values, stops, place, reach)), None)
        if target is not None:
            found[target] = not negated[place] and not negated[target]
            values[KIND["tone"], place] = 0
    return found


def _toned(batch: Batch, values: Floats, stops: Bools, place: int, reach: range) -> Iterator[int]:
    """The tokens with a tone in reach, up to the end of the clause."""
    for at in reach:
        if not 0 <= at < len(stops) or batch.sentence_of[at] != batch.sentence_of[place] or stops[at]:
            return
        if values[KIND["tone"], at]:
            yield at


def _stress(batch: Batch, boost: Floats) -> Floats:
    """How much the word before raises or lowers a token's tone."""
    stress = np.ones(len(boost), boost.dtype)
    stress[1:] += boost[:-1]
    stress[batch.starts] = 1
    return stress
