"""Atoms: sealed, published groups of people, of which every published figure is a union.

Four grains, each a partition of its own kind of thing:

    fine       contributions, at least 5 people     counts: critical, asks
    coarse     contributions, at least 20 people    counts: favour, against, doing, wish   (unions of fine atoms)
    reach      people, by their first week on a leaf, at least 5 people
    questions  asking posts, at least 10 questions by 5 people     waits: days to the answer, or none yet

Every tag count is rounded at random to base 3 and clamped at the atom's contributions before it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pulse.domain.checks import check
from pulse.domain.post import Voice
from pulse.domain.strategy import Subject

Grain = Literal["fine", "coarse", "reach", "questions"]
GRAINS: tuple[Grain, ...] = ("fine", "coarse", "reach", "questions")
BASE = 3
"""Counts are rounded to multiples of this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One sealed group.

    ``start`` (inclusive) to ``stop`` (exclusive) are the weeks it spans; ``parts`` the divisions (internal voice) or
    platforms (public voice) that it joins, sorted; an empty part "" is people or posts whose part is not known.
    ``people`` are distinct persons' numbers (personal data: never leaves the board). ``waits`` (questions only):
    for each question (days, answered): days to its answer, or its age at sealing when there is none. ``late``: a batch
    of posts that arrived after their weeks were sealed.
    """

    id: int
    grain: Grain
    voice: Voice
    subject: Subject
    start: date
    stop: date
    parts: tuple[str, ...]
    people: frozenset[int]
    contributions: int
    posts: int
    counts: Mapping[str, int] = field(default_factory=dict)
    waits: tuple[tuple[float, bool], ...] = ()
    sealed_at: datetime
    model: str
    version: int = 1
    late: bool = False

    def __post_init__(self) -> None:
        check(self.start < self.stop, "an atom spans at least one week")
        check(self.grain in GRAINS, f"grain {self.grain!r}")
        check(all(0 <= n <= self.contributions for n in self.counts.values()), "a count of an atom exceeds its base")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One labelled contribution: what the model said and what people said, and how likely it was to be drawn.

    ``fine`` and ``coarse`` are the ids of the atoms it lies in (None until it is sealed in one). Stances, asks and acts
    are those of the contribution (see domain.contribution); ``stratum`` is the language and part it was drawn within.
    ``person`` is the author's number, which tells audits apart (personal data: never leaves the board). What of stance,
    asks and act the labels leave open stands in ``unsaid``: such an audit says nothing of it.
    """

    voice: Voice
    subject: Subject
    week: date
    person: int
    stratum: str
    probability: float
    fine: int | None
    coarse: int | None
    model_stance: str
    model_asks: bool
    model_act: str
    stance: str
    asks: bool
    act: str
    labelled_at: datetime
    unsaid: tuple[str, ...] = ()
