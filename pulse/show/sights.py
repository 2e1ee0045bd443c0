"""What a page needs from a board, and the guide that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pulse.board.views import Choices, DecisionSight, Filters, Overview, SourcesSight
from pulse.draw import Palette
from pulse.words import Words


class Board(Protocol):
    """Answers for one viewer; it raises a PulseError where it cannot or may not answer."""

    def choices(self) -> Choices:
        """What this viewer can choose from."""

    def overview(self, filters: Filters) -> Overview:
        """All decisions, most urgent first."""

    def decision(self, id: str, filters: Filters) -> DecisionSight:
        """One decision in full."""

    def sources(self) -> SourcesSight:
        """The health of every source."""


@dataclass(frozen=True)
class Guide:
    """The words, the colours and the ways to other pages that a page is drawn with."""

    words: Words
    palette: Palette
    pages: Mapping[str, Any] = field(default_factory=dict)
