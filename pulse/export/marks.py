"""The dot-and-range mark of a figure, as an SVG that stands in the text."""

from markupsafe import Markup

from pulse.domain import Answer

WIDTH, HEIGHT, EDGE = 130, 16, 6
BLUE, LINE, MUTE = "#1F4E79", "#C9D0CD", "#55606B"


def range_bar(answer: Answer, label: str) -> Markup:
    """A dot on a line from 0 to 100 %, with its range; nothing for what has no value."""
    if answer.value is None or answer.low is None or answer.high is None:
        return Markup("")
    y = HEIGHT / 2
    low, dot, high = (_x(v) for v in (answer.low, answer.value, answer.high))
    return Markup(
        '<svg role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>'
        '<line x1="{}" x2="{}" y1="2" y2="14" stroke="{}" stroke-dasharray="2 2"/>'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="6" opacity=".3" stroke-linecap="round"/>'
        '<circle cx="{}" cy="{}" r="4.5" fill="{}"/></svg>'
    ).format(
        label, WIDTH, HEIGHT, WIDTH, HEIGHT, _x(0), _x(1), y, y, LINE, _x(0.5), _x(0.5), MUTE, low, high, y, y, BLUE,
        dot, y, BLUE,
    )  # fmt: skip


def _x(share: float) -> float:
    return round(EDGE + min(1.0, max(0.0, share)) * (WIDTH - 2 * EDGE), 1)
