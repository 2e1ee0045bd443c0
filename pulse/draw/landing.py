"""Heard, understood, supported, acting: four small charts side by side, a row a decision."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from pulse.board.views import Landing
from pulse.domain import Answer
from pulse.draw.palette import Palette
from pulse.draw.rows import Row, row
from pulse.draw.style import Drawn, data, dressed, named, wrapped
from pulse.words import Words, figures

COLUMN, STEP = 148, 42


def answers(landing: Landing) -> tuple[Answer, ...]:
    """The four readings of a decision, from heard to done."""
    return landing.reach, landing.understood, landing.support, landing.action


def landings(words: Words, found: Sequence[Landing], palette: Palette) -> Drawn:
    """A dot and its range for each reading of each decision."""
    rows = [_row(words, landing, answer) for landing in found for answer in answers(landing)]
    heads = [figures.measure(words, answer.question.measure) for answer in answers(found[0])]
    chart = alt.layer(*_layers(words, [landing.title for landing in found], palette))
    faceted = chart.properties(width=COLUMN, height=alt.Step(STEP)).facet(
        column=alt.Column("head:N", sort=heads, title=None, header=alt.Header(labelAnchor="start", labelPadding=8)),
        spacing=22,
        padding={"left": 0, "top": 0, "right": 8, "bottom": 4},
        data=data(rows),
    )
    return Drawn(dressed(faceted, palette), words.say("alt.landing", extremes=_extremes(words, found)))


def _row(words: Words, landing: Landing, answer: Answer) -> Row:
    told = row(words, answer)
    mark = figures.mark(answer)
    hollow = (answer.people or 0) < figures.HOLLOW
    return {**told, "decision": landing.title, "head": figures.measure(words, answer.question.measure),
            "label": told["value"] + (f" {mark}" if mark else ""), "hollow": hollow}  # fmt: skip


def _layers(words: Words, titles: list[str], palette: Palette) -> list[Any]:
    lines = named({title: wrapped(title, 44) for title in titles})
    axis = alt.Axis(labelExpr=lines, labelLimit=290, domain=False, ticks=False, labelPadding=12,
                    labelColor=palette.ink, labelFontSize=13)  # fmt: skip
    base = alt.Chart().encode(y=alt.Y("decision:N", sort=titles, title=None, axis=axis), tooltip=tips(words))
    shown, hidden = base.transform_filter("datum.shown"), base.transform_filter("!datum.shown")
    ends = {share: words.tick(share) for share in (0, 0.5, 1)}
    across = alt.X("low:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False),
                   axis=alt.Axis(values=list(ends), labelExpr=named(ends), domain=False, ticks=False,
                                 labelFlush=True))  # fmt: skip
    fill = alt.condition("datum.hollow", alt.value(palette.paper), alt.value(palette.internal))
    return [
        shown.mark_bar(height=8, cornerRadius=4, color=palette.internal, opacity=0.32, aria=False).encode(
            x=across, x2="high:Q"
        ),
        shown.mark_point(filled=True, size=80, opacity=1, stroke=palette.internal, strokeWidth=2, aria=False).encode(
            x="share:Q", fill=fill
        ),
        shown.mark_text(dy=-13, fontSize=12.5, color=palette.ink, aria=False).encode(x="share:Q", text="label:N"),
        hidden.mark_text(align="left", dx=2, fontSize=12.5, fontStyle="italic", color=palette.mute, aria=False).encode(
            x=alt.datum(0), text="label:N"
        ),
    ]


def tips(words: Words) -> list[Any]:
    """What a mark tells when it is pointed at."""
    return [
        alt.Tooltip("decision:N", title=words.say("table.decision")),
        alt.Tooltip("head:N", title=words.say("table.figure")),
        alt.Tooltip("value:N", title=words.say("table.share")),
        alt.Tooltip("range:N", title=words.say("table.range")),
        alt.Tooltip("base:N", title=words.say("table.base")),
        alt.Tooltip("basis:N", title=words.say("table.basis")),
        alt.Tooltip("note:N", title=words.say("table.note")),
    ]


def _extremes(words: Words, found: Sequence[Landing]) -> str:
    said = []
    for column in range(4):
        shown = [(a.value, landing.title, a) for landing in found if (a := answers(landing)[column]).value is not None]
        if len(shown) > 1:
            low, high = min(shown, key=lambda s: s[0] or 0), max(shown, key=lambda s: s[0] or 0)
            said.append(words.say("alt.landing.extreme", measure=figures.measure(words, low[2].question.measure),
                                  low=low[1], lowest=figures.value(words, low[2]), high=high[1],
                                  highest=figures.value(words, high[2])))  # fmt: skip
    return " ".join(said)
