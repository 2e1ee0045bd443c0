"""How good a model is on labelled texts: macro-F1 with its range, confusion, calibration, and the surest mistakes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pulse.classify import f1
from pulse.classify.arrays.scales import Array
from pulse.classify.taught.features import CLASSES

Places = NDArray[np.int64]
Part = TypeVar("Part", str, tuple[str, str])
UNSAID = -1
SEED = 20_240_101
BINS = 10
"""Bins of the reliability table, of equal width."""
ALL = "all"


@dataclass(frozen=True)
class Judged:
    """Texts with what is true of them (``answers``: places among a head's classes, or UNSAID) and what was said."""

    answers: Mapping[str, Places]
    odds: Mapping[str, Array]
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    people: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Macro-F1 over some texts, over the answers that are true of any of them, and the share right, with the
    95 % ranges of ``f1.ranged``.
    """

    language: str
    source: str
    texts: int
    f1: float
    low: float
    high: float
    right: float
    right_low: float
    right_high: float


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Texts whose likeliest answer was so likely: how likely in the mean, and how often it was right."""

    texts: int
    sure: float
    right: float


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A text that was misread with great confidence."""

    text: str
    language: str
    true: str
    said: str
    sure: float


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a head is worth. ``confusion`` has a row a true answer and a column a given one, in the order of classes.

    ``ece`` is the mean distance of sureness and rightness over the bins, weighed by texts (expected calibration error;
    Naeini et al. 2015); ``brier`` the mean squared distance of all probabilities from the truth (0 best, 2 worst).
    """

    head: str
    classes: tuple[str, ...]
    figures: tuple[Figure, ...]
    confusion: tuple[tuple[int, ...], ...]
    bins: tuple[Bin, ...]
    ece: float
    brier: float
    worst: tuple[Mistake, ...] = ()


def reports(judged: Judged, mistakes: int = 0, least: int = 1) -> Iterator[Report]:
    """A report on each head that any text has an answer for, with so many of its surest mistakes.

    With ``least``, nothing is told of parts of fewer people, nor of what the others leave, and counts of texts are the
    multiples of it that they have reached.
    """
    for head in CLASSES:
        known = np.flatnonzero(judged.answers[head] != UNSAID)
        if len(known):
            yield report(head, judged, known, mistakes, least)


def report(head: str, judged: Judged, known: Places, mistakes: int = 0, least: int = 1) -> Report:
    """The report on a head over the texts of these numbers."""
    truth, odds = judged.answers[head][known], judged.odds[head][known]
    said, width = odds.argmax(axis=1), len(CLASSES[head])
    bins = tuple(reliability(odds.max(axis=1), said == truth))
    hits = np.eye(width)[truth]
    confused = f1.confusion(truth, said, width) // least * least
    return Report(
        head=head, classes=CLASSES[head], figures=tuple(_figures(judged, known, truth, said, width, least)),
        confusion=tuple(tuple(int(n) for n in row) for row in confused),
        bins=tuple(replace(b, texts=b.texts // least * least) for b in bins if b.texts >= least),
        ece=round(sum(b.texts * abs(b.sure - b.right) for b in bins) / len(known), 4),
        brier=round(float(((odds - hits) ** 2).sum(axis=1).mean()), 4),
        worst=tuple(worst(head, judged, known, mistakes)),
    )  # fmt: skip


def reliability(sure: Array, right: NDArray[np.bool_]) -> Iterator[Bin]:
    """The bins that hold any text, by how likely the likeliest answer was.

    >>> [(b.texts, b.right) for b in reliability(np.array([0.55, 0.58, 0.99]), np.array([True, False, True]))]
    [(2, 0.5), (1, 1.0)]
    """
    places = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    for place in np.unique(places):
        own = places == place
        mean, share = round(float(sure[own].mean()), 4), round(float(right[own].mean()), 4)
        yield Bin(texts=int(own.sum()), sure=mean, right=share)


def _figures(judged: Judged, known: Places, truth: Places, said: Places, width: int, least: int) -> Iterator[Figure]:
    """All texts together, each language, and each source in each language, where enough people are in each."""
    languages, sources = (np.array([names[at] for at in known]) for names in (judged.languages, judged.sources))
    people = np.array([judged.people[at] for at in known])
    pairs = list(zip(languages.tolist(), sources.tolist(), strict=True))
    whole = [(ALL, ALL)] if len(set(people.tolist())) >= least else []
    by_language = [(language, ALL) for language in told(languages.tolist(), people, least)] if whole else []
    by_source = [
        (language, source)
        for language, _ in by_language
        for _, source in told([pair for pair in pairs if pair[0] == language], people[languages == language], least)
    ]
    for language, source in (*whole, *by_language, *by_source):
        own = ((languages == language) | (language == ALL)) & ((sources == source) | (source == ALL))
        found = figure(language, source, truth[own], said[own], people[own].tolist(), width)
        yield replace(found, texts=found.texts // least * least)


def told(parts: Sequence[Part], people: Sequence[str] | NDArray[np.str_], least: int) -> list[Part]:
    """The parts, in order, that enough people are in, and so few of them that what they leave holds enough people too.

    >>> told(["fi", "fi", "sv", "sv", "da"], ["a", "b", "c", "d", "e"], 2)
    ['sv']
    """
    who: dict[Part, set[str]] = {}
    for part, person in zip(parts, people, strict=True):
        who.setdefault(part, set()).add(str(person))
    left, untold = set[str](), set[Part]()
    for part in sorted(who, key=lambda part: (len(who[part]), part)):
        if len(who[part]) < least or 0 < len(left) < least:
            untold.add(part)
            left |= who[part]
    return sorted(set(who) - untold)


def figure(language: str, source: str, truth: Places, said: Places, people: Sequence[str], width: int) -> Figure:
    """Macro-F1 and the share right of some texts, with their ranges."""
    confused = f1.by_person(truth, said, width, people)
    low, value, high = (round(at, 4) for at in f1.ranged(confused, SEED))
    right_low, right, right_high = (round(at, 4) for at in f1.ranged(confused, SEED, f1.right))
    return Figure(
        language=language, source=source, texts=len(truth), f1=value, low=low, high=high, right=right,
        right_low=right_low, right_high=right_high,
    )  # fmt: skip


def worst(head: str, judged: Judged, known: Places, count: int) -> Iterator[Mistake]:
    """The mistakes that the model was surest of."""
    truth, odds = judged.answers[head][known], judged.odds[head][known]
    said, sure = odds.argmax(axis=1), odds.max(axis=1)
    order = np.argsort(-sure, kind="stable")
    for at in order[(said != truth)[order]][:count]:
        yield Mistake(
            text=judged.texts[known[at]], language=judged.languages[known[at]], true=CLASSES[head][truth[at]],
            said=CLASSES[head][said[at]], sure=round(float(sure[at]), 4),
        )  # fmt: skip
