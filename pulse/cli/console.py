"""What people see in a terminal: progress, one-sentence errors, and JSON for scripts."""

import dataclasses
import errno
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer._click.exceptions import ClickException

from pulse.errors import PulseError, UsageError
from pulse.flow.office import Progress as Report

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Config = Annotated[str | None, typer.Option("--config", help="The settings file (else PULSE_CONFIG, else pulse.toml).")]
USAGE = UsageError.exit_status
FIGURE = re.compile(r"[-+]?\d[\d,.%-]*( to [-+]?\d[\d,.%]*)?")
"""A number, a range of numbers, or a day."""
GAP, WORD = 2, 12
"""So far apart stand the columns of a table; so long may a word be that is not broken."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@contextmanager
def progress(show: bool = True) -> Iterator[Report]:
    """A bar a stage on standard error, gone when done; silent where nobody looks."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not (show and err.is_terminal)) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total if total is None else max(total, done))

        yield report


def say_json(thing: Any) -> None:
    """A line of JSON on standard output."""
    sys.stdout.write(line(thing))


def line(thing: Any) -> str:
    """A line of JSON."""
    return json.dumps(thing, default=plain, ensure_ascii=False) + "\n"


def plain(thing: Any) -> Any:
    """What JSON can hold of dataclasses, dates and sets."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: getattr(thing, f.name) for f in dataclasses.fields(thing)}
    if isinstance(thing, datetime | date):
        return thing.isoformat()
    if isinstance(thing, set | frozenset | tuple):
        return list(thing)
    return str(thing)


def table(title: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> None:
    """A table for people; numbers to the right. Where it is too wide for them, words go on below."""
    drawn = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    kept = [tuple("" if cell is None else cell for cell in row) for row in rows]
    shown = [tuple(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) for row in kept]
    widths = _widths([(column, *(row[at] for row in shown)) for at, column in enumerate(columns)], out.width)
    for number, column in enumerate(columns):
        right = bool(kept) and all(isinstance(row[number], int | float) or row[number] == "" for row in kept)
        drawn.add_column(column, justify="right" if right else "left", width=widths[number], overflow="fold")
    for row in shown:
        drawn.add_row(*row)
    drawn.width = sum(widths) + GAP * (len(widths) - 1)
    out.print(drawn)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column of cells; the widest give way to the room, but no figure and no short word is broken."""
    widths = [max(1, *map(cell_len, column)) for column in columns]
    least = [max(1, *map(_unbroken, column)) for column in columns]
    while sum(widths) + GAP * (len(widths) - 1) > room and widths != least:
        at = max(range(len(widths)), key=lambda at: widths[at] if widths[at] > least[at] else 0)
        widths[at] -= 1
    return widths


def _unbroken(cell: str) -> int:
    """How wide the longest part of a cell is that stays on one line."""
    if FIGURE.fullmatch(cell):
        return cell_len(cell)
    return max((min(cell_len(word), WORD) for word in cell.split()), default=0)


def guarded(work: Callable[[], int | None]) -> int:
    """The exit status of the work; an error that has a name becomes one sentence on standard error."""
    try:
        return work() or 0
    except PulseError as error:
        complain(str(error))
        return error.exit_status
    except ClickException as error:
        complain(f"{_lower(error.format_message())} See 'pulse --help'.")
        return USAGE
    except OSError as error:
        complain(_unusable(error))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped; what was done is kept, and the next run goes on from there")
        return 1


TO_DO = {
    errno.ENOSPC: "its disk is full: make room and run it again",
    errno.EDQUOT: "your share of its disk is full: make room and run it again",
    errno.EROFS: "its disk is read-only: choose a place that may be written to",
    errno.EACCES: "you may not: check its owner and permissions, or choose another place",
    errno.ENOENT: "it is not there: check its name and folder",
}


def _unusable(error: OSError) -> str:
    """What cannot be read or written, why, and what to do; a write that fails halfway does not know its file's name."""
    which = error.filename or f"a file that was being written (pulse was started in {Path.cwd()})"
    return f"{which} cannot be used: {TO_DO.get(error.errno or 0, error.strerror)}"


def complain(text: str) -> None:
    """One sentence on standard error."""
    err.print(f"pulse: {text}", markup=False, soft_wrap=True)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
