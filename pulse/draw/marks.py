"""Small marks as SVG: a dot with its range, a line with its band, bars by day, a way to go, a scale of colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pulse.domain import Answer
from pulse.draw.palette import Palette, Ramp, shade
from pulse.draw.rows import at, covered, distinct
from pulse.words import Words, figures


@dataclass(frozen=True)
class Mark:
    """A drawing and what it says to those who do not see it."""

    svg: str
    alt: str
    width: int


def dot(words: Words, answer: Answer, palette: Palette, width: int = 150, height: int = 26) -> Mark:
    """A dot on its likely range, on an axis from nought to all with a tick at half; hollow where few people wrote."""
    y = height / 2
    axis = _line(6, width - 6, y, palette.line) + _tick(width / 2, y, palette.mute)
    said = figures.spoken(words, answer)
    if answer.value is None or answer.low is None or answer.high is None:
        return Mark(_svg(width, height, axis), said, width)
    low, middle, high = (6 + share * (width - 12) for share in (answer.low, answer.value, answer.high))
    fill = palette.paper if (answer.people or 0) < figures.HOLLOW else palette.internal
    body = (
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" stroke="{palette.internal}" stroke-width="7"'
        ' stroke-opacity=".32" stroke-linecap="round"/>'
        f'<circle cx="{middle:.1f}" cy="{y}" r="5.5" fill="{fill}" stroke="{palette.internal}" stroke-width="2"/>'
    )
    return Mark(_svg(width, height, axis + body), said, width)


def spark(words: Words, answers: Sequence[Answer], palette: Palette, width: int = 112, height: int = 40) -> Mark:
    """Support over time on an axis from nought to all, with its band; what cannot be shown is a gap."""
    kept = list(distinct(answers))
    first, last = min(covered(a)[0] for a in kept), max(covered(a)[1] for a in kept)
    scale = (width - 12) / max(at(last, first), 1)

    def place(answer: Answer) -> float:
        start, stop = covered(answer)
        return 4 + scale * (at(start, first) + at(stop, first)) / 2

    def up(share: float) -> float:
        return height - 3 - (height - 6) * share

    parts = [f'<line x1="4" x2="{width - 8}" y1="{up(0.5)}" y2="{up(0.5)}" stroke="{palette.line}"'
             ' stroke-dasharray="2 3"/>']  # fmt: skip
    for shown, run in groupby(kept, key=lambda a: a.value is not None):
        if shown:
            parts.append(_run([(place(a), up(a.low or 0), up(a.value or 0), up(a.high or 0)) for a in run], palette))
    ends = [a for a in kept if a.value is not None]
    if ends and ends[-1].value is not None:
        parts.append(
            f'<circle cx="{place(ends[-1]):.1f}" cy="{up(ends[-1].value):.1f}" r="3" fill="{palette.internal}"/>'
        )
    return Mark(_svg(width, height, "".join(parts)), _spark_said(words, kept), width)


def _run(points: list[tuple[float, float, float, float]], palette: Palette) -> str:
    upper = " ".join(f"{x:.1f},{high:.1f}" for x, _, _, high in points)
    lower = " ".join(f"{x:.1f},{low:.1f}" for x, low, _, _ in reversed(points))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, _, y, _ in points)
    if len(points) == 1:
        x, low, y, high = points[0]
        return (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" stroke="{palette.internal}"'
            f' stroke-opacity=".3"/><circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{palette.internal}"/>'
        )
    return (
        f'<polygon points="{upper} {lower}" fill="{palette.internal}" fill-opacity=".16"/>'
        f'<polyline points="{line}" fill="none" stroke="{palette.internal}" stroke-width="1.8"/>'
    )


def _spark_said(words: Words, answers: Sequence[Answer]) -> str:
    shown = [a for a in answers if a.value is not None]
    if not shown:
        return words.say("trend.thin")
    ends = {"first": figures.value(words, shown[0]), "last": figures.value(words, shown[-1])}
    gaps = len(answers) - len(shown)
    return words.say("alt.spark.gaps", gaps, **ends) if gaps else words.say("alt.spark", **ends)


def days(words: Words, counts: Sequence[int | None], palette: Palette, width: int = 200, height: int = 30) -> Mark:
    """Posts a day as bars; a day without data is shaded, a day without posts is bare."""
    known = [n for n in counts if n is not None]
    if not known:
        return Mark(_svg(width, height, _line(0, width, height - 0.5, palette.line)), _days_said(words, counts), width)
    most = max(known)
    step = width / max(len(counts), 1)
    bars = "".join(_bar(i * step, step, n, most, height, palette) for i, n in enumerate(counts))
    return Mark(
        _svg(width, height, bars + _line(0, width, height - 0.5, palette.line)), _days_said(words, counts), width
    )


def _bar(x: float, step: float, n: int | None, most: int, height: int, palette: Palette) -> str:
    if n is None:
        return (
            f'<rect x="{x:.1f}" y="0" width="{step:.1f}" height="{height}" fill="{palette.warn}" fill-opacity=".22"/>'
        )
    tall = (height - 2) * n / max(most, 1)
    return (
        f'<rect x="{x + 0.8:.1f}" y="{height - tall:.1f}" width="{step - 1.6:.1f}" height="{tall:.1f}"'
        f' fill="{palette.internal}"/>'
    )


def _days_said(words: Words, counts: Sequence[int | None]) -> str:
    known = [n for n in counts if n is not None]
    if not known or not max(known):
        return words.say("alt.days.none")
    gaps, most = len(counts) - len(known), words.number(max(known))
    if gaps:
        return words.say("alt.days.gaps", gaps, most=most)
    return words.say("alt.days", len(counts), most=most, last=words.number(known[-1]))


def progress(words: Words, share: float, due: str, palette: Palette, width: int = 230, height: int = 12) -> Mark:
    """How far the target itself has come."""
    done = min(max(share, 0.0), 1.0) * (width - 2)
    body = (
        f'<rect x="1" y="2" width="{width - 2}" height="{height - 4}" rx="4" fill="{palette.grid}"/>'
        f'<rect x="1" y="2" width="{done:.1f}" height="{height - 4}" rx="4" fill="{palette.mute}"/>'
    )
    return Mark(_svg(width, height, body), words.say("alt.progress", value=words.tick(share), due=due), width)


def scale(words: Words, ramp: Ramp, most: float, palette: Palette, width: int = 190) -> Mark:
    """What the colours of a heat map mean, from nought to the most."""
    steps = 38
    wide = width / steps
    colours = [shade(ramp, most * i / (steps - 1)) for i in range(steps)]
    swatches = "".join(
        f'<rect x="{i * wide:.1f}" y="0" width="{wide + 0.3:.1f}" height="10" fill="{colour}"/>'
        for i, colour in enumerate(colours)
    )
    ends = ((0, "start", 0.0), (width / 2, "middle", most / 2), (width, "end", most))
    texts = "".join(
        f'<text x="{x}" y="25" text-anchor="{anchor}" font-family="Source Sans,Segoe UI,Helvetica,Arial,sans-serif"'
        f' font-size="12.5" fill="{palette.mute}">{words.tick(share)}</text>'
        for x, anchor, share in ends
    )
    said = words.say("range", low=words.tick(0), high=words.tick(most))
    return Mark(_svg(width, 30, swatches + texts), said, width)


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{body}</svg>"
    )


def _line(x1: float, x2: float, y: float, colour: str) -> str:
    return f'<line x1="{x1}" x2="{x2}" y1="{y}" y2="{y}" stroke="{colour}"/>'


def _tick(x: float, y: float, colour: str) -> str:
    return f'<line x1="{x}" x2="{x}" y1="{y - 8}" y2="{y + 8}" stroke="{colour}" stroke-dasharray="2 2"/>'
