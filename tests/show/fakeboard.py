"""A board of made-up answers in every state that a page can meet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import sin, sqrt
from typing import Any

from pulse.board.views import (
    Alike,
    Choice,
    Choices,
    DecisionSight,
    Event,
    Filters,
    Landing,
    Line,
    News,
    OpenQuestion,
    Overview,
    Provenance,
    Quote,
    SourceHealth,
    SourcesSight,
    Telling,
    Unnamed,
    Volume,
    Waiting,
    Words,
)  # fmt: skip
from pulse.domain import WEEK, Answer, Measure, Question, Reason, Subject, Viewer, Voice
from pulse.errors import NotAllowedError, StoreError, StrategyError

ALIKE = (
    Alike(language="fi", words=("koneet", "milloin", "muutto"), weeks=5),
    Alike(language="sv", words=("flyttar", "maskinerna", "vem"), weeks=2),
)
UNNAMED = (
    Unnamed(language="sv", words=("parkering", "biljett", "vinter")),
    Unnamed(language="fi", words=("ruokala", "lounas")),
)
TELLING = Words(words=(Telling(language="fi", word="muutto"), Telling(language="sv", word="skift")))
WEEK_47 = date(2026, 11, 16)
STOP = WEEK_47 + WEEK
SEALED = datetime(2026, 11, 25, 2, 10, tzinfo=UTC)
UNITS = {"lahti": "Industry – Lahti", "vasteras": "Industry – Västerås", "sales-fi": "Sales – Finland", "it": "IT",
         "aarhus": "Service centre – Aarhus", "finance": "Finance", "head": "Head office",
         "field-no": "Field service – Norway"}  # fmt: skip
THEMES = {
    "footprint": "Footprint",
    "people": "People",
    "simplify": "Simplify",
    "customer": "Customer",
    "safety": "Safety",
}
PLATFORMS = {"mastodon": "Mastodon", "rss": "News", "wordpress": "Company blog"}


@dataclass(frozen=True)
class Story:
    """How one made-up decision goes: support from and to, and the other readings."""

    id: str
    title: str
    theme: str
    announced: date
    status: Any
    ends: tuple[float, float]
    people: int
    heard: float
    understood: float
    acting: float
    open: int
    oldest: int
    basis: Any = "audited"


STORIES = (
    Story("lahti-move", "Lahti production moves to Västerås", "footprint", date(2026, 9, 28), "losing",
          (0.46, 0.23), 338, 0.83, 0.41, 0.12, 31, 4),
    Story("hybrid-work", "Three days a week on site", "people", date(2026, 10, 12), "asks",
          (0.33, 0.40), 277, 0.64, 0.55, 0.36, 22, 3),
    Story("one-core", "One Core: a shared finance and order system", "simplify", date(2026, 7, 27), "steady",
          (0.46, 0.50), 129, 0.80, 0.49, 0.24, 17, 6, "borrowed"),
    Story("digital-service", "Digital service first", "customer", date(2026, 8, 31), "steady",
          (0.55, 0.62), 149, 0.83, 0.66, 0.30, 9, 2),
    Story("fixed-price", "Fixed-price service agreements", "customer", date(2026, 11, 2), "early",
          (0.52, 0.53), 34, 0.55, 0.55, 0.13, 4, 1, "model"),
    Story("stop-work", "Everyone may stop unsafe work", "safety", date(2026, 6, 15), "gaining",
          (0.71, 0.83), 121, 0.79, 0.85, 0.58, 0, 0),
)  # fmt: skip


def answer(measure: Measure, subject: Subject, start: date, stop: date, share: float, people: int,
           voice: Voice = "internal", unit: str | None = None, basis: Any = "audited",
           covers: tuple[date, date] | None = None, units: tuple[str, ...] = ()) -> Answer:  # fmt: skip
    """A share with a Wilson-like range."""
    share = min(max(share, 0.01), 0.99)
    half = 1.96 * sqrt(share * (1 - share) / max(people, 1)) * (1.9 if basis == "model" else 1.0)
    question = Question(measure=measure, subject=subject, start=start, stop=stop, unit=unit, voices=(voice,))
    made: dict[str, Any] = {
        "question": question, "value": share, "low": max(share - half, 0.005), "high": min(share + half, 0.995),
        "basis": basis, "labels": 212 if basis == "audited" else 0,
        "labelled_at": datetime(2026, 11, 18, tzinfo=UTC) if basis == "audited" else None,
        "people": people, "contributions": people * 2,
        "posts": people * 3, "atoms": 3, "word": "weak", "sealed_at": SEALED, "units": units,
        "start": covers[0] if covers else start, "stop": covers[1] if covers else stop,
    }  # fmt: skip
    return Answer(**made)


def silent(measure: Measure, subject: Subject, start: date, stop: date, reason: Reason, voice: Voice = "internal",
           unit: str | None = None) -> Answer:  # fmt: skip
    """No figure, and why."""
    question = Question(measure=measure, subject=subject, start=start, stop=stop, unit=unit, voices=(voice,))
    return Answer(question=question, reason=reason)


def hushed(found: Answer, reason: Reason = "Hidden") -> Answer:
    """The same question without its figure."""
    return Answer(question=found.question, reason=reason)


class FakeBoard:
    """Answers in one state: rich, draft, hidden, empty, first, unsealed, model, broken, manager, calm."""

    def __init__(self, state: str = "rich") -> None:
        self.state = state

    def choices(self) -> Choices:
        self._trouble()
        viewer = Viewer("manager", "lahti") if self.state == "manager" else Viewer("executive")
        units = [u for u in UNITS if self.state != "manager" or u == "lahti"]
        stories = () if self.state == "first" else STORIES
        return Choices(
            viewer=viewer, units=tuple(Choice(id=u, name=UNITS[u]) for u in units),
            themes=tuple(Choice(id=t, name=n) for t, n in THEMES.items()) if stories else (),
            decisions=tuple(Choice(id=s.id, name=s.title) for s in stories),
            week=None if self.state in ("first", "unsealed") else WEEK_47,
        )  # fmt: skip

    def overview(self, filters: Filters) -> Overview:
        self._trouble()
        self._allowed(filters)
        quiet = self.state in ("first", "unsealed", "empty")
        stories = () if quiet else [s for s in STORIES if not filters.themes or s.theme in filters.themes]
        landings = tuple(self._landing(s, filters) for s in stories)
        news = () if self.state == "hidden" else tuple(self._news(x, filters) for x in landings if x.status != "early")
        unnamed = UNNAMED if self.state == "rich" and filters.unit is None else ()
        return Overview(
            provenance=self._provenance(), filters=filters, landings=landings, news=news[:4], unnamed=unnamed
        )  # fmt: skip

    def decision(self, id: str, filters: Filters) -> DecisionSight:
        self._trouble()
        self._allowed(filters)
        story = next((s for s in STORIES if s.id == id), None)
        if story is None:
            raise StrategyError(f"no decision called {id[:40]!r}")
        return self._sight(story, filters)

    def sources(self) -> SourcesSight:
        self._trouble()
        found = () if self.state == "first" else tuple(_source(*row) for row in SOURCES)
        if self.state == "calm":
            found = tuple(s for s in found if s.state == "ok")
        return SourcesSight(provenance=self._provenance(), sources=found)

    def _trouble(self) -> None:
        if self.state == "broken":
            raise StoreError("the database is locked by another run: try again in a minute")

    def _allowed(self, filters: Filters) -> None:
        if self.state == "manager" and filters.unit != "lahti":
            raise NotAllowedError("the role manager may not see that unit; ask for the unit 'lahti'")

    def _provenance(self) -> Provenance:
        unsealed = self.state in ("first", "unsealed")
        return Provenance(
            organisation="Norrvik Group", week=None if unsealed else WEEK_47, posts=None if unsealed else 4312,
            sources=0 if self.state == "first" else 9, late=() if unsealed else ("Teams channels", "News RSS"),
            draft=self.state == "draft", demo=True, sealed_at=None if unsealed else SEALED, model="2026.11-3fa2",
        )  # fmt: skip

    def _landing(self, story: Story, filters: Filters) -> Landing:
        subject, start = Subject("decision", story.id), STOP - filters.period * WEEK
        basis = "model" if self.state == "model" else story.basis
        voice: Voice = "public" if filters.voice == "public" else "internal"

        def ask(measure: Measure, share: float, people: int, basis: Any = basis) -> Answer:
            return answer(measure, subject, start, STOP, share, people, voice, filters.unit, basis)

        shown = self.state != "hidden" and not (filters.unit == "it" and story.people < 200)
        support = ask("support", story.ends[1], story.people)
        found = Landing(
            id=story.id, title=story.title, theme=THEMES[story.theme], announced=story.announced,
            status=story.status if shown else "early", support=support, trend=_trend(story, subject),
            change=_change(story, subject, start), waiting=_waiting(story), reach=ask("reach", story.heard, 900, None),
            understood=ask("understood", story.understood, story.people),
            action=ask("action", story.acting, max(30, story.people // 2)),
        )  # fmt: skip
        return found if shown else _hidden(found)

    def _news(self, found: Landing, filters: Filters) -> News:
        weakest: Any = "understood" if found.status == "steady" else None
        return News(id=found.id, title=found.title, status=found.status, waiting=found.waiting, weakest=weakest,
                    figures=(found.support, found.change, found.understood, found.action))  # fmt: skip

    def _sight(self, story: Story, filters: Filters) -> DecisionSight:
        landing, subject = self._landing(story, filters), Subject("decision", story.id)
        early = story.status == "early"
        start = STOP - filters.period * WEEK
        quiet = early or self.state == "hidden"
        answered = answer("answered", subject, start, STOP, 0.44, 41)
        wait = answer("time_to_answer", subject, start, STOP, 0.5, 41)
        return DecisionSight(
            provenance=self._provenance(), filters=filters, id=story.id, title=story.title, theme=THEMES[story.theme],
            owner="EVP Industry", scope=("Industry",) if story.id == "lahti-move" else (), announced=story.announced,
            target="transfer complete by 31 March 2027, no lost-time accidents", due=date(2027, 3, 31),
            progress=None if early else 0.18, status=landing.status, reach=landing.reach,
            understood=landing.understood, supported=landing.support, acting=landing.action,
            answered=hushed(answered, "TooFew") if quiet else answered,
            time_to_answer=hushed(wait, "TooFew") if quiet else replace(wait, value=None, low=9.0, high=None),
            change=landing.change, lines=_lines(story, subject, filters, quiet), volumes=_volumes(story, filters),
            events=_events(story), critical=() if quiet else _cells("critical", story, subject, filters),
            support=() if quiet else _cells("support", story, subject, filters),
            quotes=QUOTES if story.id == "lahti-move" and not quiet else (), waiting=landing.waiting,
            questions=QUESTIONS if story.id == "lahti-move" and not quiet else (),
            alike=ALIKE if story.id == "lahti-move" and not quiet else (),
            telling=TELLING if story.id == "lahti-move" and not quiet else Words(reason="TooFew"),
        )  # fmt: skip


def _hidden(found: Landing) -> Landing:
    return replace(
        found, support=hushed(found.support, "TooFew"), change=hushed(found.change, "TooFew"),
        understood=hushed(found.understood, "Missing"), action=hushed(found.action, "Hidden"),
        reach=hushed(found.reach, "TooFew"), trend=tuple(hushed(a, "TooFew") for a in found.trend),
        waiting=Waiting(reason="Hidden"),
    )  # fmt: skip


def _share(story: Story, week: date) -> float:
    total = max((STOP - story.announced) // WEEK, 1)
    part = ((week - story.announced) // WEEK) / total
    low, high = story.ends
    return low + (high - low) * part + 0.02 * sin(part * 17 + len(story.id))


def _weeks(story: Story, length: int = 1) -> list[date]:
    first = story.announced
    return [first + WEEK * i for i in range(0, (STOP - first) // WEEK, length)]


def _trend(story: Story, subject: Subject) -> tuple[Answer, ...]:
    found: list[Answer] = []
    for i, week in enumerate(_weeks(story)):
        if story.id == "one-core" and i in (5, 6):
            found.append(silent("support", subject, week, week + WEEK, "TooFew"))
        else:
            found.append(answer("support", subject, week, week + WEEK, _share(story, week), max(story.people // 4, 20)))
    return tuple(found)


def _change(story: Story, subject: Subject, start: date) -> Answer:
    question = Question(measure="change", subject=subject, start=start, stop=STOP)
    if story.status == "early":
        return Answer(question=question, reason="TooEarly")
    moves = {"losing": -0.16, "gaining": 0.08, "asks": 0.06}
    value = moves.get(story.status, 0.03)
    half = 0.06 if story.status in ("losing", "gaining") else 0.09
    return Answer(question=question, value=value, low=value - half, high=value + half, basis="audited",
                  people=story.people, word="clear", start=start, stop=STOP)  # fmt: skip


def _waiting(story: Story) -> Waiting:
    if not story.open:
        return Waiting(questions=0, people=0)
    return Waiting(questions=story.open, people=max(5, story.open - 3), oldest_weeks=story.oldest)


def _lines(story: Story, subject: Subject, filters: Filters, quiet: bool) -> tuple[Line, ...]:
    return tuple(_line(story, subject, voice, quiet) for voice in filters.voices)


def _line(story: Story, subject: Subject, voice: Voice, quiet: bool) -> Line:
    found: list[Answer] = []
    for i, week in enumerate(_weeks(story)):
        share = _share(story, week) + (0.05 if voice == "public" else 0)
        people = max(story.people // (4 if voice == "internal" else 9), 20)
        if quiet:
            found.append(silent("support", subject, week, week + WEEK, "TooFew", voice))
        elif voice == "public" and i in (2, 3):
            start = _weeks(story)[2]
            found.append(answer("support", subject, week, week + WEEK, share, people, voice,
                                covers=(start, start + 2 * WEEK)))  # fmt: skip
        elif voice == "public" and i == 5:
            found.append(silent("support", subject, week, week + WEEK, "Missing", voice))
        elif voice == "internal" and i == 4 and story.id == "one-core":
            found.append(silent("support", subject, week, week + WEEK, "TooFew", voice))
        else:
            found.append(answer("support", subject, week, week + WEEK, share, people, voice))
    return Line(id=voice, name=voice.capitalize(), voice=voice, answers=tuple(found))


def _volumes(story: Story, filters: Filters) -> tuple[Volume, ...]:
    found = []
    for voice in filters.voices:
        for i, week in enumerate(_weeks(story)):
            people = round(story.people * (0.9 / (1 + i * 0.5) + 0.14) * (1 if voice == "internal" else 0.3))
            hidden = voice == "public" and i == 5
            found.append(Volume(voice=voice, start=week, stop=week + WEEK, people=None if hidden else people))
    return tuple(found)


def _events(story: Story) -> tuple[Event, ...]:
    found = [Event(at=story.announced, kind="announced", title=story.title)]
    if story.id == "lahti-move":
        found += [Event(at=date(2026, 10, 19), kind="milestone", title="Town hall"),
                  Event(at=date(2026, 11, 4), kind="milestone", title="Talks with unions"),
                  Event(at=date(2026, 11, 9), kind="pilot", title="Line 2")]  # fmt: skip
    return tuple(found)


def _cells(measure: Measure, story: Story, subject: Subject, filters: Filters) -> tuple[Line, ...]:
    if filters.voice == "public":
        names, voice = PLATFORMS, "public"
    else:
        names, voice = UNITS, "internal"
    length = 1 if measure == "critical" else 4
    return tuple(
        Line(id=unit, name=name, voice=voice, answers=tuple(_cell(measure, story, subject, unit, i, j, week, length)
             for j, week in enumerate(_weeks(story, length))))
        for i, (unit, name) in enumerate(names.items())
    )  # fmt: skip


def _cell(
    measure: Measure, story: Story, subject: Subject, unit: str, i: int, j: int, week: date, length: int
) -> Answer:
    stop = min(week + length * WEEK, STOP + 3 * WEEK)
    share = _share(story, week) + 0.07 * (i - 3)
    share = 0.52 - 0.6 * share + 0.03 * sin(i * 5 + j * 3) if measure == "critical" else share
    joined = measure == "critical" and unit == "it" and j in (2, 3, 4)
    if (i * 7 + j * 3) % 11 == 5 and not joined:
        return silent(measure, subject, week, stop, "Hidden" if i % 2 else "TooFew", unit=unit)
    if joined:
        start = _weeks(story)[2]
        return answer(measure, subject, week, stop, share, 6, unit=unit, covers=(start, start + 3 * WEEK))
    units = (unit, "finance") if unit == "head" and j == 1 else (unit,)
    return answer(measure, subject, week, stop, share, 24 + i * 3, unit=unit, units=units)


QUOTES = (
    Quote(stance="asks", text="I understand the numbers. I do not understand what happens to the people on line 4.",
          language="fi", unit="Industry – Lahti"),
    Quote(stance="against", text="We were told in August that nothing had been decided. That is hard to forget.",
          language="fi", unit="Industry – Lahti"),
    Quote(stance="favour", text="We have two lines standing half empty. This gives the site a future, but we must "
          "welcome people properly.", language="sv"),
)  # fmt: skip
QUESTIONS = (
    OpenQuestion(text="Which roles in Lahti will still exist after March, and when do we hear about our own?",
                 people=27, weeks=2, owner="", unit="Industry – Lahti"),
    OpenQuestion(text="Does the relocation offer cover families, or only the employee?", people=11, weeks=1,
                 owner="EVP Industry", unit="Industry – Lahti"),
    OpenQuestion(text="Why Västerås, when the newest line is here?", people=None, weeks=0, owner="EVP Industry"),
)  # fmt: skip
SOURCES: Sequence[tuple[Any, ...]] = (
    ("Viva Engage", "viva-export", "internal", "ok", 4, 2180, ""),
    ("Intranet comments", "wordpress", "internal", "ok", 9, 1264, ""),
    ("Teams channels", "teams-export", "internal", "late", 360, 388, "the service asked us to slow down"),
    ("Town-hall Q&A", "csv", "internal", "ok", 31, 96, ""),
    ("LinkedIn page", "csv", "public", "ok", 55, 143, ""),
    ("Company blog", "wordpress", "public", "ok", 18, 37, ""),
    ("Mastodon", "mastodon", "public", "ok", 6, 61, ""),
    ("News RSS", "feed", "public", "failing", 2880, 0, "the certificate of the feed's server expired on 18 November"),
    ("CSV upload", "csv", "internal", "idle", None, 0, ""),
)


def _source(
    name: str, kind: str, voice: Voice, state: Any, minutes: int | None, week: int, problem: str
) -> SourceHealth:
    now = datetime(2026, 11, 25, 12, 5, tzinfo=UTC)
    days: list[int | None] = [round(max(week, 30) / 7 * (1 + 0.3 * sin(i * 2.3 + len(name)))) for i in range(28)]
    if state == "failing":
        days[-5:] = [None] * 5
    if minutes is None:
        days = [None] * 28
    newest = None if minutes is None else now - timedelta(days=7 if state == "failing" else 0, minutes=minutes)
    return SourceHealth(
        name=name, kind=kind, voice=voice, state=state, problem=problem, newest=newest, seven_days=week,
        last_read=None if minutes is None else now - timedelta(minutes=minutes), days=tuple(days),
        read=week * 30, kept=week * 29, left_out=(("already read", week),) if week else (),
        quarantined=2 if week > 2000 else 0,
    )  # fmt: skip
