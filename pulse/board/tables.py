"""Every published figure that a viewer may see: what ``pulse figures`` prints and files carry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pulse.board.ask import Asker
from pulse.board.cover import spans
from pulse.domain import ALL, VOICES, Answer, Measure, Question, Subject, Voice
from pulse.domain.weeks import block

COMPANY: tuple[Measure, ...] = (
    "reach", "support", "neutral", "critical", "asks", "understood", "answered", "time_to_answer", "action", "change",
)  # fmt: skip
UNIT: tuple[Measure, ...] = ("reach", "support", "neutral", "critical", "asks", "understood", "action")
BLOCKS = (4, 13)


def subjects(ask: Asker) -> tuple[Subject, ...]:
    """All, themes, decisions and rests."""
    themes = tuple(Subject("theme", t.id) for t in ask.strategy.themes)
    return (ALL, *themes, *ask.strategy.leaves)


def weekly(ask: Asker) -> Iterator[tuple[str, Answer]]:
    """The weekly table: each subject, the company and each division, over the shortest spans that speak."""
    bounds = _bounds(ask)
    if bounds is None:
        return
    for voice in VOICES:
        for subject in subjects(ask):
            for measure in _measures(subject, voice, UNIT):
                asked = Question(measure=measure, subject=subject, start=bounds[0], stop=bounds[1], voices=(voice,))
                found = spans(ask.sealed, asked, ask.strategy) if measure != "reach" else [bounds]
                for start, stop in found:
                    here = replace(asked, start=start, stop=stop)
                    yield ("weekly" if voice == "internal" else "public"), ask.answer(here)
                    if voice == "internal":
                        for unit in ask.units():
                            yield "weekly", ask.answer(replace(here, unit=unit))


def periods(ask: Asker) -> Iterator[tuple[str, Answer]]:
    """The period table: the company by fixed blocks of 4 and 13 weeks.

    Where weeks were joined, a block is snapped up to the shortest spans that it touches, so that a line holds
    everything between its first day and its last.
    """
    bounds = _bounds(ask)
    if bounds is None:
        return
    for length in BLOCKS:
        for start, stop in _blocks(bounds, length):
            for voice in VOICES:
                for subject in subjects(ask):
                    for measure in _measures(subject, voice, COMPANY):
                        asked = Question(measure=measure, subject=subject, start=start, stop=stop, voices=(voice,))
                        asked = _snapped(ask, asked, bounds)
                        yield ("period" if voice == "internal" else "public"), ask.answer(asked)


def _snapped(ask: Asker, asked: Question, bounds: tuple[date, date]) -> Question:
    measure = asked.of if asked.measure == "change" else asked.measure
    if measure == "reach":
        return asked
    whole = replace(asked, measure=measure, start=bounds[0], stop=bounds[1])
    touched = [s for s in spans(ask.sealed, whole, ask.strategy) if s[0] < asked.stop and asked.start < s[1]]
    edges = [asked.start, asked.stop, *(edge for span in touched for edge in span)]
    return replace(asked, start=min(edges), stop=max(edges))


def figures(ask: Asker) -> Iterator[tuple[str, Answer]]:
    """All tables, one answer after the other; what two questions are both snapped up to, once."""
    given: set[tuple[object, ...]] = set()
    for table, answer in (*weekly(ask), *periods(ask)):
        asked = answer.question
        start, stop = answer.start or asked.start, answer.stop or asked.stop
        key = (table, asked.voices, asked.subject, asked.unit, asked.measure, start, stop)
        if key not in given:
            given.add(key)
            yield table, answer


def _measures(subject: Subject, voice: Voice, measures: tuple[Measure, ...]) -> Iterator[Measure]:
    for measure in measures:
        about_people = measure in ("reach", "answered", "time_to_answer")
        if not about_people or (voice == "internal" and subject.kind == "decision"):
            yield measure


def _bounds(ask: Asker) -> tuple[date, date] | None:
    starts = [g.atoms[0].start for (grain, _, _), g in ask.sealed.groups.items() if grain == "fine" and g.atoms]
    return (min(starts), ask.sealed.stop) if starts and ask.sealed.stop else None


def _blocks(bounds: tuple[date, date], length: int) -> Iterator[tuple[date, date]]:
    start, stop = block(bounds[0], length)
    while start < bounds[1]:
        yield start, min(stop, bounds[1])
        start, stop = block(stop, length)
