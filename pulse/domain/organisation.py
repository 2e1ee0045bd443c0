"""Units, people, and the tree in which they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from pulse.domain.checks import check, check_name
from pulse.errors import OrganisationError

Level = Literal["leader", "manager", "staff"]
LEVELS: tuple[Level, ...] = ("leader", "manager", "staff")
KINDS = ("company", "division", "department", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A node of the organisation tree."""

    id: str
    name: str
    parent: str | None
    kind: str
    country: str = ""
    site: str = ""

    def __post_init__(self) -> None:
        check_name("unit", self.id)
        check(self.kind in KINDS, f"unit {self.id!r} is a {self.kind!r}: use {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Where an author token belonged, from when (inclusive) to when (exclusive; None is still)."""

    token: str
    unit: str
    level: Level = "staff"
    country: str = ""
    site: str = ""
    start: date = date(1990, 1, 1)
    stop: date | None = None
    roles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check(self.level in LEVELS, f"level {self.level!r}: use {', '.join(LEVELS)}")

    def holds(self, day: date) -> bool:
        """Whether this was so on the day."""
        return self.start <= day and (self.stop is None or day < self.stop)


@dataclass(frozen=True)
class Tree:
    """The units as a tree with one root, the company."""

    units: tuple[Unit, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.units):
            raise OrganisationError("a unit stands twice in units.csv: give each its own id")
        roots = [u.id for u in self.units if u.parent is None]
        if self.units and len(roots) != 1:
            raise OrganisationError(f"units.csv has {len(roots)} units without a parent: exactly one is the company")
        for unit in self.units:
            if unit.parent is not None and unit.parent not in self._by_id:
                raise OrganisationError(f"unit {unit.id!r} has the unknown parent {unit.parent!r}")
            if len(self.path(unit.id)) > 32:
                raise OrganisationError(f"unit {unit.id!r} is its own ancestor, or lies more than 32 levels deep")

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Tree":
        """A tree of these units."""
        return cls(tuple(units))

    @cached_property
    def _by_id(self) -> dict[str, Unit]:
        return {u.id: u for u in self.units}

    @cached_property
    def _children(self) -> dict[str | None, tuple[str, ...]]:
        children: dict[str | None, list[str]] = {}
        for unit in self.units:
            children.setdefault(unit.parent, []).append(unit.id)
        return {parent: tuple(ids) for parent, ids in children.items()}

    def __contains__(self, unit: object) -> bool:
        return unit in self._by_id

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __getitem__(self, unit: str) -> Unit:
        try:
            return self._by_id[unit]
        except KeyError:
            raise OrganisationError(f"no unit called {unit[:40]!r} in units.csv") from None

    @property
    def root(self) -> str | None:
        """The company's id; None where no units are loaded."""
        return self._children[None][0] if self.units else None

    def children(self, unit: str) -> tuple[str, ...]:
        """The units right below."""
        return self._children.get(unit, ())

    def path(self, unit: str) -> tuple[str, ...]:
        """The unit and its ancestors, nearest first."""
        found: list[str] = []
        step: str | None = unit
        while step is not None and len(found) <= 33:
            found.append(step)
            step = self._by_id[step].parent if step in self._by_id else None
        return tuple(found)

    def below(self, unit: str) -> tuple[str, ...]:
        """The unit and everything below it."""
        return unit, *(d for child in self.children(unit) for d in self.below(child))

    def ancestor(self, unit: str, kind: str) -> str | None:
        """The unit or the ancestor of it that is of this kind."""
        return next((u for u in self.path(unit) if u in self._by_id and self._by_id[u].kind == kind), None)
