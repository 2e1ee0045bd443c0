"""Exact counts of every week, unit, leaf and voice, kept up to date tag by tag; they never leave the house.

A person is in a cell's bitmap as long as one tag of theirs counts there. When tags leave, their persons' other tags of
the same week are looked up, so nobody is dropped who still wrote there, and nothing has to be counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from pyroaring import BitMap
from sqlalchemy import Connection, delete, select

from pulse.domain import Subject, Voice
from pulse.store import bulk
from pulse.store.rows import CELL, MANNER, TAG, TOLD

COUNTS = ("posts", "against", "neither", "favour", "asks", "act_none", "act_wish", "act_plan", "act_doing", "act_done")
_AT = {name.removeprefix("act_"): at for at, name in enumerate(COUNTS)}
NOTHING = (0,) * len(COUNTS)
KEY = (CELL.c.voice, CELL.c.subject, CELL.c.week, CELL.c.unit)
KEYS = tuple(column.name for column in KEY)
Key = tuple[str, str, date, str]
Numbers = np.ndarray[Any, np.dtype[np.int64]]
T = TypeVar("T")


class Counted(NamedTuple):
    """Everything by which a tag is counted."""

    voice: str
    subject: str | None
    week: date
    units: str
    person: int | None
    stance: str
    asks: bool
    act: str


class Columns(NamedTuple):
    """The same of many tags, a list for each thing."""

    voice: Sequence[str]
    subject: Sequence[str | None]
    week: Sequence[date]
    units: Sequence[str]
    person: Sequence[int | None]
    stance: Sequence[str]
    asks: Sequence[bool]
    act: Sequence[str]

    @classmethod
    def of(cls, counted: Sequence[Counted]) -> "Columns":
        """Tags one by one as columns."""
        return cls(*zip(*counted, strict=True)) if counted else cls(*[()] * len(cls._fields))

    def counting(self) -> "Columns":
        """Those of them that count in any cell: the ones with a subject."""
        here = [subject is not None for subject in self.subject]
        return self if all(here) else Columns(*(list(compress(column, here)) for column in cast(Any, self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Exact counts of a leaf in a week, a unit and a voice, with the numbers of the people behind them."""

    voice: Voice
    subject: Subject
    week: date
    unit: str
    posts: int
    against: int
    neither: int
    favour: int
    asks: int
    act_none: int
    act_wish: int
    act_plan: int
    act_doing: int
    act_done: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What tags add up to, cell by cell: a row of COUNTS and the persons' numbers."""

    at: Mapping[Key, int]
    counts: Numbers
    people: Sequence[BitMap]


