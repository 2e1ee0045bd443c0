"""Themes, decisions, and the subjects that figures are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from pulse.domain.checks import check, check_name, utc
from pulse.errors import StrategyError

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
SubjectKind = Literal["all", "theme", "decision", "rest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A strategic theme: names, descriptions, words and examples in each language."""

    id: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        check_name("theme", self.id)
        check(bool(self.names), f"theme {self.id!r} has no name")

    def name(self, language: str = "en") -> str:
        """The name in the language, else in English, else in any."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the decision is to reach: a measure in a unit, from baseline to goal by the due date."""

    measure: str
    unit: str = ""
    baseline: float | None = None
    goal: float | None = None
    due: date | None = None
    readings: tuple[tuple[date, float], ...] = ()

    def progress(self, day: date) -> float | None:
        """The share of the way from baseline to goal that the last reading by that day has covered."""
        read = [value for at, value in sorted(self.readings) if at <= day]
        if not read or self.baseline is None or self.goal is None or self.goal == self.baseline:
            return None
        return (read[-1] - self.baseline) / (self.goal - self.baseline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A strategic decision. ``scope`` holds units (empty: the whole company); ``announced_in`` posts' urls or ids."""

    id: str
    title: str
    theme: str
    announced_at: datetime
    also: tuple[str, ...] = ()
    owner: str = ""
    scope: tuple[str, ...] = ()
    announced_in: tuple[str, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    target: Target | None = None
    pilots: tuple[str, ...] = ()
    milestones: tuple[tuple[date, str], ...] = ()

    def __post_init__(self) -> None:
        check_name("decision", self.id)
        check(bool(self.title.strip()), f"decision {self.id!r} has no title")
        object.__setattr__(self, "announced_at", utc("announced_at", self.announced_at))


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a figure is about: all, a theme, a decision, or the rest of a theme (its posts about no decision)."""

    kind: SubjectKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """The reverse of str()."""
        kind, _, id = text.partition(":")
        check(kind in ("all", "theme", "decision", "rest"), f"{text[:40]!r} is not a subject")
        return cls(kind, id)  # type: ignore[arg-type]


ALL = Subject("all")


@dataclass(frozen=True)
class Strategy:
    """All themes and decisions; a tree of subjects whose leaves are decisions and themes' rests."""

    themes: tuple[Theme, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        for what, ids in (("theme", [t.id for t in self.themes]), ("decision", [d.id for d in self.decisions])):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise StrategyError(f"{what} {twice[0]!r} stands twice in strategy.yaml: give each its own id")
        for decision in self.decisions:
            for theme in (decision.theme, *decision.also):
                if theme not in self._themes:
                    raise StrategyError(
                        f"decision {decision.id!r} names the unknown theme {theme!r}; "
                        f"known: {', '.join(sorted(self._themes)) or 'none'}"
                    )

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {t.id: t for t in self.themes}

    @cached_property
    def _decisions(self) -> dict[str, Decision]:
        return {d.id: d for d in self.decisions}

    def theme(self, id: str) -> Theme:
        """The theme of this id."""
        if id not in self._themes:
            raise StrategyError(f"no theme called {id[:40]!r}; known: {', '.join(sorted(self._themes)) or 'none'}")
        return self._themes[id]

    def decision(self, id: str) -> Decision:
        """The decision of this id."""
        if id not in self._decisions:
            raise StrategyError(
                f"no decision called {id[:40]!r}; known: {', '.join(sorted(self._decisions)) or 'none'}"
            )
        return self._decisions[id]

    @property
    def leaves(self) -> tuple[Subject, ...]:
        """Decisions and themes' rests: each post is in one leaf at most."""
        decisions = tuple(Subject("decision", d.id) for d in self.decisions)
        return decisions + tuple(Subject("rest", t.id) for t in self.themes)

    def parts(self, subject: Subject) -> tuple[Subject, ...]:
        """The leaves that make up the subject."""
        if subject.kind == "all":
            return self.leaves
        if subject.kind == "theme":
            own = (Subject("decision", d.id) for d in self.decisions if d.theme == subject.id)
            return (*own, Subject("rest", subject.id))
        return (subject,)

    def leaf(
        self, themes: Iterable[str], decision: str | None, said_at: datetime, units: Iterable[str] | None
    ) -> Subject | None:
        """The one leaf that a post belongs to, or None.

        Args:
            themes: the post's themes, likeliest first.
            decision: its likeliest decision, if any is likely enough.
            units: the author's unit and its ancestors; None where it is not known or the voice is public.

        A post counts for a decision only from its announcement on and, where the author's units are known, only by
        people in its scope; else it falls to the rest of the decision's theme.
        """
        if decision is not None and decision in self._decisions:
            found = self._decisions[decision]
            in_scope = not found.scope or units is None or bool(set(found.scope) & set(units))
            if said_at >= found.announced_at and in_scope:
                return Subject("decision", decision)
            return Subject("rest", found.theme)
        first = next((t for t in themes if t in self._themes), None)
        return Subject("rest", first) if first else None
