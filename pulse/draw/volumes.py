"""How many people wrote, week by week."""

from datetime import date

import altair as alt

from pulse.board.views import DecisionSight, Volume
from pulse.draw.palette import Palette
from pulse.draw.rows import Row, at
from pulse.draw.span import WIDE, axis, reach
from pulse.draw.style import Drawn, data, dressed, named
from pulse.words import Words


def volumes(words: Words, sight: DecisionSight, palette: Palette) -> Drawn:
    """How many people wrote, a bar a span of weeks; of two voices the public hangs down, so that spans may differ."""
    first, last = reach(sight)
    both = len({v.voice for v in sight.volumes}) > 1
    rows = [_bar(words, v, both, first, palette, at(last, first) / 10) for v in sight.volumes if v.people is not None]
    up = _nice(max([r["people"] for r in rows], default=1))
    down = _nice(max([-r["people"] for r in rows], default=0)) if both else 0
    ends = {float(n): words.number(abs(n)) for n in {-down, 0, up // 2, up}}
    y = alt.Y("people:Q", title=None, scale=alt.Scale(domain=[-down, up], nice=False), axis=alt.Axis(
        values=sorted(ends), labelExpr=named(ends), minExtent=WIDE, domain=False, ticks=False))  # fmt: skip
    tips = [
        alt.Tooltip("when:N", title=words.say("table.when")),
        alt.Tooltip("name:N", title=words.say("table.voice")),
        alt.Tooltip("told:N", title=words.say("table.people")),
    ]
    chart = alt.Chart(data(rows)).mark_bar(cornerRadius=2, aria=False)
    colour = alt.Color("colour:N", scale=None)
    chart = chart.encode(x=axis(words, first, last), x2="x1:Q", y=y, y2=alt.datum(0), color=colour, tooltip=tips)
    tall = 180 if both else 140
    return Drawn(dressed(chart.properties(height=tall, width="container"), palette), _said(words, sight))


def _bar(words: Words, found: Volume, both: bool, first: date, palette: Palette, most: float) -> Row:
    start, stop, people = at(found.start, first), at(found.stop, first), found.people or 0
    half = min((stop - start) * 0.78, max(most, stop - start - 1)) / 2
    middle = (start + stop) / 2
    return {"x": middle - half, "x1": middle + half, "people": -people if both and found.voice == "public" else people,
            "told": words.number(people), "name": words.say(f"voice.{found.voice}"),
            "when": words.span(found.start, found.stop), "colour": palette.voice(found.voice)}  # fmt: skip


def _nice(most: int) -> int:
    """The next round number, even so that its half is whole.

    >>> _nice(7), _nice(38), _nice(338)
    (8, 40, 400)
    """
    power = 10 ** (len(str(most)) - 1)
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= most) if most > 1 else 2


def _said(words: Words, sight: DecisionSight) -> str:
    peaks = []
    for voice in sorted({v.voice for v in sight.volumes}):
        known = [v for v in sight.volumes if v.voice == voice and v.people is not None]
        if known:
            top = max(known, key=lambda v: v.people or 0)
            peaks.append(words.say("alt.volumes.peak", name=words.say(f"voice.{voice}"),
                                   span=words.span(top.start, top.stop),
                                   people=words.say("people", top.people or 0)))  # fmt: skip
    return words.say("alt.volumes", peaks=" ".join(peaks))
