"""The colours of the light and the dark theme; the same colour means the same thing on every page."""

from dataclasses import dataclass
from itertools import pairwise

from pulse.board.views import Status
from pulse.domain import Voice

Ramp = tuple[tuple[float, str], ...]
"""Colours at shares between 0 and 1, in rising order."""


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Blue is internal and in favour, orange against, gold asks, grey neutral, teal public."""

    name: str
    paper: str
    soft: str
    ink: str
    mute: str
    grid: str
    line: str
    internal: str
    public: str
    public_text: str
    against: str
    asks: str
    asks_text: str
    warn: str
    support: Ramp
    critical: Ramp

    def voice(self, voice: Voice) -> str:
        """The colour of a voice's marks."""
        return self.internal if voice == "internal" else self.public

    def voice_text(self, voice: Voice) -> str:
        """The colour of a voice's name."""
        return self.internal if voice == "internal" else self.public_text

    def status(self, status: Status) -> str:
        """The colour of a status word; the word and its shape say the same."""
        known = {"losing": self.warn, "asks": self.asks_text, "gaining": self.internal}
        return known.get(status, self.mute)

    def stance(self, stance: str) -> str:
        """The colour of a stance's word."""
        return {"against": self.warn, "asks": self.asks_text}.get(stance, self.internal)


LIGHT = Palette(
    name="light",
    paper="#FFFFFF",
    soft="#F3F5F4",
    ink="#1B2430",
    mute="#55606B",
    grid="#E3E7E5",
    line="#C9D0CD",
    internal="#1F4E79",
    public="#2F9E8F",
    public_text="#17675C",
    against="#B5591A",
    asks="#E3B23C",
    asks_text="#6B5200",
    warn="#8A3F0C",
    support=((0, "#A8500F"), (0.25, "#E3AC80"), (0.5, "#ECEDEB"), (0.75, "#A5C5DF"), (1, "#1F4E79")),
    critical=((0, "#FBF5EF"), (0.2, "#F4D9C0"), (0.4, "#DDA06F"), (0.6, "#A8500F"), (1, "#7A3606")),
)
DARK = Palette(
    name="dark",
    paper="#12181F",
    soft="#1B232C",
    ink="#E7ECEF",
    mute="#A9B4BD",
    grid="#2A343E",
    line="#3A4650",
    internal="#8FBEE6",
    public="#3B9A88",
    public_text="#6CC5AE",
    against="#E5954F",
    asks="#F4D35E",
    asks_text="#F4D35E",
    warn="#F0B07F",
    support=((0, "#E5954F"), (0.25, "#85512A"), (0.5, "#2A333C"), (0.75, "#345570"), (1, "#8FBEE6")),
    critical=((0, "#20272E"), (0.2, "#4A3422"), (0.4, "#85512A"), (0.6, "#E5954F"), (1, "#F6C79A")),
)


def shade(ramp: Ramp, share: float) -> str:
    """The colour of a share on a ramp, mixed in plain RGB.

    >>> shade(((0, "#000000"), (1, "#FFFFFF")), 0.5)
    '#808080'
    """
    share = min(max(share, ramp[0][0]), ramp[-1][0])
    for (low, dark), (high, bright) in pairwise(ramp):
        if share <= high:
            part = (share - low) / (high - low)
            pairs = zip(_rgb(dark), _rgb(bright), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)
    return ramp[-1][1]


def ink_on(colour: str) -> str:
    """Black or white ink, whichever stands out more; one of the two always reaches the 4.5 to 1 of WCAG.

    >>> ink_on("#1F4E79"), ink_on("#ECEDEB")
    ('#FFFFFF', '#000000')
    """
    light = _luminance(colour)
    return "#FFFFFF" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2."""
    parts = [c / 255 for c in _rgb(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
