"""What the pages and the exports receive: answers, gathered for one sight, with nothing left to compute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pulse.domain import PERIODS, Answer, Reason, Viewer, Voice

Status = Literal["losing", "asks", "gaining", "steady", "early"]
VoiceChoice = Literal["internal", "public", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader has chosen. ``period`` is in weeks (1, 4, 13 or 26); ``unit`` None is the whole company."""

    period: int = 4
    unit: str | None = None
    voice: VoiceChoice = "internal"
    themes: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices that the choice stands for."""
        return ("internal", "public") if self.voice == "both" else (self.voice,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a filter: a stable id for links, a name for people."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What this viewer can choose from. ``period`` is the shortest in which most decisions can speak."""

    viewer: Viewer
    units: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    decisions: tuple[Choice, ...]
    week: date | None
    period: int = 4
    periods: tuple[int, ...] = PERIODS
    voices: tuple[VoiceChoice, ...] = ("internal", "public", "both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures of a sight come from. ``week`` is the Monday of the last closed week, None before one is."""

    organisation: str
    week: date | None
    posts: int | None
    sources: int
    late: tuple[str, ...]
    draft: bool
    demo: bool
    sealed_at: datetime | None
    model: str
    posts_reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Open questions on a subject: how many, by how many people, the oldest in weeks; or why that is not said."""

    questions: int | None = None
    people: int | None = None
    oldest_weeks: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """How one decision is landing: a row of the overview."""

    id: str
    title: str
    theme: str
    announced: date
    status: Status
    support: Answer
    trend: tuple[Answer, ...]
    change: Answer
    waiting: Waiting
    reach: Answer
    understood: Answer
    action: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that changed this week, for the decision ``id``; ``figures`` are what the sentence may speak of."""

    id: str
    title: str
    status: Status
    figures: tuple[Answer, ...]
    waiting: Waiting
    weakest: Literal["reach", "understood", "support", "action"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All decisions, most urgent first."""

    provenance: Provenance
    filters: Filters
    landings: tuple[Landing, ...]
    news: tuple[News, ...]
    unnamed: "tuple[Unnamed, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of answers over time for one voice, or for one unit or platform (``name``)."""

    id: str
    name: str
    voice: Voice
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How many people wrote on the decision in the weeks from start to stop, by voice; None is hidden."""

    voice: Voice
    start: date
    stop: date
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a group of people say, reworded by a person; ``language`` is that of the words it was reworded from."""

    stance: Literal["favour", "against", "asks"]
    text: str
    language: str
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A group of like questions, reworded: how many people ask (None: a few), and for how many weeks it has waited."""

    text: str
    people: int | None
    weeks: int
    owner: str
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A group of like questions, with the decision that it is about and whether it still waits."""

    decision: str
    text: str
    people: int | None
    weeks: int
    owner: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A word that one set of people writes more than another."""

    language: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that stand out, the clearest of each language first, over the span covered; or why there are none."""

    words: tuple[Telling, ...] = ()
    reason: Reason | None = None
    start: date | None = None
    stop: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Questions that ask nearly the same: the words that most askers use, and how many weeks ago the first one was."""

    language: str
    words: tuple[str, ...]
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A topic that no theme names: words that its people share."""

    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a day, drawn as a line in charts over time."""

    at: date
    kind: Literal["announced", "milestone", "pilot"]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSight:
    """One decision in full. ``critical`` has a line a unit by weeks, ``support`` a line a unit by blocks of 4 weeks."""

    provenance: Provenance
    filters: Filters
    id: str
    title: str
    theme: str
    owner: str
    scope: tuple[str, ...]
    announced: date
    target: str
    due: date | None
    progress: float | None
    status: Status
    reach: Answer
    understood: Answer
    supported: Answer
    acting: Answer
    answered: Answer
    time_to_answer: Answer
    change: Answer
    lines: tuple[Line, ...]
    volumes: tuple[Volume, ...]
    events: tuple[Event, ...]
    critical: tuple[Line, ...]
    support: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    waiting: Waiting
    questions: tuple[OpenQuestion, ...]
    alike: tuple[Alike, ...] = ()
    telling: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How well one source is read. ``days`` are posts a day over the last 28 days, oldest first; None is a gap."""

    name: str
    kind: str
    voice: Voice
    state: Literal["ok", "late", "failing", "idle"]
    last_read: datetime | None
    newest: datetime | None
    seven_days: int
    days: tuple[int | None, ...]
    read: int
    kept: int
    left_out: tuple[tuple[str, int], ...]
    quarantined: int
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesSight:
    """The health and coverage of every source."""

    provenance: Provenance
    sources: tuple[SourceHealth, ...]


@dataclass(frozen=True)
class Reworded:
    """What people have reworded for one decision."""

    quotes: tuple[Quote, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    closed: tuple[OpenQuestion, ...] = ()

    def grouped(self, decision: str) -> Iterable[Grouped]:
        """All groups of questions, those that are answered last."""
        for open, rows in ((True, self.questions), (False, self.closed)):
            for q in rows:
                yield Grouped(decision=decision, text=q.text, people=q.people, weeks=q.weeks, owner=q.owner, open=open)
