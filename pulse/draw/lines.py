"""Support over time: a line and its band for each voice."""

from collections import Counter
from datetime import date
from typing import Any

import altair as alt

from pulse.board.views import DecisionSight, Line
from pulse.draw.events import events
from pulse.draw.palette import Palette
from pulse.draw.rows import Row, at, covered, distinct, row
from pulse.draw.span import ROOM, WIDE, axis, reach
from pulse.draw.style import Drawn, data, dressed, named
from pulse.words import Words, figures


def lines(words: Words, sight: DecisionSight, palette: Palette) -> Drawn:
    """Support by voice with likely ranges; what cannot be shown is a gap and a ring at the foot."""
    first, last = reach(sight)
    rows = [r for line in sight.lines for r in _rows(words, line, first, palette)]
    across = axis(words, first, last)
    ends = {share: words.tick(share) for share in (0, 0.25, 0.5, 0.75, 1)}
    up = alt.Y("low:Q", title=None, scale=alt.Scale(domain=[0, ROOM], nice=False), axis=alt.Axis(
        values=list(ends), labelExpr=named(ends), minExtent=WIDE, domain=False, ticks=False))  # fmt: skip
    layers = [*_gaps(rows, palette), *_bands(rows, across, up), *events(words, sight.events, first, last, palette),
              *_points(words, rows, across), *_ends(rows, across, last, first)]  # fmt: skip
    tall = 300 if any(r["shown"] for r in rows) else 150
    chart = alt.layer(*layers).properties(height=tall, width="container")
    return Drawn(dressed(chart, palette), _said(words, sight))


def _rows(words: Words, line: Line, first: date, palette: Palette) -> list[Row]:
    rows, segment, before = [], 0, None
    for answer in distinct(line.answers):
        start, stop = covered(answer)
        told = row(words, answer)
        # What one cannot tell is drawn by itself: a line through it would look like a change.
        vague = answer.shown and answer.word == "cannot tell"
        hollow = vague or answer.basis == "model"
        if not told["shown"] or vague or (before is not None and start > before):
            segment += 1
        before = stop
        name = words.say(f"voice.{line.voice}")
        rows.append({**told, "name": name, "segment": f"{line.id}{segment}", "when": words.span(start, stop),
                     "x": (at(start, first) + at(stop, first)) / 2, "x0": at(start, first), "x1": at(stop, first),
                     "colour": palette.voice(line.voice), "ink": palette.voice_text(line.voice), "foot": 0,
                     "dash": line.voice == "public", "missing": answer.reason == "Missing",
                     "early": answer.reason == "TooEarly",
                     "fill": palette.paper if hollow else palette.voice(line.voice)})  # fmt: skip
        if not told["shown"] or vague:
            segment += 1
    sizes = Counter(r["segment"] for r in rows)
    return [{**r, "lone": sizes[r["segment"]] == 1} for r in rows]


def _gaps(rows: list[Row], palette: Palette) -> list[Any]:
    """Weeks without data are shaded."""
    missing = [r for r in rows if r["missing"]]
    if not missing:
        return []
    shade = alt.Chart(data(missing)).mark_rect(color=palette.mute, opacity=0.12, aria=False)
    return [shade.encode(x="x0:Q", x2="x1:Q")]


def _bands(rows: list[Row], across: Any, up: Any) -> list[Any]:
    base = alt.Chart(data([r for r in rows if r["shown"]])).encode(x=across, detail="segment:N")
    colour, dash = alt.Color("colour:N", scale=None), alt.condition("datum.dash", alt.value([5, 3]), alt.value([1, 0]))
    return [
        base.mark_area(opacity=0.15, interpolate="monotone", aria=False).encode(y=up, y2="high:Q", color=colour),
        base.mark_line(strokeWidth=2.4, interpolate="monotone", aria=False).encode(
            y="share:Q", color=colour, strokeDash=dash
        ),
        base.transform_filter("datum.lone")
        .mark_rule(opacity=0.28, strokeWidth=3, aria=False)
        .encode(y="low:Q", y2="high:Q", color=colour),
    ]


def _points(words: Words, rows: list[Row], across: Any) -> list[Any]:
    tips = [
        alt.Tooltip("when:N", title=words.say("table.when")),
        alt.Tooltip("name:N", title=words.say("table.voice")),
        alt.Tooltip("value:N", title=words.say("measure.support")),
        alt.Tooltip("range:N", title=words.say("table.range")),
        alt.Tooltip("base:N", title=words.say("table.base")),
        alt.Tooltip("basis:N", title=words.say("table.basis")),
        alt.Tooltip("note:N", title=words.say("table.note")),
    ]
    shown = alt.Chart(data([r for r in rows if r["shown"]])).encode(x=across, tooltip=tips)
    hidden = alt.Chart(data([r for r in rows if not r["shown"] and not r["early"]])).encode(x=across, tooltip=tips)
    colour = alt.Color("colour:N", scale=None)
    return [
        shown.mark_point(filled=True, size=52, opacity=1, strokeWidth=2, aria=False).encode(
            y="share:Q", fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("colour:N", scale=None)
        ),
        hidden.mark_point(filled=False, size=34, strokeWidth=1.5, opacity=0.9, aria=False).encode(
            y="foot:Q", color=colour
        ),
    ]


def _ends(rows: list[Row], across: Any, last: date, first: date) -> list[Any]:
    """The name of each line at its last point, kept apart where two would overlap."""
    found = {r["name"]: r for r in rows if r["shown"]}
    placed: list[Row] = []
    for found_row in sorted(found.values(), key=lambda r: r["share"]):
        low = placed[-1]["label_y"] + 0.08 if placed else 0.0
        placed.append({**found_row, "label_y": max(found_row["share"], low)})
    chart = alt.Chart(data(placed)).mark_text(align="left", dx=9, fontSize=13, fontWeight=600, aria=False)
    return [chart.encode(x=across, y="label_y:Q", text="name:N", color=alt.Color("ink:N", scale=None))]


def _said(words: Words, sight: DecisionSight) -> str:
    ends = []
    for line in sight.lines:
        shown = [a for a in line.answers if a.value is not None]
        key = "alt.lines.end" if shown else "alt.lines.none"
        last = {"value": figures.value(words, shown[-1]), "range": figures.span(words, shown[-1])} if shown else {}
        ends.append(words.say(key, name=words.say(f"voice.{line.voice}"), **last))
    return words.say("alt.lines", title=sight.title, ends=" ".join(ends))
