"""Many rows at once: upserts in both dialects, and long lists of keys in portions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
PORTION = 5_000
"""How many keys are asked for in one statement."""


def portions(things: Iterable[T], size: int = PORTION) -> Iterator[list[T]]:
    """The things in lists of at most this size.

    >>> list(portions("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def upsert(
    c: Connection, into: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str], update: Sequence[str] = ()
) -> None:
    """Insert the rows; where one with the same keys is there, update these columns (none: leave it as it is)."""
    if not rows:
        return
    insert = (postgresql.insert if c.dialect.name == "postgresql" else sqlite.insert)(into)
    if update:
        found = insert.on_conflict_do_update(index_elements=keys, set_={name: insert.excluded[name] for name in update})
    else:
        found = insert.on_conflict_do_nothing(index_elements=keys)
    c.execute(found, rows)


def insert(c: Connection, into: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, all of them new."""
    if rows:
        c.execute(into.insert(), rows)
