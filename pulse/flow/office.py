"""What every job of the write side needs at hand: settings, database, key and who asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from pulse.domain import Viewer
from pulse.errors import NotAllowedError
from pulse.guard.tokens import load_or_make_key
from pulse.settings import Settings
from pulse.store import database, lock

Progress = Callable[[str, int, int | None], None]
"""Told of a stage's name, how much of it is done, and how much there is in all, where that is known."""

WRITERS = ("steward", "admin")


def alone(office: "Office") -> AbstractContextManager[None]:
    """Hold the lock that keeps two runs from working at once, or raise LockedError naming the one that does."""
    return lock.held(office.engine, office.now)


def quiet(stage: str, done: int, total: int | None) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class Office:
    """Settings, an open database, the key of the person tokens, and the viewer on whose behalf things are done."""

    settings: Settings
    engine: Engine
    key: bytes
    viewer: Viewer

    @property
    def now(self) -> datetime:
        """The present instant, or the one that a demo lives in."""
        return self.settings.now()


def enter(settings: Settings, viewer: Viewer = Viewer("admin")) -> Office:  # noqa: B008
    """An office with its database upgraded; whoever can run commands beside the database is its admin."""
    if viewer.role not in WRITERS:
        raise NotAllowedError(f"the role {viewer.role} may not change anything; ask a steward or an admin")
    key = load_or_make_key(settings.path(settings.key_file))
    engine = database.connect(settings.database_url)
    database.upgrade(engine)
    return Office(settings, engine, key, viewer)
