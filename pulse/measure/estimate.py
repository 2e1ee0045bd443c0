"""What every measure returns: a value with its range, on what basis, from how many labels."""

from dataclasses import dataclass

from pulse.domain import Basis
from pulse.domain.checks import check

LEVEL = 0.95
"""How often a range should hold the truth."""
LABELS = 30
"""Fewer labels than this that bear on a measure are no audit."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the range of its doubt, at the level of 95 %.

    ``basis`` is None for what is counted and not classified (reach, answers, waits). A ``value`` or ``high`` of None
    is a time that has not been reached; ``low`` is then what is known. ``labels`` are those that the value rests on.
    """

    value: float | None
    low: float
    high: float | None
    basis: Basis | None = None
    labels: int = 0

    def __post_init__(self) -> None:
        if self.value is not None:
            check(self.low <= self.value, "an estimate lies below its range")
            check(self.high is None or self.value <= self.high, "an estimate lies above its range")

    @property
    def width(self) -> float:
        """The length of the range; infinite where it has no end."""
        return float("inf") if self.high is None else self.high - self.low
