"""Small things that a job remembers from run to run, and the journal of who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pulse.domain import Json
from pulse.store import bulk
from pulse.store.rows import JOURNAL, NOTE


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody in this role did something, with its receipt."""

    at: datetime
    role: str
    did: str
    receipt: Mapping[str, Json]


def read(c: Connection, name: str) -> Json:
    """What is remembered under the name, or None."""
    found: Json = c.execute(select(NOTE.c.value).where(NOTE.c.name == name)).scalar_one_or_none()
    return found


def write(c: Connection, name: str, value: Json) -> None:
    """Remember something under the name."""
    bulk.upsert(c, NOTE, [{"name": name, "value": value}], ("name",), ("value",))


def enter(c: Connection, entry: Entry) -> None:
    """Enter something in the journal."""
    row = {"at": entry.at, "role": entry.role, "did": entry.did, "receipt": dict(entry.receipt)}
    bulk.insert(c, JOURNAL, [row])


def journal(c: Connection, limit: int = 1000) -> list[Entry]:
    """The latest entries of the journal, newest first."""
    j = JOURNAL.c
    rows = c.execute(select(j.at, j.role, j.did, j.receipt).order_by(j.number.desc()).limit(limit))
    return [Entry(at, role, did, receipt) for at, role, did, receipt in rows]
