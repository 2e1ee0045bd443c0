"""Figures over time: no week twice, none left out, and weeks joined of which one cannot tell."""

from collections.abc import Callable
from itertools import pairwise

from pulse import flow
from pulse.board import open_board
from pulse.board.series import JOINED, series, speaking, stretches
from pulse.domain import WEEK, Question, Subject
from pulse.flow import Office
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def asked(board, weeks: int) -> Question:  # type: ignore[no-untyped-def]
    stop = board.ask.sealed.stop
    return Question(measure="support", subject=Subject("decision", "digital"), start=stop - weeks * WEEK, stop=stop)


def test_a_series_has_each_week_once(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    board = open_board(office.settings)
    spans = stretches(board.ask, asked(board, 9))
    assert spans[0][0] == asked(board, 9).start
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert spans[-1][1] == board.ask.sealed.stop


def test_weeks_of_which_one_cannot_tell_are_joined_to_four_at_most(office: Office, bring: Bring) -> None:
    bring(posts(60, 7))
    flow.run(office)
    board = open_board(office.settings)
    single, joined = series(board.ask, asked(board, 7)), speaking(board.ask, asked(board, 7))
    assert len(joined) < len(single)
    for answer in joined:
        length = (answer.stop or answer.question.stop) - (answer.start or answer.question.start)
        assert length <= JOINED
        assert answer.word != "cannot tell" or length == JOINED or answer is joined[-1]
    assert [a.question.stop for a in joined][-1] == board.ask.sealed.stop
