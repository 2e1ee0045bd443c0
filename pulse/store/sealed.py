"""Keeps what is sealed: atoms, who is in which, audits, and how far it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from pyroaring import BitMap
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import IntegrityError

from pulse.domain import Atom, Audit, Grain, Subject
from pulse.errors import StoreError
from pulse.store import bulk
from pulse.store.rows import ATOM, AUDIT, MEMBER, STATE

MEMBERS = ("grain", "atom", "voice", "subject", "week", "person", "post")
"""The columns of a frame of members; ``post`` is the number of an asking post, and 0 in grains of contributions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far things are sealed: a draft until ``published_from`` is set; ``sealed_through`` is the last week."""

    published_from: date | None = None
    sealed_through: date | None = None
    sealed_at: datetime | None = None
    version: int = 0
    model: str = ""

    @property
    def draft(self) -> bool:
        """Whether everything is still computed anew at each run."""
        return self.published_from is None


def state(c: Connection) -> State:
    """How far things are sealed."""
    s = STATE.c
    row = c.execute(select(s.published_from, s.sealed_through, s.sealed_at, s.version, s.model)).one_or_none()
    if row is None:
        return State()
    return State(published_from=row[0], sealed_through=row[1], sealed_at=row[2], version=row[3], model=row[4])


def set_state(c: Connection, now: State) -> None:
    """Keep how far things are sealed."""
    row = {
        "number": 1, "published_from": now.published_from, "sealed_through": now.sealed_through,
        "sealed_at": now.sealed_at, "version": now.version, "model": now.model,
    }  # fmt: skip
    bulk.upsert(c, STATE, [row], ("number",), tuple(name for name in row if name != "number"))


def save(c: Connection, atoms: Sequence[Atom], members: pd.DataFrame | None = None) -> None:
    """Keep atoms, and the rows of MEMBERS that were sealed in them; nothing may be sealed twice."""
    try:
        bulk.insert(c, ATOM, [_atom_row(a) for a in atoms])
        if members is not None:
            bulk.insert(c, MEMBER, _member_rows(members))
    except IntegrityError as error:
        raise StoreError("an atom or a contribution is already sealed: seal only what is not in one yet") from error


def _atom_row(a: Atom) -> dict[str, Any]:
    return {
        "grain": a.grain, "id": a.id, "version": a.version, "voice": a.voice, "subject": str(a.subject), "start":
        a.start, "stop": a.stop, "parts": list(a.parts), "people": BitMap(a.people).serialize(), "contributions":
        a.contributions, "posts": a.posts, "counts": dict(a.counts), "waits": [list(w) for w in a.waits], "sealed_at":
        a.sealed_at, "model": a.model,
    }  # fmt: skip


def _member_rows(members: pd.DataFrame) -> list[dict[str, Any]]:
    frame = members if "post" in members else members.assign(post=0)
    columns = [frame[name].tolist() for name in MEMBERS]
    columns[MEMBERS.index("week")] = [week.date() for week in pd.to_datetime(frame["week"])]
    return [dict(zip(MEMBERS, row, strict=True)) for row in zip(*columns, strict=True)]


def atoms(c: Connection, grain: Grain | None = None) -> list[Atom]:
    """The atoms, each in its newest version, in the order of their ids."""
    a = ATOM.c
    newest = select(a.grain, a.id, func.max(a.version).label("version")).group_by(a.grain, a.id).subquery("newest")
    here = (a.grain == newest.c.grain) & (a.id == newest.c.id) & (a.version == newest.c.version)
    found = select(ATOM).join(newest, here).order_by(a.grain, a.id)
    rows = c.execute(found if grain is None else found.where(a.grain == grain))
    return [_atom(row) for row in rows]


def _atom(row: Any) -> Atom:
    return Atom(
        id=row.id, grain=row.grain, voice=row.voice, subject=Subject.parse(row.subject), start=row.start, stop=row.stop,
        parts=tuple(row.parts), people=frozenset(BitMap.deserialize(row.people)), contributions=row.contributions,
        posts=row.posts, counts=row.counts, waits=tuple((days, answered) for days, answered in row.waits),
        sealed_at=row.sealed_at, model=row.model, version=row.version,
    )  # fmt: skip


def members(c: Connection, grain: Grain | None = None) -> pd.DataFrame:
    """Who is sealed in which atom: a frame of MEMBERS. Personal data: it never leaves the write side."""
    found = select(*(MEMBER.c[name] for name in MEMBERS))
    rows = c.execute(found if grain is None else found.where(MEMBER.c.grain == grain)).all()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(MEMBERS)
    frame = pd.DataFrame({name: list(values) for name, values in zip(MEMBERS, columns, strict=True)})
    frame["week"] = pd.to_datetime(frame["week"]).astype("datetime64[us]")
    return frame.astype({"atom": "int64", "person": "int64", "post": "int64"})


def next_id(c: Connection, grain: Grain) -> int:
    """The first number that no atom of this grain has."""
    return int(c.execute(select(func.coalesce(func.max(ATOM.c.id), -1)).where(ATOM.c.grain == grain)).scalar_one()) + 1


def save_audits(c: Connection, audits: Sequence[Audit]) -> None:
    """Keep these audits in place of all former ones."""
    c.execute(delete(AUDIT))
    bulk.insert(c, AUDIT, [_audit_row(a) for a in audits])


def _audit_row(a: Audit) -> dict[str, Any]:
    return {
        "voice": a.voice, "subject": str(a.subject), "week": a.week, "stratum": a.stratum, "probability": a.probability,
        "fine": a.fine, "coarse": a.coarse, "model_stance": a.model_stance, "model_asks": a.model_asks,
        "model_act": a.model_act, "stance": a.stance, "asks": a.asks, "act": a.act, "labelled_at": a.labelled_at,
    }  # fmt: skip


def audits(c: Connection) -> list[Audit]:
    """The labelled contributions that enter estimates, in the order in which they were kept."""
    return [
        Audit(
            voice=row.voice, subject=Subject.parse(row.subject), week=row.week, stratum=row.stratum,
            probability=row.probability, fine=row.fine, coarse=row.coarse, model_stance=row.model_stance,
            model_asks=row.model_asks, model_act=row.model_act, stance=row.stance, asks=row.asks, act=row.act,
            labelled_at=row.labelled_at,
        )
        for row in c.execute(select(AUDIT).order_by(AUDIT.c.number))
    ]  # fmt: skip


def clear_draft(c: Connection) -> None:
    """Forget everything that was sealed in a draft; what is published stays, and asking for it is a mistake."""
    if not state(c).draft:
        raise StoreError("published figures are frozen and cannot be cleared: only a draft can")
    for table in (MEMBER, ATOM, AUDIT):
        c.execute(delete(table))
