"""Which sources there are, what each reading of them gave, and how they are doing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, UnaryExpression, func, select

from pulse.domain import Source, Voice
from pulse.store import bulk, removal, traces
from pulse.store.rows import POST, PULL, SOURCE

DAYS = 28
"""How many days of posts a source's health shows."""


@dataclass(frozen=True, kw_only=True)
class Pull:
    """One reading of a source: read = kept + changed + unchanged + the sum of left_out + quarantined."""

    started_at: datetime
    finished_at: datetime
    read: int = 0
    kept: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    quarantined: int = 0
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Health:
    """How well a source is read.

    ``last_read`` is the end of the last reading without a problem, ``problem`` that of the last reading. ``read``,
    ``kept`` (new posts) and ``left_out`` are sums over all readings; ``quarantined`` is what lies in quarantine now.
    ``days`` are posts a day, oldest first and today last; None is a day of which nothing can be known: it came before
    the first post, or after the last reading.
    """

    name: str
    kind: str
    voice: Voice
    last_read: datetime | None
    newest: datetime | None
    seven_days: int
    days: tuple[int | None, ...]
    read: int
    kept: int
    left_out: Mapping[str, int]
    quarantined: int
    problem: str


def configured(c: Connection, source: Source, at: datetime | None = None) -> None:
    """Remember a source; its kind and voice are those that were given last."""
    row = {"name": source.name, "kind": source.kind, "voice": source.voice, "since": at or datetime.now(UTC)}
    bulk.upsert(c, SOURCE, [row], ("name",), ("kind", "voice"))


def all(c: Connection) -> list[Source]:
    """Every source that was ever read, by name."""
    s = SOURCE.c
    rows = c.execute(select(s.name, s.kind, s.voice).order_by(s.name))
    return [Source(name=name, kind=kind, voice=voice) for name, kind, voice in rows]


def pulled(c: Connection, name: str, pull: Pull) -> None:
    """Remember what a reading gave."""
    row = {
        "source": name, "started_at": pull.started_at, "finished_at": pull.finished_at, "read": pull.read,
        "kept": pull.kept, "changed": pull.changed, "unchanged": pull.unchanged, "gone": pull.gone,
        "left_out": dict(pull.left_out), "quarantined": pull.quarantined, "problem": pull.problem,
    }  # fmt: skip
    bulk.insert(c, PULL, [row])


def pulls(c: Connection, name: str, limit: int = 100) -> list[Pull]:
    """The source's latest readings, newest first."""
    p = PULL.c
    columns = [p[name] for name in Pull.__dataclass_fields__]
    rows = c.execute(select(*columns).where(p.source == name).order_by(p.number.desc()).limit(limit)).mappings()
    return [Pull(**row) for row in rows]


def stamp(c: Connection) -> int:
    """A number that grows with every reading of any source."""
    return int(c.execute(select(func.coalesce(func.max(PULL.c.number), 0))).scalar_one())


def health(c: Connection, now: datetime, zone: tzinfo = UTC) -> list[Health]:
    """How every source is doing, by name; days and weeks are those of the zone."""
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=DAYS - 1 - i) for i in range(DAYS)]
    held = traces.quarantined_count(c)
    return [_health(c, source, days, zone, held) for source in all(c)]


def _counts(c: Connection, name: str, days: Sequence[date], zone: tzinfo) -> list[int]:
    """Posts of each day. A count a day reads an index alone; one statement over all days would read every post."""
    edges = [datetime.combine(day, time(), zone) for day in (*days, days[-1] + timedelta(days=1))]
    said = POST.c.said_at
    spans = [(*_here(name), said >= a, said < b) for a, b in pairwise(edges)]
    return [int(n) for n in c.execute(select(*(select(func.count()).where(*s).scalar_subquery() for s in spans))).one()]


def _here(name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return POST.c.source == name, POST.c.gone_at.is_(None)


def _edge(c: Connection, name: str, order: UnaryExpression[datetime]) -> datetime | None:
    found: datetime | None = c.execute(select(POST.c.said_at).where(*_here(name)).order_by(order).limit(1)).scalar()
    return found


def _health(c: Connection, source: Source, days: Sequence[date], zone: tzinfo, held: Mapping[str, int]) -> Health:
    counts = _counts(c, source.name, days, zone)
    first, newest = (_edge(c, source.name, order) for order in (POST.c.said_at.asc(), POST.c.said_at.desc()))
    said = pulls(c, source.name, limit=1)
    read, kept, left_out, last = _sums(c, source.name)
    known = partial(_known, _day(first, zone), _day(last or newest, zone))
    return Health(
        name=source.name, kind=source.kind, voice=source.voice, last_read=last, newest=newest,
        seven_days=sum(counts[-7:]),
        days=tuple(n if known(day) else None for n, day in zip(counts, days, strict=True)),
        read=read, kept=kept, left_out=left_out, quarantined=held.get(source.name, 0),
        problem=said[0].problem if said else "",
    )  # fmt: skip


def _day(instant: datetime | None, zone: tzinfo) -> date | None:
    return instant.astimezone(zone).date() if instant else None


def _known(first: date | None, last: date | None, day: date) -> bool:
    return first is not None and last is not None and first <= day <= last


def _sums(c: Connection, name: str) -> tuple[int, int, dict[str, int], datetime | None]:
    p = PULL.c
    found = select(func.coalesce(func.sum(p.read), 0), func.coalesce(func.sum(p.kept), 0)).where(p.source == name)
    read, kept = c.execute(found).one()
    left: Counter[str] = Counter()
    for counts in c.execute(select(p.left_out).where(p.source == name)).scalars():
        left.update(counts)
    last: Any = c.execute(select(func.max(p.finished_at)).where(p.source == name, p.problem == "")).scalar()
    return int(read), int(kept), dict(left), last


def remove(c: Connection, name: str) -> dict[str, int]:
    """Remove a source and everything that came through it; how many rows of what."""
    return removal.source(c, name)
