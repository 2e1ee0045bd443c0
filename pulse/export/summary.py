"""The weekly summary as HTML or CSV."""

import csv
import io
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pulse.board.board import Board
from pulse.board.views import Filters
from pulse.errors import UsageError
from pulse.export.cells import safe
from pulse.export.content import Content, content
from pulse.export.marks import range_bar
from pulse.words import Words
from pulse.words.catalogue import languages

FORMATS = ("html", "csv")
COMPANY = ("executives", "comms")
COLUMNS = ("week", "decision", "theme", "status", "figure", "value", "low", "high", "people", "basis", "word", "reason")


def summary(board: Board, week: date | None, audience: str, language: str, format: str) -> str:
    """The summary of a week (the last sealed one if none is given) for executives, comms or a unit."""
    if format not in FORMATS:
        raise UsageError(f"no summary as {format[:20]!r}; known: {', '.join(FORMATS)}")
    if language not in languages():
        raise UsageError(f"no words in {language[:20]!r} yet; known: {', '.join(languages())}")
    made = model(board if week is None else board.at(week), audience, language)
    return as_html(made, Words(language)) if format == "html" else as_csv(made)


def model(board: Board, audience: str, language: str) -> Content:
    """What the summary says, for every format."""
    choices = board.choices()
    unit = None if audience in COMPANY else audience
    if unit is not None and unit not in {u.id for u in choices.units}:
        known = ", ".join([*COMPANY, *(u.id for u in choices.units)])
        raise UsageError(f"no summary for {audience[:40]!r}; known: {known}")
    filters = Filters(period=choices.period, unit=unit)
    sight = board.overview(filters)
    ids = [one.id for one in sight.landings] if audience == "comms" else []
    words = Words(language, board.settings.zone)
    return content(words, sight, tuple(board.decision(id, filters) for id in ids))


def as_html(made: Content, words: Words) -> str:
    """One page that prints on A4, with tables that screen readers can follow and nothing to fetch."""
    environment = Environment(
        loader=PackageLoader("pulse.export"), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("summary.html").render(content=made, words=words, bar=range_bar)


def as_csv(made: Content) -> str:
    """A row for each figure of each decision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in made.rows:
        for found in (*row.readings, row.change):
            a = found.answer
            cells = (a.value, a.low, a.high, a.people, a.basis, a.word if a.shown else "", a.reason)
            name = a.question.measure
            writer.writerow(
                [
                    made.week,
                    *map(safe, (row.title, row.theme, row.status)),
                    name,
                    *("" if c is None else c for c in cells),
                ]
            )
    return out.getvalue()
