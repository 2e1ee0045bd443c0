"""Keeps what is sealed: atoms, the rows that they were made of, audits, and how far sealing has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
from pyroaring import BitMap
from sqlalchemy import Connection, Table, delete, func, select

from pulse.domain import Atom, Audit, Grain, Subject
from pulse.store import bulk
from pulse.store.rows import ATOM, AUDIT, SEALED, STATE

KEY = ("kind", "voice", "subject", "week", "person", "source", "id")
SHARED = ("voice", "subject", "week", "person", "part", "posts")
GROUPS = ("fine", "coarse", "late")
KINDS: Mapping[str, tuple[str, ...]] = {
    "contribution": (*SHARED, "stance", "asks", "act", "language", *GROUPS),
    "reach": (*SHARED, *GROUPS),
    "question": (*SHARED, "source", "id", "days", "answered", *GROUPS),
}
"""The kinds of rows that are sealed, and their columns. Groups are numbers from 0 on; -1 is in none yet."""
TYPES: Mapping[str, Any] = {
    **dict.fromkeys(("voice", "subject", "part", "stance", "act", "language", "source", "id"), "str"),
    **dict.fromkeys(("person", "posts", "fine", "coarse"), "int64"),
    **dict.fromkeys(("asks", "answered", "late"), "bool"),
    "days": "float64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far things are sealed: a draft until ``published_from`` is set; ``sealed_through`` is the last week.

    ``coders`` are (posts labelled twice, labelled differently) for stance, asks and act.
    """

    published_from: date | None = None
    sealed_through: date | None = None
    sealed_at: datetime | None = None
    version: int = 0
    model: str = ""
    coders: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def state(c: Connection) -> State:
    """How far things are sealed."""
    s = STATE.c
    row = c.execute(select(s.published_from, s.sealed_through, s.sealed_at, s.version, s.model, s.coders)).one_or_none()
    if row is None:
        return State()
    return State(
        published_from=row.published_from, sealed_through=row.sealed_through, sealed_at=row.sealed_at,
        version=row.version, model=row.model, coders={what: (n, k) for what, (n, k) in row.coders.items()},
    )  # fmt: skip


def set_state(c: Connection, now: State) -> None:
    """Keep how far things are sealed."""
    row = {
        "number": 1, "published_from": now.published_from, "sealed_through": now.sealed_through,
        "sealed_at": now.sealed_at, "version": now.version, "model": now.model,
        "coders": {what: list(counts) for what, counts in now.coders.items()},
    }  # fmt: skip
    bulk.upsert(c, STATE, [row], ("number",), tuple(name for name in row if name != "number"))


def replace(c: Connection, made: Sequence[Atom], frames: Mapping[str, pd.DataFrame], frozen_from: date | None) -> None:
    """Keep atoms and the rows of each of KINDS, in place of the draft's.

    From the week ``frozen_from`` on nothing that is kept changes: atoms and rows that are new there are added, and a
    row that waits for a group (-1), or for a coarse one, may join it. None: everything is still a draft.
    """
    _clear(c, ATOM, ATOM.c.start < frozen_from if frozen_from else None)
    _clear(c, SEALED, SEALED.c.week < frozen_from if frozen_from else None)
    frozen = {(row.grain, row.id) for row in c.execute(select(ATOM.c.grain, ATOM.c.id))}
    bulk.insert(c, ATOM, [_atom_row(a) for a in made if (a.grain, a.id) not in frozen])
    kept = rows(c, frozen_from) if frozen_from else {}
    for kind, frame in frames.items():
        new = _fresh(frame, kept[kind], _key(kind)) if kind in kept else frame
        bulk.upsert(c, SEALED, _sealed_rows(kind, new), KEY, GROUPS)


def _clear(c: Connection, table: Table, where: Any) -> None:
    c.execute(delete(table) if where is None else delete(table).where(where))


def _key(kind: str) -> list[str]:
    return [name for name in KEY if name in KINDS[kind]]


