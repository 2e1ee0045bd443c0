"""Strategy, labels, reworded texts, cursors and notes come back as they were given."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, Engine

from pulse.domain import Decision, Strategy, Subject, Target, Theme
from pulse.store import cursors, labels, notes, reworded, strategy
from tests.store.said import NOON, days, label

STRATEGY = Strategy(
    themes=(
        Theme(id="lean", names={"fi": "Kevyt", "en": "Lean"}, words={"fi": ("kevyt",)}, examples={"en": ("Less.",)}),
        Theme(id="bare", names={"en": "Bare"}),
    ),
    decisions=(
        Decision(
            id="office", title="Fewer offices", theme="lean", also=("bare",), announced_at=NOON, owner="head of sites",
            scope=("north",), announced_in=("https://x.example/1",), phrases={"fi": ("toimisto",)}, pilots=("ski",),
            target=Target(
                measure="desks", baseline=10.0, goal=4.5, due=date(2027, 1, 1), readings=((date(2026, 9, 1), 8.0),)
            ),
            milestones=((date(2026, 12, 1), "Oulu"),),
        ),
        Decision(id="bare-one", title="Nothing more", theme="bare", announced_at=NOON),
    ),
)  # fmt: skip
QUOTE = reworded.Reworded(
    id="q1", kind="quote", voice="internal", subject=Subject("decision", "office"), stance="against",
    text="Where will we sit? 🪑", language="fi", unit="north", owner="head of sites", since=date(2026, 11, 2),
    people=12, posts=(("chat", "1"), ("chat", "2")), by="comms", at=NOON,
)  # fmt: skip


@pytest.fixture
def c(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def test_a_strategy_comes_back_and_a_new_one_replaces_it(c: Connection) -> None:
    assert (strategy.load(c), strategy.stamp(c)) == (None, "")
    assert strategy.save(c, STRATEGY, NOON)
    assert strategy.load(c) == STRATEGY
    stamp = strategy.stamp(c)
    assert not strategy.save(c, Strategy(STRATEGY.themes, STRATEGY.decisions), NOON + days(1))
    assert (strategy.stamp(c), strategy.loaded_at(c)) == (stamp, NOON)
    assert strategy.save(c, Strategy(), NOON + days(2))
    assert (strategy.load(c), strategy.loaded_at(c)) == (Strategy(), NOON + days(2))


def test_a_label_given_twice_is_kept_once_as_it_was_last(c: Connection) -> None:
    full = label(
        "2", themes=("lean", "bare"), decision="office", stance="favour", tone="positive", asks=True, act="done"
    )
    labels.save(c, [label("1"), full])
    labels.save(c, [replace(full, act="wish"), label("1", coder="two", at=NOON + days(1))])
    assert labels.load(c) == [label("1"), replace(full, act="wish"), label("1", coder="two", at=NOON + days(1))]


def test_reworded_texts_come_back_and_a_question_can_be_closed(c: Connection) -> None:
    question = replace(QUOTE, id="q2", kind="question", stance="asks", unit=None, at=NOON + days(1))
    reworded.save(c, [question, replace(QUOTE, text="first try")])
    reworded.save(c, [QUOTE])
    assert reworded.load(c) == [QUOTE, question]
    reworded.close(c, "q2", NOON + days(2))
    assert reworded.load(c)[1].closed_at == NOON + days(2)


def test_a_cursor_comes_back(c: Connection) -> None:
    assert cursors.read(c, "chat") == {}
    cursor = {"since": "s1_2", "rooms": {"!a": [1, None, True, 2.5]}, "odd": "\ud800 \x00 ä", "big": 2**70}
    cursors.write(c, "chat", {"since": "s0"})
    cursors.write(c, "chat", cursor)
    assert cursors.read(c, "chat") == cursor


def test_notes_and_the_journal_remember(c: Connection) -> None:
    assert notes.read(c, "digest") is None
    notes.write(c, "digest", {"sent": "2026-W46"})
    notes.write(c, "digest", ["2026-W47"])
    assert notes.read(c, "digest") == ["2026-W47"]
    first = notes.Entry(NOON, "comms", "exported", {"rows": 7})
    second = notes.Entry(NOON, "admin", "erased", {})
    notes.enter(c, first)
    notes.enter(c, second)
    assert notes.journal(c) == [second, first]
