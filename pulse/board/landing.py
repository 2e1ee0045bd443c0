"""The sights of the Overview and the Decision page, put together from answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

from pulse.board.ask import Asker
from pulse.board.series import series, speaking, speaking_together, stretches
from pulse.board.views import (
    DecisionSight,
    Event,
    Filters,
    Landing,
    Line,
    News,
    Overview,
    Provenance,
    Status,
    Volume,
    Waiting,
)  # fmt: skip
from pulse.domain import ALL, WEEK, Answer, Decision, Measure, Question, Subject, Voice
from pulse.domain.weeks import block, monday

NEWS = 4
"""How many things can have changed in a week before nobody reads them."""

LISTED = ", "
HEAT_WEEKS = 10
HEAT_BLOCKS = 5
TREND_WEEKS = 26
YOUNG = timedelta(weeks=4)
MANY_OPEN = 15
PUZZLED = 0.75
"""So many open questions, where fewer than this share understand, make a decision wait for an answer."""


def span(ask: Asker, weeks: int) -> tuple[date, date]:
    """The last so many sealed weeks."""
    stop = ask.sealed.stop or monday(ask.today)
    return stop - weeks * WEEK, stop


def question(ask: Asker, measure: Measure, decision: str, filters: Filters) -> Question:
    """A question about a decision under the reader's filters."""
    start, stop = span(ask, filters.period)
    subject = Subject("decision", decision)
    return Question(measure=measure, subject=subject, start=start, stop=stop, unit=filters.unit, voices=filters.voices)


def everything(ask: Asker, filters: Filters) -> Question:
    """A question about all that is written, under the reader's filters."""
    start, stop = span(ask, filters.period)
    return Question(measure="support", subject=ALL, start=start, stop=stop, unit=filters.unit, voices=filters.voices)


def overview(ask: Asker, filters: Filters, provenance: Provenance) -> Overview:
    """All decisions, most urgent first, and what changed."""
    decisions = [d for d in ask.strategy.decisions if not filters.themes or d.theme in filters.themes]
    landings = sorted((landing(ask, d, filters) for d in decisions), key=urgency)
    told = sorted((one for one in landings if one.support.shown or one.waiting.questions), key=_newsworthy)
    news = tuple(_news(one) for one in told)[:NEWS]
    return Overview(provenance=provenance, filters=filters, landings=tuple(landings), news=news)


def landing(ask: Asker, decision: Decision, filters: Filters) -> Landing:
    """How one decision is landing."""
    support = ask.answer(question(ask, "support", decision.id, filters))
    change = ask.answer(question(ask, "change", decision.id, filters))
    waiting = ask.waiting(replace(question(ask, "answered", decision.id, filters), unit=None))
    understood = ask.answer(question(ask, "understood", decision.id, filters))
    return Landing(
        id=decision.id,
        title=decision.title,
        theme=ask.strategy.theme(decision.theme).name(),
        announced=ask.day(decision.announced_at),
        status=status(support, change, understood, waiting, ask.age(decision)),
        support=support,
        trend=trend(ask, decision, filters, filters.voices),
        change=change,
        waiting=waiting,
        reach=ask.answer(question(ask, "reach", decision.id, filters)),
        understood=understood,
        action=ask.answer(question(ask, "action", decision.id, filters)),
    )


def status(support: Answer, change: Answer, understood: Answer, waiting: Waiting, age: timedelta) -> Status:
    """One word for how it goes: clear falls first, then unanswered questions, then clear gains."""
    if change.word == "clear" and (change.value or 0) < 0:
        return "losing"
    if age < YOUNG or not support.shown:
        return "early"
    if (waiting.questions or 0) >= MANY_OPEN and (understood.value or 1.0) < PUZZLED:
        return "asks"
    if change.word == "clear" and (change.value or 0) > 0:
        return "gaining"
    return "steady"


def urgency(one: Landing) -> tuple[int, float, str]:
    """Sorts the most urgent decisions first."""
    order = {"losing": 0, "asks": 1, "steady": 2, "gaining": 3, "early": 4}
    low = one.support.value if one.support.value is not None else 1.0
    return order[one.status], -(one.waiting.questions or 0) if one.status == "asks" else low, one.id


def _newsworthy(one: Landing) -> int:
    # Good news before no news; the sort is stable, so the most urgent stay first.
    return ("losing", "asks", "gaining", "steady", "early").index(one.status)


def trend(ask: Asker, decision: Decision, filters: Filters, voices: tuple[Voice, ...]) -> tuple[Answer, ...]:
    """Support since the announcement, over the shortest spans that speak."""
    stop = span(ask, 1)[1]
    start = max(monday(ask.day(decision.announced_at)), stop - TREND_WEEKS * WEEK)
    if start >= stop:
        return ()
    asked = Question(
        measure="support", subject=Subject("decision", decision.id), start=start, stop=stop, unit=filters.unit,
        voices=voices,
    )  # fmt: skip
    return speaking(ask, asked)


