"""Turns what a database complains of into one sentence with what to do, and keeps people's words out of it."""

import re
import sqlite3
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from pulse.errors import LockedError, SchemaError, StoreError

KNOWN: tuple[tuple[str, type[StoreError], str], ...] = (
    ("database is locked|lock timeout", LockedError, "another process is writing to the database: try again later"),
    (
        "is full|no space left",
        StoreError,
        "the disk is full on which the database lies, nothing of this step was kept: make room and run it again",
    ),
    ("malformed|not a database", StoreError, "the database is damaged: restore a copy with 'pulse db restore'"),
    (
        "readonly|read-only",
        StoreError,
        "the database may not be written to: check its owner and permissions, and that its disk is not read-only",
    ),
    (
        "unable to open",
        StoreError,
        "the database cannot be opened or made: its folder must be there, and may be written to, on a disk that is not "
        "read-only; else name another place as 'database' in pulse.toml",
    ),
    ("no such (table|column)|does not exist", SchemaError, "the database is not set up: run 'pulse db upgrade'"),
    ("connect|refused", StoreError, "the database cannot be reached: check its address in pulse.toml"),
)
"""What drivers say, and what that means."""


def translate(engine: Engine) -> None:
    """Let every error of the engine's driver come out as a StoreError."""

    @event.listens_for(engine, "handle_error", retval=True)
    def handle(context: ExceptionContext) -> BaseException | None:
        found = context.original_exception
        if context.is_pre_ping or context.sqlalchemy_exception is None:
            return None
        primary = _hush(found)
        context.sqlalchemy_exception.args = (primary,)
        place = engine.url.database if isinstance(found, sqlite3.Error) else ""
        return sentence(primary, type(found).__name__, place or "")


def _hush(error: Any) -> str:
    """The error's own sentence. PostgreSQL adds a detail that shows the whole row: it is taken out."""
    if isinstance(error, sqlite3.Error):
        return str(error)
    primary = getattr(getattr(error, "diag", None), "message_primary", None) or str(error).split("\n")[0]
    error.args = (primary,)
    return str(primary)


def sentence(primary: str, kind: str, place: str = "") -> StoreError:
    """The error to raise for a driver's message, with the place of the database where it is a file."""
    which = f"the database {place}" if place else "the database"
    for words, error, meaning in KNOWN:
        if re.search(words, primary, re.IGNORECASE):
            return error(meaning.replace("the database", which, 1))
    return StoreError(f"{which} refused what it was given ({kind}): nothing of this step was kept")
