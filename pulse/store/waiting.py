"""Posts that wait for their tags, with all that is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import compress
from typing import Any, cast

from sqlalchemy import Connection, or_, select

from pulse.domain import Post
from pulse.store import manners
from pulse.store.rows import PERSON, POST

WAITING = (
    POST.c.number, POST.c.week, POST.c.person, POST.c.source, POST.c.id, PERSON.c.token, POST.c.said_at, POST.c.text,
    POST.c.parent, POST.c.thread, POST.c.title, POST.c.language,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """Posts that wait for a tag, with the numbers, weeks and persons by which they are kept and counted.

    ``units`` are those in which they count, where these are known already.
    """

    posts: list[Post]
    numbers: list[int]
    weeks: list[date]
    persons: list[int | None]
    units: list[str] | None = None

    def chosen(self, units: Sequence[str | None]) -> "Waiting":
        """Those of them of which the units are given in which they count."""
        known = [one for one in units if one is not None]
        if len(known) == len(units):
            return replace(self, units=known)
        here = [one is not None for one in units]
        columns = (self.posts, self.numbers, self.weeks, self.persons, units)
        return Waiting(*(list(compress(cast(Any, column), here)) for column in columns))


def batch(c: Connection, model: str | None, limit: int, after: int = 0) -> Waiting:
    """Posts without a tag of their present words, in the order in which they were kept, after the post of this number.

    With a model, also those whose tag was given by another one. Gone and forgotten posts are not tagged. Of the posts
    only that is read on which tags depend: not their url, reactions, views and when they were edited.
    """
    lacking = POST.c.tagged.is_(None)
    where = [POST.c.number > after]
    # Where no other model ever gave a tag, an index tells which posts lack one; else every post has to be looked at.
    every = model is not None and manners.others(c, model)
    where += [or_(lacking, POST.c.tagged != manners.known(c, model or "")) if every else lacking]
    where += [POST.c.gone_at.is_(None), POST.c.forgotten_at.is_(None)]
    held = select(*WAITING).outerjoin(PERSON, PERSON.c.number == POST.c.person)
    rows = c.execute(held.where(*where).order_by(POST.c.number).limit(limit)).all()
    columns = list(zip(*rows, strict=True)) or [()] * len(WAITING)
    said = zip(*columns[3:], strict=True)
    return Waiting([_wait(*row) for row in said], *map(list, columns[:3]))


def _wait(
    source: str, id: str, author: str | None, said_at: datetime, text: str, parent: str | None, thread: str | None,
    title: str, language: str,
) -> Post:  # fmt: skip
    return Post(
        source=source, id=id, author=author or "", said_at=said_at, text=text, parent=parent, thread=thread,
        title=title, language=language,
    )  # fmt: skip
