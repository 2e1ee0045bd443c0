"""Keeps which words enough people wrote, which questions enough people asked, and when: no posts, and no people."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, cast

from sqlalchemy import Connection

from pulse.domain import Json
from pulse.guard.words import Group, Run
from pulse.store import notes

What = Literal["words", "alike", "unnamed"]
"""Words of posts; the words that questions are known by that ask nearly the same; those of topics without a theme."""


def save(c: Connection, what: What, groups: Sequence[Group]) -> None:
    """Keep these groups in place of all former ones of the kind."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Json]] = {}
    for group in groups:
        run = group.run
        row: list[Json] = [run.language, run.word, group.start.isoformat(), group.stop.isoformat(), group.people]
        found.setdefault((run.voice, run.subject, run.parts), []).append(row)
    lanes: list[Json] = [[voice, subject, list[Json](parts), rows] for (voice, subject, parts), rows in found.items()]
    notes.write(c, what, lanes)


def load(c: Connection, what: What) -> list[Group]:
    """All groups of the kind, as they were kept."""
    kept = cast(list[Any], notes.read(c, what) or [])
    return [
        Group(Run(voice, subject, tuple(parts), language, word), _day(start), _day(stop), people)
        for voice, subject, parts, rows in kept
        for language, word, start, stop, people in rows
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)
