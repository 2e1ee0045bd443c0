"""The board: one viewer's way to every figure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Engine

from pulse import classify
from pulse.board import health, landing, tables
from pulse.board.ask import Asker
from pulse.board.reworded import by_decision, scoped
from pulse.board.sealed import Sealed
from pulse.board.views import (
    Alike,
    Choice,
    Choices,
    DecisionSight,
    Filters,
    Grouped,
    Overview,
    Provenance,
    SourceHealth,
    SourcesSight,
    Unnamed,
    Words,
)
from pulse.board.words import alike, telling, unnamed
from pulse.domain import ALL, PERIODS, WEEK, Answer, Decision, Measure, Person, Question, Strategy, Tree, Viewer
from pulse.domain.weeks import name
from pulse.errors import UsageError
from pulse.measure.labelled import Coders, Errors
from pulse.settings import Settings
from pulse.store import database, people, reworded, sealed, sources, spoken, strategy


@dataclass(frozen=True)
class Board:
    """Questions in, answers out, for one viewer over what was sealed when the board was opened."""

    settings: Settings
    engine: Engine
    ask: Asker

    @property
    def strategy(self) -> Strategy:
        """Themes and decisions."""
        return self.ask.strategy

    @cached_property
    def _choices(self) -> Choices:
        asker = self.ask
        return Choices(
            viewer=asker.viewer,
            units=tuple(Choice(id=u, name=asker.unit_name(u)) for u in asker.units()),
            themes=tuple(Choice(id=t.id, name=t.name()) for t in self.strategy.themes),
            decisions=tuple(Choice(id=d.id, name=d.title) for d in self.strategy.decisions),
            week=asker.sealed.through,
            period=self._period(),
        )

    @cached_property
    def _health(self) -> tuple[SourceHealth, ...]:
        # Read once: a new pull makes a new board, and no question counts posts.
        return health.sources(self.engine, self.settings)

    def choices(self) -> Choices:
        """What the viewer can choose from."""
        return self._choices

    def overview(self, filters: Filters) -> Overview:
        """How every decision is landing."""
        found = landing.overview(self.ask, filters, self.provenance())
        return replace(found, unnamed=self.unnamed(filters))

    def decision(self, id: str, filters: Filters) -> DecisionSight:
        """How one decision is landing, in full."""
        found = landing.decision_sight(self.ask, id, filters, self.provenance())
        asked = self.asking("support", id, filters)
        return replace(found, alike=self.alike(asked), telling=self.words(asked))

    def asking(self, measure: Measure, id: str, filters: Filters) -> Question:
        """A question about a decision under the reader's filters."""
        return landing.question(self.ask, measure, id, filters)

    def sources(self) -> SourcesSight:
        """The health and coverage of every source."""
        return SourcesSight(provenance=self.provenance(), sources=self._health)

    def at(self, week: date) -> "Board":
        """The board as it stood when the week had just been sealed, from the atoms that there are now."""
        through = self.ask.sealed.through
        if through is None or week > through:
            raise UsageError(
                f"{name(week)} is not sealed; the last sealed week is {name(through) if through else 'none'}"
            )
        return Board(
            self.settings, self.engine, replace(self.ask, sealed=replace(self.ask.sealed, through=week), given={})
        )

    def answer(self, question: Question) -> Answer:
        """One figure."""
        return self.ask.answer(question)

    def figures(self) -> Iterator[tuple[str, Answer]]:
        """Every published figure that the viewer may see, with the table it stands in."""
        return tables.figures(self.ask)

    def words(self, question: Question, against: Question | None = None) -> Words:
        """The words that stand out in the question's answer, against another's; else against the span before it."""
        before = replace(question, start=question.start - (question.stop - question.start), stop=question.start)
        return telling(self.ask, replace(question, measure="support"), replace(against or before, measure="support"))

    def alike(self, question: Question) -> tuple[Alike, ...]:
        """What people in the question's answer ask nearly alike, told by words that enough askers wrote."""
        return alike(self.ask, replace(question, measure="support"))

    def unnamed(self, filters: Filters) -> tuple[Unnamed, ...]:
        """What people write about that no theme names, told by words that enough of them share."""
        return unnamed(self.ask, landing.everything(self.ask, filters))

    def questions(self, *, only_open: bool = False) -> tuple[Grouped, ...]:
        """Groups of like questions, reworded; the longest waiting first."""
        found = [one for d, words in self.ask.reworded.items() for one in words.grouped(d)]
        wanted = [one for one in found if one.open or not only_open]
        return tuple(sorted(wanted, key=lambda q: (not q.open, -q.weeks, q.decision, q.text)))

    def provenance(self) -> Provenance:
        """Where the figures come from, and how fresh they are."""
        found = self.ask.sealed
        read = self._posts()
        return Provenance(
            organisation=self.settings.organisation,
            week=found.through,
            posts=read.posts if read else None,
            posts_reason=read.reason if read else "Missing",
            sources=len(self._health),
            late=health.late(self._health),
            draft=found.draft,
            demo=self.settings.demo,
            sealed_at=found.at,
            model=found.model,
        )

    def _posts(self) -> Answer | None:
        """How many posts the last week's figures rest on."""
        stop = self.ask.sealed.stop
        if stop is None:
            return None
        start = stop - WEEK
        return self.ask.answer(
            Question(measure="critical", subject=ALL, start=start, stop=stop, voices=("internal", "public"))
        )

    def _period(self) -> int:
        """The shortest period that tells the support of most decisions well; else at all; else the longest."""
        found = {weeks: self._supports(weeks) for weeks in PERIODS}
        for words in (("clear",), ("clear", "weak")):
            for weeks, answers in found.items():
                if answers and 2 * sum(a.shown and a.word in words for a in answers) > len(answers):
                    return weeks
        return PERIODS[-1]

    def _supports(self, weeks: int) -> list[Answer]:
        filters = Filters(period=weeks)
        return [self.ask.answer(landing.question(self.ask, "support", d.id, filters)) for d in self._live()]

    def _live(self) -> list[Decision]:
        return [d for d in self.strategy.decisions if self.ask.age(d) > timedelta()]


