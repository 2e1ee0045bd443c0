"""The weeks that a decision's charts over time share, so that they stand under each other."""

from datetime import date
from typing import Any

import altair as alt

from pulse.board.views import DecisionSight
from pulse.draw.rows import at, closes, opens, ticks
from pulse.draw.style import named
from pulse.words import Words

ROOM = 1.16
"""The share axis ends above all, to leave room for the names of events."""
WIDE = 34
"""Room for the labels of the share axis, the same in both charts, so that weeks stand under each other."""


def reach(sight: DecisionSight) -> tuple[date, date]:
    """The days between which a decision's charts over time lie."""
    days = [sight.announced, *(v.start for v in sight.volumes)]
    spoken = [line for line in sight.lines if line.answers]
    last = [v.stop for v in sight.volumes] + ([closes(spoken)] if spoken else [])
    return opens(spoken, days), max(last, default=sight.announced)


def axis(words: Words, first: date, last: date) -> Any:
    """The axis of weeks, with room on the right for the names of lines."""
    labels = ticks(words, first, last)
    span = at(last, first)
    return alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[-0.03 * span, span * 1.1], nice=False),
        axis=alt.Axis(values=list(labels), labelExpr=named(labels), grid=False, labelOverlap=True, labelSeparation=10),
    )
