"""Posts, tags and weeks for the store's tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, select

from pulse.domain import Label, Post, Subject, Tag
from pulse.domain.weeks import monday
from pulse.store import posts, tags
from pulse.store.rows import POST, TAG, TOLD

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 16)
LEAN = Subject("rest", "lean")
MAYBE = {"d": 1 / 3}


def post(id: str = "1", **told: object) -> Post:
    """A post of the source "chat"."""
    given = {"source": "chat", "id": id, "author": "token-a", "said_at": NOON, "text": "hello"} | told
    return Post(**given)  # type: ignore[arg-type]


def week(instant: datetime) -> date:
    """The Monday, in UTC."""
    return monday(instant.date())


def weeks(instants: Sequence[datetime]) -> list[date]:
    """The Mondays, in UTC."""
    return list(map(week, instants))


def keep(c: Connection, *said: Post, at: datetime = NOON) -> posts.Kept:
    """Keep these posts of the internal voice."""
    return posts.keep(c, said, "internal", weeks, at)


def tag(*, stance: int = 1, act: int = 0, asks: float = 0.125, model: str = "m", decisions: Any = MAYBE) -> Tag:
    """A tag with these words; its probabilities are kept to the last bit."""
    return Tag(
        language="en", language_p=0.875, tone=(0.125, 0.75, 0.125),
        stance=tuple(0.75 if i == stance else 0.125 for i in range(3)), asks=asks,  # type: ignore[arg-type]
        act=tuple(0.5 if i == act else 0.125 for i in range(5)),  # type: ignore[arg-type]
        themes={"lean": 0.75}, decisions=decisions, model=model,
    )  # fmt: skip


class Tagged(NamedTuple):
    """A post's tag and where it counts."""

    id: str
    tag: Tag
    subject: Subject | None
    units: tuple[str, ...]


def tagged(id: str = "1", subject: Subject | None = LEAN, units: tuple[str, ...] = (), **words: object) -> Tagged:
    """A tag of a post."""
    return Tagged(id, tag(**words), subject, units)  # type: ignore[arg-type]


def keep_tags(c: Connection, *told: Tagged, source: str = "chat") -> int:
    """Write the tags of those posts that are kept and not gone; how many."""
    found = select(POST.c.id, POST.c.number, POST.c.voice, POST.c.week, POST.c.person)
    rows = {row.id: row for row in c.execute(found.where(POST.c.source == source, POST.c.gone_at.is_(None)))}
    here = [one for one in told if one.id in rows]
    return tags.write(c, columns(here, [rows[one.id] for one in here])) if here else 0


def columns(told: Sequence[Tagged], rows: Sequence[Any]) -> tags.Columns:
    """The tags as they are written; each row tells a post's number, voice, week and person."""
    said = [one.tag for one in told]
    return tags.Columns(
        model=said[0].model, posts=[row.number for row in rows], voices=[row.voice for row in rows],
        weeks=[row.week for row in rows], persons=[row.person for row in rows], languages=[t.language for t in said],
        odds=np.array([(t.language_p, *t.tone, *t.stance, t.asks, *t.act) for t in said]).reshape(-1, tags.WIDTH),
        themes=[t.themes for t in said], decisions=[t.decisions for t in said],
        subjects=[str(one.subject) if one.subject else None for one in told],
        units=["/".join(one.units) for one in told], announcing=[False] * len(told),
    )  # fmt: skip


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def label(id: str = "1", **told: object) -> Label:
    """A label of a post of the source "chat"."""
    given = {"source": "chat", "id": id, "coder": "one", "at": NOON, "drawn": "random", "probability": 1 / 3}
    return Label(**(given | told))  # type: ignore[arg-type]


def worded(c: Connection) -> list[Any]:
    """All that the tags say, by post; the numbers of what they say in words may differ from road to road."""
    columns = [column for column in TOLD.c if column.name not in ("manner", "number")]
    return list(c.execute(select(*columns).select_from(TOLD).order_by(TAG.c.post)).all())
