"""What a benchmark of understanding reports: a value beside the least that is asked and what is aimed for."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One measured value. ``most`` says that it should be low: ``least`` and ``aim`` are then upper bounds."""

    task: str
    what: str
    value: float
    least: float
    aim: float
    texts: int
    most: bool = False

    @property
    def state(self) -> str:
        """Whether it reaches the aim, the least, or neither."""
        sign = -1 if self.most else 1
        if sign * self.value >= sign * self.aim:
            return "aim"
        return "holds" if sign * self.value >= sign * self.least else "SHORT"


def folder() -> Path | None:
    """The folder of labelled texts that PULSE_TEXTS names; without it the project's own labelled set is used."""
    named = os.environ.get("PULSE_TEXTS")
    return Path(named) if named else None


SHORT: list[str] = []
"""What has been shown that does not reach the least."""


def show(lines: Iterable[Line]) -> None:
    """Print a line for each value, as soon as it is there, and remember those that are short."""
    sys.stdout.write(f"{'task':34} {'of':10} {'value':>9} {'at least':>9} {'aim':>9} {'texts':>8}\n")
    for line in lines:
        least, aim = (f"{'<=' if line.most else '>='} {_number(bound)}" for bound in (line.least, line.aim))
        cells = f"{_number(line.value):>9} {least:>9} {aim:>9} {line.texts:8,} {line.state}"
        SHORT.extend([f"{line.task} {line.what}"] if line.state == "SHORT" else [])
        sys.stdout.write(f"{line.task:34} {line.what:10} {cells}\n")
        sys.stdout.flush()


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}"
