"""Tells a damaged SQLite file before anything is read from it."""

import sqlite3
from pathlib import Path

from pulse.errors import StoreError

MAGIC = b"SQLite format 3\x00"
THOROUGH = 256 * 1024 * 1024
"""Files up to this size are looked through page by page; larger ones by ``pulse db check``."""


def refuse(file: Path, *, thorough: bool = False) -> None:
    """Raise StoreError if the file is there and is not a sound SQLite database."""
    if not file.exists() or file.stat().st_size == 0:
        return
    problem = _header(file) or _pages(file, file.stat().st_size <= THOROUGH or thorough)
    if problem:
        raise StoreError(f"the database {file.name} is damaged ({problem}): restore a copy with 'pulse db restore'")


def _header(file: Path) -> str:
    with file.open("rb") as opened:
        head = opened.read(100)
    if len(head) < 100 or not head.startswith(MAGIC):
        return "it does not start like an SQLite file"
    return ""


def _pages(file: Path, thorough: bool) -> str:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=30)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if file.stat().st_size < size * pages and not _wal(file):
            return "its end is missing"
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if thorough else "ok"
        return "" if found == "ok" else "its pages do not fit together"
    except sqlite3.OperationalError as error:
        raise StoreError(f"the database {file.name} cannot be opened: {error}") from error
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()


def _wal(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0
