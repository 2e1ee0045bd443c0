"""What a real server needs from the system; without it its tests are skipped by name, unless they must run."""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest


def needs(
    server: str, *, programs: tuple[str, ...] = (), paths: tuple[str, ...] = (), modules: tuple[str, ...] = ()
) -> None:
    """Skip where something is missing; fail instead where PULSE_TEST_SYSTEM=1 or CI=true promised it."""
    missing = [p for p in programs if not shutil.which(p, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")]
    missing += [p for p in paths if not Path(p).exists()]
    missing += [m for m in modules if importlib.util.find_spec(m) is None]
    if not missing:
        return
    message = f"{server} needs {', '.join(missing)}"
    if os.environ.get("PULSE_TEST_SYSTEM") == "1" or os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def wait_for(
    server: str, ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, limit: float = 90
) -> None:
    """Until the server is ready; its log's last lines if it ends before, or takes too long."""
    until = time.monotonic() + limit
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            if ready():
                return
        time.sleep(0.1)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    pytest.fail(f"{server} did not start (exit status {process.poll()}):\n{last}")


def listening(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, then make it."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
