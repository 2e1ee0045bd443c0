"""The weekly summary and the file of figures: one content, safe cells, nothing to fetch."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from pulse.board.board import Board
from pulse.domain import Decision, Strategy
from pulse.errors import UsageError
from pulse.export.files import line, write_figures
from pulse.export.summary import COLUMNS, as_csv, as_html, model, summary
from pulse.words import Words

FIELDS = {
    "table", "voice", "subject_kind", "subject", "unit", "from", "to", "units", "subjects", "platform", "language",
    "measure", "value", "low", "high", "level", "estimand", "basis", "labels", "labelled_at", "people",
    "contributions", "posts", "atoms", "word", "reason", "model", "version", "sealed_at",
}  # fmt: skip


def test_html_and_csv_say_the_same_numbers(board: Board) -> None:
    made = model(board, "executives", "en")
    page, table = as_html(made, Words("en")), list(csv.DictReader(io.StringIO(as_csv(made))))
    support = next(row for row in table if row["figure"] == "support")
    assert tuple(table[0]) == COLUMNS
    assert Words("en").percent(float(support["value"])) in page
    assert int(support["people"]) >= 20


def test_a_page_stands_alone_and_is_well_formed(board: Board) -> None:
    page = summary(board, None, "comms", "en", "html")
    assert '<html lang="en">' in page
    assert not re.search(r"""(src|href)=["']http|@import|<script""", page)
    assert page.count("<table>") == page.count("</table>")
    assert 'scope="row"' in page
    assert "Draft" in page


def test_titles_from_the_strategy_are_inert(board: Board) -> None:
    evil = Strategy(
        board.strategy.themes,
        tuple(replace(d, title="=cmd|' /C calc'!A0 <script>x</script>") for d in board.strategy.decisions),
    )
    assert isinstance(evil.decisions[0], Decision)
    hurt = replace(board, ask=replace(board.ask, strategy=evil))
    assert "<script>x" not in summary(hurt, None, "executives", "en", "html")
    cells = next(csv.reader(io.StringIO(summary(hurt, None, "executives", "en", "csv").split("\r\n", 1)[1])))
    assert cells[1].startswith("'=cmd")


def test_an_earlier_week_is_the_board_as_it_stood(board: Board) -> None:
    page = summary(board, date(2026, 9, 28), "executives", "en", "html")
    assert "Week 40" in page
    with pytest.raises(UsageError, match="not sealed"):
        summary(board, date(2026, 12, 28), "executives", "en", "html")


@pytest.mark.parametrize(("audience", "format"), [("nobody", "html"), ("executives", "docx")])
def test_what_is_not_known_is_named(board: Board, audience: str, format: str) -> None:
    with pytest.raises(UsageError, match="known"):
        summary(board, None, audience, "en", format)


def test_figures_carry_every_field_and_no_number_where_there_is_a_reason(board: Board) -> None:
    out = io.StringIO()
    count = write_figures(board, "jsonl", None, out)
    rows = [json.loads(text) for text in out.getvalue().splitlines()]
    assert len(rows) == count
    assert {frozenset(row) for row in rows} == {frozenset(FIELDS)}
    for row in rows:
        if row["reason"]:
            assert [row[k] for k in ("value", "people", "contributions", "posts")] == [None] * 4
        elif row["measure"] != "time_to_answer":
            assert row["low"] <= row["value"] <= row["high"]


def test_figures_as_csv_have_a_line_each(board: Board) -> None:
    out = io.StringIO()
    count = write_figures(board, "csv", None, out)
    assert len(list(csv.DictReader(io.StringIO(out.getvalue())))) == count
    table, answer = next(iter(board.figures()))
    assert line(table, answer)["measure"] == answer.question.measure
