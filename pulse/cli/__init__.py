"""The command line: one command, one call."""

import sys

import typer

from pulse import __version__
from pulse.cli import audit, console, learning, see, setup, work

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
learning.register(app)


@app.command("version")
def version() -> None:
    """Print the version."""
    console.out.print(__version__)


def main() -> None:
    """Run the command line; errors with a name are one sentence and an exit status."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """The exit status of a command line."""
    return console.guarded(lambda: _status(app(words, standalone_mode=False)))


def _status(result: object) -> int:
    return result if isinstance(result, int) else 0
