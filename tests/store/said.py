"""Posts, tags and weeks for the store's tests."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from pulse.domain import Label, Post, Subject, Tag
from pulse.domain.weeks import monday
from pulse.store import posts, tags

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 16)
LEAN = Subject("rest", "lean")


def post(id: str = "1", **told: object) -> Post:
    """A post of the source "chat"."""
    given = {"source": "chat", "id": id, "author": "token-a", "said_at": NOON, "text": "hello"} | told
    return Post(**given)  # type: ignore[arg-type]


def week(instant: datetime) -> date:
    """The Monday, in UTC."""
    return monday(instant.date())


def keep(c: Connection, *said: Post, at: datetime = NOON) -> posts.Kept:
    """Keep these posts of the internal voice."""
    return posts.keep(c, said, "internal", week, at)


def tag(*, stance: int = 1, act: int = 0, asks: float = 0.1, model: str = "m") -> Tag:
    """A tag with these words."""
    return Tag(
        language="en", language_p=0.9, tone=(0.1, 0.8, 0.1),
        stance=tuple(0.8 if i == stance else 0.1 for i in range(3)), asks=asks,  # type: ignore[arg-type]
        act=tuple(0.6 if i == act else 0.1 for i in range(5)),  # type: ignore[arg-type]
        themes={"lean": 0.75}, decisions={"d": 1 / 3}, model=model,
    )  # fmt: skip


def tagged(id: str = "1", subject: Subject | None = LEAN, units: tuple[str, ...] = (), **words: object) -> tags.Tagged:
    """A tag of a post of the source "chat"."""
    return tags.Tagged(source="chat", id=id, tag=tag(**words), subject=subject, units=units)  # type: ignore[arg-type]


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def label(id: str = "1", **told: object) -> Label:
    """A label of a post of the source "chat"."""
    given = {"source": "chat", "id": id, "coder": "one", "at": NOON, "drawn": "random", "probability": 1 / 3}
    return Label(**(given | told))  # type: ignore[arg-type]