def _fresh(frame: pd.DataFrame, kept: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows that are not kept as they are."""
    known = pd.MultiIndex.from_frame(kept[[*key, "fine", "coarse"]])
    return frame[~pd.MultiIndex.from_frame(frame[[*key, "fine", "coarse"]]).isin(known)]


def _sealed_rows(kind: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {column.name: None for column in SEALED.c}
    nothing |= {"kind": kind, "source": "", "id": ""}
    names = KINDS[kind]
    columns = [frame[name].tolist() for name in names]
    columns[names.index("week")] = [week.date() for week in frame["week"]]
    return [nothing | dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def rows(c: Connection, frozen_from: date | None) -> dict[str, pd.DataFrame]:
    """The sealed rows of each of KINDS, in weeks from ``frozen_from`` on; none at all for None. Personal data."""
    found: dict[str, pd.DataFrame] = {}
    for kind, names in KINDS.items():
        s = SEALED.c
        where = (s.kind == kind, s.week >= (frozen_from or date.max))
        columns = list(zip(*c.execute(select(*(s[name] for name in names)).where(*where)), strict=True))
        frame = pd.DataFrame(dict(zip(names, columns or [()] * len(names), strict=True)), columns=list(names))
        frame["week"] = pd.to_datetime(frame["week"]).astype("datetime64[us]")
        found[kind] = frame.astype({name: type for name, type in TYPES.items() if name in names})
    return found


def last(c: Connection, frozen_from: date | None) -> dict[str, int]:
    """The highest id of a frozen atom of each grain that has any."""
    found = select(ATOM.c.grain, func.max(ATOM.c.id)).where(ATOM.c.start >= (frozen_from or date.max))
    return {row[0]: row[1] for row in c.execute(found.group_by(ATOM.c.grain)).all()}


def _atom_row(a: Atom) -> dict[str, Any]:
    return {
        "grain": a.grain, "id": a.id, "voice": a.voice, "subject": str(a.subject), "start": a.start, "stop": a.stop,
        "parts": list(a.parts), "people": BitMap(a.people).serialize(), "contributions": a.contributions,
        "posts": a.posts, "counts": dict(a.counts), "waits": [list(w) for w in a.waits], "sealed_at": a.sealed_at,
        "model": a.model, "version": a.version, "late": a.late,
    }  # fmt: skip


def atoms(c: Connection, grain: Grain | None = None) -> list[Atom]:
    """The atoms, by grain and id."""
    found = select(ATOM).order_by(ATOM.c.grain, ATOM.c.id)
    return [_atom(row) for row in c.execute(found if grain is None else found.where(ATOM.c.grain == grain)).all()]


def _atom(row: Any) -> Atom:
    return Atom(
        id=row.id, grain=row.grain, voice=row.voice, subject=Subject.parse(row.subject), start=row.start, stop=row.stop,
        parts=tuple(row.parts), people=frozenset(BitMap.deserialize(row.people)), contributions=row.contributions,
        posts=row.posts, counts=row.counts, waits=tuple((days, answered) for days, answered in row.waits),
        sealed_at=row.sealed_at, model=row.model, version=row.version, late=row.late,
    )  # fmt: skip


def save_audits(c: Connection, audits: Sequence[Audit]) -> None:
    """Keep these audits in place of all former ones."""
    c.execute(delete(AUDIT))
    bulk.insert(c, AUDIT, [_audit_row(a) for a in audits])


def _audit_row(a: Audit) -> dict[str, Any]:
    return {
        "voice": a.voice, "subject": str(a.subject), "week": a.week, "person": a.person, "stratum": a.stratum,
        "probability": a.probability, "fine": a.fine, "coarse": a.coarse, "model_stance": a.model_stance,
        "model_asks": a.model_asks, "model_act": a.model_act, "stance": a.stance, "asks": a.asks, "act": a.act,
        "labelled_at": a.labelled_at, "unsaid": list(a.unsaid),
    }  # fmt: skip


def audits(c: Connection) -> list[Audit]:
    """The labelled contributions that enter estimates, in the order in which they were kept."""
    return [
        Audit(
            voice=row.voice, subject=Subject.parse(row.subject), week=row.week, person=row.person, stratum=row.stratum,
            probability=row.probability, fine=row.fine, coarse=row.coarse, model_stance=row.model_stance,
            model_asks=row.model_asks, model_act=row.model_act, stance=row.stance, asks=row.asks, act=row.act,
            labelled_at=row.labelled_at, unsaid=tuple(row.unsaid or ()),
        )
        for row in c.execute(select(AUDIT).order_by(AUDIT.c.number))
    ]  # fmt: skip
