"""Keeps tags, and moves what they count from cell to cell as they come, change and go."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, delete, select, update

from pulse.domain import Subject, Tag
from pulse.store import bulk, cells
from pulse.store.rows import POST, TAG

ODDS = struct.Struct("<13d")
_JSON = msgspec.json.Encoder()
_ODDS = msgspec.json.Decoder(dict[str, float])
SAID = (
    "model", "language", "odds", "themes", "decisions", "subject", "units", "voice", "week", "person", "stance", "asks",
    "act", "announcing",
)  # fmt: skip
COUNTED = tuple(TAG.c[name] for name in cells.Counted._fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A post's tag and where it counts: its leaf, and the author's unit with all above it, the company last.

    In the public voice ``units`` is the platform's kind alone; where nobody knows the author's unit it is empty.
    """

    source: str
    id: str
    tag: Tag
    subject: Subject | None
    units: tuple[str, ...] = ()
    announcing: bool = False


def keep(c: Connection, tagged: Sequence[Tagged]) -> int:
    """Keep the tags in place of the posts' former ones, in cells too; how many. Unknown and gone posts get none."""
    return sum(_keep(c, part) for part in bulk.portions(tagged))


def _keep(c: Connection, tagged: Sequence[Tagged]) -> int:
    said = {(t.source, t.id): t for t in tagged}
    rows = {row.number: _tag_row(said[row.source, row.id], row) for row in _posts(c, said)}
    old = _counted(c, list(rows))
    new = {number: cells.Counted(*(row[name] for name in cells.Counted._fields)) for number, row in rows.items()}
    bulk.upsert(c, TAG, list(rows.values()), ("post",), SAID)
    for model in {t.tag.model for t in said.values()}:
        _mark(c, model, [number for number, row in rows.items() if row["model"] == model])
    cells.move(
        c,
        [o for number, o in old.items() if new[number] != o],
        [n for number, n in new.items() if old.get(number) != n],
    )
    return len(rows)


def drop(c: Connection, numbers: Sequence[int]) -> int:
    """Remove the tags of these posts, and what they count in cells; how many tags."""
    old = _counted(c, numbers)
    for part in bulk.portions(old):
        c.execute(delete(TAG).where(bulk.among(c, TAG.c.post, part)))
    cells.move(c, list(old.values()), [])
    return len(old)


def _mark(c: Connection, model: str, numbers: Sequence[int]) -> None:
    for part in bulk.portions(numbers):
        c.execute(update(POST).where(bulk.among(c, POST.c.number, part)).values(tagged=model))


def _posts(c: Connection, keys: Iterable[tuple[str, str]]) -> list[Any]:
    p = POST.c
    columns = select(p.number, p.source, p.id, p.voice, p.week, p.person)
    by_source: dict[str, list[str]] = {}
    for source, id in keys:
        by_source.setdefault(source, []).append(id)
    found: list[Any] = []
    for source, ids in by_source.items():
        for part in bulk.portions(ids):
            found += c.execute(columns.where(p.source == source, bulk.among(c, p.id, part), p.gone_at.is_(None))).all()
    return found


def _counted(c: Connection, numbers: Sequence[int]) -> dict[int, cells.Counted]:
    found: dict[int, cells.Counted] = {}
    for part in bulk.portions(numbers):
        rows = c.execute(select(TAG.c.post, *COUNTED).where(bulk.among(c, TAG.c.post, part))).all()
        found.update((row[0], cells.Counted(*row[1:])) for row in rows)
    return found


def _tag_row(t: Tagged, post: Any) -> dict[str, Any]:
    tag = t.tag
    return {
        "post": post.number, "model": tag.model, "language": tag.language,
        "odds": ODDS.pack(tag.language_p, *tag.tone, *tag.stance, tag.asks, *tag.act),
        "themes": _JSON.encode(dict(tag.themes)).decode(), "decisions": _JSON.encode(dict(tag.decisions)).decode(),
        "subject": str(t.subject) if t.subject else None, "units": "/".join(t.units),
        "voice": post.voice, "week": post.week, "person": post.person,
        "stance": tag.stance_word, "asks": tag.is_question, "act": tag.act_word, "announcing": t.announcing,
    }  # fmt: skip


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
