"""Keeps the traces that readers leave, and what could not be kept at all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from pulse.domain import Refusal, Trace
from pulse.store import bulk, people
from pulse.store.rows import QUARANTINE, TRACE


def keep(c: Connection, traces: Sequence[Trace], at: datetime) -> None:
    """Keep the traces, each once, with the instant of the first time; those by nobody in particular are nothing."""
    number = people.numbers(c, {t.person for t in traces})
    rows = [
        {
            "source": t.source, "post": bulk.plain(t.post), "person": number[t.person], "kind": t.kind,
            "name": bulk.plain(t.name), "id": bulk.plain(t.id), "kept_at": at,
        }
        for t in traces if t.person
    ]  # fmt: skip
    bulk.upsert(c, TRACE, rows, ("source", "post", "person", "kind", "name"), ("id",))


def quarantine(c: Connection, source: str, refusals: Sequence[Refusal], at: datetime) -> None:
    """Keep where each refused thing stood, and why; seen again, it stays one row."""
    rows = [
        {"source": source, "place": bulk.plain(r.where), "reason": bulk.plain(r.reason), "at": at} for r in refusals
    ]
    bulk.upsert(c, QUARANTINE, rows, ("source", "place"), ("reason", "at"))


def quarantined(c: Connection, source: str) -> list[Refusal]:
    """What the source gave that could not be kept, newest first."""
    q = QUARANTINE.c
    rows = c.execute(select(q.place, q.reason).where(q.source == source).order_by(q.at.desc(), q.number.desc()))
    return [Refusal(where=place, reason=reason) for place, reason in rows]


def quarantined_count(c: Connection) -> dict[str, int]:
    """How many things are in quarantine, by source."""
    rows = c.execute(select(QUARANTINE.c.source, func.count().label("held")).group_by(QUARANTINE.c.source))
    return {row.source: row.held for row in rows}
