"""The demo as a newcomer gets it: one command from nothing to a dashboard that answers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.cli.test_cli import process, pulse

FILES = {
    "pulse.toml", "strategy.yaml", "units.csv", "people.csv", "posts.jsonl", "truth.jsonl", "truth_people.jsonl",
    "labels.jsonl", "tags.jsonl", "pulse.db",
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(port: int, seconds: float, running: "subprocess.Popen[bytes]") -> int:
    """The status of the first page, once something listens."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as reply:
            return int(reply.status)
        time.sleep(0.3)
    return 0


@pytest.mark.slow
def test_one_command_builds_the_demo_and_serves_it(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "pulse", "demo", "--people", "120", "--weeks", "8", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert answer(port, 240, running) == 200
        assert {path.name for path in (tmp_path / "demo").iterdir()} >= FILES
        busy = process(tmp_path, "demo", "--port", str(port))
        assert busy.returncode == 2
        assert f"port {port} is in use" in busy.stderr
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(20)
        running.stdout.close()  # type: ignore[union-attr]


@pytest.mark.slow
def test_the_same_demo_is_the_same_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = pulse(tmp_path, "demo", "--people", "90", "--weeks", "6", "--no-serve", "--folder", name)
        assert done.returncode == 0, done.stderr
    for file in ("posts.jsonl", "truth.jsonl", "labels.jsonl", "tags.jsonl", "strategy.yaml"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    again = pulse(tmp_path, "demo", "--people", "90", "--weeks", "6", "--no-serve", "--folder", "one")
    assert again.returncode == 0, again.stderr
