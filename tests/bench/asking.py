"""How long the board takes for each question of both pages, on the demo and on one ten times as large.

python -m tests.bench asking
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pulse.board import open_board
from pulse.board.board import Board
from pulse.board.landing import question, trend
from pulse.board.views import Filters
from pulse.demo import build
from pulse.domain import PERIODS, Answer
from pulse.settings import load

LIMIT = 0.050
SIZES = (1500, 15000)
MEASURES = (
    "support",
    "change",
    "reach",
    "understood",
    "action",
    "critical",
    "asks",
    "answered",
    "time_to_answer",
    "neutral",
)


def questions(board: Board) -> list[tuple[str, Callable[[], object]]]:
    """Every single question of both pages, for every decision, period, unit and voice."""
    found: list[tuple[str, Callable[[], object]]] = []
    units = [None, *(u.id for u in board.choices().units)]
    for decision in board.strategy.decisions:
        for weeks in PERIODS:
            for unit in units:
                filters = Filters(period=weeks, unit=unit)
                for measure in MEASURES:
                    asked = question(board.ask, measure, decision.id, filters)  # type: ignore[arg-type]
                    found.append((measure, lambda q=asked: board.answer(q)))  # type: ignore[misc]
                    if unit is None:
                        both = replace(asked, voices=("internal", "public"))
                        found.append((f"{measure}, both voices", lambda q=both: board.answer(q)))  # type: ignore[misc]
        found.append(("support week by week", lambda d=decision: trend(board.ask, d, Filters(), ("internal",))))  # type: ignore[misc]
    return found


def main() -> None:
    """Print the slowest and the median CPU time of each kind of question."""
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            built = build(Path(folder), people=people)
            board = open_board(load(Path(folder) / "pulse.toml"))
            times: dict[str, list[float]] = {}
            for name, ask in questions(board):
                started = time.process_time()
                ask()
                times.setdefault(name, []).append(time.process_time() - started)
            sights = {
                "Overview, whole": lambda b=board: b.overview(Filters(period=13)),
                "Decision, whole": lambda b=board: b.decision(b.strategy.decisions[0].id, Filters(period=13)),
            }
            sys.stdout.write(f"{people:,} people, {built.posts:,} posts, {built.sealing.atoms:,} atoms\n")
            for name, taken in times.items():
                worst = max(taken)
                sys.stdout.write(
                    f"  {name:32} {len(taken):5} asked  median {1000 * statistics.median(taken):6.2f} ms  "
                    f"slowest {1000 * worst:6.2f} ms  {'ok' if worst < LIMIT else 'TOO SLOW'}\n"
                )
            for name, draw in sights.items():
                started = time.process_time()
                draw()
                sys.stdout.write(f"  {name:32} {1000 * (time.process_time() - started):6.0f} ms\n")


if __name__ == "__main__":
    main()


__all__ = ["Answer", "main"]