def add_up(tags: Columns) -> Sums:
    """What these tags count in each cell. A tag's cells are those of its leaf in each unit on its path."""
    tags = tags.counting()
    leaves, leaf_of = _numbered(zip(tags.voice, tags.subject, tags.week, strict=True))
    paths, path_of = _numbered(tags.units)
    ways = [_above(path) for path in paths]
    units, flat = _numbered(unit for way in ways for unit in way)
    lengths = np.array(list(map(len, ways)), dtype=np.int64)
    repeats = lengths[path_of]
    tag_of = np.repeat(np.arange(len(path_of)), repeats)
    within = np.arange(len(tag_of)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    unit_of = flat[np.repeat((np.cumsum(lengths) - lengths)[path_of], repeats) + within]
    found, cell_of = np.unique(leaf_of[tag_of] * len(units) + unit_of, return_inverse=True)
    at = {(*leaves[cell // len(units)], units[cell % len(units)]): n for n, cell in enumerate(found.tolist())}
    return Sums(at, _counts(tags, tag_of, cell_of, len(at)), _people(tags.person, tag_of, cell_of, len(at)))


def _numbered(things: Iterable[T]) -> tuple[list[T], Numbers]:
    """Every thing once, in the order in which they came, and which of them each is."""
    known: dict[T, int] = {}
    numbers = [known.setdefault(thing, len(known)) for thing in things]
    return list(known), np.array(numbers, dtype=np.int64)


def _above(path: str) -> tuple[str, ...]:
    """The units in which somebody counts whose unit and all above it these are: those, and everybody ("")."""
    return ("", *path.split("/")) if path else ("",)


def _counts(tags: Columns, tag_of: Numbers, cell_of: Numbers, cells: int) -> Numbers:
    found = np.zeros((cells, len(COUNTS)), dtype=np.int64)
    found[:, 0] = np.bincount(cell_of, minlength=cells)
    for words in (tags.stance, tags.act):
        column = np.array([_AT[word] for word in words], dtype=np.int64)
        np.add.at(found, (cell_of, column[tag_of]), 1)
    np.add.at(found[:, _AT["asks"]], cell_of, np.array(tags.asks, dtype=np.int64)[tag_of])
    return found


def _people(persons: Sequence[int | None], tag_of: Numbers, cell_of: Numbers, cells: int) -> list[BitMap]:
    person = np.array([-1 if one is None else one for one in persons], dtype=np.int64)[tag_of]
    known = person >= 0
    order = np.argsort(cell_of[known], kind="stable")
    here = person[known][order].tolist()
    ends = np.cumsum(np.bincount(cell_of[known], minlength=cells)).tolist()
    return [BitMap(here[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def keys(voice: str, subject: str | None, week: date, units: str) -> Iterator[Key]:
    """The cells in which a tag counts."""
    if subject is not None:
        for unit in _above(units):
            yield voice, subject, week, unit


def add(c: Connection, new: Columns) -> None:
    """Put tags into their cells that were in none before."""
    came = add_up(new)
    if c.dialect.name != "sqlite":
        _change(c, came, add_up(Columns.of([])), {})
        return
    # SQLite adds where the cells lie; to read them first takes longer than all else.
    database: Any = c.connection.driver_connection
    database.create_function("joined", 2, _joined, deterministic=True)
    sums = [f"{name} = {name} + excluded.{name}" for name in COUNTS]
    then = f"ON CONFLICT ({', '.join(KEYS)}) DO UPDATE SET {', '.join(sums)}, people = joined(people, excluded.people)"
    bulk.append(c, CELL, _columns(list(came.at), came.counts, came.people), then)


def _joined(here: bytes, there: bytes) -> bytes:
    found: bytes = (BitMap.deserialize(here) | BitMap.deserialize(there)).serialize()
    return found


def move(c: Connection, old: Sequence[Counted], new: Sequence[Counted]) -> None:
    """Take the old tags out of their cells and put the new ones in; the table of tags holds the new ones already."""
    _change(c, add_up(Columns.of(new)), add_up(Columns.of(old)), _parted(c, old))


def _change(c: Connection, came: Sums, left: Sums, parted: Mapping[Key, set[int]]) -> None:
    for part in bulk.portions(came.at.keys() | left.at.keys()):
        found = _rows(c, part)
        counts = np.array([found[key][4:14] if key in found else NOTHING for key in part], dtype=np.int64)
        _add(counts, part, came, 1)
        _add(counts, part, left, -1)
        people = [_people_of(found.get(key), parted.get(key), came, key) for key in part]
        here = counts[:, 0] > 0
        bulk.put(c, CELL, _columns(list(compress(part, here)), counts[here], compress(people, here)), KEYS)
        bulk.remove(c, CELL, [dict(zip(KEYS, key, strict=True)) for key in compress(part, ~here)], KEYS)


def _add(counts: Numbers, part: Sequence[Key], sums: Sums, sign: int) -> None:
    here = [(number, sums.at[key]) for number, key in enumerate(part) if key in sums.at]
    if here:
        numbers, at = np.array(here, dtype=np.int64).T
        counts[numbers] += sign * sums.counts[at]


def _people_of(row: Any, parted: Iterable[int] | None, came: Sums, key: Key) -> BitMap:
    people = BitMap.deserialize(row[14]) if row is not None else BitMap()
    if parted:
        people -= BitMap(parted)
    if key in came.at:
        people |= came.people[came.at[key]]
    return people


def _columns(keys: Sequence[Key], counts: Numbers, people: Iterable[BitMap]) -> dict[str, Sequence[Any]]:
    """The columns of the table for cells of these keys."""
    named = dict(zip(KEYS, zip(*keys, strict=True) if keys else [()] * len(KEYS), strict=True))
    return named | dict(zip(COUNTS, counts.T.tolist(), strict=True)) | {"people": [p.serialize() for p in people]}


def _parted(c: Connection, old: Sequence[Counted]) -> dict[Key, set[int]]:
    """The persons who may leave each cell, less those of whom another tag counts there."""
    found: defaultdict[Key, set[int]] = defaultdict(set)
    for tag in old:
        for key in keys(*tag[:4]) if tag.person is not None else ():
            found[key].add(tag.person)  # type: ignore[arg-type]
    pairs = {(tag.person, tag.week) for tag in old if tag.person is not None and tag.subject is not None}
    t = TAG.c
    for part in bulk.portions(pairs):
        given, here = bulk.listed(c, (t.person, t.week), part)
        columns = select(MANNER.c.voice, t.subject, t.week, t.units, t.person)
        columns = columns.select_from(given.join(TAG, here).join(MANNER, MANNER.c.number == t.manner))
        for *path, person in c.execute(columns.where(t.subject.is_not(None))).all():
            for key in keys(*path):
                found[key].discard(person)
    return found


_COLUMNS = (*KEYS, *COUNTS, "people")


def _rows(c: Connection, wanted: Sequence[Key]) -> dict[Key, Any]:
    given, here = bulk.listed(c, KEY, wanted)
    rows = c.execute(select(*(CELL.c[name] for name in _COLUMNS)).select_from(given).join(CELL, here)).all()
    return {(row[0], row[1], row[2], row[3]): row for row in rows}


def rebuild(c: Connection) -> int:
    """Count everything from the tags once more; how many cells there are."""
    c.execute(delete(CELL))
    found = add_up(Columns.of(_every(c)))
    bulk.append(c, CELL, _columns(list(found.at), found.counts, found.people))
    return len(found.at)


def wrong(c: Connection) -> list[Key]:
    """The cells that are not what the tags add up to; empty as long as all is well."""
    sums = add_up(Columns.of(_every(c)))
    right = {key: (sums.counts[at].tolist(), sums.people[at]) for key, at in sums.at.items()}
    rows = c.execute(select(*(CELL.c[name] for name in _COLUMNS))).all()
    here = {(row[0], row[1], row[2], row[3]): (list(row[4:14]), BitMap.deserialize(row[14])) for row in rows}
    return sorted(key for key in right.keys() | here.keys() if right.get(key) != here.get(key))


def _every(c: Connection) -> list[Counted]:
    columns = [TOLD.c[f"{'manner' if name in MANNER.c else 'tag'}_{name}"] for name in Counted._fields]
    rows = c.execute(select(*columns).select_from(TOLD).where(TAG.c.subject.is_not(None))).all()
    return [Counted(*row) for row in rows]


def read(
    c: Connection, subjects: Sequence[Subject], start: date, stop: date, unit: str = "", voice: Voice = "internal"
) -> list[Cell]:
    """The cells of these leaves in a unit, for weeks from start (inclusive) to stop (exclusive), by week and leaf."""
    k = CELL.c
    where = (k.voice == voice, k.subject.in_(map(str, subjects)), k.week >= start, k.week < stop, k.unit == unit)
    rows = c.execute(select(*(k[name] for name in _COLUMNS)).where(*where).order_by(k.week, k.subject))
    return [_cell(row) for row in rows]


def _cell(row: Any) -> Cell:
    voice, subject, week, unit, *counts, people = row
    return Cell(
        voice=voice, subject=Subject.parse(subject), week=week, unit=unit, people=frozenset(BitMap.deserialize(people)),
        **dict(zip(COUNTS, counts, strict=True)),
    )  # fmt: skip
