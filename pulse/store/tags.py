"""Keeps tags, and moves what they count from cell to cell as they come, change and go."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select, update

from pulse.domain import ACTS, STANCES, Tag
from pulse.store import bulk, cells, manners
from pulse.store.rows import MANNER, MODEL, POST, TAG, TOLD

WIDTH = 13
ODDS = {size * WIDTH: struct.Struct(f"<{WIDTH}{kind}") for size, kind in ((4, "f"), (8, "d"))}
"""How probabilities are packed, by how many bytes they take."""
Floats = NDArray[np.float64]
_JSON = msgspec.json.Encoder()
_ODDS = msgspec.json.Decoder(dict[str, float])
SAID = ("manner", "week", "person", "units", "subject", "odds", "themes", "decisions")
_WORDS = {"voice", "stance", "asks", "act"}
COUNTED = tuple((MANNER if name in _WORDS else TAG).c[name] for name in cells.Counted._fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Tags of many posts by one model, a list for each thing that is said of them.

    ``odds`` has a row for each post: language, tone (3), stance (3), asks, act (5). ``subjects`` are leaves as they are
    written, ``units`` the author's unit and all above it, the company last, joined by "/". In the public voice they are
    the platform's kind alone; where nobody knows the author's unit they are empty.
    """

    model: str
    posts: Sequence[int]
    voices: Sequence[str]
    weeks: Sequence[date]
    persons: Sequence[int | None]
    languages: Sequence[str]
    odds: Floats
    themes: Sequence[Mapping[str, float]]
    decisions: Sequence[Mapping[str, float]]
    subjects: Sequence[str | None]
    units: Sequence[str]
    announcing: Sequence[bool]


def write(c: Connection, tags: Columns) -> int:
    """Keep the tags in place of the posts' former ones, in cells too; how many. Each post is known, not gone, once."""
    old = _counted(c, tags.posts)
    counts = _keep(c, tags, new=not old)
    model = manners.model(c, tags.model)
    for part in bulk.portions(tags.posts):
        c.execute(update(POST).where(bulk.among(c, POST.c.number, part)).values(tagged=model))
    counted = map(cells.Counted, *counts)
    new = {post: one for post, one in zip(tags.posts, counted, strict=True) if one.subject or post in old}
    cells.move(
        c,
        [o for number, o in old.items() if new[number] != o],
        [n for number, n in new.items() if old.get(number) != n],
    )
    return len(tags.posts)


def add(c: Connection, tags: Columns) -> int:
    """Keep the tags of posts that never had one, and that say themselves by which model they are tagged; how many."""
    cells.add(c, _keep(c, tags, new=True))
    return len(tags.posts)


def _keep(c: Connection, tags: Columns, *, new: bool) -> cells.Columns:
    """Write the rows of tags, all of them new ones or not; by what cells count them."""
    counts = _counts(tags)
    words = (counts.voice, tags.languages, counts.stance, counts.asks, counts.act, tags.announcing)
    said = list(zip(*words, strict=True))
    number = manners.numbers(c, manners.model(c, tags.model), set(said))
    rows = _rows(tags) | {"manner": list(map(number.__getitem__, said))}
    if new:
        bulk.append(c, TAG, rows)
    else:
        bulk.put(c, TAG, rows, ("post",))
    return counts


def _counts(tags: Columns) -> cells.Columns:
    tops = {"stance": (STANCES, tags.odds[:, 4:7]), "act": (ACTS, tags.odds[:, 8:13])}
    words = {name: [said[at] for at in odds.argmax(axis=1).tolist()] for name, (said, odds) in tops.items()}
    return cells.Columns(
        voice=tags.voices, subject=tags.subjects, week=tags.weeks, units=tags.units, person=tags.persons,
        asks=(tags.odds[:, 7] >= 0.5).tolist(), **words,
    )  # fmt: skip


def _rows(tags: Columns) -> dict[str, Sequence[Any]]:
    """The columns of the table, but for manners."""
    packed, size = np.ascontiguousarray(tags.odds, "<f4").tobytes(), 4 * WIDTH
    return {
        "post": tags.posts, "week": tags.weeks, "person": tags.persons, "units": tags.units, "subject": tags.subjects,
        "odds": [packed[at : at + size] for at in range(0, len(packed), size)],
        "themes": [_JSON.encode(dict(said)).decode() if said else None for said in tags.themes],
        "decisions": [_JSON.encode(dict(said)).decode() if said else None for said in tags.decisions],
    }  # fmt: skip


def drop(c: Connection, numbers: Sequence[int]) -> int:
    """Remove the tags of these posts, and what they count in cells; how many tags."""
    old = _counted(c, numbers)
    for part in bulk.portions(old):
        c.execute(delete(TAG).where(bulk.among(c, TAG.c.post, part)))
    cells.move(c, list(old.values()), [])
    return len(old)


def _counted(c: Connection, numbers: Sequence[int]) -> dict[int, cells.Counted]:
    found: dict[int, cells.Counted] = {}
    for part in bulk.portions(numbers):
        low, high = min(part), max(part)
        # Posts that come one after the other, as most do, are looked up as a span.
        here = TAG.c.post.between(low, high) if high - low < 2 * len(part) else bulk.among(c, TAG.c.post, part)
        wanted = set(part)
        rows = c.execute(select(TAG.c.post, *COUNTED).select_from(TOLD).where(here)).all()
        found.update((row[0], cells.Counted(*row[1:])) for row in rows if row[0] in wanted)
    return found


def find(c: Connection, source: str, ids: Iterable[str]) -> dict[str, Tag]:
    """The tags of a source's posts, by native id."""
    t, m = TAG.c, MANNER.c
    columns = select(POST.c.id, MODEL.c.name, m.language, t.odds, t.themes, t.decisions)
    columns = columns.select_from(TOLD.join(MODEL, MODEL.c.number == m.model).join(POST, POST.c.number == t.post))
    found: dict[str, Tag] = {}
    for part in bulk.portions(ids):
        for id, *rest in c.execute(columns.where(POST.c.source == source, bulk.among(c, POST.c.id, part))):
            found[id] = _tag(*rest)
    return found


def unpacked(odds: bytes) -> tuple[float, ...]:
    """The probabilities of a tag."""
    return ODDS[len(odds)].unpack(odds)


def _tag(model: str, language: str, odds: bytes, themes: str | None, decisions: str | None) -> Tag:
    p = unpacked(odds)
    return Tag(
        language=language, language_p=p[0], tone=cast(Any, p[1:4]), stance=cast(Any, p[4:7]), asks=p[7],
        act=cast(Any, p[8:13]), themes=_ODDS.decode(themes or "{}"), decisions=_ODDS.decode(decisions or "{}"),
        model=model,
    )  # fmt: skip
