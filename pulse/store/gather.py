"""Frames of everything that can be counted, for the write side: read as columns, never as objects."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import repeat
from typing import Any

import pandas as pd
from sqlalchemy import Column, Connection, Select, select

from pulse.store import bulk
from pulse.store.rows import BELONGING, MANNER, MODEL, POST, TAG, TOLD, TRACE

P, T, M = POST.c, TAG.c, MANNER.c
SAID: dict[str, Column[Any]] = {
    "source": P.source, "id": P.id, "post": P.number, "voice": M.voice, "subject": T.subject, "week": T.week,
    "person": T.person, "units": T.units, "said_at": P.said_at, "arrived": P.kept_at, "stance": M.stance,
    "asks": M.asks, "act": M.act, "language": M.language, "model": MODEL.c.name, "announcing": M.announcing,
    "thread": P.thread, "parent": P.parent,
}  # fmt: skip
TOLD_BY = TOLD.join(MODEL, MODEL.c.number == M.model)
TYPES: Mapping[str, Any] = {
    **dict.fromkeys(("source", "id", "voice", "subject", "units", "stance", "act", "language", "model", "kind"), "str"),
    **dict.fromkeys(("person", "post"), "int64"),
    **dict.fromkeys(("asks", "announcing"), "bool"),
}
ORDER = ["said_at", "source", "id"]


def posts_frame(c: Connection, upto: date) -> pd.DataFrame:
    """A row for each tagged post with a subject that somebody wrote, that is not gone, in weeks before ``upto``.

    Columns: source, id, post (its number in this database), voice, subject, week (datetime64, Monday), person (int64),
    units (the author's unit and all above it, joined by "/"; a public post's platform; "" where nobody knows), unit
    (the first of them), said_at and arrived (first kept; both datetime64 in UTC), stance, asks, act (none, wish, plan,
    doing, done), language, model, announcing, thread (the id of its first post; never empty), parent (or None).
    """
    where = (T.week < upto, T.subject.is_not(None), T.person.is_not(None), P.gone_at.is_(None))
    frame = _frame(c, SAID, select(*SAID.values()).select_from(TOLD_BY.join(POST, P.number == T.post)).where(*where))
    frame["unit"] = frame["units"].map({units: units.split("/")[0] for units in frame["units"].unique()}).astype("str")
    frame["thread"] = pd.Series(_threads(c, frame), dtype="str")
    return frame.sort_values(ORDER, ignore_index=True)


def said_frame(c: Connection) -> pd.DataFrame:
    """A row for each post of any kind that somebody wrote and that is not gone, tagged or not.

    Columns: source, id, voice, person, said_at, thread, parent; as in the posts' frame.
    """
    names = {"source": P.source, "id": P.id, "voice": P.voice, "person": P.person, "said_at": P.said_at}
    columns: dict[str, Column[Any]] = names | {"thread": P.thread, "parent": P.parent}
    frame = _frame(c, columns, select(*columns.values()).where(P.person.is_not(None), P.gone_at.is_(None)))
    frame["thread"] = pd.Series(_threads(c, frame), dtype="str")
    return frame.sort_values(ORDER, ignore_index=True)


def people_frame(c: Connection) -> pd.DataFrame:
    """The directory as person (number), unit, level, country, site, start, stop, roles: a row a belonging."""
    b = BELONGING.c
    columns = (b.person, b.unit, b.level, b.country, b.site, b.start, b.stop, b.roles)
    rows = c.execute(select(*columns).order_by(b.number)).all()
    return pd.DataFrame(rows, columns=[column.name for column in columns])


def traces_frame(c: Connection, upto: date) -> pd.DataFrame:
    """A row for each trace of a post with a subject, whoever wrote it, that is not gone, in weeks before ``upto``.

    Columns: source, id, post, voice, subject, week, announcing (of the post), person (int64: who read or reacted),
    kind (reaction or read), arrived (the trace).
    """
    columns: dict[str, Column[Any]] = {
        "source": P.source, "id": P.id, "post": P.number, "voice": M.voice, "subject": T.subject, "week": T.week,
        "announcing": M.announcing, "person": TRACE.c.person, "kind": TRACE.c.kind, "arrived": TRACE.c.kept_at,
    }  # fmt: skip
    traced = TRACE.join(POST, (P.source == TRACE.c.source) & (P.id == TRACE.c.post)).join(TOLD, T.post == P.number)
    where = (T.week < upto, T.subject.is_not(None), P.gone_at.is_(None))
    return _frame(c, columns, select(*columns.values()).select_from(traced).where(*where))


def wrote(c: Connection) -> pd.DataFrame:
    """A row for each tagged post whose words are kept and that somebody wrote: text (with its title), language, person.

    In the order in which they were kept. Personal data: words and who wrote them.
    """
    where = (P.gone_at.is_(None), P.text != "", P.person.is_not(None))
    rows = c.execute(
        select(P.title, P.text, M.language, P.person)
        .select_from(POST.join(TOLD, T.post == P.number))
        .where(*where)
        .order_by(P.number)
    )
    held = [(f"{title}.\n{text}" if title else text, language, person) for title, text, language, person in rows]
    return pd.DataFrame(held, columns=["text", "language", "person"])


def unnamed_frame(c: Connection, start: date, stop: date) -> pd.DataFrame:
    """A row for each tagged post on no theme in the weeks from ``start`` to ``stop`` that somebody wrote.

    Columns: text (with its title), voice, language, week (datetime64, Monday), person (int64). In the order in which
    posts were kept. Personal data: words and who wrote them.
    """
    columns: dict[str, Column[Any]] = {
        "title": P.title, "text": P.text, "voice": M.voice, "language": M.language, "week": T.week, "person": T.person,
    }  # fmt: skip
    where = (T.subject.is_(None), T.week >= start, T.week < stop, P.gone_at.is_(None), P.text != "")
    found = select(*columns.values()).select_from(TOLD_BY.join(POST, P.number == T.post))
    frame = _frame(c, columns, found.where(*where, T.person.is_not(None)).order_by(P.number))
    frame["text"] = [
        f"{title}.\n{text}" if title else text for title, text in zip(frame.pop("title"), frame["text"], strict=True)
    ]
    return frame


def texts(c: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """What was written in these posts, by their numbers, with titles; nothing of those whose words are forgotten."""
    found: dict[int, str] = {}
    for part in bulk.portions(sorted(set(numbers))):
        rows = c.execute(select(P.number, P.title, P.text).where(bulk.among(c, P.number, part))).all()
        found.update((number, f"{title}.\n{text}" if title else text) for number, title, text in rows if text)
    return found


def _frame(c: Connection, names: Iterable[str], found: Select[Any]) -> pd.DataFrame:
    rows = c.execute(found).all()
    columns = dict(zip(names, zip(*rows, strict=True) if rows else repeat(()), strict=False))
    frame = pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in columns.items()})
    for name in {"said_at", "arrived"} & columns.keys():
        frame[name] = pd.to_datetime(frame[name], utc=True).astype("datetime64[us, UTC]")
    if "week" in columns:
        days = frame["week"].unique()
        frame["week"] = frame["week"].map(dict(zip(days, pd.to_datetime(days), strict=True))).astype("datetime64[us]")
    return frame.astype({name: type for name, type in TYPES.items() if name in columns})


def _threads(c: Connection, frame: pd.DataFrame) -> list[str]:
    """The id of each post's first post: its thread where the platform names one, else where its parents lead."""
    rows = c.execute(select(P.source, P.id, P.parent).where(P.parent.is_not(None), P.thread.is_(None))).all()
    above = {(source, id): parent for source, id, parent in rows}
    found = []
    for source, id, thread in zip(frame["source"], frame["id"], frame["thread"], strict=True):
        step, seen = id, {id}
        while thread is None and (parent := above.get((source, step))) is not None and parent not in seen:
            step = parent
            seen.add(step)
        found.append(thread or step)
    return found
