"""Cells are what tags add up to, whatever happened on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from pulse.domain import Subject
from pulse.store import cells, people, posts
from tests.store.said import LEAN, MONDAY, NOON, days, keep, keep_tags, post, tagged

OFFICE = Subject("decision", "office")
PATHS: tuple[tuple[str, ...], ...] = (("sauna", "north", "all"), ("ski", "north", "all"), ("all",), ())
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.integers(0, 7), st.integers(0, 2), st.integers(0, 1)),
        st.tuples(st.just("tag"), st.integers(0, 7), st.integers(0, 17), st.integers(0, 3)),
        st.tuples(st.just("gone"), st.integers(0, 7), st.just(0), st.just(0)),
    ),
    max_size=40,
)


@pytest.fixture
def c(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def here(c: Connection, subject: Subject = LEAN, unit: str = "") -> list[tuple[int, set[str]]]:
    """The posts and people of the subject's cells in the unit."""
    found = cells.read(c, [subject], MONDAY, MONDAY + days(7), unit)
    return [(cell.posts, set(people.tokens(c, cell.people).values())) for cell in found]


def test_a_tag_counts_in_its_unit_and_in_all_above(c: Connection) -> None:
    keep(c, post("1"), post("2", author="token-b"))
    keep_tags(c, tagged("1", units=PATHS[0], stance=2, asks=0.9), tagged("2", units=PATHS[1], stance=0, act=3))
    for unit in ("", "all", "north"):
        assert here(c, unit=unit) == [(2, {"token-a", "token-b"})]
    assert here(c, unit="sauna") == [(1, {"token-a"})]
    (cell,) = cells.read(c, [LEAN], MONDAY, MONDAY + days(7))
    assert (cell.against, cell.neither, cell.favour, cell.asks, cell.act_none, cell.act_doing) == (1, 0, 1, 1, 1, 1)


def test_a_person_stays_in_a_cell_as_long_as_one_of_their_tags_is_there(c: Connection) -> None:
    keep(c, post("1"), post("2"))
    keep_tags(c, tagged("1"), tagged("2"))
    keep_tags(c, tagged("1", OFFICE))
    assert here(c) == [(1, {"token-a"})]
    keep_tags(c, tagged("2", OFFICE))
    assert here(c) == []
    assert here(c, OFFICE) == [(2, {"token-a"})]


def test_a_person_leaves_a_cell_in_which_others_stay(c: Connection) -> None:
    keep(c, post("1"), post("2", author="token-b"))
    keep_tags(c, tagged("1", units=PATHS[0]), tagged("2", units=PATHS[0]))
    keep_tags(c, tagged("1", units=PATHS[1]))
    assert here(c, unit="sauna") == [(1, {"token-b"})]
    assert here(c, unit="ski") == [(1, {"token-a"})]
    assert here(c, unit="north") == [(2, {"token-a", "token-b"})]
    posts.gone(c, "chat", ["1"], NOON)
    assert here(c, unit="north") == [(1, {"token-b"})]


def test_a_post_by_nobody_counts_without_a_person(c: Connection) -> None:
    keep(c, post("1", author=""))
    keep_tags(c, tagged("1"))
    assert here(c) == [(1, set())]


def test_rebuilt_cells_are_the_same(c: Connection) -> None:
    keep(c, *(post(str(i), author=f"token-{i % 3}") for i in range(9)))
    keep_tags(c, *[tagged(str(i), units=PATHS[i % 4]) for i in range(9)])
    before = [here(c, unit=unit) for unit in ("", "all", "north", "sauna", "ski")]
    assert cells.wrong(c) == []
    assert cells.rebuild(c) == 5
    assert [here(c, unit=unit) for unit in ("", "all", "north", "sauna", "ski")] == before


def test_a_wrong_cell_is_found(c: Connection) -> None:
    keep(c, post("1"))
    keep_tags(c, tagged("1"))
    c.exec_driver_sql("UPDATE cell SET favour = 5")
    assert cells.wrong(c) == [("internal", "rest:lean", MONDAY, "")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_cells_are_what_a_rebuild_from_scratch_would_make_after_any_history(
    sqlite_engine: Engine, steps: list[tuple[str, int, int, int]]
) -> None:
    with sqlite_engine.connect() as c:
        walk(c, steps)
        c.rollback()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_that_holds_on_both_databases(engine: Engine, steps: list[tuple[str, int, int, int]]) -> None:
    with engine.connect() as c:
        walk(c, steps)
        c.rollback()


def walk(c: Connection, steps: list[tuple[str, int, int, int]]) -> None:
    """Tag some posts, take the steps, and compare at the end."""
    keep(c, *(post(str(id), author=["token-a", "token-b"][id % 2]) for id in range(6)))
    keep_tags(c, *[tagged(str(id), LEAN, PATHS[0]) for id in range(6)])
    for number, (step, id, what, how) in enumerate(steps):
        if step == "keep":
            at = NOON + timedelta(days=7 * how, minutes=number)
            keep(c, post(str(id), author=["token-a", "token-b", ""][what], said_at=at, text=f"at step {number}"))
        elif step == "gone":
            posts.gone(c, "chat", [str(id)], NOON)
        else:
            leaf = (LEAN, OFFICE, None)[what % 3]
            keep_tags(c, tagged(str(id), leaf, PATHS[how], stance=what % 3, act=what % 5, asks=(what % 2) * 0.9))
    assert cells.wrong(c) == []
