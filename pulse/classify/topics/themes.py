"""Which themes and decisions posts are about: words met, nearness to examples, and the thread as evidence, not proof.

The weights below are set by hand and are logits: one word of a theme makes it likely, one inside a compound just so; a
phrase of a decision makes it likely, two thirds of one do so beside its theme's words; a short reply in the thread that
announced a decision inherits it, a long one unless it speaks of something else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse import loops
from pulse.classify.arrays.lists import Ints, Lists
from pulse.classify.arrays.scales import Array, sigmoid, some
from pulse.classify.topics.subjects import Meetings, Subjects
from pulse.classify.words.batch import Batch
from pulse.classify.words.vocabulary import Floats

NO_WORD, WORD, MORE, NEARNESS, NEAR_FROM = -2.4, 3.7, 1.0, 6.0, 0.16
LENGTH = 0.35
"""What each doubling of a post beyond LONG words takes from a theme that only one word names."""
LONG = 60
WHOLE = 0.675
"""So much of a phrase is all of it: its words met inside compounds; two words of three are not."""
DECISION, PHRASE, PART, THEME = -3.2, 4.8, 2.6, 0.9
PART_BESIDE = 0.4
"""So much of a phrase says more beside words of its decision's theme."""
ANNOUNCED, SHORT_REPLY, OTHER = 3.9, 12, 2.2
"""What the announcing thread gives, until how many words a reply is short, and what another subject takes back."""
ACCEPTED = 0.5
THEME_KNOWN = 0.5
"""How far a post on a theme speaks for or against something, beside one on a decision."""
Found = tuple[Mapping[str, float], Mapping[str, float]]
NOTHING: tuple[dict[str, float], dict[str, float]] = ({}, {})
Learned = Callable[[Array, Floats, Floats], Array]


@dataclass(frozen=True)
class Evidence:
    """What each post of a batch holds of each subject, and how many words.

    That is the share of its best phrase (1: all), how many phrases are whole, and how near the post is to examples.
    """

    best: Floats
    count: Floats
    near: Floats
    words: Floats

    @cached_property
    def spread(self) -> Floats:
        """What each post's length takes from every subject."""
        return np.asarray(LENGTH * np.log2(np.maximum(self.words / LONG, 1)), np.float32)


def held(subjects: Subjects, meetings: Meetings, batch: Batch, sets: Ints) -> tuple[Floats, Floats]:
    """``best`` and ``count`` of a batch's posts; ``sets`` tells of each word what it meets."""
    if not loops.compiled:
        met = gather(batch.starts, sets[batch.ids], meetings.met, subjects.parts.shape[0])
        return covered(subjects, met)
    best = np.zeros((len(batch.starts), len(subjects.names)), np.float32)
    count, parts = np.zeros_like(best), subjects.parts
    loops.compiled.covered(
        batch.ids, batch.starts, sets, loops.compiled.Lists(meetings.met), parts.indptr, parts.indices, parts.data,
        subjects.subject_of, subjects.weight_of, WHOLE, best, count,
    )  # fmt: skip
    return best, count


def covered(subjects: Subjects, met: sparse.csr_matrix) -> tuple[Floats, Floats]:
    """``best`` and ``count`` of posts, by the elements that they have met."""
    best = np.zeros((met.shape[0], len(subjects.names)), np.float32)
    count = np.zeros_like(best)
    if subjects.phrases:
        shares = sparse.coo_matrix(met @ subjects.parts)
        place = shares.row * best.shape[1] + subjects.subject_of[shares.col]
        np.maximum.at(best.ravel(), place, shares.data * subjects.weight_of[shares.col])
        np.add.at(count.ravel(), place[shares.data >= WHOLE], 1)
    return best, count


def probabilities(
    subjects: Subjects, evidence: Evidence, announced: Sequence[str | None], learned: Learned | None = None
) -> tuple[Array, Array]:
    """Each post's probabilities of the themes and of the decisions.

    ``learned`` makes probabilities of what words tell of the themes (logits, and what ``covered`` says). Decisions go
    by words alone, whatever was learned: their precision comes first.
    """
    logits = told(subjects, evidence)
    theme_p = sigmoid(logits)
    scores = _named(subjects, evidence, theme_p)
    if any(announced):
        scores += _thread(subjects, evidence, announced, theme_p, scores)
    return theme_p if learned is None else learned(logits, evidence.best, evidence.count), sigmoid(scores)


def told(subjects: Subjects, evidence: Evidence) -> NDArray[Any]:
    """What a post's words tell of each theme, as logits."""
    themes, best, count = subjects.themes, evidence.best, evidence.count
    if loops.compiled:
        logits = np.empty((len(best), themes), np.float32)
        more = MORE * np.log1p(np.arange(count.max(initial=0) + 1, dtype=np.float32))
        loops.compiled.told(
            best, count, evidence.near, evidence.spread, more, NO_WORD, WORD, NEAR_FROM, NEARNESS, logits
        )  # fmt: skip
        return logits
    scores = np.asarray(NO_WORD + WORD * best[:, :themes])
    several = np.nonzero(count[:, :themes] > 1)
    scores[several] += MORE * np.log1p(count[several] - 1)
    return np.asarray(scores + _near(evidence, slice(themes)) - evidence.spread[:, None])


