"""Answers one after another: over the shortest spans that speak, and joined until one can tell what they say."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pulse.board.ask import Asker
from pulse.board.cover import spans
from pulse.domain import WEEK, Answer, Question

JOINED = 4 * WEEK
"""A series joins weeks of which one cannot tell, up to so many."""


def series(asker: Asker, question: Question) -> tuple[Answer, ...]:
    """An answer for each of the shortest spans that speak, in order; spans without atoms are gaps with a reason."""
    return tuple(asker.answer(replace(question, start=start, stop=stop)) for start, stop in stretches(asker, question))


def speaking(asker: Asker, question: Question) -> tuple[Answer, ...]:
    """The series, with consecutive spans joined, to at most four weeks, until one can tell what they say."""
    asked = [replace(question, start=start, stop=stop) for start, stop in stretches(asker, question)]
    return tuple(_told(asked, asker.answer))


def speaking_together(asker: Asker, asked: Sequence[Question], units: tuple[str, ...]) -> tuple[Answer, ...]:
    """The figures of exactly these units over consecutive spans, which are joined in the same way."""
    return tuple(_told(asked, lambda question: asker.together(question, units)))


def stretches(asker: Asker, question: Question) -> list[tuple[date, date]]:
    """The spans of a series: those that atoms have, and the weeks between them as gaps."""
    found: list[tuple[date, date]] = []
    at = question.start
    for start, stop in spans(asker.sealed, question, asker.strategy):
        if at < start:
            found.append((at, start))
        found.append((start, stop))
        at = max(at, stop)
    return found + ([(at, question.stop)] if at < question.stop else [])


def _told(asked: Sequence[Question], answer: Callable[[Question], Answer]) -> Iterator[Answer]:
    """Answers to consecutive questions, joined until one can tell what they say; the last may be left untold."""
    start: date | None = None
    for question in asked:
        start = start or question.start
        found = answer(replace(question, start=start))
        untold = found.shown and found.word == "cannot tell" and question.stop - start < JOINED
        if not untold or question is asked[-1]:
            yield found
            start = None
