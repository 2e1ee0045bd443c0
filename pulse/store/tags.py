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
from pulse.store import bulk, cells
from pulse.store.rows import POST, TAG

ODDS = struct.Struct("<13d")
WIDTH = 13
Floats = NDArray[np.float64]
_JSON = msgspec.json.Encoder()
_ODDS = msgspec.json.Decoder(dict[str, float])
SAID = (
    "model", "language", "odds", "themes", "decisions", "subject", "units", "voice", "week", "person", "stance", "asks",
    "act", "announcing",
)  # fmt: skip
COUNTED = tuple(TAG.c[name] for name in cells.Counted._fields)


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
    rows = _rows(tags)
    old = _counted(c, tags.posts)
    if old:
        bulk.upsert(
            c, TAG, [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)], ("post",), SAID
        )
    else:
        bulk.append(c, TAG, rows)
    for part in bulk.portions(tags.posts):
        c.execute(update(POST).where(bulk.among(c, POST.c.number, part)).values(tagged=tags.model))
    counted = zip(*(rows[name] for name in cells.Counted._fields), strict=True)
    new = {post: cells.Counted(*row) for post, row in zip(tags.posts, counted, strict=True) if row[1] or post in old}
    cells.move(
        c,
        [o for number, o in old.items() if new[number] != o],
        [n for number, n in new.items() if old.get(number) != n],
    )
    return len(tags.posts)


def add(c: Connection, tags: Columns) -> int:
    """Keep the tags of posts that never had one, and that say themselves by which model they are tagged; how many."""
    rows = _rows(tags)
    bulk.append(c, TAG, rows)
    cells.add(c, cells.Columns(*(rows[name] for name in cells.Columns._fields)))
    return len(tags.posts)


def _rows(tags: Columns) -> dict[str, Sequence[Any]]:
    """The columns of the table."""
    packed = np.ascontiguousarray(tags.odds, "<f8").tobytes()
    tops = {"stance": (STANCES, tags.odds[:, 4:7]), "act": (ACTS, tags.odds[:, 8:13])}
    words = {name: [said[at] for at in odds.argmax(axis=1).tolist()] for name, (said, odds) in tops.items()}
    return {
        "post": tags.posts, "model": [tags.model] * len(tags.posts), "language": tags.languages,
        "odds": [packed[at : at + ODDS.size] for at in range(0, len(packed), ODDS.size)],
        "themes": [_JSON.encode(dict(said)).decode() if said else "{}" for said in tags.themes],
        "decisions": [_JSON.encode(dict(said)).decode() if said else "{}" for said in tags.decisions],
        "subject": tags.subjects, "units": tags.units, "voice": tags.voices, "week": tags.weeks,
        "person": tags.persons, **words, "asks": (tags.odds[:, 7] >= 0.5).tolist(), "announcing": tags.announcing,
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
        rows = c.execute(select(TAG.c.post, *COUNTED).where(here)).all()
        found.update((row[0], cells.Counted(*row[1:])) for row in rows if row[0] in wanted)
    return found


def find(c: Connection, source: str, ids: Iterable[str]) -> dict[str, Tag]:
    """The tags of a source's posts, by native id."""
    t = TAG.c
    columns = select(POST.c.id, t.model, t.language, t.odds, t.themes, t.decisions).join(POST, POST.c.number == t.post)
    found: dict[str, Tag] = {}
    for part in bulk.portions(ids):
        for id, *rest in c.execute(columns.where(POST.c.source == source, bulk.among(c, POST.c.id, part))):
            found[id] = _tag(*rest)
    return found


def _tag(model: str, language: str, odds: bytes, themes: str, decisions: str) -> Tag:
    p = ODDS.unpack(odds)
    return Tag(
        language=language, language_p=p[0], tone=cast(Any, p[1:4]), stance=cast(Any, p[4:7]), asks=p[7],
        act=cast(Any, p[8:13]), themes=_ODDS.decode(themes), decisions=_ODDS.decode(decisions), model=model,
    )  # fmt: skip
