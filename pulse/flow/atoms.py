"""Groups of contributions, people and questions made into atoms: sums, rounded at random, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from pulse.domain import GRAINS, WEEK, Atom, Grain, Subject
from pulse.guard.rounding import rounded

COUNTS: Mapping[Grain, Mapping[str, Callable[[pd.DataFrame], "pd.Series[bool]"]]] = {
    "fine": {
        "critical": lambda rows: rows["stance"] == "against",
        "asks": lambda rows: rows["asks"],
    },
    "coarse": {
        "favour": lambda rows: rows["stance"] == "favour",
        "against": lambda rows: rows["stance"] == "against",
        "doing": lambda rows: rows["act"] == "doing",
        "wish": lambda rows: rows["act"] == "wish",
    },
    "reach": {},
    "questions": {
        "mature": lambda rows: rows["answered"] | (rows["days"] >= 7),
        "in_time": lambda rows: rows["answered"] & (rows["days"] <= 7),
        "open": lambda rows: ~rows["answered"],
    },
}
"""What is counted in each grain. ``mature`` questions are 7 days old or answered."""


@dataclass(frozen=True)
class Seal:
    """What every atom of one sealing shares."""

    key: bytes
    at: datetime
    model: str
    version: int


def number(id: int) -> int:
    """The group's number within its grain, from an atom's id."""
    return id // len(GRAINS)


def atom_id(grain: Grain, number: int) -> int:
    """An atom's id, unique over all grains."""
    return number * len(GRAINS) + GRAINS.index(grain)


FULL: Mapping[str, str] = {"favour": "against", "wish": "doing"}
"""Counts of which nobody can be in both: the second is published first, and the first leaves room for doubt."""


def atoms(rows: pd.DataFrame, grain: Grain, seal: Seal, finer: Sequence[Atom] = ()) -> list[Atom]:
    """An atom for each group.

    Args:
        rows: voice, subject, week, person, part, posts and what COUNTS needs, with the group's number in a column
            named like the grain; rows with -1 are in none yet. What was sealed must still be there as it was sealed:
            new counts are rounded in one run with the earlier ones.
        finer: for coarse atoms, the fine ones that they are made of: what these say of critical is published once.
    """
    inside = rows[rows[grain] >= 0]
    counted = inside.assign(**{name: count(inside) for name, count in COUNTS[grain].items()})
    told = _published(counted, grain, seal.key, finer)
    return [_atom(int(str(group)), part, grain, seal, told) for group, part in counted.groupby(grain, sort=True)]


def _atom(group: int, rows: pd.DataFrame, grain: Grain, seal: Seal, told: Mapping[int, Mapping[str, int]]) -> Atom:
    first = rows.iloc[0]
    weeks = rows["week"]
    return Atom(
        id=atom_id(grain, group),
        grain=grain,
        voice=first.voice,
        subject=Subject.parse(first.subject),
        start=weeks.min().date(),
        stop=weeks.max().date() + WEEK,
        parts=tuple(sorted(rows["part"].unique())),
        people=frozenset(rows["person"].tolist()),
        contributions=len(rows),
        posts=int(rows["posts"].sum()),
        counts=told.get(group, {}),
        waits=_waits(rows) if grain == "questions" else (),
        sealed_at=seal.at,
        model=seal.model,
        version=seal.version,
        late=bool(rows["late"].any()),
    )


def _published(
    counted: pd.DataFrame, grain: Grain, key: bytes, finer: Sequence[Atom]
) -> Mapping[int, Mapping[str, int]]:
    """The rounded counts of each group, drawn lane by lane in the order of numbers, which is that of closing."""
    told: dict[int, dict[str, int]] = {}
    if not COUNTS[grain] or counted.empty:
        return told
    groups = counted.groupby(grain, sort=True)
    exact = groups[list(COUNTS[grain])].sum().join(groups[["voice", "subject"]].first()).assign(total=groups.size())
    if grain == "coarse":
        exact["against"] = _critical(counted, finer)
    for (voice, subject), lane in exact.groupby(["voice", "subject"], sort=False):
        found = _lane(lane, grain, key, f"{grain}|{voice}|{subject}")
        for group, *counts in zip(lane.index, *found.values(), strict=True):
            told[int(str(group))] = dict(zip(found, counts, strict=True))
    return told


def _critical(counted: pd.DataFrame, finer: Sequence[Atom]) -> "pd.Series[int]":
    """What the fine atoms of each coarse one publish as critical, added up."""
    known = {number(atom.id): atom.counts["critical"] for atom in finer}
    pairs = counted[["coarse", "fine"]].drop_duplicates()
    return pairs["fine"].map(known).groupby(pairs["coarse"]).sum()


def _lane(lane: pd.DataFrame, grain: Grain, key: bytes, chain: str) -> dict[str, list[int]]:
    """The rounded counts of a lane's groups, by name."""
    found: dict[str, list[int]] = {}
    for name in sorted(COUNTS[grain], key=lambda name: name in FULL):
        if (grain, name) == ("coarse", "against"):
            found[name] = lane[name].tolist()
        else:
            taken = found.get(FULL.get(name, ""))
            found[name] = rounded(lane[name], lane["total"], key, f"{chain}|{name}", taken=taken).tolist()
    return found


def _waits(rows: pd.DataFrame) -> tuple[tuple[float, bool], ...]:
    # In half days and sorted, so that no median points at one question, and the order says nothing of who asked when.
    waits = zip(rows["days"], rows["answered"], strict=True)
    return tuple(sorted((round(2 * float(days)) / 2, bool(answered)) for days, answered in waits))
