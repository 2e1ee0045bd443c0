"""Frames of everything that can be counted, for the write side: read as columns, never as objects."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Column, Connection, select

from pulse.store.rows import POST, TAG, TRACE

P, T = POST.c, TAG.c
SAID: dict[str, Column[Any]] = {
    "source": P.source, "id": P.id, "post": P.number, "voice": T.voice, "subject": T.subject, "week": T.week,
    "person": T.person, "units": T.units, "said_at": P.said_at, "stance": T.stance, "asks": T.asks, "act": T.act,
    "language": T.language, "model": T.model, "announcing": T.announcing, "thread": P.thread, "parent": P.parent,
}  # fmt: skip


def posts_frame(c: Connection, upto: date) -> pd.DataFrame:
    """A row for each tagged post with a subject that somebody wrote, that is not gone, in weeks before ``upto``.

    Columns: source, id, post (its number in this database), voice, subject, week (datetime64, Monday), person (int64),
    units (the author's unit and all above it, joined by "/"; a public post's platform), unit (the first of them),
    said_at (datetime64, UTC), stance, asks, act (none, wish, plan, doing, done), language, model, announcing, thread,
    parent (None where there is none). Sorted by said_at, then source and id.
    """
    where = (T.week < upto, T.subject.is_not(None), T.person.is_not(None), P.gone_at.is_(None))
    rows = c.execute(select(*SAID.values()).join(POST, P.number == T.post).where(*where)).all()
    frame = _frame(rows, list(SAID))
    frame["unit"] = frame["units"].map({units: units.split("/")[0] for units in frame["units"].unique()})
    frame["said_at"] = pd.to_datetime(frame["said_at"], utc=True)
    frame["asks"], frame["announcing"] = frame["asks"].astype(bool), frame["announcing"].astype(bool)
    return frame.sort_values(["said_at", "source", "id"], ignore_index=True)


def traces_frame(c: Connection, upto: date) -> pd.DataFrame:
    """A row for each trace of a post that would stand in the posts' frame, whoever wrote it.

    Columns: source, id, post, voice, subject, week, announcing (of the post), person (int64: who read or
    reacted), kind (reaction or read).
    """
    columns: dict[str, Column[Any]] = {
        "source": P.source, "id": P.id, "post": P.number, "voice": T.voice, "subject": T.subject, "week": T.week,
        "announcing": T.announcing, "person": TRACE.c.person, "kind": TRACE.c.kind,
    }  # fmt: skip
    where = (T.week < upto, T.subject.is_not(None), P.gone_at.is_(None))
    joined = (
        select(*columns.values()).select_from(TRACE).join(POST, (P.source == TRACE.c.source) & (P.id == TRACE.c.post))
    )
    frame = _frame(c.execute(joined.join(TAG, T.post == P.number).where(*where)).all(), list(columns))
    frame["announcing"] = frame["announcing"].astype(bool)
    return frame


def _frame(rows: Any, names: list[str]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    frame = pd.DataFrame(
        {name: pd.Series(list(values), dtype=_dtype(name)) for name, values in zip(names, columns, strict=True)}
    )
    days = frame["week"].unique()
    frame["week"] = frame["week"].map(dict(zip(days, pd.to_datetime(days), strict=True))).astype("datetime64[us]")
    return frame


def _dtype(name: str) -> Any:
    return np.int64 if name in ("person", "post") else object
