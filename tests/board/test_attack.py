"""The attacker against the real board: every answer that it gives, subtracted from every other."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from pulse import flow
from pulse.board import open_board
from pulse.board.board import Board
from pulse.board.cover import GRAIN
from pulse.domain import WEEK, Question, Subject
from pulse.flow import Office
from pulse.flow.atoms import number
from pulse.store import sealed
from tests.flow.conftest import posts
from tests.guard.attack import Line, solve

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def contributions(office: Office) -> pd.DataFrame:
    with office.engine.connect() as c:
        from datetime import date

        return sealed.rows(c, date(2000, 1, 1))["contribution"]


def questions(board: Board) -> list[Question]:
    """Every span of weeks, for every subject, the company and each unit."""
    stop = board.ask.sealed.stop
    assert stop is not None
    edges = [stop - n * WEEK for n in range(8)][::-1]
    subjects = [Subject("all"), Subject("theme", "customer"), Subject("theme", "safety"), *board.strategy.leaves]
    return [
        Question(measure=measure, subject=subject, start=start, stop=end, unit=unit)
        for measure in ("critical", "support")
        for subject in subjects
        for start, end in combinations(edges, 2)
        for unit in (None, "north", "south")
    ]


def answered(board: Board, rows: pd.DataFrame) -> list[Line]:
    """What the board answers, as which contributions each answer is about."""
    lines = []
    for question in questions(board):
        answer = board.answer(question)
        if not answer.shown:
            continue
        grain = GRAIN[question.measure]
        inside = {number(a.id) for a in board.ask._cover(question).atoms}
        members = np.flatnonzero(rows[grain].isin(inside))
        assert len(members) == answer.contributions
        lines.append((members, float(len(members))))
    return lines


def plain(rows: pd.DataFrame, board: Board, k: int = 5) -> list[Line]:
    """What a board would answer that knows no more than a minimum of five people a question."""
    lines = []
    for question in questions(board):
        leaves = {str(leaf) for leaf in board.strategy.parts(question.subject)}
        here = rows["subject"].isin(leaves) & (rows["week"] >= pd.Timestamp(question.start))
        here &= rows["week"] < pd.Timestamp(question.stop)
        if question.unit:
            here &= rows["part"] == question.unit
        if rows[here]["person"].nunique() >= k:
            lines.append((np.flatnonzero(here), float(here.sum())))
    return lines


def test_no_answers_of_the_board_can_be_subtracted_to_find_somebody(office: Office, bring: Bring) -> None:
    bring(posts(22, 7))
    flow.run(office)
    rows, board = contributions(office), open_board(office.settings)
    people = rows["person"].to_numpy()
    assert len(answered(board, rows)) > 20
    assert solve(answered(board, rows), people, bounds=False) == []
    assert solve(plain(rows, board), people, bounds=False)


def test_published_counts_are_those_of_the_atoms_and_no_finer(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    board = open_board(office.settings)
    for question in questions(board)[:80]:
        answer = board.answer(question)
        wider = board.answer(replace(question, stop=question.stop + WEEK))
        if answer.shown and wider.shown and (wider.people or 0) != (answer.people or 0):
            assert abs((wider.contributions or 0) - (answer.contributions or 0)) >= 5
