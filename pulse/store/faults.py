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
        "the disk is full, nothing of this step was kept: make room and run it again",
    ),
    ("malformed|not a database", StoreError, "the database is damaged: restore a copy with 'pulse db restore'"),
    ("readonly|read-only", StoreError, "the database may not be written to: check its owner and permissions"),
    ("no such (table|column)|does not exist", SchemaError, "the database is not set up: run 'pulse db upgrade'"),
    ("unable to open|connect|refused", StoreError, "the database cannot be reached: check its address in pulse.toml"),
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
        return sentence(primary, type(found).__name__)


def _hush(error: Any) -> str:
    """The error's own sentence. PostgreSQL adds a detail that shows the whole row: it is taken out."""
    if isinstance(error, sqlite3.Error):
        return str(error)
    primary = getattr(getattr(error, "diag", None), "message_primary", None) or str(error).split("\n")[0]
    error.args = (primary,)
    return str(primary)


def sentence(primary: str, kind: str) -> StoreError:
    """The error to raise for a driver's message."""
    for words, error, meaning in KNOWN:
        if re.search(words, primary, re.IGNORECASE):
            return error(meaning)
    return StoreError(f"the database refused what it was given ({kind}): nothing of this step was kept")
