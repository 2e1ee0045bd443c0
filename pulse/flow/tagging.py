"""What is untagged gets tags, and each tag its leaf in the tree of subjects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import repeat
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from pulse.classify import Tagger
from pulse.classify.tagger import named
from pulse.domain import Decision, Person, Post, Source, Strategy, Subject, Tag, Tree, Voice
from pulse.domain.tag import likely
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.versions import taught_now
from pulse.store import database, people, posts, sources, strategy, tags, threads, waiting

BATCH = 8_000
NOBODY = date.max, ""
Key = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """Where authors belonged, and which posts announce what: all that a tag needs beyond the words."""

    strategy: Strategy
    tree: Tree
    people: Mapping[str, tuple[Person, ...]]
    sources: Mapping[str, Source]
    announcing: Mapping[Key, str]
    threads: Mapping[Key, str]
    zone: ZoneInfo

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Each unit's path, the company last, joined by "/"; those of units that nobody has heard of too."""
        return {p.unit: "/".join(self.tree.path(p.unit)) for known in self.people.values() for p in known}

    @cached_property
    def settlers(self) -> Mapping[str, tuple[date, str]]:
        """Those who belong to one unit for good: from when, and the unit's path."""
        alone = {token: known[0] for token, known in self.people.items() if len(known) == 1 and known[0].stop is None}
        return {token: (person.start, self.paths[person.unit]) for token, person in alone.items()}

    @cached_property
    def rests(self) -> Mapping[str, str]:
        """Each theme's rest: the leaf of what is about the theme and no decision."""
        return {theme.id: str(Subject("rest", theme.id)) for theme in self.strategy.themes}

    def homes(self, posts: Sequence[Post]) -> list[str | None]:
        """The unit of each post's author at the time, and all above it; None where the directory knows no unit."""
        # Whatever the zone: nowhere is it more than a day earlier than in UTC.
        first = min([post.said_at for post in posts]).date()
        found = map(self.settlers.get, [post.author for post in posts], repeat(NOBODY))
        return [path if start < first else self._home(p) for (start, path), p in zip(found, posts, strict=True)]

    def _home(self, post: Post) -> str | None:
        known = self.people.get(post.author)
        if not known:
            return None
        day = post.said_at.astimezone(self.zone).date()
        return next((self.paths[person.unit] for person in known if person.holds(day)), None)

    def units(self, posts: Sequence[Post]) -> list[str | None]:
        """Where each post counts: in its author's unit and all above it; a public post on its platform.

        None where the directory knows no unit of the author.
        """
        units = self.homes(posts)
        public = {name: source.kind for name, source in self.sources.items() if source.voice == "public"}
        if public:
            units = [public.get(post.source, unit) for post, unit in zip(posts, units, strict=True)]
        return units

    def settled(self, posts: Sequence[Post], said: "Answers", units: Sequence[str | None] | None = None) -> "Settled":
        """Where tags count: an announcing post is about its decision, whatever its words."""
        units = self.units(posts) if units is None else units
        voice = {name: source.voice for name, source in self.sources.items()}
        voices = list(map(voice.__getitem__, [post.source for post in posts]))
        announced = [self.announcing.get(post.key) for post in posts] if self.announcing else [None] * len(posts)
        subjects: list[str | None] = [None] * len(posts)
        for at, told in enumerate(zip(announced, said.themes, said.decisions, strict=True)):
            if told[0] or told[2]:
                home = units[at] if voices[at] == "internal" else None
                subjects[at] = self._leaf(posts[at], home, *told)
            elif told[1]:
                subjects[at] = self.rests[next(iter(told[1]))]
        return Settled(subjects, [unit or "" for unit in units], [one is not None for one in announced], voices)

    def _leaf(
        self, post: Post, home: str | None, announced: str | None, themes: Mapping[str, float],
        decisions: Mapping[str, float],
    ) -> str | None:  # fmt: skip
        units = None if announced or home is None else home.split("/")
        leaf = self.strategy.leaf(themes, announced or likely(decisions), post.said_at, units)
        return str(leaf) if leaf else None


class Settled(NamedTuple):
    """Where tags count, as columns: their leaves, the authors' units with all above them (public posts' platforms),
    whether they announce, and the voices.
    """

    subjects: list[str | None]
    units: list[str]
    announcing: list[bool]
    voices: list[Voice]


def tag(office: Office, *, everything: bool = False, progress: Progress = quiet) -> int:
    """How many posts were tagged: those without a tag of today's model and strategy, or all of them."""
    with office.engine.connect() as c:
        found = strategy.load(c)
        if found is None or not found.themes:
            return 0
        total = posts.count(c)
    taught = taught_now(office.settings)
    model = named(found, taught)
    tagger: Tagger | None = None
    place: Place | None = None
    done, after = 0, 0
    while True:
        with database.writing(office.engine) as c:
            batch = waiting.batch(c, "" if everything else model, BATCH, after)
            if not batch.posts:
                return done
            tagger = tagger or Tagger(found, taught=taught)
            place = place or placed(c, found, office.settings.zone)
            tags.write(c, tagged(c, batch, tagger, place))
        after = batch.numbers[-1]
        done += len(batch.posts)
        progress("tagging", done, total)


