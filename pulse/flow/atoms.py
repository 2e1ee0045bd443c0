"""Groups of contributions, people and questions made into atoms: sums, rounded at random, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from pulse.domain import GRAINS, WEEK, Atom, Grain, Subject
from pulse.guard.rounding import rounded, rounded_coarse

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


def atoms(rows: pd.DataFrame, grain: Grain, seal: Seal, finer: Sequence[Atom] = ()) -> list[Atom]:
    """An atom for each group.

    Args:
        rows: voice, subject, week, person, part, posts and what COUNTS needs, with the group's number in a column
            named like the grain; rows with -1 are in none yet.
        finer: for coarse atoms, the fine ones that they are made of: what these publish bounds what may be published.
    """
    inside = rows[rows[grain] >= 0]
    counted = inside.assign(**{name: count(inside) for name, count in COUNTS[grain].items()})
    known = {atom.id: (atom.counts["critical"], atom.contributions) for atom in finer}
    return [_atom(int(str(group)), part, grain, seal, known) for group, part in counted.groupby(grain, sort=True)]


def _atom(group: int, rows: pd.DataFrame, grain: Grain, seal: Seal, known: Mapping[int, tuple[int, int]]) -> Atom:
    first = rows.iloc[0]
    weeks = rows["week"]
    parts = tuple(sorted(rows["part"].unique()))
    late = bool(rows["late"].any())
    exact = {name: int(rows[name].sum()) for name in COUNTS[grain]}
    name = "|".join((grain, first.voice, first.subject, f"{weeks.min():%G%V}", f"{weeks.max():%G%V}", ",".join(parts)))
    name += "|late" if late else ""
    return Atom(
        id=atom_id(grain, group),
        grain=grain,
        voice=first.voice,
        subject=Subject.parse(first.subject),
        start=weeks.min().date(),
        stop=weeks.max().date() + WEEK,
        parts=parts,
        people=frozenset(rows["person"].tolist()),
        contributions=len(rows),
        posts=int(rows["posts"].sum()),
        counts=_rounded(exact, rows, grain, seal.key, name, known),
        waits=_waits(rows) if grain == "questions" else (),
        sealed_at=seal.at,
        model=seal.model,
        version=seal.version,
        late=late,
    )


def _rounded(
    counts: Mapping[str, int], rows: pd.DataFrame, grain: Grain, key: bytes, name: str,
    known: Mapping[int, tuple[int, int]],
) -> dict[str, int]:  # fmt: skip
    if grain == "coarse":
        below = [known[atom_id("fine", int(number))] for number in sorted(rows["fine"].unique())]
        return rounded_coarse(counts, len(rows), below, key, name)
    return {what: rounded(count, len(rows), key, f"{name}|{what}") for what, count in counts.items()}


def _waits(rows: pd.DataFrame) -> tuple[tuple[float, bool], ...]:
    # In half days and sorted, so that no median points at one question, and the order says nothing of who asked when.
    waits = zip(rows["days"], rows["answered"], strict=True)
    return tuple(sorted((round(2 * float(days)) / 2, bool(answered)) for days, answered in waits))
