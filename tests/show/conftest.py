"""One Chromium, one server over made-up answers, for all tests of the screen."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
MUST = os.environ.get("PULSE_TEST_SYSTEM") == "1" or os.environ.get("CI", "").lower() in ("1", "true")
"""Where the system's packages are promised, a missing Chromium is a failure, not a skip."""


def chromium() -> str | None:
    """Where Chromium is."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One Chromium for all."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        if MUST:
            pytest.fail("chromium is not installed, though the system's packages are promised")
        pytest.skip("chromium is not installed")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the frame is served over made-up answers."""
    with served(HERE / "fake_app.py", tmp_path_factory.mktemp("fake")) as found:
        yield found


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the whole of pulse is served over a small demo organisation."""
    folder = tmp_path_factory.mktemp("organisation")
    build = [sys.executable, "-m", "pulse", "demo", "--people", "200", "--weeks", "16", "--no-serve"]
    subprocess.run(build, cwd=folder, env=_environment(folder), check=True, capture_output=True, timeout=300)
    with served(ROOT / "app.py", folder, PULSE_CONFIG=str(folder / "demo" / "pulse.toml")) as found:
        yield found


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)}


@contextmanager
def served(script: Path, folder: Path, **more: str) -> Iterator[str]:
    """The address of a dashboard, which ends with the block."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    log = folder / "streamlit.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=ROOT, env={**_environment(folder), **more}, stdout=out, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not start:\n{log.read_text()[-2000:]}")
