"""Questions to the board, and its answers: a figure with its base, range and doubt, or the reason why there is none."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pulse.domain.checks import check
from pulse.domain.post import VOICES, Voice
from pulse.domain.strategy import Subject

Measure = Literal[
    "reach", "support", "neutral", "critical", "asks", "understood", "answered", "time_to_answer", "action", "change"
]
MEASURES: tuple[Measure, ...] = (
    "reach", "support", "neutral", "critical", "asks", "understood", "answered", "time_to_answer", "action", "change",
)  # fmt: skip
Basis = Literal["audited", "borrowed", "model"]
Word = Literal["clear", "weak", "cannot tell"]
Reason = Literal["TooFew", "TooEarly", "Missing", "Hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A measure of a subject in a unit, over weeks from start (inclusive) to stop (exclusive).

    ``unit`` None is the whole company. Two voices together are a union; they are never joined person by person.
    ``change`` compares [start, stop) with the span of equal length right before it, for the measure ``of``.
    """

    measure: Measure
    subject: Subject
    start: date
    stop: date
    unit: str | None = None
    voices: tuple[Voice, ...] = ("internal",)
    of: Measure = "support"

    def __post_init__(self) -> None:
        check(self.measure in MEASURES, f"measure {self.measure!r}")
        check(self.start < self.stop, "a question spans at least one week")
        check(bool(self.voices) and set(self.voices) <= set(VOICES), "a question needs voices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the board says. A value of None has a reason, except a time to answer that is not reached.

    Shares lie in 0..1, changes in -1..1, times are in days. ``start`` and ``stop`` are the span really covered, which
    may be wider than asked; ``units`` and ``subjects`` name what is covered where it is more than was asked. ``people``
    are distinct people in the base, never fewer than the measure's minimum. ``labelled_at`` is the newest label used.
    """

    question: Question
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    estimand: Literal["contributions", "tendency"] = "contributions"
    basis: Basis | None = None
    labels: int = 0
    labelled_at: datetime | None = None
    people: int | None = None
    contributions: int | None = None
    posts: int | None = None
    atoms: int = 0
    word: Word = "cannot tell"
    reason: Reason | None = None
    start: date | None = None
    stop: date | None = None
    units: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    model: str = ""
    version: int = 0
    sealed_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.reason is not None:
            silent = (self.value, self.low, self.high, self.people, self.contributions, self.posts)
            check(all(x is None for x in silent), "an answer with a reason has no numbers")
        if self.value is not None and self.low is not None and self.high is not None:
            check(self.low <= self.value <= self.high, "a value lies in its range")

    @property
    def shown(self) -> bool:
        """Whether there is a figure to show."""
        return self.reason is None
