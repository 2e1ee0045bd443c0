"""What a viewer gets: nothing of units outside the own subtree, and each line once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Literal

from pulse import flow
from pulse.board import open_board
from pulse.board.views import Filters
from pulse.domain import Answer, Subject, Viewer
from pulse.flow import Office
from pulse.store import database, reworded
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def words(id: str, kind: Literal["quote", "question"], unit: str | None) -> reworded.Reworded:
    return reworded.Reworded(
        id=id, kind=kind, voice="internal", subject=Subject("decision", "digital"), stance="asks", text=id,
        language="en", unit=unit, owner="service-director", since=date(2026, 9, 1), people=40,
        posts=(("chat", "1"), ("chat", "2"), ("chat", "3")), by="comms", at=datetime(2026, 10, 1, tzinfo=UTC),
    )  # fmt: skip


def test_reworded_words_of_others_are_not_shown_to_a_manager(office: Office) -> None:
    kinds: tuple[Literal["quote", "question"], ...] = ("quote", "question")
    rows = [words(f"{kind} {unit}", kind, unit) for kind in kinds for unit in (None, "south", "north")]
    with database.writing(office.engine) as c:
        reworded.save(c, rows)
    everything = open_board(office.settings, Viewer("executive"))
    assert {q.text for q in everything.questions()} == {"question None", "question south", "question north"}
    board = open_board(office.settings, Viewer("manager", "north"))
    assert {q.text for q in board.questions()} == {"question north"}
    sight = board.decision("digital", Filters())
    assert {q.text for q in sight.questions} == {"question north"}
    assert {q.text for q in sight.quotes} == {"quote north"}


def test_no_two_lines_say_different_things_of_the_same(office: Office, bring: Bring) -> None:
    bring(posts(14, 7))
    flow.run(office)
    keys = [_key(table, answer) for table, answer in open_board(office.settings).figures()]
    assert len(keys) == len(set(keys))


def _key(table: str, a: Answer) -> tuple[object, ...]:
    q = a.question
    return table, q.voices, q.subject, q.unit, q.measure, a.start or q.start, a.stop or q.stop
