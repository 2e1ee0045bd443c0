"""Lets one run at a time work on a database, and names the one that does; a lock ends with its process."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text

from pulse.errors import LockedError

KEY = 0x70756C7365  # "pulse"
HOLDER = text(
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' "
    "AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (l.classid::bigint << 32) + l.objid::bigint = :key"
)


@contextmanager
def held(engine: Engine, now: datetime) -> Iterator[None]:
    """Hold the database's lock, or raise LockedError naming who does."""
    me = f"process {os.getpid()} on {socket.gethostname()[:20]} since {now:%Y-%m-%d %H:%M} UTC"
    if engine.dialect.name == "postgresql":
        with _row(engine, me):
            yield
    elif engine.url.database and engine.url.database != ":memory:":
        with _file(Path(engine.url.database + ".lock"), me):
            yield
    else:
        yield


def _locked(holder: str) -> LockedError:
    return LockedError(f"another run holds the lock ({holder.strip() or 'it does not say who'}): wait until it is done")


@contextmanager
def _file(path: Path, me: str) -> Iterator[None]:
    with path.open("a+", encoding="utf-8") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            opened.seek(0)
            raise _locked(opened.read(200)) from None
        opened.truncate(0)
        opened.write(me)
        opened.flush()
        yield
        opened.truncate(0)


@contextmanager
def _row(engine: Engine, me: str) -> Iterator[None]:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as c:
        if not c.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}).scalar_one():
            raise _locked(c.execute(HOLDER, {"key": KEY}).scalar() or "")
        c.execute(text("SELECT set_config('application_name', :me, false)"), {"me": me})
        try:
            yield
        finally:
            c.execute(text("SELECT set_config('application_name', '', false), pg_advisory_unlock(:key)"), {"key": KEY})
