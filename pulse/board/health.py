"""How well each source is read: its state, its coverage and its gaps."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from sqlalchemy import Engine

from pulse.board.views import SourceHealth
from pulse.settings import Settings
from pulse.store import sources as kept

State = Literal["ok", "late", "failing", "idle"]
LATE = timedelta(days=1)
"""A source that is pulled and has not been read for so long is late."""


def sources(engine: Engine, settings: Settings) -> tuple[SourceHealth, ...]:
    """The health of every source that is configured or that posts were imported from; those in trouble first."""
    configured = {s.name: s for s in settings.sources}
    with engine.connect() as c:
        found = kept.health(c, settings.now(), settings.zone)
    rows = [_row(one, one.name in configured, settings) for one in found]
    rows += [_unread(settings, name) for name in configured.keys() - {one.name for one in found}]
    order: tuple[State, ...] = ("failing", "late", "ok", "idle")
    return tuple(sorted(rows, key=lambda row: (order.index(row.state), row.name)))


def _row(one: kept.Health, pulled: bool, settings: Settings) -> SourceHealth:
    return SourceHealth(
        name=one.name,
        kind=one.kind,
        voice=one.voice,
        state=_state(one, pulled, settings),
        last_read=one.last_read,
        newest=one.newest,
        seven_days=one.seven_days,
        days=tuple(one.days),
        read=one.read,
        kept=one.kept,
        left_out=tuple(sorted(one.left_out.items())),
        quarantined=one.quarantined,
        problem=one.problem,
    )


def _state(one: kept.Health, pulled: bool, settings: Settings) -> State:
    if one.problem:
        return "failing"
    if not pulled:
        return "ok" if any(one.days) else "idle"
    if one.last_read is None or settings.now() - one.last_read > LATE:
        return "late"
    return "ok"


def _unread(settings: Settings, name: str) -> SourceHealth:
    found = settings.source(name)
    assert found is not None
    return SourceHealth(
        name=name, kind=found.kind, voice=found.voice,  # type: ignore[arg-type]
        state="idle", last_read=None, newest=None, seven_days=0,
        days=(None,) * 28, read=0, kept=0, left_out=(), quarantined=0,
    )  # fmt: skip


def late(rows: Iterable[SourceHealth]) -> tuple[str, ...]:
    """The names of sources that are behind."""
    return tuple(row.name for row in rows if row.state in ("late", "failing"))
