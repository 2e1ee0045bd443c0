"""What happened when, over a chart: named lines, or numbered ones where the names do not fit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from pulse.board.views import DecisionSight, Event
from pulse.draw.palette import Palette
from pulse.draw.rows import Row, at
from pulse.draw.span import ROOM, reach
from pulse.draw.style import data
from pulse.words import Rich, Words

USUAL, LETTER, LATE = 330, 6.6, 0.72
"""The width of a chart on a phone and of a letter, in pixels, and where names begin to stand left of their line."""


def events(words: Words, found: Sequence[Event], first: date, last: date, palette: Palette) -> list[Any]:
    """What happened when, as dashed lines named at the top."""
    rows = _placed(words, _within(found, first, last), first, last)
    tips = [
        alt.Tooltip("when:N", title=words.say("table.when")),
        alt.Tooltip("name:N", title=words.say("table.event")),
    ]
    base = alt.Chart(data(rows)).encode(x="x:Q", tooltip=tips)
    left = base.mark_text(align="left", dx=5, baseline="top", fontSize=12.5, color=palette.ink, aria=False)
    right = base.mark_text(align="right", dx=-5, baseline="top", fontSize=12.5, color=palette.ink, aria=False)
    return [
        base.mark_rule(color=palette.mute, strokeDash=[3, 3], aria=False).encode(y="y:Q", y2=alt.datum(0)),
        left.transform_filter("!datum.late").encode(y="y:Q", text="label:N"),
        right.transform_filter("datum.late").encode(y="y:Q", text="label:N"),
    ]


def numbered(words: Words, sight: DecisionSight) -> list[Rich]:
    """What the numbers at the top stand for, where the names of events do not fit there; else nothing."""
    first, last = reach(sight)
    found = _within(sight.events, first, last)
    if _fits(words, found, first, last):
        return []
    return [words.rich("event.numbered", n, title=_name(words, event), day=words.day(event.at))
            for n, event in enumerate(found, start=1)]  # fmt: skip


def _within(found: Sequence[Event], first: date, last: date) -> list[Event]:
    return sorted((e for e in found if first <= e.at <= last), key=lambda e: e.at)


def _name(words: Words, event: Event) -> str:
    return words.say(f"event.{event.kind}", title=event.title)


def _fits(words: Words, found: Sequence[Event], first: date, last: date) -> bool:
    """Whether the names stand clear of each other in two rows, even on a phone."""
    ends = [0.0, 0.0]
    for i, event in enumerate(found):
        x = at(event.at, first) / max(at(last, first), 1) * USUAL
        wide = len(_name(words, event)) * LETTER + 10
        left = x - wide if x > USUAL * LATE else x
        if left < ends[i % 2] or left < 0:
            return False
        ends[i % 2] = left + wide
    return True


def _placed(words: Words, found: Sequence[Event], first: date, last: date) -> list[Row]:
    fits = _fits(words, found, first, last)
    span = at(last, first)
    rows: list[Row] = []
    for i, event in enumerate(found):
        x = at(event.at, first)
        near = i > 0 and x - rows[-1]["x"] < span * 0.45
        rows.append({"x": x, "y": ROOM - (i % 2) * 0.07 * near * fits, "late": fits and x > span * LATE,
                     "label": _name(words, event) if fits else words.number(i + 1),
                     "name": _name(words, event), "when": words.day(event.at)})  # fmt: skip
    return rows
