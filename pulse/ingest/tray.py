"""The tray on which a source gathers what it reads, until it makes a page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pulse.domain import Json, Page, Post, Refusal, Trace

PAGE = 2_000
"""How many entries make a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A post and the traces on it."""

    post: Post
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why there is no post, and the id of the post that has gone, if this says so."""

    reason: str
    gone: str = ""


@dataclass(slots=True)
class Tray:
    """Everything that was read since the last page; each entry is a post, left out for a reason, or refused."""

    posts: list[Post] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many entries lie here."""
        return len(self.posts) + len(self.refused) + sum(self.left_out.values())

    def put(self, outcome: Kept | LeftOut | Refusal) -> None:
        """Lay down what became of an entry."""
        match outcome:
            case Kept():
                self.posts.append(outcome.post)
                self.traces.extend(outcome.traces)
            case LeftOut():
                self.left_out[outcome.reason] += 1
                self.gone.extend([outcome.gone] if outcome.gone else [])
            case Refusal():
                self.refused.append(outcome)

    def page(self, cursor: Mapping[str, Json], total: int | None = None) -> Page:
        """What lies here as a page, and the tray is empty again."""
        page = Page(
            posts=tuple(self.posts),
            traces=tuple(self.traces),
            gone=tuple(self.gone),
            left_out=dict(self.left_out),
            refused=tuple(self.refused),
            cursor=cursor,
            notes=tuple(self.notes),
            total=total,
        )
        for heap in (self.posts, self.traces, self.gone, self.left_out, self.refused, self.notes):
            heap.clear()
        return page
