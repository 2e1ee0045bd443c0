"""Which counts of which atoms make which figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from pulse.board.sealed import Labels
from pulse.domain import Atom, Measure
from pulse.measure.estimate import LABELS, Estimate
from pulse.measure.labelled import Coders, Errors, Labelled, PairLabelled
from pulse.measure.ratio import ratio
from pulse.measure.reach import reach
from pulse.measure.share import share
from pulse.measure.waits import answered, median_wait

L = TypeVar("L", Labelled, PairLabelled)


@dataclass(frozen=True)
class Evidence:
    """The atoms of a question's cover, and what is known about the classifier's errors there."""

    atoms: tuple[Atom, ...]
    audited: Labels | None
    lend: Callable[[], Labels | None]
    errors: Mapping[str, Errors]
    stretches: int
    members: int = 0
    people: int = 0
    coders: Mapping[str, Coders] = field(default_factory=dict)

    def count(self, name: str) -> int:
        """The sum of a rounded count."""
        return sum(a.counts[name] for a in self.atoms)

    @cached_property
    def borrowed(self) -> Labels | None:
        """Labels of the same subject and voice over the quarter; looked up only where they are needed."""
        return self.lend()

    @property
    def total(self) -> int:
        """Contributions in all."""
        return sum(a.contributions for a in self.atoms)


def critical(evidence: Evidence) -> Estimate:
    """The share of contributions that are against."""
    return _share(
        evidence, "critical", "against", "stance", lambda one: (one.model_stance == "against", one.stance == "against")
    )


def asks(evidence: Evidence) -> Estimate:
    """The share of contributions that ask."""
    return _share(evidence, "asks", "asks", "asks", lambda one: (one.model_asks, one.asks))


def understood(evidence: Evidence) -> Estimate:
    """One minus the share that asks."""
    found = asks(evidence)
    return Estimate(
        value=None if found.value is None else 1 - found.value,
        low=1 - (found.high if found.high is not None else 1.0),
        high=1 - found.low,
        basis=found.basis,
        labels=found.labels,
    )


def neutral(evidence: Evidence) -> Estimate:
    """The share of contributions that are neither in favour nor against."""
    count = max(0, evidence.total - evidence.count("favour") - evidence.count("against"))
    return share(
        count,
        evidence.total,
        2 * evidence.stretches,
        *_evidence(evidence, lambda labels: _labelled(labels, "stance", _neither)),
        None,
        coders=evidence.coders.get("stance"),
    )


def support(evidence: Evidence) -> Estimate:
    """In favour out of those in favour or against."""
    return _ratio(evidence, "favour", "against", "stance", ("favour", "against"))


def action(evidence: Evidence) -> Estimate:
    """Mentions of doing out of those that do or wish."""
    return _ratio(evidence, "doing", "wish", "act", ("doing", "wish"))


def reached(evidence: Evidence) -> Estimate:
    """People reached out of the people whom it concerns."""
    return reach(min(evidence.total, evidence.members), evidence.members)


def answered_share(evidence: Evidence) -> Estimate:
    """Questions answered within seven days out of those old enough."""
    mature = evidence.count("mature")
    return answered(min(evidence.count("in_time"), mature), mature, evidence.people)


def waited(evidence: Evidence) -> Estimate:
    """The median days to an answer, the unanswered censored."""
    waits = [w for a in evidence.atoms for w in a.waits]
    return median_wait(np.array([d for d, _ in waits]), np.array([done for _, done in waits], dtype=bool))


FIGURES: Mapping[Measure, Callable[[Evidence], Estimate]] = {
    "critical": critical,
    "asks": asks,
    "understood": understood,
    "neutral": neutral,
    "support": support,
    "action": action,
    "reach": reached,
    "answered": answered_share,
    "time_to_answer": waited,
}

Sides = Callable[[Labels], tuple[np.ndarray, np.ndarray]]


def _neither(one: Labels) -> tuple[np.ndarray, np.ndarray]:
    return one.model_stance == "neither", one.stance == "neither"


def _share(evidence: Evidence, count: str, error: str, what: str, sides: Sides) -> Estimate:
    return share(
        evidence.count(count),
        evidence.total,
        evidence.stretches,
        *_evidence(evidence, lambda labels: _labelled(labels, what, sides)),
        evidence.errors.get(error),
        coders=evidence.coders.get(what),
    )


def _evidence(evidence: Evidence, read: Callable[[Labels | None], L | None]) -> tuple[L | None, L | None]:
    """The labels among these very contributions, and those of the quarter where the former are no audit."""
    audited = read(evidence.audited)
    enough = audited is not None and len(audited) >= LABELS
    return audited, None if enough else read(evidence.borrowed)


def _labelled(labels: Labels | None, what: str, sides: Sides) -> Labelled | None:
    found = _saying(labels, what)
    return Labelled(*sides(found), found.probability, found.stratum) if found else None


def _saying(labels: Labels | None, what: str) -> Labels | None:
    """Those of the labels that say what is asked: what one leaves open it neither confirms nor denies."""
    said = labels.where(getattr(labels, f"{what}_said")) if labels else None
    return said if said else None


def _ratio(evidence: Evidence, top: str, bottom: str, column: str, words: tuple[str, str]) -> Estimate:
    return ratio(
        evidence.count(top),
        evidence.count(bottom),
        evidence.total,
        evidence.stretches,
        *_evidence(evidence, lambda labels: _paired(labels, column, words)),
        _pair(evidence.errors, top, bottom),
        coders=evidence.coders.get(column),
    )


def _paired(labels: Labels | None, column: str, words: tuple[str, str]) -> PairLabelled | None:
    found = _saying(labels, column)
    if found is None:
        return None
    model, human = getattr(found, f"model_{column}"), getattr(found, column)
    return PairLabelled(
        model == words[0], model == words[1], human == words[0], human == words[1], found.probability, found.stratum
    )


def _pair(errors: Mapping[str, Errors], top: str, bottom: str) -> tuple[Errors, Errors] | None:
    first, second = errors.get(top), errors.get(bottom)
    return (first, second) if first and second else None