def tagged(c: Connection, batch: waiting.Waiting, tagger: Tagger, place: Place) -> tags.Columns:
    """The batch with its tags. First posts of threads come first: what they are about is evidence for their replies."""
    replies = [bool(post.thread or post.parent) and answers(post) for post in batch.posts]
    order = sorted(range(len(replies)), key=replies.__getitem__) if True in replies else range(len(replies))
    rows = [batch.posts[at] for at in order]
    firsts = len(rows) - sum(replies)
    said = _read(rows[:firsts], tagger, place, {})
    if firsts < len(rows):
        said = said + _read(rows[firsts:], tagger, place, _about(c, rows, said))
    units = [batch.units[at] for at in order] if batch.units else None
    settled = place.settled(rows, said, units)
    return tags.Columns(
        model=tagger.model, voices=settled.voices, posts=[batch.numbers[at] for at in order],
        weeks=[batch.weeks[at] for at in order], persons=[batch.persons[at] for at in order],
        languages=said.languages, odds=said.odds, themes=said.themes, decisions=said.decisions,
        subjects=settled.subjects, units=settled.units, announcing=settled.announcing,
    )  # fmt: skip


def _about(c: Connection, rows: Sequence[Post], said: "Answers") -> dict[Key, str | None]:
    """The decisions of the posts that the answers among the rows answer; of the first rows it is said already."""
    firsts = len(said.decisions)
    found = {post.key: likely(decisions) for post, decisions in zip(rows, said.decisions, strict=False) if decisions}
    roots = {_root(post) for post in rows[firsts:]} - {post.key for post in rows[:firsts]}
    return found | {key: tag.decision for key, tag in _known(c, roots).items()}


class Answers(NamedTuple):
    """What a tagger says of posts, as it is stored."""

    languages: list[str]
    odds: NDArray[np.float64]
    themes: list[Mapping[str, float]]
    decisions: list[Mapping[str, float]]

    def __add__(self, other: "Answers") -> "Answers":  # type: ignore[override]
        odds = np.vstack([self.odds, other.odds])
        return Answers(
            self.languages + other.languages, odds, self.themes + other.themes, self.decisions + other.decisions
        )


def _read(rows: Sequence[Post], tagger: Tagger, place: Place, about: Mapping[Key, str | None]) -> Answers:
    threads: list[str | None] = [None] * len(rows)
    if place.threads or about:
        threads = [place.threads.get(post.key) or about.get(_root(post)) for post in rows]
    every = tagger.read(rows, threads)
    pieces = [np.zeros((0, tags.WIDTH))]
    pieces += [np.column_stack([e.said.language_p, e.said.tone, e.said.stance, e.said.asks, e.said.act]) for e in every]
    found = [subjects for e in every for subjects in e.about.found()]
    return Answers(
        [language for e in every for language in e.said.languages],
        np.vstack(pieces),
        [themes for themes, _ in found],
        [decisions for _, decisions in found],
    )


def threads_of(c: Connection, rows: Sequence[Post], place: Place) -> dict[Key, str | None]:
    """The decision in whose thread each post lies, by the tags that are kept of the threads' first posts."""
    about = {key: tag.decision for key, tag in _known(c, {_root(post) for post in rows}).items()}
    return {p.key: place.threads.get(p.key) or (about.get(_root(p)) if _root(p) != p.key else None) for p in rows}


def answers(post: Post) -> bool:
    """Whether the post is not the first one of its thread."""
    above = post.thread or post.parent
    return bool(above) and above != post.id


def _root(post: Post) -> Key:
    return post.source, post.thread or post.parent or post.id


def _known(c: Connection, keys: Iterable[Key]) -> dict[Key, Tag]:
    """The tags that posts were given before, as far as they were."""
    by_source: dict[str, list[str]] = {}
    for source, id in keys:
        by_source.setdefault(source, []).append(id)
    return {(source, id): tag for source, ids in by_source.items() for id, tag in tags.find(c, source, ids).items()}


def placed(c: Connection, found: Strategy, zone: ZoneInfo) -> Place:
    """What the database knows of authors, sources and announcing threads."""
    by_token: dict[str, list[Person]] = {}
    for person in people.people(c):
        by_token.setdefault(person.token, []).append(person)
    roots = posts.named(c, names(found))
    announces = announcing(found, roots)
    below = threads.below(c, [root for root in roots if root.key in announces])
    return Place(
        strategy=found,
        tree=people.tree(c),
        people={token: tuple(rows) for token, rows in by_token.items()},
        sources={source.name: source for source in sources.all(c)},
        announcing=announces,
        threads={key: announces[root] for key, root in below.items()},
        zone=zone,
    )


def names(found: Strategy) -> list[str]:
    """Every url and id by which the strategy may name an announcing post: as written, and without its source."""
    written = [name for decision in found.decisions for name in decision.announced_in]
    return sorted({*written, *(name.partition(":")[2] for name in written if ":" in name)})


def announcing(found: Strategy, kept: Iterable[Post]) -> dict[Key, str]:
    """Which decision each announcing post announces; the strategy names it by url, source:id, or id."""
    by_name: dict[str, Decision] = {name: d for d in found.decisions for name in d.announced_in}
    result = {}
    for post in kept:
        known: Sequence[str] = (post.url, f"{post.source}:{post.id}", post.id)
        decision = next((by_name[name] for name in known if name in by_name), None)
        if decision is not None:
            result[post.key] = decision.id
    return result
