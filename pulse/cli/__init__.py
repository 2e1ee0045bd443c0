"""The command line: one command, one call."""

import sys

import typer

from pulse import __version__
from pulse.cli import audit, console, see, setup, work
from pulse.errors import PulseError

app = typer.Typer(
    name="pulse",
    help="Shows an organisation how its strategic decisions are landing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
setup.register(app)
work.register(app)
see.register(app)
audit.register(app)


@app.command("version")
def version() -> None:
    """Print the version."""
    console.out.print(__version__)


def main() -> None:
    """Run the command line; PulseErrors are one sentence and an exit status."""
    sys.exit(console.guarded(lambda: _run(), (PulseError,)))


def _run() -> int:
    status = app(standalone_mode=False)
    return status if isinstance(status, int) else 0
