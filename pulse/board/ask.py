"""A question answered from sealed atoms: cover, minimum, estimate; the one way in which a figure leaves the house."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from math import isfinite
from zoneinfo import ZoneInfo

import numpy as np

from pulse.board.cover import Cover, blocs, cover, of_units
from pulse.board.figures import FIGURES, Evidence
from pulse.board.sealed import Labels, Sealed
from pulse.board.views import OpenQuestion, Quote, Reworded, Waiting
from pulse.domain import WEEK, Answer, Atom, Decision, Question, Reason, Strategy, Tree, Viewer
from pulse.domain.weeks import monday
from pulse.guard.words import Group
from pulse.measure.change import change
from pulse.measure.estimate import Estimate
from pulse.measure.labelled import Errors
from pulse.measure.minimums import enough
from pulse.measure.words import word

QUARTER = 13 * WEEK
"""Corrections are borrowed from labels of the quarter that ends with the span."""

PLACES = 4
"""Published values have at most so many decimals."""


@dataclass(frozen=True)
class Asker:
    """Everything that answers need, for one viewer."""

    sealed: Sealed
    strategy: Strategy
    tree: Tree
    viewer: Viewer
    zone: ZoneInfo
    now: datetime
    staff: Mapping[str, int]
    errors: Mapping[str, Errors]
    reworded: Mapping[str, Reworded] = field(default_factory=dict)
    words: Sequence[Group] = ()
    alike: Sequence[Group] = ()
    unnamed: Sequence[Group] = ()
    given: dict[Question, Answer] = field(default_factory=dict, repr=False, compare=False)

    def cover(self, question: Question) -> Cover:
        """The atoms that answer the question, if the viewer may see them."""
        if question.unit is not None:
            self.viewer.must_see(question.unit, self.tree)
        return self._cover(question)

    def silence(self, question: Question, found: Cover) -> Reason | None:
        """Why the question has no answer from these atoms; None if it has one."""
        return self._reason(question, found) or (None if self._enough(question, found) else "TooFew")

    @property
    def today(self) -> date:
        """The day in the organisation's zone."""
        return self.now.astimezone(self.zone).date()

    def day(self, instant: datetime) -> date:
        """The day of an instant in the organisation's zone."""
        return instant.astimezone(self.zone).date()

    def age(self, decision: Decision) -> timedelta:
        """How old a decision is at the end of the last sealed week."""
        return (self.sealed.stop or self.today) - monday(self.day(decision.announced_at))

    def answer(self, question: Question) -> Answer:
        """The figure, or the reason why there is none. What was sealed stays, so an answer is worked out once."""
        if question.unit is not None:
            self.viewer.must_see(question.unit, self.tree)
        if question not in self.given:
            self.given[question] = self._fresh(question)
        return self.given[question]

    def _fresh(self, question: Question) -> Answer:
        if question.measure == "change":
            return self._change(question)
        found = self._cover(question)
        reason = self._reason(question, found)
        if reason:
            return Answer(question=question, reason=reason)
        estimate = self._estimate(question, found)
        return self._answer(question, found, estimate) if estimate else Answer(question=question, reason="TooFew")

    def together(self, question: Question, units: tuple[str, ...]) -> Answer:
        """The figure of exactly these units, or TooFew where it can only be told together with others."""
        asked = replace(question, unit=units[0])
        found = of_units(self._cover(question), units)
        estimate = self._estimate(asked, found) if found.atoms else None
        return self._answer(asked, found, estimate) if estimate else Answer(question=asked, reason="TooFew")

    def blocs(self, decision: Decision, questions: Sequence[Question]) -> tuple[tuple[str, ...], ...]:
        """The decision's units; those that are mostly told together only, as one."""
        own = [self._cover(question) for question in questions]
        return blocs(self.units(decision), [cover for cover in own if cover.atoms])

    def waiting(self, question: Question) -> Waiting:
        """Open questions on the subject: about as many as people say they ask, times the share that is unanswered.

        The model takes more or fewer posts for questions than people do, so its count is scaled to the corrected share
        of contributions that ask.
        """
        found = self._cover(replace(question, measure="answered"))
        if not self._enough(replace(question, measure="answered"), found):
            return Waiting(reason=self._reason(question, found) or "TooFew")
        ages = [days for atom in found.atoms for days, answered in atom.waits if not answered]
        asks = self.answer(replace(question, measure="asks", start=found.start, stop=found.stop))
        if asks.value is None or asks.contributions is None:
            return Waiting(reason=asks.reason or "TooFew")
        unanswered = sum(atom.counts["open"] for atom in found.atoms) / _rows(found)
        count = round(asks.value * asks.contributions * unanswered)
        return Waiting(questions=count, oldest_weeks=int(max(ages, default=0) // 7) if count else None)

    def units(self, decision: Decision | None = None) -> tuple[str, ...]:
        """The units right below the company that the viewer may see, and that a decision concerns."""
        root = self.tree.root
        below = self.tree.children(root) if root else ()
        concerned = {u for s in decision.scope for u in self._touching(s)} if decision and decision.scope else None
        return tuple(u for u in below if self.viewer.sees(u, self.tree) and (concerned is None or u in concerned))

    def unit_name(self, unit: str) -> str:
        """The name that people know a unit by."""
        return self.tree[unit].name if unit in self.tree else unit

    def quotes(self, decision: str) -> tuple[Quote, ...]:
        """Reworded quotes on a decision, if there are any."""
        return self.reworded.get(decision, Reworded()).quotes

    def open_questions(self, decision: str) -> tuple[OpenQuestion, ...]:
        """Reworded groups of open questions on a decision, if there are any."""
        return self.reworded.get(decision, Reworded()).questions

    def _touching(self, unit: str) -> Sequence[str]:
        return (*self.tree.path(unit), *self.tree.below(unit))

    @cached_property
    def _everything(self) -> bool:
        return self.viewer.role != "manager"

    def _cover(self, question: Question) -> Cover:
        asked = self._since(question) if question.measure == "reach" else question
        found = cover(self.sealed, asked, self.strategy, self.tree)
        foreign = [u for u in found.units if u and not self.viewer.sees(u, self.tree)]
        return Cover((), found.leaves) if foreign or self._outside(question) else found

    def _outside(self, question: Question) -> bool:
        # A manager sees the own subtree; the company and the public voice are not in it.
        return not self._everything and (question.unit is None or question.unit == self.tree.root)

    def _since(self, question: Question) -> Question:
        # People are counted in the first week in which a decision reached them: reach is since the announcement.
        first = min((a.start for a in self._reach_atoms(question)), default=question.start)
        return replace(question, start=min(first, question.start))

    def _reach_atoms(self, question: Question) -> Iterable[Atom]:
        groups = (
            self.sealed.group("reach", v, s) for v in question.voices for s in self.strategy.parts(question.subject)
        )
        return (atom for group in groups for atom in group.atoms[:1])

    def _reason(self, question: Question, found: Cover) -> Reason | None:
        if self._outside(question) or (question.voices == ("public",) and question.unit is not None):
            return "Hidden"
        if found.atoms:
            return None
        if question.subject.kind == "decision":
            announced = monday(self.day(self.strategy.decision(question.subject.id).announced_at))
            if question.stop <= announced or (self.sealed.stop and announced >= self.sealed.stop):
                return "TooEarly"
        return "Missing" if self._silent(question) else "TooFew"

    def _silent(self, question: Question) -> bool:
        """Whether nothing at all was sealed in the span: a gap of the sources rather than people's silence."""
        return not any(
            group.within(question.start, question.stop)
            for (grain, voice, _), group in self.sealed.groups.items()
            if grain == "fine" and voice in question.voices
        )

    def _change(self, question: Question) -> Answer:
        length = question.stop - question.start
        earlier = replace(question, measure=question.of, start=question.start - length, stop=question.start)
        now, before = self._cover(replace(question, measure=question.of)), self._cover(earlier)
        before = before.without(now)
        reason = self._reason(question, now) or ("TooEarly" if not before.atoms else None)
        first = self._estimate(replace(question, measure=question.of), now) if not reason else None
        second = self._estimate(earlier, before) if not reason else None
        if first is None or second is None or first.value is None or second.value is None:
            return Answer(question=question, reason=reason or "TooFew")
        both = Cover((*now.atoms, *before.atoms), now.leaves, now.units)
        return replace(self._answer(question, both, change(first, second)), start=now.start, stop=now.stop)

    def _estimate(self, question: Question, found: Cover) -> Estimate | None:
        if not self._enough(question, found):
            return None
        evidence = Evidence(
            atoms=found.atoms,
            audited=self._labels(question, found, here=True),
            lend=partial(self._labels, question, found, here=False),
            errors=self.errors,
            stretches=self.sealed.stretches(found.atoms),
            members=self._members(question) if question.measure == "reach" else 0,
            people=self.sealed.distinct(found.atoms),
            coders=self.sealed.coders,
        )
        return FIGURES[question.measure](evidence)

    def _enough(self, question: Question, found: Cover) -> bool:
        return enough(
            question.measure,
            people=self.sealed.distinct(found.atoms),
            contributions=_rows(found),
            posts=sum(a.posts for a in found.atoms),
            questions=_rows(found),
            members=self._members(question) if question.measure == "reach" else 0,
        )

    def _members(self, question: Question) -> int:
        """How many people the decision concerns in the unit."""
        if question.unit and question.unit != self.tree.root:
            return self.staff.get(question.unit, 0)
        scope = self.strategy.decision(question.subject.id).scope if question.subject.kind == "decision" else ()
        if not scope:
            return self.staff.get(self.tree.root or "", 0)
        return sum(self.staff.get(u, 0) for u in scope if not set(self.tree.path(u)[1:]) & set(scope))

    def _labels(self, question: Question, found: Cover, *, here: bool) -> Labels | None:
        """Labels among these very contributions, or those of the same subject and voice over the quarter."""
        rows = [self.sealed.labels.get((v, s)) for v in question.voices for s in found.leaves]
        kept = [one for one in rows if one is not None and len(one)]
        if not kept or not found.atoms:
            return None
        if here:
            ids = np.array([a.id for a in found.atoms])
            coarse = found.atoms[0].grain == "coarse"
            chosen = [one.where(np.isin(one.coarse if coarse else one.fine, ids)) for one in kept]
        else:
            start, stop = (found.stop - QUARTER).toordinal(), found.stop.toordinal()
            chosen = [one.where((one.week >= start) & (one.week < stop)) for one in kept]
        return Labels.joined(chosen)

    def _answer(self, question: Question, found: Cover, estimate: Estimate) -> Answer:
        measure = question.measure
        labels = self._labels(question, found, here=estimate.basis == "audited")
        newest = max(found.atoms, key=lambda a: (a.version, a.id))
        used = labels if estimate.basis in ("audited", "borrowed") and labels is not None and len(labels) else None
        return Answer(
            question=question,
            value=_short(estimate.value),
            low=_short(estimate.low),
            high=_short(estimate.high),
            basis=estimate.basis,
            labels=estimate.labels,
            labelled_at=datetime.fromtimestamp(float(used.at.max()), UTC) if used is not None else None,
            people=self._members(question) if measure == "reach" else self.sealed.distinct(found.atoms),
            contributions=_rows(found) if measure != "reach" else None,
            posts=sum(a.posts for a in found.atoms) if measure != "reach" else None,
            atoms=len(found.atoms),
            word=word(estimate, measure),
            start=found.start,
            stop=found.stop,
            units=tuple(sorted(found.units)),
            subjects=found.leaves if len(found.leaves) > 1 else (),
            model=newest.model,
            version=newest.version,
            sealed_at=newest.sealed_at,
        )


def _rows(found: Cover) -> int:
    return sum(a.contributions for a in found.atoms)


def _short(value: float | None) -> float | None:
    # A change between medians of which one is not reached has no end on that side.
    return None if value is None or not isfinite(value) else round(value, PLACES)
