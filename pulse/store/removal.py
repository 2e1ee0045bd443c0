"""Takes things away for good: a source with all that it brought, a person, and texts that are too old."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, or_, select, update

from pulse.store import bulk, tags
from pulse.store.rows import (
    ALIAS,
    BELONGING,
    CURSOR,
    LABEL,
    PERSON,
    POST,
    PULL,
    QUARANTINE,
    REVISION,
    SEALED,
    SOURCE,
    TRACE,
)


def source(c: Connection, name: str) -> dict[str, int]:
    """Remove a source and everything that came through it; how many rows of what. Sealed figures stay as they are."""
    numbers = list(c.execute(select(POST.c.number).where(POST.c.source == name)).scalars())
    counts = _posts(c, numbers)
    for table in (TRACE, LABEL, QUARANTINE, PULL, CURSOR):
        counts[table.name + "s"] = _delete(c, table, table.c.source == name)
    counts["questions"] = _delete(c, SEALED, SEALED.c.source == name)
    _delete(c, SOURCE, SOURCE.c.name == name)
    counts["people"] = _strangers(c)
    return counts


def person(c: Connection, token: str) -> dict[str, int]:
    """Remove a person: what they wrote, read and reacted to, where they belonged, and the number that stands for them.

    Sealed counts stay. Their number stays in sealed groups until these change in a batch, but leads to nobody any more
    and is never given again.
    """
    number = c.execute(select(PERSON.c.number).where(PERSON.c.token == token)).scalar_one_or_none()
    if number is None:
        return {}
    rows = c.execute(select(POST.c.number, POST.c.source, POST.c.id).where(POST.c.person == number)).all()
    labels = sum(_delete(c, LABEL, (LABEL.c.source == r.source) & (LABEL.c.id == r.id)) for r in rows)
    counts = _posts(c, [r.number for r in rows]) | {"labels": labels}
    for table in (TRACE, BELONGING, SEALED):
        counts[{"trace": "traces", "belonging": "belongings", "sealed": "sealed"}[table.name]] = _delete(
            c, table, table.c.person == number
        )
    counts["aliases"] = _delete(c, ALIAS, ALIAS.c.person == number)
    counts["people"] = _delete(c, PERSON, PERSON.c.number == number)
    return counts


def texts(c: Connection, before: datetime, at: datetime) -> int:
    """Forget the words of all posts that were kept before this; how many. Tags and counts stay, and so does a hash."""
    here = (POST.c.kept_at < before, POST.c.forgotten_at.is_(None))
    return c.execute(update(POST).where(*here).values(text="", title="", forgotten_at=at)).rowcount


def _posts(c: Connection, numbers: Sequence[int]) -> dict[str, int]:
    counts = {"posts": 0, "tags": 0, "revisions": 0}
    for part in bulk.portions(numbers):
        counts["tags"] += tags.drop(c, part)
        counts["revisions"] += _delete(c, REVISION, bulk.among(c, REVISION.c.post, part))
        counts["posts"] += _delete(c, POST, bulk.among(c, POST.c.number, part))
    return counts


def _delete(c: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return c.execute(delete(table).where(where)).rowcount


def _strangers(c: Connection) -> int:
    """Remove the tokens that lead to nothing any more."""
    # A number that is sealed stays theirs: under a new one they would be counted again.
    used = [exists().where(t.c.person == PERSON.c.number) for t in (POST, TRACE, BELONGING, ALIAS, SEALED)]
    return _delete(c, PERSON, ~or_(*used))
