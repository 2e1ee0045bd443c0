"""Frames hold what counts, as columns of fixed types."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from pulse.domain import Trace
from pulse.store import gather, posts, traces
from tests.store.said import LEAN, MONDAY, NOON, days, keep, keep_tags, post, tagged

NEXT = MONDAY + days(7)


@pytest.fixture
def c(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def test_a_tagged_post_is_a_row(c: Connection) -> None:
    keep(c, post(said_at=NOON + days(0.001), thread="0", parent="0"), at=NOON + days(1))
    keep_tags(c, tagged(units=("sauna", "north", "all"), stance=2, asks=0.9, act=4))
    frame = gather.posts_frame(c, NEXT)
    row = frame.iloc[0]
    assert len(frame) == 1
    assert {name: row[name] for name in ("source", "id", "voice", "subject", "units", "unit")} == {
        "source": "chat", "id": "1", "voice": "internal", "subject": "rest:lean", "units": "sauna/north/all",
        "unit": "sauna",
    }  # fmt: skip
    assert (row["stance"], row["asks"], row["act"], row["language"], row["model"]) == (
        "favour",
        True,
        "done",
        "en",
        "m",
    )
    assert (row["week"], row["said_at"], row["arrived"]) == (
        pd.Timestamp(MONDAY), pd.Timestamp(NOON + days(0.001)), pd.Timestamp(NOON + days(1)),
    )  # fmt: skip
    assert (row["announcing"], row["thread"], row["parent"]) == (False, "0", "0")


def test_types_are_the_same_whether_there_are_rows_or_not(c: Connection) -> None:
    empty = [gather.posts_frame(c, NEXT), gather.said_frame(c), gather.traces_frame(c, NEXT)]
    keep(c, post())
    keep_tags(c, tagged())
    traces.keep(c, [Trace(source="chat", post="1", person="token-b", kind="read")], NOON)
    full = [gather.posts_frame(c, NEXT), gather.said_frame(c), gather.traces_frame(c, NEXT)]
    for none, some in zip(empty, full, strict=True):
        assert (len(none), len(some)) == (0, 1)
        assert none.dtypes.to_dict() == some.dtypes.to_dict()


def test_what_does_not_count_is_left_out(c: Connection) -> None:
    told = {"later": {"said_at": NOON + days(7)}, "nobody": {"author": ""}, "gone": {}, "untold": {}, "untagged": {}}
    keep(c, *(post(id, **some) for id, some in told.items()))
    keep_tags(c, *[tagged(id, None if id == "untold" else LEAN) for id in told if id != "untagged"])
    posts.gone(c, "chat", ["gone"], NOON)
    assert gather.posts_frame(c, NEXT).empty
    assert set(gather.said_frame(c)["id"]) == {"later", "untold", "untagged"}


def test_a_thread_is_its_first_post_where_only_parents_are_named(c: Connection) -> None:
    keep(
        c,
        post("0"),
        post("1", parent="0"),
        post("2", parent="1"),
        post("3", parent="never seen"),
        post("4", thread="t"),
    )
    keep(c, post("a", parent="b"), post("b", parent="a"))
    said = gather.said_frame(c).set_index("id")["thread"].to_dict()
    assert said == {"0": "0", "1": "0", "2": "0", "3": "never seen", "4": "t"} | {"a": said["a"], "b": said["b"]}
    assert {said["a"], said["b"]} <= {"a", "b"}


def test_a_trace_counts_once_its_post_is_there_and_is_taken_back_by_its_own_id(c: Connection) -> None:
    left = [
        Trace(source="chat", post="1", person="token-b", kind="reaction", name="👍", id="r1"),
        Trace(source="chat", post="1", person="token-c", kind="read"),
    ]
    traces.keep(c, left, NOON)
    traces.keep(c, left, NOON + days(1))
    assert gather.traces_frame(c, NEXT).empty
    keep(c, post())
    keep_tags(c, tagged())
    frame = gather.traces_frame(c, NEXT)
    assert sorted(frame["kind"]) == ["reaction", "read"]
    assert set(frame["arrived"]) == {pd.Timestamp(NOON)}
    assert posts.gone(c, "chat", ["r1"], NOON) == 1
    assert gather.traces_frame(c, NEXT)["kind"].tolist() == ["read"]
