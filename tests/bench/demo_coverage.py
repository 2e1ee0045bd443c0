"""How often the demo's own ranges hold the truth, over five seeds, and what rounding costs its company-wide figures.

    python tests/bench demo_coverage

The truth is that of truth.jsonl over the contributions that pulse tagged (tags.jsonl): for every decision, the figures
of the pages, by week, by blocks of 4 and of 13 weeks, audited and borrowed apart. Figures of one demo share labels, so
the share is judged by decisions and not by figures. None and all are held by the nearest share that a figure may say
(half a contribution from there), as no figure may prove either.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from pulse.board import open_board
from pulse.board.board import Board
from pulse.board.cover import GRAIN, cover
from pulse.board.tables import figures
from pulse.demo import build
from pulse.domain import WEEK, Answer, Question, Subject
from pulse.domain.contribution import act, asks, stance
from pulse.flow.atoms import number
from pulse.settings import load
from pulse.store import sealed

SEEDS = (1, 2, 3, 4, 5)
MEASURES = ("support", "asks", "critical", "understood", "action")


def truth(folder: Path) -> pd.DataFrame:
    """What is true of each contribution that pulse tagged with a decision: a row each."""
    people = {}
    for line in (folder / "people.csv").read_text(encoding="utf-8").splitlines()[1:]:
        person, *_, aliases = line.split(",")
        people.update(dict.fromkeys(aliases.split(";"), person))
    posts = pd.read_json(folder / "posts.jsonl", lines=True, dtype=False)
    true = pd.read_json(folder / "truth.jsonl", lines=True, dtype=False)
    tagged = pd.read_json(folder / "tags.jsonl", lines=True, dtype=False)
    tagged = tagged[tagged["decision"].notna()].rename(columns={"decision": "tagged"})[["source", "id", "tagged"]]
    rows = tagged.merge(true, on=["source", "id"]).merge(
        posts[["source", "id", "voice", "author", "said_at"]], on=["source", "id"]
    )
    announced = {i for d in _strategy(folder)["decisions"] for i in d["announced_in"]}
    rows = rows[~rows["id"].isin(announced)]
    rows["person"] = [people.get(f"{s}:{a}", f"{s}:{a}") for s, a in zip(rows["source"], rows["author"], strict=True)]
    rows["at"] = pd.to_datetime(rows["said_at"], utc=True).dt.tz_convert("Europe/Helsinki")
    day = rows["at"].dt.tz_localize(None).dt.normalize()
    rows["week"] = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    return rows.sort_values(["at", "source", "id"])


def _strategy(folder: Path) -> dict[str, list[dict[str, list[str]]]]:
    found: dict[str, list[dict[str, list[str]]]] = yaml.safe_load(
        (folder / "strategy.yaml").read_text(encoding="utf-8")
    )
    return found


def contributions(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a contribution with its true stance, ask and act."""
    groups = rows.groupby(["voice", "tagged", "week", "person"], sort=True)
    return groups.agg(
        stance=("stance", lambda s: stance(list(s))),
        asks=("asks", lambda s: asks(list(s))),
        act=("act", lambda s: act(list(s))),
    ).reset_index()


def true_value(measure: str, rows: pd.DataFrame) -> float | None:
    """The figure as it really is."""
    if measure in ("asks", "understood"):
        share = float(rows["asks"].mean())
        return share if measure == "asks" else 1 - share
    if measure == "critical":
        return float((rows["stance"] == "against").mean())
    top, bottom = ("favour", "against") if measure == "support" else ("doing", "wish")
    column = rows["stance"] if measure == "support" else rows["act"]
    sides = int((column == top).sum() + (column == bottom).sum())
    return float((column == top).sum() / sides) if sides else None


def judged(answer: Answer, rows: pd.DataFrame) -> tuple[str, str, float, float] | None:
    """Measure, basis, whether the range holds the truth, and its width."""
    asked = answer.question
    if asked.subject.kind != "decision" or asked.unit or len(asked.voices) > 1 or asked.measure not in MEASURES:
        return None
    if not answer.shown or answer.value is None or answer.low is None or answer.high is None:
        return None
    here = rows[
        (rows["tagged"] == asked.subject.id)
        & (rows["voice"] == asked.voices[0])
        & (rows["week"] >= pd.Timestamp(answer.start))
        & (rows["week"] < pd.Timestamp(answer.stop))
    ]
    if len(here) != answer.contributions:
        return None
    true = true_value(asked.measure, here)
    if true is None:
        return None
    edge = 1 / (2 * len(here))
    true = min(max(true, edge), 1 - edge)
    return asked.measure, str(answer.basis), float(answer.low <= true <= answer.high), answer.high - answer.low


def rounding(board: Board) -> Iterator[tuple[str, int, str, float]]:
    """What rounding moves each decision's company-wide shares, in points: measure, weeks, size of the set, points."""
    with board.engine.connect() as c:
        rows = sealed.rows(c, date(2000, 1, 1))["contribution"]
    stop = board.ask.sealed.stop
    assert stop is not None
    for decision, weeks in product(board.strategy.decisions, (4, 13)):
        for measure, name in (("asks", "asks"), ("critical", "critical"), ("support", "favour")):
            asked = Question(
                measure=measure, subject=Subject("decision", decision.id), start=stop - weeks * WEEK, stop=stop
            )  # type: ignore[arg-type]
            found = cover(board.ask.sealed, asked, board.strategy, board.ask.tree)
            here = rows[rows[GRAIN[asked.measure]].isin({number(a.id) for a in found.atoms})]
            if len(here) < 30:
                continue
            exact = here["asks"] if name == "asks" else here["stance"] == {"critical": "against"}.get(name, name)
            published = sum(a.counts[name] for a in found.atoms)
            points = 100 * (published - int(exact.sum())) / len(here)
            for size in ("any", "300 or more" if len(here) >= 300 else "fewer"):
                yield measure, weeks, size, points


def main() -> None:
    """Print a line for each measure and basis."""
    cost: dict[tuple[str, int, str], list[float]] = defaultdict(list)
    held: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), seed=seed)
            rows = contributions(truth(Path(folder)))
            board = open_board(load(Path(folder) / "pulse.toml"))
            for measure, weeks, size, points in rounding(board):
                cost[measure, weeks, size].append(points)
            seen = set()
            for _, answer in figures(board.ask):
                key = (
                    answer.question.measure,
                    answer.question.subject,
                    answer.question.voices,
                    answer.question.unit,
                    answer.start,
                    answer.stop,
                )
                found = judged(answer, rows) if key not in seen else None
                seen.add(key)
                if found:
                    held[found[0], found[1]].append(found[2:])
    sys.stdout.write(f"{'figure':12} {'basis':9} {'figures':>8} {'hold the truth':>15} {'mean width':>11}\n")
    for (measure, basis), pairs in sorted(held.items()):
        share, width = np.mean([p[0] for p in pairs]), np.mean([p[1] for p in pairs])
        sys.stdout.write(f"{measure:12} {basis:9} {len(pairs):8} {100 * share:14.1f}% {100 * width:10.1f}\n")
    sys.stdout.write("\nwhat rounding costs a decision's company-wide figure, root mean square in points\n")
    for (name, weeks, size), points in sorted(cost.items()):
        root = np.sqrt(np.mean(np.square(points)))
        sys.stdout.write(f"  {name:12} {weeks:2} weeks  {size:11} contributions  {len(points):3} sets  {root:5.2f}\n")


if __name__ == "__main__":
    main()
