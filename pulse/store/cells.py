"""Exact counts of every week, unit, leaf and voice, kept up to date tag by tag; they never leave the house.

A person is in a cell's bitmap as long as one tag of theirs counts there. When tags leave, their persons' other tags of
the same week are looked up, so nobody is dropped who still wrote there, and nothing has to be counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection, delete, select, tuple_

from pulse.domain import Subject, Voice
from pulse.store import bulk
from pulse.store.rows import CELL, TAG

COUNTS = ("posts", "against", "neither", "favour", "asks", "act_none", "act_wish", "act_plan", "act_doing", "act_done")
_AT = {name: at for at, name in enumerate(COUNTS)}
KEY = (CELL.c.voice, CELL.c.subject, CELL.c.week, CELL.c.unit)
Key = tuple[str, str, date, str]


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


class Delta:
    """What changes in one cell: counts, and the persons who are counted."""

    __slots__ = ("counts", "people")

    def __init__(self) -> None:
        self.counts = [0] * len(COUNTS)
        self.people: set[int] = set()

    def add(self, other: "Delta") -> None:
        """Count the other's too."""
        self.counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        self.people |= other.people


def deltas(counted: Iterable[Counted]) -> dict[Key, Delta]:
    """What these tags count in each cell. Tags that share everything but what they say are added up first."""
    paths: defaultdict[Counted, Delta] = defaultdict(Delta)
    for tag in counted:
        delta = paths[tag[:4]]  # type: ignore[index]
        counts = delta.counts
        counts[0] += 1
        counts[_AT[tag.stance]] += 1
        counts[_AT["act_" + tag.act]] += 1
        counts[4] += tag.asks
        if tag.person is not None:
            delta.people.add(tag.person)
    found: defaultdict[Key, Delta] = defaultdict(Delta)
    for path, delta in paths.items():
        for key in keys(*path[:4]):
            found[key].add(delta)
    return found


def keys(voice: str, subject: str | None, week: date, units: str) -> Iterator[Key]:
    """The cells in which a tag counts: the author's unit, all above it, and everybody ("")."""
    if subject is not None:
        for unit in ("", *units.split("/")) if units else ("",):
            yield voice, subject, week, unit


def move(c: Connection, old: Sequence[Counted], new: Sequence[Counted]) -> None:
    """Take the old tags out of their cells and put the new ones in; the table of tags holds the new ones already."""
    came, left = deltas(new), deltas(old)
    parted = _parted(c, old)
    for part in bulk.portions(came.keys() | left.keys()):
        found = _rows(c, part)
        after = [_moved(key, found.get(key), came.get(key), left.get(key), parted.get(key, ())) for key in part]
        bulk.upsert(c, CELL, [row for row in after if row["posts"]], [k.name for k in KEY], (*COUNTS, "people"))
        empty = [key for key, row in zip(part, after, strict=True) if not row["posts"] and key in found]
        if empty:
            c.execute(delete(CELL).where(tuple_(*KEY).in_(empty)))


def _moved(key: Key, row: Any, came: Delta | None, left: Delta | None, parted: Iterable[int]) -> dict[str, Any]:
    counts = list(row[4:14]) if row is not None else [0] * len(COUNTS)
    people = BitMap.deserialize(row[14]) if row is not None else BitMap()
    if left is not None:
        counts = [a - b for a, b in zip(counts, left.counts, strict=True)]
        people -= BitMap(parted)
    if came is not None:
        counts = [a + b for a, b in zip(counts, came.counts, strict=True)]
        people |= BitMap(came.people)
    return dict(zip(_COLUMNS, (*key, *counts, people.serialize()), strict=True))


def _parted(c: Connection, old: Sequence[Counted]) -> dict[Key, set[int]]:
    """The persons who may leave each cell, less those of whom another tag counts there."""
    found: defaultdict[Key, set[int]] = defaultdict(set)
    for tag in old:
        for key in keys(*tag[:4]) if tag.person is not None else ():
            found[key].add(tag.person)  # type: ignore[arg-type]
    pairs = {(tag.person, tag.week) for tag in old if tag.person is not None and tag.subject is not None}
    t = TAG.c
    columns = select(t.voice, t.subject, t.week, t.units, t.person).where(t.subject.is_not(None))
    for part in bulk.portions(pairs):
        for *path, person in c.execute(columns.where(tuple_(t.person, t.week).in_(part))):
            for key in keys(*path):
                found[key].discard(person)
    return found


_COLUMNS = (*(column.name for column in KEY), *COUNTS, "people")


def _rows(c: Connection, wanted: Sequence[Key]) -> dict[Key, Any]:
    columns = select(*(CELL.c[name] for name in _COLUMNS))
    return {tuple(row[:4]): row for row in c.execute(columns.where(tuple_(*KEY).in_(wanted)))}


def rebuild(c: Connection) -> int:
    """Count everything from the tags once more; how many cells there are."""
    c.execute(delete(CELL))
    found = deltas(_every(c))
    rows = [_moved(key, None, delta, None, ()) for key, delta in found.items()]
    bulk.insert(c, CELL, rows)
    return len(rows)


def wrong(c: Connection) -> list[Key]:
    """The cells that are not what the tags add up to; empty as long as all is well."""
    right = {key: (delta.counts, delta.people) for key, delta in deltas(_every(c)).items()}
    rows = c.execute(select(*(CELL.c[name] for name in _COLUMNS)))
    here = {tuple(row[:4]): (list(row[4:14]), set(BitMap.deserialize(row[14]))) for row in rows}
    return sorted(key for key in right.keys() | here.keys() if right.get(key) != here.get(key))


def _every(c: Connection) -> Iterator[Counted]:
    rows = c.execute(select(*(TAG.c[name] for name in Counted._fields)).where(TAG.c.subject.is_not(None)))
    return (Counted(*row) for row in rows)


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
