"""Processes that are killed, and runs that meet."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pulse.errors import LockedError
from pulse.store import cursors, lock, posts
from tests.store.said import NOON

ROOT = Path(__file__).parents[2]
KEEP = """
import sys, time
from datetime import UTC, datetime
from pulse.domain import Post
from pulse.store import cursors, database, posts

at = datetime(2026, 11, 16, 12, tzinfo=UTC)
engine = database.connect(sys.argv[1])
for page in range(1, 100):
    said = [Post(source="chat", id=f"{page}-{i}", author="token-a", said_at=at, text="hello") for i in range(10)]
    with database.writing(engine) as c:
        posts.keep(c, said, "internal", lambda instants: [one.date() for one in instants], at)
        if page == 4 and sys.argv[2] == "posts":
            print("now", flush=True)
            time.sleep(60)
        cursors.write(c, "chat", {"page": page})
        if page == 4:
            print("now", flush=True)
            time.sleep(60)
"""
HOLD = """
import sys, time
from datetime import UTC, datetime
from pulse.store import database, lock

with lock.held(database.connect(sys.argv[1]), datetime(2026, 11, 16, 12, tzinfo=UTC)):
    print("now", flush=True)
    time.sleep(60)
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that has come as far as saying "now"."""
    started = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == "now\n"
    return started


def wait_for_the_lock(engine: Engine) -> None:
    """A server may need a moment to see that a client is gone."""
    for _ in range(100):
        try:
            with lock.held(engine, NOON):
                return
        except LockedError:
            time.sleep(0.1)


def kill(started: subprocess.Popen[str]) -> None:
    """End it in the middle of what it does."""
    with started:
        started.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("after", ["posts", "cursor"])
def test_a_page_and_its_cursor_are_kept_together_or_not_at_all(url: str, engine: Engine, after: str) -> None:
    kill(start(KEEP, url, after))
    with engine.connect() as c:
        assert posts.count(c) == 30
        assert cursors.read(c, "chat") == {"page": 3}


def test_a_second_run_is_told_who_holds_the_lock_until_that_is_gone(url: str, engine: Engine) -> None:
    first = start(HOLD, url)
    with (
        pytest.raises(LockedError, match=rf"process {first.pid} on \S+ since 2026-11-16 12:00 UTC"),
        lock.held(engine, NOON),
    ):
        pass
    kill(first)
    wait_for_the_lock(engine)
    with (
        lock.held(engine, NOON),
        pytest.raises(LockedError, match="wait until it is done"),
        lock.held(engine, NOON),
    ):
        pass
    with lock.held(engine, NOON):
        pass
