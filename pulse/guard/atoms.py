"""Contributions become atoms: groups of enough distinct people, closed once, split by part where every part has enough.

A lane is one (voice, subject). Its weeks stand in order and are joined until the group holds enough distinct people
(somebody who wrote in several of them counts once); then it is closed, for good, and split by part. What is left over
waits, as -1, for later weeks. So a run with more weeks never changes an earlier group, and sealing week by week gives
the same groups, and the same numbers, as one run over all weeks.

- Fine atoms are made of (week, part) pieces, and coarse atoms of fine atoms, in the same way: pieces of consecutive
  slots are joined until there are enough people, and split along parts that no piece straddles. So each coarse atom is
  a union of fine atoms.
- A split takes the finest division into parts and merges the smallest part that has too few with the smallest other,
  until all have enough; people without a known part ("") are a part like any other.
- Nothing here looks at what anybody said: only voice, subject, week, person and part are read.
- Late rows form batches of their own. A row is late when its week is not after the last closed week of its lane, or
  when the column ``late`` says so. Rows that still wait (-1) are not late: leave the flag off them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pulse.errors import SealError

Ints = NDArray[np.int64]
OPEN = -1
"""The number of a row that lies in no group yet."""

NEEDED = ("voice", "subject", "week", "person", "part")


@dataclass(frozen=True, slots=True)
class Minimum:
    """How many distinct people, and how many rows, a group needs."""

    people: int
    rows: int = 1

    def met(self, people: frozenset[int], rows: int) -> bool:
        """Whether so many are enough."""
        return len(people) >= self.people and rows >= self.rows


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that stay together. ``slot`` orders pieces in their lane; pieces of one slot are joined at once."""

    lane: int
    slot: int
    parts: frozenset[int]
    people: frozenset[int]
    rows: Ints

    @property
    def size(self) -> tuple[int, int, int]:
        """Distinct people, then rows, then the first part (by name), which makes every order total."""
        return len(self.people), len(self.rows), min(self.parts)


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns of a frame as numbers whose order is the order of the names."""

    lane: Ints
    week: Ints
    person: Ints
    part: Ints
    late: NDArray[np.bool_]


def partition(frame: pd.DataFrame, *, fine: int = 5, coarse: int = 20) -> pd.DataFrame:
    """The fine and the coarse atom of each contribution, -1 where it lies in none yet; indexed like the frame.

    Columns ``fine`` and ``coarse`` of the frame hold the numbers of earlier runs, which stay as they are; new numbers
    follow them in the order in which atoms close. ``late`` flags rows that came after their week was sealed.
    """
    rows, first, second = _rows(frame), _earlier(frame, "fine"), _earlier(frame, "coarse")
    if np.any((second != OPEN) & (first == OPEN)):
        raise SealError("a contribution lies in a coarse atom but in no fine one: restore the database from a backup")
    _close(rows, first, Minimum(fine))
    atoms = list(_sealed_pieces(rows, first, np.flatnonzero((first != OPEN) & (second == OPEN))))
    _number(_join(atoms, Minimum(coarse)), second)
    return pd.DataFrame({"fine": first, "coarse": second}, index=frame.index)


def group(frame: pd.DataFrame, *, people: int = 5, rows: int = 1) -> "pd.Series[int]":
    """The group of each row, by the same joining and splitting with one grain; -1 where it lies in none yet.

    A group needs both minimums. A column ``group`` of the frame holds the numbers of earlier runs.
    """
    numbers = _earlier(frame, "group")
    _close(_rows(frame), numbers, Minimum(people, rows))
    return pd.Series(numbers, index=frame.index, name="group")


def _rows(frame: pd.DataFrame) -> Rows:
    missing = [name for name in NEEDED if name not in frame]
    if missing:
        raise SealError(f"contributions lack the column {missing[0]!r}: gather them again")
    voice, voices = _codes(frame["voice"])
    subject, _ = _codes(frame["subject"])
    late = frame["late"].eq(True).to_numpy(bool) if "late" in frame else np.zeros(len(frame), bool)
    week = frame["week"].to_numpy("datetime64[D]").astype(np.int64)
    person = frame["person"].to_numpy(np.int64)
    return Rows(subject * max(voices, 1) + voice, week, person, _codes(frame["part"])[0], late)


def _codes(column: "pd.Series[str]") -> tuple[Ints, int]:
    numbers, names = pd.factorize(column.astype(object).fillna(""), sort=True)
    return numbers.astype(np.int64), len(names)


def _earlier(frame: pd.DataFrame, name: str) -> Ints:
    if name not in frame:
        return np.full(len(frame), OPEN, np.int64)
    return frame[name].fillna(OPEN).to_numpy(np.int64, copy=True)


def _close(rows: Rows, numbers: Ints, minimum: Minimum) -> None:
    """Number the rows that can be closed: first those on time, then the late ones in batches."""
    late = rows.late | (rows.week <= _closed_through(rows, numbers)[rows.lane])
    unsealed = numbers == OPEN
    on_time = _pieces(rows, np.flatnonzero(unsealed & ~late), lambda week: week)
    _number(_join(on_time, minimum), numbers)
    batch = _pieces(rows, np.flatnonzero(unsealed & late), lambda week: np.zeros_like(week))
    _number(_join(batch, minimum), numbers)


def _closed_through(rows: Rows, numbers: Ints) -> Ints:
    last = np.full(int(rows.lane.max(initial=-1)) + 1, np.iinfo(np.int64).min)
    sealed = (numbers != OPEN) & ~rows.late
    np.maximum.at(last, rows.lane[sealed], rows.week[sealed])
    return last


def _pieces(rows: Rows, chosen: Ints, slot: Callable[[Ints], Ints]) -> list[Piece]:
    """The (slot, part) pieces of the chosen rows, in the order of lanes and slots."""
    lane, slots, part = rows.lane[chosen], slot(rows.week[chosen]), rows.part[chosen]
    pieces = []
    for at in _runs(np.lexsort((part, slots, lane)), lane, slots, part):
        first, there = at[0], chosen[at]
        parts = frozenset((int(part[first]),))
        pieces.append(Piece(int(lane[first]), int(slots[first]), parts, _people(rows, there), there))
    return pieces


def _sealed_pieces(rows: Rows, fine: Ints, chosen: Ints) -> Iterator[Piece]:
    """Fine atoms as pieces; those that were closed together (they share their last week) share a slot."""
    numbers = fine[chosen]
    atoms = list(_runs(np.argsort(numbers, kind="stable"), numbers))
    last = [int(rows.week[chosen[at]].max(initial=0)) for at in atoms]
    slots: dict[tuple[int, int], int] = {}
    pieces = []
    for at, week in zip(atoms, last, strict=True):
        lane = int(rows.lane[chosen[at[0]]])
        slot = slots.setdefault((lane, week), int(numbers[at[0]]))
        parts = frozenset(np.unique(rows.part[chosen[at]]).tolist())
        pieces.append(Piece(lane, slot, parts, _people(rows, chosen[at]), chosen[at]))
    yield from sorted(pieces, key=attrgetter("lane", "slot"))


def _people(rows: Rows, at: Ints) -> frozenset[int]:
    return frozenset(rows.person[at].tolist())


def _runs(order: Ints, *keys: Ints) -> Iterator[Ints]:
    """The order, cut where any of the keys changes."""
    if not len(order):
        return
    changes = np.zeros(len(order) - 1, bool)
    for key in keys:
        changes |= np.diff(key[order]) != 0
    yield from np.split(order, np.flatnonzero(changes) + 1)


def _join(pieces: Iterable[Piece], minimum: Minimum) -> Iterator[tuple[int, Piece]]:
    """The groups that close, each with the slot that closed it. Pieces come in the order of lanes and slots."""
    for _, lane in groupby(pieces, attrgetter("lane")):
        waiting: list[Piece] = []
        people: frozenset[int] = frozenset()
        for slot, found in groupby(lane, attrgetter("slot")):
            waiting += found
            people = people.union(*(p.people for p in waiting))
            if minimum.met(people, sum(len(p.rows) for p in waiting)):
                yield from ((slot, piece) for piece in _split(waiting, minimum))
                waiting, people = [], frozenset()


def _split(pieces: list[Piece], minimum: Minimum) -> list[Piece]:
    """The group, split along parts that no piece straddles, the smallest merged until each has enough."""
    found = _apart(pieces)
    while len(found) > 1:
        few = [piece for piece in found if not minimum.met(piece.people, len(piece.rows))]
        if not few:
            break
        smallest = min(few, key=attrgetter("size"))
        other = min((p for p in found if p is not smallest), key=attrgetter("size"))
        found = [p for p in found if p is not smallest and p is not other]
        found.append(_merged([smallest, other]))
    return found


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Pieces that share a part, merged: what remains has disjoint parts."""
    found: list[list[Piece]] = []
    covered: list[frozenset[int]] = []
    for piece in pieces:
        together, parts = [piece], piece.parts
        for i in [i for i, those in enumerate(covered) if those & piece.parts][::-1]:
            together += found.pop(i)
            parts |= covered.pop(i)
        found.append(together)
        covered.append(parts)
    return [_merged(those) for those in found]


def _merged(pieces: list[Piece]) -> Piece:
    parts = frozenset[int]().union(*(p.parts for p in pieces))
    people = frozenset[int]().union(*(p.people for p in pieces))
    rows = np.concatenate([p.rows for p in pieces])
    return Piece(pieces[0].lane, pieces[-1].slot, parts, people, rows)


def _number(closed: Iterable[tuple[int, Piece]], numbers: Ints) -> None:
    """Number the rows of each group after those that are there, in the order of closing, lane and part."""
    start = int(numbers.max(initial=OPEN)) + 1
    ordered = sorted(closed, key=lambda pair: (pair[0], pair[1].lane, min(pair[1].parts)))
    for number, (_, piece) in enumerate(ordered, start):
        numbers[piece.rows] = number
