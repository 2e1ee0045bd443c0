"""How all charts look, and what a finished chart is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from pulse.draw.palette import Palette

FONT = "Source Sans"


@dataclass(frozen=True)
class Drawn:
    """A chart and what it says to those who do not see it."""

    chart: alt.LayerChart | alt.Chart | alt.FacetChart
    alt: str


def dressed(chart: Any, palette: Palette) -> Any:
    """The chart in the palette's colours."""
    return (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=palette.mute,
            gridColor=palette.grid,
            domainColor=palette.line,
            tickColor=palette.line,
            labelFontSize=12.5,
        )
        .configure_header(labelColor=palette.ink, labelFontSize=13, labelFontWeight=600)
    )


def named(labels: Mapping[float, str] | Mapping[str, str | list[str]]) -> str:
    """A Vega expression that gives each tick its finished text, so that no browser formats anything.

    >>> named({0: "0%", 0.5: "50%"})
    '({"0": "0%", "0.5": "50%"})[datum.value]'
    """
    told = {at if isinstance(at, str) else format(at, "g"): text for at, text in labels.items()}
    return f"({json.dumps(told)})[datum.value]"


def wrapped(text: str, wide: int = 32) -> list[str]:
    """A label in two lines at most.

    >>> wrapped("Everyone spends an hour a week on improving")
    ['Everyone spends an hour a week', 'on improving']
    """
    return wrap(text, wide, max_lines=2, placeholder=" …") or [""]


def data(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows as they are, inside the chart's own text."""
    return alt.InlineData(values=rows)