def _named(subjects: Subjects, evidence: Evidence, theme_p: Array) -> Floats:
    """What a post's words tell of each decision, as logits."""
    themes = subjects.themes
    part = evidence.best[:, themes:]
    if loops.compiled:
        scores = np.empty(part.shape, np.float32)
        loops.compiled.named(
            evidence.best, evidence.near, evidence.spread, theme_p, subjects.parents,
            (DECISION, PHRASE, PART, WHOLE), NEAR_FROM, NEARNESS, ACCEPTED, THEME, PART_BESIDE, scores,
        )  # fmt: skip
        return scores
    scores = DECISION + np.where(part >= WHOLE, PHRASE * part, PART * part) + 0.5 * _near(evidence, slice(themes, None))
    scores += THEME * (theme_p[:, subjects.parents] >= ACCEPTED) * (part >= PART_BESIDE) - evidence.spread[:, None]
    return np.asarray(scores)


def nearness(subjects: Subjects, sums: Floats) -> Floats:
    """Each post's cosine with each subject's examples, from its words' rows added up."""
    stop = len(subjects.names)
    if loops.compiled:
        found = np.empty((len(sums), stop), np.float32)
        loops.compiled.nearness(sums, found)
        return found
    return np.asarray(sums[:, :stop] / np.sqrt(np.maximum(sums[:, stop : stop + 1], 1)), np.float32)


def _near(evidence: Evidence, subjects: slice) -> Floats:
    return np.asarray(np.maximum(evidence.near[:, subjects] - NEAR_FROM, 0) * NEARNESS)


def _thread(
    subjects: Subjects, evidence: Evidence, announced: Sequence[str | None], theme_p: Array, scores: Floats
) -> Floats:
    """What the announcing thread adds to its decision: less the longer a reply is, and where it speaks of another."""
    added = np.zeros_like(scores)
    places = {name: at for at, name in enumerate(subjects.names[subjects.themes :])}
    for post, decision in enumerate(announced):
        if decision not in places:
            continue
        own = places[decision]
        length = float(evidence.words[post])
        fade = min(max(np.log2(max(length, 1) / SHORT_REPLY), 0.0), 2.0) * 0.3
        others = np.delete(theme_p[post], subjects.parents[own]).max(initial=0)
        elsewhere = others >= 0.7 and theme_p[post, subjects.parents[own]] < ACCEPTED
        named = np.delete(scores[post], own).max(initial=-9) > 0 and scores[post, own] < 0
        added[post, own] = ANNOUNCED - fade - OTHER * (bool(elsewhere) + bool(named))
    return added


@dataclass(frozen=True)
class Accepted:
    """Which themes and decisions posts are about, as rows of probabilities: 0 where a post is not about one."""

    subjects: Subjects
    themes: Array
    decisions: Array

    @classmethod
    def of(cls, subjects: Subjects, themes: Array, decisions: Array) -> "Accepted":
        """What is likely enough; a decision brings its theme with it."""
        if loops.compiled:
            lift, held = np.empty(themes.shape), np.empty(decisions.shape)
            loops.compiled.lifted(themes, decisions, subjects.parents, ACCEPTED, lift, held)
            return cls(subjects, lift, held)
        held = np.where(decisions >= ACCEPTED, decisions, 0)
        lift = np.where(themes >= ACCEPTED, themes, 0)
        for column, parent in enumerate(subjects.parents.tolist()):
            lift[:, parent] = np.maximum(lift[:, parent], held[:, column])
        return cls(subjects, lift, held)

    @property
    def known(self) -> Array:
        """How far each post is known to speak of a subject: 1 of a decision, THEME_KNOWN of a theme."""
        of_theme = np.where(some(self.themes), THEME_KNOWN, 0.0)
        return np.asarray(np.where(some(self.decisions), 1.0, of_theme))

    def found(self) -> list[Found]:
        """Each post's themes and decisions, likeliest first."""
        names, split = self.subjects.names, self.subjects.themes
        found: list[tuple[dict[str, float], dict[str, float]]] = [NOTHING] * len(self.themes)
        for row in np.flatnonzero(some(self.themes)).tolist():
            found[row] = {}, {}
        for kind, (named, rows) in enumerate(((names[:split], self.themes), (names[split:], self.decisions))):
            for row, name, p in _ranked(named, rows):
                found[row][kind][name] = p
        return list(found)


def _ranked(names: Sequence[str], rows: Array) -> Iterator[tuple[int, str, float]]:
    """The rows' numbers, names, and how likely each is: row by row, the likeliest first, of equals the last name."""
    row, column = np.nonzero(rows)
    rank = np.argsort(np.argsort(names)) if names else np.zeros(0, np.int64)
    order = np.lexsort((-rank[column], -rows[row, column], row))
    row, column = row[order], column[order]
    return zip(row.tolist(), [names[at] for at in column.tolist()], rows[row, column].tolist(), strict=True)


def gather(starts: Ints, ids: Ints, met: Lists, width: int) -> sparse.csr_matrix:
    """Posts by elements: the surest meeting of each element in each post."""
    hits = np.flatnonzero(met.spans.rows[ids, 1] > 0)
    places, source = met.spread(ids[hits])
    post = np.searchsorted(starts, hits, side="right") - 1
    keys = post[source] * width + met.numbers.rows[places]
    found, where = np.unique(keys, return_inverse=True)
    best = np.zeros(len(found), np.float32)
    np.maximum.at(best, where, met.values.rows[places].astype(np.float32))
    return sparse.csr_matrix((best, (found // width, found % width)), (len(starts), width))
