"""Many rows at once: written with one statement, found again by long lists of keys, in both dialects."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Dialect,
    FromClause,
    Insert,
    LargeBinary,
    Table,
    and_,
    any_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from pulse.store.rows.columns import UtcDateTime, texts

T = TypeVar("T")
PORTION = 10_000
"""How many rows or keys go into one statement."""
TOGETHER = 25
"""How many new rows SQLite inserts at once."""
NOTHING: Mapping[type, Any] = {str: "", int: -1}
"""What SQLite is told for NULL, by what else stands in a column."""


def portions(things: Iterable[T], size: int = PORTION) -> Iterator[list[T]]:
    """The things in lists of at most this size.

    >>> list(portions("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def among(c: Connection, column: Column[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """That the column is one of the values, which travel as a single parameter, however many they are."""
    if c.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(select(func.json_each(_json(values)).table_valued("value").c.value))


def listed(c: Connection, columns: Sequence[Column[Any]], keys: Sequence[Sequence[Any]]) -> tuple[FromClause, Any]:
    """Keys of several columns as a table, and the condition on which to join it; a key given twice matches twice."""
    if c.dialect.name == "postgresql":
        lists = [literal([k[i] for k in keys], ARRAY(column.type)) for i, column in enumerate(columns)]
        table = (
            func.unnest(*lists).table_valued(*(f"k{i}" for i in range(len(columns))), name="listed").render_derived()
        )
        return table, and_(*(column == table.c[f"k{i}"] for i, column in enumerate(columns)))
    given = func.json_each(_json(keys)).table_valued("value", name="listed")
    parts = (func.json_extract(given.c.value, f"$[{i}]") for i in range(len(columns)))
    return given, and_(*(column == part for column, part in zip(columns, parts, strict=True)))


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values, default=date.isoformat, separators=(",", ":"))


def upsert(
    c: Connection, into: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str], update: Sequence[str] = ()
) -> None:
    """Insert the rows; where one with the same keys is there, update these columns (none: leave it as it is)."""
    if not rows:
        return
    found = (postgresql.insert if c.dialect.name == "postgresql" else sqlite.insert)(into)
    if update:
        found = found.on_conflict_do_update(index_elements=keys, set_={name: found.excluded[name] for name in update})
    else:
        found = found.on_conflict_do_nothing(index_elements=keys)
    _write(c, into, found, rows)


def insert(c: Connection, into: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, all of them new."""
    if rows:
        _write(c, into, into.insert(), rows)


def append(c: Connection, into: Table, columns: Mapping[str, Sequence[Any]], then: str = "") -> None:
    """Insert new rows, given as columns; ``then`` is what SQLite does with those that are there."""
    if c.dialect.name == "sqlite":
        _tell(c, into, columns, then)
    else:
        insert(c, into, _rows(columns))


def put(c: Connection, into: Table, columns: Mapping[str, Sequence[Any]], keys: Sequence[str]) -> None:
    """Insert rows, given as columns, in place of those with the same keys."""
    others = [name for name in columns if name not in keys]
    if c.dialect.name == "sqlite":
        update = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
        _tell(c, into, columns, f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {update}")
    else:
        upsert(c, into, _rows(columns), keys, others)


def _rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _tell(c: Connection, into: Table, columns: Mapping[str, Sequence[Any]], then: str = "") -> None:
    """Insert rows into SQLite, which is told but once what all of them have alike: to bind it takes longest."""
    if not next(iter(columns.values())):
        return
    alike = {n: said for n, held in columns.items() if (said := _alike(into.c[n].type, c.dialect, held))}
    columns = {n: held for n, held in columns.items() if alike.get(n) != "NULL"}  # It is NULL unless it is told.
    own = {n: _bound(_converted(into.c[n].type, c.dialect, held)) for n, held in columns.items() if n not in alike}
    names = ", ".join(f'"{name}"' for name in columns)
    given = ", ".join(alike.get(name) or own[name][0] for name in columns)
    for told, part in _together([held for _, held in own.values()]):
        rows = ", ".join([f"({given})"] * told)
        c.exec_driver_sql(f'INSERT INTO "{into.name}" ({names}) VALUES {rows} {then}', part)


def _bound(values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """How a statement takes a column's values, and what it is told for each.

    The driver looks for an adapter of all but whole numbers, floats, texts and bytearrays, for as long as it takes to
    insert a third of a row: so NULL is told as a value that none of them is, where one is known.
    """
    if all(values):
        return "?", list(map(bytearray, values)) if type(values[0]) is bytes else values
    nothing = NOTHING.get(type(next(filter(None, values), None)))
    if nothing is None or nothing in values or None not in values:
        return "?", values
    return f"NULLIF(?, {_literal(nothing)})", [nothing if value is None else value for value in values]


def _together(columns: Sequence[Sequence[Any]]) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """How many rows a statement inserts, and what it is told each time: starting it takes as long as a row or two."""
    wide, rows = len(columns), len(columns[0])
    flat: list[Any] = [None] * (wide * rows)
    for at, column in enumerate(columns):
        flat[at::wide] = column
    whole = rows - rows % TOGETHER
    for told, start, stop in ((TOGETHER, 0, whole), (1, whole, rows)):
        if start < stop:
            step = told * wide
            yield told, [tuple(flat[place : place + step]) for place in range(start * wide, stop * wide, step)]


def _alike(kind: TypeEngine[Any], dialect: Dialect, values: Sequence[Any]) -> str:
    """What all rows have alike, as SQLite reads it in a statement; nothing if they differ."""
    first = values[0]
    if len(values) == 1 or values[-1] != first or list(values).count(first) != len(values):
        return ""
    said = _converted(kind, dialect, [first])[0]
    return _literal(said) if said is None or isinstance(said, int | str) else ""


def _literal(value: Any) -> str:
    """A value as SQLite reads it in a statement, so that it need not be bound anew for each row."""
    if value is None or isinstance(value, bool | int):
        return "NULL" if value is None else str(int(value))
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"


def remove(c: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> None:
    """Delete the rows with these keys."""
    if rows:
        here = (table.c[key] == bindparam(f"_{key}") for key in keys)
        c.execute(table.delete().where(*here), [{f"_{key}": row[key] for key in keys} for row in rows])


def _write(c: Connection, into: Table, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run the statement for every row. SQLAlchemy's work per row costs twice SQLite's own, so there a column is
    converted at a time, by SQLAlchemy's own types, and the driver gets plain tuples.
    """
    if c.dialect.name != "sqlite":
        c.execute(statement, rows)
        return
    compiled = statement.compile(dialect=c.dialect, column_keys=list(rows[0]))
    names = compiled.positiontup or ()
    columns = [_converted(into.c[name].type, c.dialect, [row[name] for row in rows]) for name in names]
    c.exec_driver_sql(str(compiled), list(zip(*columns, strict=True)))


def _converted(kind: TypeEngine[Any], dialect: Dialect, values: Sequence[Any]) -> Sequence[Any]:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None or isinstance(kind, LargeBinary):  # The driver takes bytes as they are.
        return values
    if isinstance(kind, UtcDateTime):
        return texts(values)
    if isinstance(kind, Boolean):
        return [value if value is None else int(value) for value in values]
    if isinstance(kind, Date):
        known = {value: convert(value) for value in set(values)}
        return [known[value] for value in values]
    return [convert(value) for value in values]


def plain(text: str, limit: int = 512) -> str:
    """The text as both databases take it: no NUL, no lone surrogate, not endless.

    >>> plain("a\\x00b" + chr(0xD800))
    'a\ufffdb?'
    """
    clean = text[:limit].replace("\x00", "\ufffd")
    return clean if clean.isascii() else clean.encode("utf-8", "replace").decode("utf-8")
