"""The demo's strategy: texts/strategy.yaml with its dates filled in, as a file and as nouns."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from pulse.demo.fates import FATES
from pulse.domain import Decision, Strategy, Target, Theme, Tree
from pulse.domain.weeks import WEEK, starts

ZONE = ZoneInfo("Europe/Helsinki")
LAST = date(2026, 11, 9)
"""The Monday of the last closed week, 2026-W46."""
AS_OF = datetime(2026, 11, 18, 8, tzinfo=ZONE)
SPEAKS_AT = timedelta(days=1, hours=9)
"""Decisions are announced on Tuesdays at nine."""


def first_week(weeks: int) -> date:
    """The Monday of the first of so many weeks."""
    return LAST - (weeks - 1) * WEEK


def announced_at(decision: str, weeks: int) -> datetime:
    """When the decision is announced, never before the simulation begins."""
    week = LAST - min(FATES[decision].announced, weeks - 1) * WEEK
    return starts(week, ZONE) + SPEAKS_AT


def strategy(tree: Tree, weeks: int, announced_in: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What strategy.yaml holds, for the units that there are and the posts that announce."""
    raw = _raw()
    return {
        "themes": raw["themes"],
        "decisions": [_dated(entry, tree, weeks, announced_in.get(entry["id"], ())) for entry in raw["decisions"]],
    }


@cache
def _raw() -> dict[str, Any]:
    text = files("pulse.demo").joinpath("texts/strategy.yaml").read_text("utf-8")
    return dict(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _dated(raw: dict[str, Any], tree: Tree, weeks: int, posts: tuple[str, ...]) -> dict[str, Any]:
    at = announced_at(raw["id"], weeks)
    target = raw["target"]
    readings = [{"date": at.date() + timedelta(days=d), "value": v} for d, v in target["readings"].items()]
    return {
        "id": raw["id"],
        "title": raw["title"],
        "theme": raw["theme"],
        "also": raw.get("also", []),
        "owner": raw["owner"],
        "announced_at": at.isoformat(),
        "scope": [unit for unit in raw.get("scope", []) if unit in tree],
        "announced_in": list(posts),
        "phrases": raw["phrases"],
        "target": {**target, "readings": [r for r in readings if r["date"] <= AS_OF.date()]},
        "pilots": [unit for unit in raw.get("pilots", []) if unit in tree],
        "milestones": [{"date": at.date() + timedelta(days=d), "title": t} for d, t in raw["milestones"].items()],
    }


def nouns(raw: dict[str, Any]) -> Strategy:
    """The same as domain nouns."""
    themes = tuple(
        Theme(
            id=t["id"],
            names=t["names"],
            descriptions=t["descriptions"],
            words=_tuples(t["words"]),
            examples=_tuples(t["examples"]),
        )
        for t in raw["themes"]
    )
    return Strategy(themes=themes, decisions=tuple(_decision(d) for d in raw["decisions"]))


def _decision(raw: dict[str, Any]) -> Decision:
    target = raw["target"]
    return Decision(
        id=raw["id"],
        title=raw["title"],
        theme=raw["theme"],
        also=tuple(raw["also"]),
        owner=raw["owner"],
        announced_at=datetime.fromisoformat(raw["announced_at"]),
        scope=tuple(raw["scope"]),
        announced_in=tuple(raw["announced_in"]),
        phrases=_tuples(raw["phrases"]),
        target=Target(
            measure=target["measure"],
            unit=target["unit"],
            baseline=float(target["baseline"]),
            goal=float(target["goal"]),
            due=target["due"],
            readings=tuple((r["date"], float(r["value"])) for r in target["readings"]),
        ),
        pilots=tuple(raw["pilots"]),
        milestones=tuple((m["date"], m["title"]) for m in raw["milestones"]),
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in lists.items()}
