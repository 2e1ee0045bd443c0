"""Support over time: a line and its band for each voice, what happened when, and how many people wrote."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from pulse.board.views import DecisionSight, Event, Line, Volume
from pulse.draw.palette import Palette
from pulse.draw.rows import Row, at, closes, covered, distinct, opens, row, ticks
from pulse.draw.style import Drawn, data, dressed, named
from pulse.words import Words, figures

ROOM = 1.16
"""The share axis ends above all, to leave room for the names of events."""
WIDE = 34
"""Room for the labels of the share axis, the same in both charts, so that weeks stand under each other."""


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


def _rows(words: Words, line: Line, first: date, palette: Palette) -> list[Row]:
    rows, segment, before = [], 0, None
    for answer in distinct(line.answers):
        start, stop = covered(answer)
        told = row(words, answer)
        if not told["shown"] or (before is not None and start > before):
            segment += 1
        before = stop
        rows.append({**told, "name": line.name, "segment": f"{line.id}{segment}", "when": words.span(start, stop),
                     "x": (at(start, first) + at(stop, first)) / 2, "x0": at(start, first), "x1": at(stop, first),
                     "colour": palette.voice(line.voice), "ink": palette.voice_text(line.voice), "foot": 0,
                     "dash": line.voice == "public", "missing": answer.reason == "Missing",
                     "early": answer.reason == "TooEarly"})  # fmt: skip
        if not told["shown"]:
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
        shown.mark_point(filled=True, size=52, opacity=1, aria=False).encode(y="share:Q", color=colour),
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


def events(words: Words, found: Sequence[Event], first: date, last: date, palette: Palette) -> list[Any]:
    """What happened when, as dashed lines named at the top."""
    rows = _staggered(words, [e for e in found if first <= e.at <= last], first, last)
    base = alt.Chart(data(rows)).encode(x="x:Q")
    left = base.mark_text(align="left", dx=5, baseline="top", fontSize=12.5, color=palette.ink, aria=False)
    right = base.mark_text(align="right", dx=-5, baseline="top", fontSize=12.5, color=palette.ink, aria=False)
    return [
        base.mark_rule(color=palette.mute, strokeDash=[3, 3], aria=False).encode(y="y:Q", y2=alt.datum(0)),
        left.transform_filter("!datum.late").encode(y="y:Q", text="label:N"),
        right.transform_filter("datum.late").encode(y="y:Q", text="label:N"),
    ]


def _staggered(words: Words, found: Sequence[Event], first: date, last: date) -> list[Row]:
    span, rows, level, before = at(last, first), [], 0, None
    for event in sorted(found, key=lambda e: e.at):
        x = at(event.at, first)
        near = before is not None and x - before < span * 0.22
        level = (level + 1) % 2 if near else 0
        rows.append({"x": x, "y": ROOM - level * 0.07, "late": x > span * 0.72,
                     "label": words.say(f"event.{event.kind}", title=event.title)})  # fmt: skip
        before = x
    return rows


def volumes(words: Words, sight: DecisionSight, palette: Palette) -> Drawn:
    """How many people wrote, a bar a span of weeks, the voices side by side."""
    first, last = reach(sight)
    voices = sorted({v.voice for v in sight.volumes})
    rows = [_bar(words, v, voices, first, palette, at(last, first) / 10) for v in sight.volumes if v.people is not None]
    most = _nice(max([r["people"] for r in rows], default=1))
    ends = {n: words.number(int(n)) for n in (0, most / 2, most) if n == int(n)}
    up = alt.Y("people:Q", title=None, scale=alt.Scale(domain=[0, most], nice=False), axis=alt.Axis(
        values=list(ends), labelExpr=named(ends), minExtent=WIDE, domain=False, ticks=False))  # fmt: skip
    tips = [
        alt.Tooltip("when:N", title=words.say("table.when")),
        alt.Tooltip("name:N", title=words.say("table.voice")),
        alt.Tooltip("told:N", title=words.say("table.people")),
    ]
    across = axis(words, first, last)
    chart = alt.Chart(data(rows)).mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2, aria=False)
    chart = chart.encode(
        x=across, x2="x1:Q", y=up, y2=alt.datum(0), color=alt.Color("colour:N", scale=None), tooltip=tips
    )
    return Drawn(dressed(chart.properties(height=140, width="container"), palette), _volumes_said(words, sight))


def _bar(words: Words, found: Volume, voices: Sequence[str], first: date, palette: Palette, most: float) -> Row:
    start, stop = at(found.start, first), at(found.stop, first)
    whole = min((stop - start) * 0.76, most)
    wide = whole / len(voices)
    left = (start + stop - whole) / 2 + voices.index(found.voice) * wide
    return {"x": left, "x1": left + wide * 0.94, "people": found.people, "told": words.number(found.people or 0),
            "name": words.say(f"voice.{found.voice}"), "when": words.span(found.start, found.stop),
            "colour": palette.voice(found.voice)}  # fmt: skip


def _nice(most: int) -> int:
    """The next round number, even so that its half is whole.

    >>> _nice(7), _nice(38), _nice(338)
    (8, 40, 400)
    """
    power = 10 ** (len(str(most)) - 1)
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= most) if most > 1 else 2


def _said(words: Words, sight: DecisionSight) -> str:
    ends = []
    for line in sight.lines:
        shown = [a for a in line.answers if a.value is not None]
        key = "alt.lines.end" if shown else "alt.lines.none"
        last = {"value": figures.value(words, shown[-1]), "range": figures.span(words, shown[-1])} if shown else {}
        ends.append(words.say(key, name=line.name, **last))
    return words.say("alt.lines", title=sight.title, ends=" ".join(ends))


def _volumes_said(words: Words, sight: DecisionSight) -> str:
    peaks = []
    for voice in sorted({v.voice for v in sight.volumes}):
        known = [v for v in sight.volumes if v.voice == voice and v.people is not None]
        if known:
            top = max(known, key=lambda v: v.people or 0)
            peaks.append(words.say("alt.volumes.peak", name=words.say(f"voice.{voice}"),
                                   span=words.span(top.start, top.stop),
                                   people=words.say("people", top.people or 0)))  # fmt: skip
    return words.say("alt.volumes", peaks=" ".join(peaks))
