"""However posts come, in whatever pages and how often, the database holds the same: what is new goes a shorter way."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, create_engine, select

from pulse.domain import Post
from pulse.store import cells, people
from pulse.store.rows import CELL, POST, REVISION, Row
from tests.store.said import LEAN, NOON, keep, keep_tags, post, tagged, worded

POSTS = st.builds(
    lambda id, text, author, edit, gone: post(
        str(id), text=text, author=author, edited_at=NOON + timedelta(hours=edit) if edit else None,
        gone_at=NOON + timedelta(days=9) if gone else None,
    ),
    st.integers(0, 4), st.sampled_from(["yes", "no", "perhaps"]), st.sampled_from(["", "token-a", "token-b"]),
    st.integers(0, 3), st.booleans(),
)  # fmt: skip


def held(pages: Sequence[Sequence[Post]]) -> list[list[tuple[object, ...]]]:
    """All rows of posts, revisions, tags and cells after these pages."""
    engine = create_engine("sqlite://")
    with engine.begin() as c:
        Row.metadata.create_all(c)
        people.numbers(c, ["token-a", "token-b"])
        for page in pages:
            keep(c, *page)
        _tag(c)
        assert cells.wrong(c) == []
        revisions = sorted(tuple(row) for row in c.execute(select(REVISION.c.post, REVISION.c.words)))
        return [revisions, worded(c), *(_every(c, table) for table in (POST, CELL))]


def _every(c: Connection, table: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in c.execute(select(table).order_by(*table.primary_key.columns))]


def _tag(c: Connection) -> None:
    ids = c.execute(select(POST.c.id).where(POST.c.tagged.is_(None), POST.c.gone_at.is_(None))).scalars().all()
    keep_tags(c, *[tagged(id, LEAN, ("north", "all"), stance=int(id) % 3) for id in ids])


@settings(deadline=None, max_examples=12)
@given(said=st.lists(POSTS, max_size=12), cut=st.integers(1, 12))
def test_pages_of_any_size_leave_the_same_database(said: list[Post], cut: int) -> None:
    one_by_one = held([[p] for p in said])
    assert held([said]) == one_by_one
    assert held([said[at : at + cut] for at in range(0, len(said), cut)]) == one_by_one


@settings(deadline=None, max_examples=10)
@given(said=st.lists(POSTS, max_size=8))
def test_tags_that_are_new_and_tags_that_replace_others_leave_the_same_database(said: list[Post]) -> None:
    def after(again: bool) -> list[list[tuple[object, ...]]]:
        engine = create_engine("sqlite://")
        with engine.begin() as c:
            Row.metadata.create_all(c)
            keep(c, *said)
            ids = sorted({p.id for p in said})
            if again:
                keep_tags(c, *[tagged(id, None if id == "0" else LEAN, ("south", "all"), stance=2) for id in ids])
            keep_tags(c, *[tagged(id, LEAN, ("north", "all"), act=int(id) % 5) for id in ids])
            assert cells.wrong(c) == []
            return [worded(c), _every(c, CELL)]

    assert after(True) == after(False)
