"""Which atoms answer a question: snapped up in time and in units, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pulse.board.sealed import Sealed
from pulse.domain import Atom, Grain, Measure, Question, Strategy, Subject, Tree

GRAIN: dict[Measure, Grain] = {
    "critical": "fine",
    "asks": "fine",
    "understood": "fine",
    "support": "coarse",
    "neutral": "coarse",
    "action": "coarse",
    "reach": "reach",
    "answered": "questions",
    "time_to_answer": "questions",
}
"""The partition that each measure belongs to."""

NEIGHBOURS = 2
"""How many other units an answer about a unit may include before it says too little about it."""


@dataclass(frozen=True)
class Cover:
    """The atoms that answer a question, and what they cover beyond it."""

    atoms: tuple[Atom, ...]
    leaves: tuple[Subject, ...]
    units: tuple[str, ...] = ()

    @property
    def start(self) -> date:
        """The first week covered."""
        return min(a.start for a in self.atoms)

    @property
    def stop(self) -> date:
        """The day after the last week covered."""
        return max(a.stop for a in self.atoms)

    def without(self, other: "Cover") -> "Cover":
        """The atoms that are not in the other cover."""
        taken = {a.id for a in other.atoms}
        return Cover(tuple(a for a in self.atoms if a.id not in taken), self.leaves, self.units)


def cover(sealed: Sealed, question: Question, strategy: Strategy, tree: Tree) -> Cover:
    """The atoms of the question's grain that overlap its span, and hold its unit."""
    measure = question.of if question.measure == "change" else question.measure
    leaves = strategy.parts(question.subject)
    found = [
        atom
        for voice in question.voices
        for leaf in leaves
        for atom in sealed.group(GRAIN[measure], voice, leaf).within(question.start, question.stop)
    ]
    if question.unit is None or question.unit == tree.root:
        return Cover(tuple(found), leaves)
    return _of_unit(found, leaves, question.unit)


def _of_unit(found: list[Atom], leaves: tuple[Subject, ...], unit: str) -> Cover:
    """Atoms that hold the unit; other units that they hold are named, and too many of them are as good as none."""
    held = [a for a in found if a.voice == "internal" and unit in a.parts]
    others = sorted({p for a in held for p in a.parts} - {unit})
    if len(others) > NEIGHBOURS:
        return Cover((), leaves)
    return Cover(tuple(held), leaves, (unit, *others) if others else ())


def spans(sealed: Sealed, question: Question, strategy: Strategy) -> list[tuple[date, date]]:
    """The shortest spans, one after the other, in which the question's subject has atoms of its own.

    Where weeks were joined because too few people wrote, a span is longer than a week. A batch of late posts belongs
    to the span in which it begins and makes none longer.
    """
    measure = question.of if question.measure == "change" else question.measure
    edges = {
        (a.start, a.stop)
        for voice in question.voices
        for leaf in strategy.parts(question.subject)
        for a in sealed.group(GRAIN[measure], voice, leaf).within(question.start, question.stop)
        if not a.late
    }
    merged: list[tuple[date, date]] = []
    for start, stop in sorted(edges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def of_units(found: Cover, units: tuple[str, ...]) -> Cover:
    """The atoms of these units alone, where most of what they said lies in such atoms; else none.

    Weeks in which they can only be told together with others are left out.
    """
    here = set(units)
    touched = [a for a in found.atoms if here & set(a.parts)]
    own = tuple(a for a in touched if set(a.parts) <= here)
    most = 2 * sum(a.contributions for a in own) > sum(a.contributions for a in touched)
    return Cover(own if most else (), found.leaves)


def blocs(units: Sequence[str], covers: Sequence[Cover]) -> tuple[tuple[str, ...], ...]:
    """The units, those put together that can be told alone in fewer than half of the covers.

    >>> blocs(("a", "b"), [])
    (('a',), ('b',))
    """
    alone = {u: sum(bool(of_units(cover, (u,)).atoms) for cover in covers) for u in units}
    few = tuple(u for u in units if covers and 2 * alone[u] < len(covers))
    own = tuple((u,) for u in units if u not in few)
    return (*own, few) if few else own