def _news(one: Landing) -> News:
    readings = {"reach": one.reach, "understood": one.understood, "support": one.support, "action": one.action}
    shown = {name: a.value for name, a in readings.items() if a.shown and a.value is not None}
    weakest = min(shown, key=lambda name: shown[name]) if shown else None
    return News(
        id=one.id,
        title=one.title,
        status=one.status,
        figures=(one.support, one.change, *readings.values()),
        waiting=one.waiting,
        weakest=weakest,  # type: ignore[arg-type]
    )


def decision_sight(ask: Asker, id: str, filters: Filters, provenance: Provenance) -> DecisionSight:
    """One decision in full."""
    found = ask.strategy.decision(id)
    readings = {m: ask.answer(question(ask, m, id, filters)) for m in _READINGS}
    one = landing(ask, found, filters)
    target = found.target
    return DecisionSight(
        provenance=provenance,
        filters=filters,
        id=id,
        title=found.title,
        theme=one.theme,
        owner=found.owner,
        scope=tuple(ask.unit_name(u) for u in found.scope),
        announced=one.announced,
        target=target.measure if target else "",
        due=target.due if target else None,
        progress=target.progress(ask.today) if target else None,
        status=one.status,
        reach=one.reach,
        understood=one.understood,
        supported=one.support,
        acting=one.action,
        answered=readings["answered"],
        time_to_answer=readings["time_to_answer"],
        change=one.change,
        lines=tuple(Line(id=v, name=v, voice=v, answers=trend(ask, found, filters, (v,))) for v in filters.voices),
        volumes=tuple(v for voice in filters.voices for v in _volumes(ask, found, voice, filters)),
        events=events(ask, found),
        critical=_heat(ask, found, "critical", filters),
        support=_heat(ask, found, "support", filters),
        quotes=ask.quotes(id),
        waiting=one.waiting,
        questions=ask.open_questions(id),
    )


_READINGS: tuple[Measure, ...] = ("answered", "time_to_answer")


def events(ask: Asker, decision: Decision) -> tuple[Event, ...]:
    """The announcement and the milestones that have been reached."""
    announced = Event(at=ask.day(decision.announced_at), kind="announced", title="")
    reached = [Event(at=at, kind="milestone", title=title) for at, title in decision.milestones if at <= ask.today]
    return (announced, *sorted(reached, key=lambda e: e.at))


def _volumes(ask: Asker, decision: Decision, voice: Voice, filters: Filters) -> Iterable[Volume]:
    stop = span(ask, 1)[1]
    start = max(monday(ask.day(decision.announced_at)), stop - TREND_WEEKS * WEEK)
    if start >= stop:
        return
    asked = Question(
        measure="critical", subject=Subject("decision", decision.id), start=start, stop=stop, unit=filters.unit,
        voices=(voice,),
    )  # fmt: skip
    for answer in series(ask, asked):
        begins, ends = answer.start or answer.question.start, answer.stop or answer.question.stop
        yield Volume(voice=voice, start=begins, stop=ends, people=answer.people)


def _heat(ask: Asker, decision: Decision, measure: Measure, filters: Filters) -> tuple[Line, ...]:
    """A line a unit, lowest support or most criticism first; units that are too few alone share a line.

    A cell holds exactly its line's own people, or nothing, and as many weeks as it takes to tell what they say.
    """
    if "internal" not in filters.voices:
        return ()
    spans = _heat_spans(ask, decision, measure)
    asked = [Question(measure=measure, subject=Subject("decision", decision.id), start=a, stop=b) for a, b in spans]
    lines = [
        Line(
            id="+".join(units),
            name=LISTED.join(ask.unit_name(unit) for unit in units),
            voice="internal",
            answers=speaking_together(ask, asked, units),
        )
        for units in ask.blocs(decision, asked)
    ]
    return tuple(sorted(lines, key=lambda line: (_mean(line.answers, measure == "support"), line.name)))


def _mean(answers: Sequence[Answer], low_first: bool) -> float:
    values = [a.value for a in answers if a.value is not None]
    if not values:
        return 9.0
    return fmean(values) if low_first else -fmean(values)


def _heat_spans(ask: Asker, decision: Decision, measure: Measure) -> list[tuple[date, date]]:
    """The columns: weeks for what fine atoms carry, blocks of four weeks for what coarse ones do."""
    stop = span(ask, 1)[1]
    announced = monday(ask.day(decision.announced_at))
    subject = Subject("decision", decision.id)
    if measure != "support":
        start = max(announced, stop - HEAT_WEEKS * WEEK)
        asked = Question(measure=measure, subject=subject, start=start, stop=stop)
        return stretches(ask, asked) if start < stop else []
    found: list[tuple[date, date]] = []
    begins, ends = block(stop - WEEK, 4)
    while len(found) < HEAT_BLOCKS and ends > announced:
        found.append((begins, min(ends, stop)))
        begins, ends = block(begins - WEEK, 4)
    return found[::-1]
