"""Answers as rows of finished texts; a hidden answer has its reason and no number."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pulse.board.views import Line
from pulse.domain import WEEK, Answer
from pulse.words import Words, figures

Row = dict[str, Any]


def row(words: Words, answer: Answer, names: Mapping[str, str] = figures.NOTHING) -> Row:
    """What a mark shows and tells: numbers only where the answer has them."""
    told = {
        "value": figures.value(words, answer),
        "range": figures.span(words, answer),
        "base": figures.base(words, answer),
        "basis": figures.basis(words, answer),
        "note": figures.reason(words, answer) or figures.wider(words, answer, names),
    }
    if answer.value is None:
        return {**told, "shown": False}
    low = answer.value if answer.low is None else answer.low
    high = answer.value if answer.high is None else answer.high
    return {**told, "shown": True, "share": answer.value, "low": low, "high": high}


def covered(answer: Answer) -> tuple[date, date]:
    """The days that an answer covers."""
    return answer.start or answer.question.start, answer.stop or answer.question.stop


def distinct(answers: Sequence[Answer]) -> Iterator[Answer]:
    """The answers, each only once: weeks that were joined give the same one several times."""
    seen: set[tuple[date, date]] = set()
    for answer in answers:
        span = covered(answer)
        if not answer.shown or span not in seen:
            yield answer
        if answer.shown:
            seen.add(span)


def opens(lines: Sequence[Line], days: Sequence[date] = ()) -> date:
    """The first day that the lines or the given days reach."""
    return min([covered(a)[0] for line in lines for a in line.answers] + list(days))


def closes(lines: Sequence[Line]) -> date:
    """The day after the last that the lines reach."""
    return max(covered(a)[1] for line in lines for a in line.answers)


def at(day: date, first: date) -> float:
    """A day as a number of weeks from the first, so that no browser's time zone moves it."""
    return (day - first) / WEEK


def ticks(words: Words, first: date, last: date, most: int = 9, length: int = 1) -> dict[float, str]:
    """Where an axis of weeks has labels, and which: at most so many, evenly spread, the last always."""
    total = max(1, (last - first) // (WEEK * length))
    step = -(-total // most)
    found = [first + WEEK * length * i for i in range(total - 1, -1, -step)]
    return {at(day, first): words.day(day) for day in sorted(found)}
