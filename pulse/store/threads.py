"""Finds threads: what hangs from a post, by the threads and parents that platforms name."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from pulse.domain import Post
from pulse.store import bulk
from pulse.store.rows import POST

Key = tuple[str, str]


def below(c: Connection, roots: Iterable[Post]) -> dict[Key, Key]:
    """For every post in the threads of these posts, themselves included, the key of the root that it hangs from.

    A thread is what names the root as its thread, and whatever answers to that, however deep.
    """
    found = {post.key: post.key for post in roots}
    fresh = dict(found)
    for root in list(fresh):
        fresh |= _hanging(c, "thread", {root: root}, found)
    found |= fresh
    while fresh:
        fresh = _hanging(c, "parent", fresh, found)
        found |= fresh
    return found


def _hanging(c: Connection, by: str, roots: dict[Key, Key], known: dict[Key, Key]) -> dict[Key, Key]:
    found: dict[Key, Key] = {}
    column = POST.c[by]
    for source in {key[0] for key in roots}:
        for part in bulk.portions(id for where, id in roots if where == source):
            rows = c.execute(select(POST.c.id, column).where(POST.c.source == source, bulk.among(c, column, part)))
            found.update(((source, id), roots[source, above]) for id, above in rows if (source, id) not in known)
    return found
