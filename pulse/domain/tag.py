"""What the classifier says of a post, and what a human said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from pulse.domain.checks import check

TONES = ("negative", "neutral", "positive")
STANCES = ("against", "neither", "favour")
ACTS = ("none", "wish", "plan", "doing", "done")
Stance = Literal["against", "neither", "favour"]
Act = Literal["none", "wish", "plan", "doing", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Probabilities, in the order of TONES, STANCES and ACTS, and the version of the model that gave them.

    ``themes`` and ``decisions`` hold only those that the model accepts, likeliest first.
    """

    language: str
    language_p: float
    tone: tuple[float, float, float]
    stance: tuple[float, float, float]
    asks: float
    act: tuple[float, float, float, float, float]
    themes: Mapping[str, float] = field(default_factory=dict)
    decisions: Mapping[str, float] = field(default_factory=dict)
    model: str

    @property
    def tone_word(self) -> str:
        """The likeliest tone."""
        return TONES[max(range(3), key=self.tone.__getitem__)]

    @property
    def stance_word(self) -> str:
        """The likeliest stance."""
        return STANCES[max(range(3), key=self.stance.__getitem__)]

    @property
    def act_word(self) -> str:
        """The likeliest act stage."""
        return ACTS[max(range(5), key=self.act.__getitem__)]

    @property
    def is_question(self) -> bool:
        """Whether the post more likely asks than not."""
        return self.asks >= 0.5

    @property
    def decision(self) -> str | None:
        """The likeliest decision with a probability of at least one half."""
        return likely(self.decisions)


def likely(decisions: Mapping[str, float]) -> str | None:
    """The likeliest of these decisions, if it is more likely than not."""
    best = max(decisions, key=decisions.__getitem__, default=None)
    return best if best is not None and decisions[best] >= 0.5 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a human said of a post, and how its contribution was drawn.

    ``probability`` is the inclusion probability of the whole contribution (all its posts are labelled together);
    only labels drawn at random enter an estimate. A ``tone`` may be left unsaid; ``unsaid`` names what else was left
    open of themes, stance, asks and act: nothing is learned of these, and estimates take them as they were said before,
    else for none.
    """

    source: str
    id: str
    coder: str
    at: datetime
    drawn: Literal["random", "uncertain"]
    probability: float
    themes: tuple[str, ...] = ()
    decision: str | None = None
    stance: Stance = "neither"
    tone: str = ""
    asks: bool = False
    act: Act = "none"
    unsaid: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check(0 < self.probability <= 1, "a label's probability lies above 0 and is at most 1")
        check(self.stance in STANCES, f"stance {self.stance!r}: use {', '.join(STANCES)}")
        check(self.tone in ("", *TONES), f"tone {self.tone!r}: use {', '.join(TONES)}")
        check(self.act in ACTS, f"act {self.act!r}: use {', '.join(ACTS)}")
        check(self.drawn in ("random", "uncertain"), f"drawn {self.drawn!r}: use random or uncertain")

    def over(self, before: "Label") -> "Label":
        """The label, with what it leaves open as a label of the same post before it had said."""
        taken: dict[str, Any] = {name: getattr(before, name) for name in self.unsaid if name not in before.unsaid}
        still = tuple(name for name in self.unsaid if name in before.unsaid)
        return replace(self, **taken, unsaid=still, tone=self.tone or before.tone)
