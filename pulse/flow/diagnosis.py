"""How things stand, in words: what is kept, how far it is sealed, and what needs attention."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pulse.domain import weeks
from pulse.flow.office import Office
from pulse.flow.sealing import closed
from pulse.flow.versions import fault
from pulse.settings import Settings
from pulse.store import database, people, posts, sealed, sources, strategy, traces
from pulse.text import count

LATE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What ``pulse doctor`` finds."""

    posts: int
    people: int
    sources: int
    newest: datetime | None
    sealed_through: date | None
    problems: tuple[str, ...]

    def sentences(self) -> list[str]:
        """The diagnosis in words."""
        newest = f"{self.newest:%Y-%m-%d %H:%M} UTC" if self.newest else "none"
        through = weeks.name(self.sealed_through) if self.sealed_through else "nothing"
        people = count(self.people, "person", "people")
        first = f"{count(self.posts, 'post')} from {count(self.sources, 'source')}, {people} in the directory"
        fine = [] if self.problems else ["Nothing needs attention."]
        return [first, f"newest post: {newest}; sealed through: {through}", *self.problems, *fine]


def doctor(office: Office) -> Diagnosis:
    """What is kept, and what needs attention."""
    with office.engine.connect() as c:
        known = sources.health(c, office.now)
        state = sealed.state(c)
        found = strategy.load(c)
        directory = people.people(c)
        newest = max((s.newest for s in known if s.newest), default=None)
        problems = [f"source {s.name}: {s.problem}" for s in known if s.problem]
        problems += [
            f"source {n}: {count(entries, 'entry', 'entries')} in quarantine"
            for n, entries in sorted(traces.quarantined_count(c).items())
            if entries
        ]
        kept, last = posts.count(c), posts.newest(c)
    if found is None or not found.themes:
        problems.append("no themes are loaded: run 'pulse strategy load strategy.yaml'")
    if wrong := fault(office.settings):
        problems.append(wrong)
    if not directory:
        problems.append(
            "no people are loaded, so nobody's unit is known: run 'pulse organisation load units.csv people.csv'"
        )
    if (
        kept
        and found
        and found.themes
        and (state.sealed_through is None or state.sealed_through < closed(office.settings, last) - weeks.WEEK)
    ):
        problems.append("closed weeks are not sealed yet: run 'pulse run'")
    return Diagnosis(
        posts=kept,
        people=len({p.token for p in directory}),
        sources=len(known),
        newest=newest,
        sealed_through=state.sealed_through,
        problems=tuple(problems),
    )


def check_database(settings: Settings) -> None:
    """Raise StoreError unless the database is whole and of this version."""
    engine = database.connect(settings.database_url)
    database.check(engine)
    engine.dispose()
