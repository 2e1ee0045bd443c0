"""Keeps quotes and groups of like questions in the words that a person chose for them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, select, update

from pulse.domain import Subject, Voice
from pulse.store import bulk
from pulse.store.rows import REWORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """What a group of posts says, reworded. ``people`` are its authors, ``since`` the day of its first post.

    ``stance`` is favour, against or asks; ``unit`` None is the whole company; ``closed_at`` a question's answer.
    """

    id: str
    kind: Literal["quote", "question"]
    voice: Voice
    subject: Subject
    stance: str
    text: str
    language: str
    unit: str | None = None
    owner: str = ""
    since: date
    people: int
    posts: tuple[tuple[str, str], ...]
    by: str
    at: datetime
    closed_at: datetime | None = None


def save(c: Connection, reworded: Sequence[Reworded]) -> None:
    """Keep these; the same id is the same quote or question, as it was worded last."""
    rows = [asdict(r) | {"subject": str(r.subject), "posts": [list(key) for key in r.posts]} for r in reworded]
    bulk.upsert(c, REWORDED, rows, ("id",), [column.name for column in REWORDED.c if column.name != "id"])


def load(c: Connection) -> list[Reworded]:
    """All of them, the oldest first."""
    rows = c.execute(select(REWORDED).order_by(REWORDED.c.at, REWORDED.c.id)).mappings()
    return [
        Reworded(**{**row, "subject": Subject.parse(row["subject"]), "posts": tuple(map(tuple, row["posts"]))})
        for row in rows
    ]


def close(c: Connection, id: str, at: datetime) -> None:
    """Say that a group of questions has its answer."""
    c.execute(update(REWORDED).where(REWORDED.c.id == id).values(closed_at=at))