def open_board(settings: Settings, viewer: Viewer | None = None) -> Board:
    """A board over what is sealed now; the viewer of pulse.toml if none is given."""
    engine = database.connect(settings.database_url)
    database.check(engine)
    with engine.connect() as c:
        state = sealed.state(c)
        atoms = Sealed.of(
            sealed.atoms(c),
            sealed.audits(c),
            through=state.sealed_through,
            at=state.sealed_at,
            model=state.model,
            version=state.version,
            draft=state.published_from is None,
            coders={what: Coders(*counts) for what, counts in state.coders.items()},
        )
        tree = people.tree(c)
        asked = viewer or Viewer(settings.viewer.role, settings.viewer.unit)  # type: ignore[arg-type]
        if asked.unit is not None and asked.unit not in tree:
            raise UsageError(f"no unit called {asked.unit[:40]!r}: see units.csv")
        words = scoped(reworded.load(c), asked, tree)
        asker = Asker(
            sealed=atoms,
            strategy=strategy.load(c) or Strategy(),
            tree=tree,
            viewer=asked,
            zone=settings.zone,
            now=settings.now(),
            staff=staff(people.people(c), tree, atoms.through or settings.now().date()),
            errors={n: Errors(e.tp, e.fp, e.fn, e.tn) for n, e in classify.errors().items()},
            words=tuple(spoken.load(c, "words")),
            alike=tuple(spoken.load(c, "alike")),
            unnamed=tuple(spoken.load(c, "unnamed")),
            reworded=by_decision(words, settings.now().date(), settings.protection.quotes),
        )
    return Board(settings, engine, asker)


def staff(directory: Sequence[Person], tree: Tree, day: date) -> dict[str, int]:
    """How many people belong to each unit, those below it included, on the day."""
    count: Counter[str] = Counter()
    for person in directory:
        if person.holds(day):
            count.update(tree.path(person.unit))
    return dict(count)


def version(settings: Settings) -> str:
    """The sealing, the strategy and the pulls that answers depend on, as one text."""
    engine = database.connect(settings.database_url)
    with engine.connect() as c:
        state = sealed.state(c)
        parts = (state.version, state.sealed_at, settings.published_from, strategy.stamp(c), sources.stamp(c))
    engine.dispose()
    return "|".join(map(str, parts))
