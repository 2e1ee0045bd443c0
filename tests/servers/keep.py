"""A small real store for tests of sources: each page and its cursor in one transaction, on disk.

Run as a program it pulls one source into such a store, and says "page" after each transaction, so that a test can kill
it with signal 9 at a moment of its choice.
"""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pulse.domain import Page, Post
from pulse.ingest import source

ROOT = Path(__file__).parents[2]
SCHEMA = """
CREATE TABLE IF NOT EXISTS post (
    id TEXT PRIMARY KEY, text TEXT, parent TEXT, thread TEXT, author TEXT, edited_at TEXT, gone INTEGER, times INTEGER);
CREATE TABLE IF NOT EXISTS trace (id TEXT PRIMARY KEY, post TEXT, person TEXT, name TEXT);
CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT);
"""
UPSERT = """
INSERT INTO post VALUES (:id, :text, :parent, :thread, :author, :edited_at, 0, 1)
ON CONFLICT (id) DO UPDATE SET text = :text, parent = :parent, thread = :thread, edited_at = :edited_at, gone = 0,
    times = times + 1
WHERE coalesce(:edited_at, '') >= coalesce(edited_at, '')
"""


@dataclass(frozen=True)
class Kept:
    text: str
    parent: str | None
    thread: str | None
    author: str
    edited_at: str | None
    gone: bool
    times: int


class Store:
    """Posts, traces and a cursor in an SQLite file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with closing(self.connect()) as c:
            c.executescript(SCHEMA)

    def connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.file, timeout=30)

    def cursor(self) -> dict[str, Any]:
        with closing(self.connect()) as c:
            row = c.execute("SELECT value FROM cursor").fetchone()
        return dict(json.loads(row[0])) if row else {}

    def keep(self, page: Page) -> None:
        assert page.read == len(page.posts) + sum(page.left_out.values()) + len(page.refused)
        assert all(count > 0 for count in page.left_out.values())
        with closing(self.connect()) as c, c:
            c.executemany(UPSERT, [row(post) for post in page.posts])
            traces = [(t.id, t.post, t.person, t.name) for t in page.traces]
            c.executemany("INSERT OR REPLACE INTO trace VALUES (?, ?, ?, ?)", traces)
            c.executemany("UPDATE post SET gone = 1 WHERE id = ?", [(id,) for id in page.gone])
            c.executemany("DELETE FROM trace WHERE id = ?", [(id,) for id in page.gone])
            c.execute("INSERT OR REPLACE INTO cursor VALUES (1, ?)", [json.dumps(page.cursor)])

    def posts(self) -> dict[str, Kept]:
        with closing(self.connect()) as c:
            return {id: Kept(*rest) for id, *rest in c.execute("SELECT * FROM post")}

    def traces(self) -> dict[str, tuple[str, str, str]]:
        with closing(self.connect()) as c:
            return {id: tuple(rest) for id, *rest in c.execute("SELECT * FROM trace")}


def row(post: Post) -> dict[str, Any]:
    edited = post.edited_at.isoformat() if post.edited_at else None
    return {"id": post.id, "text": post.text, "parent": post.parent, "thread": post.thread, "author": post.author,
            "edited_at": edited}  # fmt: skip


def pull(store: Store, kind: str, options: Mapping[str, Any], now: datetime, *, loud: bool = False) -> list[Page]:
    """Pull a source into the store until it has no more pages."""
    puller, pages = source(kind, "test", options, now=lambda: now, folder=store.file.parent), []
    for page in puller.pull(store.cursor()):
        store.keep(page)
        pages.append(page)
        if loud:
            print("page", flush=True)
    return pages


def pull_killed(store: Store, kind: str, options: Mapping[str, Any], now: datetime, pages: int) -> bool:
    """Pull in a process of its own and kill it with signal 9 after so many pages; whether it was killed in time."""
    arguments = [str(store.file), kind, json.dumps(options), now.isoformat()]
    program = f"import runpy, sys; sys.argv[1:] = {arguments!r}; runpy.run_path({str(__file__)!r}, run_name='__main__')"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(pages):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


if __name__ == "__main__":
    file, kind, options, now = sys.argv[1:]
    pull(Store(Path(file)), kind, json.loads(options), datetime.fromisoformat(now), loud=True)
