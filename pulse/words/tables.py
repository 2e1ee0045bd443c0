"""Figures as tables of finished texts: what stands under each chart, and what a phone shows in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulse.board.views import DecisionSight, Landing, Line, SourcesSight
from pulse.domain import Answer
from pulse.words import figures
from pulse.words.words import Words


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, heads, and rows whose first cell is the row's head; ``numbers`` are columns set to the right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


def support(words: Words, landings: Sequence[Landing]) -> Table:
    """The scorecard of the overview."""
    heads = _heads(words, "decision", "theme", "share", "range", "base", "basis", "change", "reading", "open")
    return Table(words.say("overview.support"), heads, tuple(_support(words, found) for found in landings))


def _support(words: Words, found: Landing) -> tuple[str, ...]:
    answer, change = found.support, found.change
    return (found.title, found.theme, _value(words, answer), figures.span(words, answer), figures.base(words, answer),
            note(words, answer), figures.value(words, change), figures.reading(words, change),
            waiting(words, found))  # fmt: skip


def waiting(words: Words, found: Landing) -> str:
    """How many questions are open, or why that is not told."""
    if found.waiting.reason is not None:
        return words.say(f"short.{found.waiting.reason}")
    return (
        words.say("overview.open", found.waiting.questions)
        if found.waiting.questions
        else words.say("overview.open.none")
    )


def landing(words: Words, landings: Sequence[Landing]) -> Table:
    """Every reading of every decision with its range and base."""
    heads = _heads(words, "decision", "figure", "share", "range", "base", "basis")
    rows = tuple(
        (found.title, figures.measure(words, answer.question.measure), _value(words, answer),
         figures.span(words, answer), figures.base(words, answer), note(words, answer))
        for found in landings for answer in (found.reach, found.understood, found.support, found.action)
    )  # fmt: skip
    return Table(words.say("overview.landing"), heads, rows)


def ladder(words: Words, landings: Sequence[Landing]) -> Table:
    """The four readings side by side with their ranges, narrow enough for a phone."""
    first = landings[0]
    names = [figures.measure(words, a.question.measure) for a in
             (first.reach, first.understood, first.support, first.action)]  # fmt: skip
    rows = tuple(
        (found.title, *(_with_range(words, a) for a in (found.reach, found.understood, found.support, found.action)))
        for found in landings
    )
    return Table(words.say("overview.landing"), (words.say("table.decision"), *names), rows)


def _with_range(words: Words, answer: Answer) -> str:
    found = figures.span(words, answer)
    return f"{figures.value(words, answer)}\n{found}" if found else figures.value(words, answer)


def over_time(words: Words, sight: DecisionSight) -> Table:
    """Support by voice and span."""
    heads = _heads(words, "when", "voice", "share", "range", "base", "basis")
    rows = [
        (
            _when(words, a),
            words.say(f"voice.{line.voice}"),
            _value(words, a),
            figures.span(words, a),
            figures.base(words, a),
            note(words, a),
        )
        for line in sight.lines
        for a in once(line.answers)
    ]
    return Table(words.say("decision.lines"), heads, tuple(rows))


def volumes(words: Words, sight: DecisionSight) -> Table:
    """How many people wrote, by voice and span."""
    heads = _heads(words, "when", "voice", "people")
    rows = tuple(
        (words.span(v.start, v.stop), words.say(f"voice.{v.voice}"),
         words.say("short.Hidden") if v.people is None else words.number(v.people))
        for v in sight.volumes
    )  # fmt: skip
    return Table(words.say("decision.volumes"), heads, rows, (2,))


def units(words: Words, kind: str, lines: Sequence[Line], names: Mapping[str, str]) -> Table:
    """The cells of a heat map, each with its range, base and notes."""
    heads = _heads(words, "unit", "when", "share", "range", "base", "note")
    rows = tuple(
        (line.name, _when(words, a), _value(words, a), figures.span(words, a), figures.base(words, a),
         note(words, a, names))
        for line in lines for a in once(line.answers)
    )  # fmt: skip
    return Table(words.say(f"decision.units.{kind}"), heads, rows)


def left_out(words: Words, sight: SourcesSight) -> Table:
    """Where everything that was read went."""
    heads = tuple(words.say(key) for key in ("sources.name", "sources.left.read", "sources.left.kept",
                                             "sources.left.out", "sources.left.apart"))  # fmt: skip
    rows = tuple(
        (s.name, words.number(s.read), words.number(s.kept), _left(words, s.left_out), words.number(s.quarantined))
        for s in sight.sources
    )
    return Table(words.say("sources.left"), heads, rows, (1, 2, 4))


def _left(words: Words, found: Sequence[tuple[str, int]]) -> str:
    said = [words.say("sources.left.some", n, reason=reason) for reason, n in found if n]
    return words.join(said) if said else words.say("sources.left.none")


def note(words: Words, answer: Answer, names: Mapping[str, str] = figures.NOTHING) -> str:
    """How a figure was corrected and what it covers, or why there is none."""
    parts = (figures.reason(words, answer), figures.basis(words, answer), figures.wider(words, answer, names))
    return "; ".join(part for part in parts if part)


def once(answers: Sequence[Answer]) -> list[Answer]:
    """Each answer only once: weeks that were joined give the same one several times."""
    seen: set[tuple[object, object]] = set()
    kept = []
    for answer in answers:
        span = (answer.start, answer.stop)
        if not answer.shown or span not in seen:
            kept.append(answer)
        if answer.shown:
            seen.add(span)
    return kept


def _when(words: Words, answer: Answer) -> str:
    return words.span(answer.start or answer.question.start, answer.stop or answer.question.stop)


def _value(words: Words, answer: Answer) -> str:
    return figures.value(words, answer)


def _heads(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words.say(f"table.{name}") for name in names)
