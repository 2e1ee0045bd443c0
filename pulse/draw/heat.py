"""Units by weeks as a map of cells; a cell is as wide as the weeks that it had to join."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import altair as alt

from pulse.board.views import Choice, Line
from pulse.domain import Answer
from pulse.draw.palette import Palette, Ramp, ink_on, shade
from pulse.draw.rows import Row, at, closes, covered, distinct, opens, row, ticks
from pulse.draw.style import Drawn, data, dressed, named, wrapped
from pulse.words import Words, figures

Kind = Literal["critical", "support"]
MOST: Mapping[Kind, float] = {"critical": 0.6, "support": 1.0}
"""Where the colours end; what lies above has the last colour."""
TALL, TALL_NARROW = 34, 52
FOOT = 26
"""Room for the labels of weeks; the height of a chart holds them too."""
SIGN = {"TooFew": "·", "Hidden": "·", "Missing": "–", "TooEarly": ""}


def heat(
    words: Words, kind: Kind, lines: Sequence[Line], palette: Palette, units: Sequence[Choice], narrow: bool = False
) -> Drawn:
    """The share of each unit in each span; orange for critical, orange to blue for support."""
    ordered, names = ranked(kind, lines), {unit.id: unit.name for unit in units}
    first, last = opens(ordered), closes(ordered)
    rows = [_cell(words, kind, line, answer, first, palette, names)
            for line in ordered for answer in distinct(line.answers)]  # fmt: skip
    if len(bases(lines)) > 1:
        rows = [{**r, "sign": f"{r['sign']} m"} if r.get("model") else r for r in rows]
    layers = _layers(words, kind, rows, ordered, (first, last), palette, narrow)
    tall = (TALL_NARROW if narrow else TALL) * len(ordered) + FOOT
    chart = alt.layer(*layers).properties(height=tall, width="container")
    return Drawn(dressed(chart, palette), words.say(f"alt.{kind}", extremes=_extremes(words, kind, ordered)))


def bases(lines: Sequence[Line]) -> set[str]:
    """How the errors of the cells that are shown were taken into account."""
    return {str(answer.basis) for line in lines for answer in line.answers if answer.value is not None}


def vague(lines: Sequence[Line]) -> bool:
    """Whether something is shown of which one cannot tell."""
    return any(answer.shown and answer.word == "cannot tell" for line in lines for answer in line.answers)


def ranked(kind: Kind, lines: Sequence[Line]) -> list[Line]:
    """Lines with something to show first, the most worrying on top."""
    sign = -1 if kind == "critical" else 1

    def key(line: Line) -> tuple[bool, float]:
        shown = [a.value for a in line.answers if a.value is not None]
        return (not shown, sign * sum(shown) / len(shown) if shown else 0.0)

    return sorted((line for line in lines if line.answers), key=key)


def ramp(kind: Kind, palette: Palette) -> Ramp:
    """The colours of a kind of map."""
    return palette.critical if kind == "critical" else palette.support


def _cell(words: Words, kind: Kind, line: Line, answer: Answer, first: date, palette: Palette,
          names: Mapping[str, str]) -> Row:  # fmt: skip
    start, stop = covered(answer)
    told = row(words, answer, names)
    cell = {**told, "line": line.id, "name": line.name, "when": words.span(start, stop), "x0": at(start, first),
            "x1": at(stop, first), "x": (at(start, first) + at(stop, first)) / 2}  # fmt: skip
    if not told["shown"]:
        return {**cell, "sign": SIGN[answer.reason or "Missing"]}
    fill = shade(ramp(kind, palette), told["share"])
    star = "†" if figures.joined(answer) else ""
    return {
        **cell,
        "fill": fill,
        "ink": ink_on(fill),
        "model": answer.basis == "model",
        "sign": figures.value(words, answer) + star,
    }


def _layers(words: Words, kind: Kind, rows: list[Row], lines: Sequence[Line], span: tuple[date, date],
            palette: Palette, narrow: bool) -> list[Any]:  # fmt: skip
    base = alt.Chart(data(rows)).encode(
        y=_up(lines, palette, narrow), tooltip=_tips(words, kind), x=_across(words, kind, span, narrow)
    )
    shown, hidden = base.transform_filter("datum.shown"), base.transform_filter("!datum.shown")
    down = 11 if narrow else 0
    frame: dict[str, Any] = {"stroke": palette.paper, "strokeWidth": 2, "cornerRadius": 3, "aria": False}
    cells = shown.mark_rect(height=26, yOffset=down, **frame) if narrow else shown.mark_rect(**frame)
    layers = [
        cells.encode(x2="x1:Q", fill=alt.Fill("fill:N", scale=None)),
        hidden.mark_text(fontSize=16, dy=down, color=palette.mute, aria=False).encode(x="x:Q", text="sign:N"),
    ]
    room = at(span[1], span[0]) / (1 if kind == "critical" else 4)
    if room <= (8 if narrow else 14):
        text = shown.mark_text(fontSize=12 if narrow else 12.5, dy=down, aria=False)
        layers.append(text.encode(x="x:Q", text="sign:N", color=alt.Color("ink:N", scale=None)))
    if narrow:
        layers.append(_above(lines, palette))
    return layers


def _across(words: Words, kind: Kind, span: tuple[date, date], narrow: bool) -> Any:
    length = 1 if kind == "critical" else 4
    marks = ticks(words, *span, most=4 if narrow else 8, length=length)
    labels = {start + length / 2: text for start, text in marks.items()}
    return alt.X(
        "x0:Q",
        title=None,
        scale=alt.Scale(domain=[0, at(span[1], span[0])], nice=False),
        axis=alt.Axis(values=list(labels), labelExpr=named(labels), grid=False, domain=False, ticks=False),
    )


def _up(lines: Sequence[Line], palette: Palette, narrow: bool) -> Any:
    labels = named({line.id: wrapped(line.name) for line in lines})
    axis = None if narrow else alt.Axis(labelExpr=labels, labelLimit=220, domain=False, ticks=False, labelPadding=8,
                                        labelColor=palette.ink, labelFontSize=13)  # fmt: skip
    return alt.Y("line:N", sort=[line.id for line in lines], title=None, axis=axis, scale=alt.Scale(padding=0))


def _above(lines: Sequence[Line], palette: Palette) -> Any:
    """Names above their rows, where there is no room beside them."""
    chart = alt.Chart(data([{"line": line.id, "name": line.name} for line in lines]))
    mark = chart.mark_text(align="left", dy=-15, fontSize=13, color=palette.ink, aria=False)
    return mark.encode(x=alt.datum(0), y=_up(lines, palette, narrow=True), text="name:N")


def _tips(words: Words, kind: Kind) -> list[Any]:
    return [
        alt.Tooltip("name:N", title=words.say("table.unit")),
        alt.Tooltip("when:N", title=words.say("table.when")),
        alt.Tooltip("value:N", title=words.say(f"measure.{kind}")),
        alt.Tooltip("range:N", title=words.say("table.range")),
        alt.Tooltip("base:N", title=words.say("table.base")),
        alt.Tooltip("basis:N", title=words.say("table.basis")),
        alt.Tooltip("note:N", title=words.say("table.note")),
    ]


def _extremes(words: Words, kind: Kind, lines: Sequence[Line]) -> str:
    shown = [(answer.value, line.name, answer) for line in lines for answer in line.answers if answer.value is not None]
    if not shown:
        return words.say("alt.heat.none")
    low, high = min(shown, key=_share), max(shown, key=_share)
    return words.say("alt.heat.extreme", low=low[1], lowest=figures.value(words, low[2]), high=high[1],
                     highest=figures.value(words, high[2]))  # fmt: skip


def _share(found: tuple[float | None, str, Answer]) -> float:
    return found[0] or 0.0
