"""What a weekly summary says, before it takes any form."""

from dataclasses import dataclass
from datetime import date

from pulse.board.views import DecisionSight, Filters, Landing, News, Overview, Quote
from pulse.domain import Answer, Measure
from pulse.words import Words, figures, ledes, news, origin


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changed: its word, its headline, what and how much, and what to do next."""

    status: str
    word: str
    headline: str
    body: str
    action: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one decision, in numbers and in words."""

    name: str
    answer: Answer
    value: str
    span: str
    base: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One decision with its readings."""

    title: str
    theme: str
    status: str
    readings: tuple[Reading, ...]
    change: Reading
    open: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reworded quote, and what it stands for."""

    stance: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Content:
    """The weekly summary."""

    organisation: str
    title: str
    language: str
    week: date | None
    headline: str
    provenance: str
    draft: bool
    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    quotes: tuple[Quoted, ...]
    gaps: tuple[str, ...]


def content(words: Words, sight: Overview, sights: tuple[DecisionSight, ...]) -> Content:
    """The summary of a sight; ``sights`` bring quotes, and are empty for audiences that get none."""
    found = sight.provenance
    week = words.week(found.week) if found.week else ""
    return Content(
        organisation=found.organisation,
        title=words.say("summary.title", week=week),
        language=words.language,
        week=found.week,
        headline=ledes.overview(words, sight).plain,
        provenance=origin.provenance(words, found).plain,
        draft=found.draft,
        items=tuple(_item(words, one, sight.filters) for one in sight.news),
        rows=tuple(_row(words, one) for one in sight.landings),
        quotes=tuple(_quote(words, one.title, quote) for one in sights for quote in one.quotes[:1])[:3],
        gaps=_gaps(words, sight),
    )


def _item(words: Words, one: News, filters: Filters) -> Item:
    return Item(
        status=one.status,
        word=news.status(words, one.status),
        headline=news.headline(words, one),
        body=news.body(words, one, filters.period),
        action=words.say(f"summary.next.{one.status}"),
    )


def _row(words: Words, one: Landing) -> Row:
    answers: dict[Measure, Answer] = {
        "reach": one.reach, "understood": one.understood, "support": one.support, "action": one.action,
    }  # fmt: skip
    return Row(
        title=one.title,
        theme=one.theme,
        status=news.status(words, one.status),
        readings=tuple(reading(words, name, answer) for name, answer in answers.items()),
        change=reading(words, "change", one.change),
        open="" if one.waiting.questions is None else words.number(one.waiting.questions),
    )


def reading(words: Words, name: Measure, answer: Answer) -> Reading:
    """A figure in words."""
    return Reading(
        name=figures.measure(words, name),
        answer=answer,
        value=figures.value(words, answer),
        span=figures.span(words, answer),
        base=figures.base(words, answer) if answer.shown else figures.reason(words, answer),
        mark=figures.mark(answer),
        note=figures.basis(words, answer),
    )


def _quote(words: Words, title: str, quote: Quote) -> Quoted:
    source = words.say("summary.reworded", title=title, language=words.named(quote.language))
    return Quoted(words.say(f"stance.{quote.stance}"), quote.text, source)


def _gaps(words: Words, sight: Overview) -> tuple[str, ...]:
    hidden = sum(not one.support.shown for one in sight.landings)
    late = origin.late(words, sight.provenance).plain
    told = words.say("summary.hidden", hidden) if hidden else ""
    return tuple(gap for gap in (late, told, words.say("summary.basis"), words.say("summary.silent")) if gap)
