"""Starts the dashboard in Streamlit, on the loopback address as long as there is no login."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from pulse.cli import console
from pulse.errors import SettingsError, UsageError

HOST = "127.0.0.1"


def must_be_free(port: int) -> None:
    """Raise UsageError if something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"port {port} is in use: stop what runs there, or choose another with --port {port + 1}"
            ) from error


def app_file() -> Path:
    """The frame that Streamlit runs: app.py at the top of the project, or the one in the installed package."""
    import pulse

    package = Path(pulse.__file__).parent
    top = package.parent / "app.py"
    return top if top.is_file() else package / "show" / "app.py"


def serve(config: Path, port: int) -> int:
    """Run the dashboard until it is stopped; its exit status."""
    must_be_free(port)
    if not config.is_file():
        raise SettingsError(f"no {config.name} in {config.parent}: run 'pulse init' first")
    console.out.print(f"Dashboard: http://{HOST}:{port}  (stop with Ctrl+C)", markup=False)
    command = [
        sys.executable, "-m", "streamlit", "run", str(app_file()), "--server.port", str(port), "--server.address", HOST,
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    # Streamlit reads .streamlit/config.toml from the working folder: run it where the theme is.
    environment = os.environ | {"PULSE_CONFIG": str(config.absolute())}
    return subprocess.run(command, env=environment, cwd=app_file().parent, check=False).returncode
