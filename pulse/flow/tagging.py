"""What is untagged gets tags, and each tag its leaf in the tree of subjects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from pulse.classify import Tagger
from pulse.domain import Decision, Person, Post, Source, Strategy, Tag, Tree
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.versions import taught_now
from pulse.store import database, people, posts, sources, strategy, tags

BATCH = 4000
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

    def units(self, author: str, day: date) -> tuple[str, ...] | None:
        """The author's unit and its ancestors on the day; None where the author is not in the directory."""
        for person in self.people.get(author, ()):
            if person.holds(day):
                return self.tree.path(person.unit)
        return None

    def settled(self, post: Post, tag: Tag) -> tags.Tagged:
        """The tag with its leaf: an announcing post is about its decision, whatever its words."""
        source = self.sources[post.source]
        internal = source.voice == "internal"
        units = self.units(post.author, post.said_at.astimezone(self.zone).date()) if internal else None
        announces = self.announcing.get(post.key)
        decision = announces or tag.decision
        leaf = self.strategy.leaf(list(tag.themes), decision, post.said_at, None if announces else units)
        return tags.Tagged(
            source=post.source,
            id=post.id,
            tag=tag,
            subject=leaf,
            units=(units or ()) if internal else (source.kind,),
            announcing=announces is not None,
        )


def tag(office: Office, *, everything: bool = False, progress: Progress = quiet) -> int:
    """How many posts were tagged: those without a tag of today's model and strategy, or all of them."""
    with office.engine.connect() as c:
        found = strategy.load(c)
        if found is None or not found.themes:
            return 0
        place = placed(c, found, office.settings.zone)
        total = posts.count(c)
    tagger = Tagger(found, taught=taught_now(office.settings))
    done, after = 0, None
    while True:
        with database.writing(office.engine) as c:
            batch = posts.untagged(c, "" if everything else tagger.model, BATCH, after)
            if not batch:
                return done
            tags.keep(c, tagged(c, batch, tagger, place))
        after = batch[-1].key
        done += len(batch)
        progress("tagging", done, total)


def tagged(c: Connection, batch: Sequence[Post], tagger: Tagger, place: Place) -> list[tags.Tagged]:
    """The batch with its tags. First posts of threads come first: what they are about is evidence for their replies."""
    first = [post for post in batch if _root(post) == post.key]
    found = dict(zip((p.key for p in first), _tags(first, tagger, place, {}), strict=True))
    replies = [post for post in batch if post.key not in found]
    roots = _known(c, {_root(post) for post in replies} - found.keys()) | found
    about = {key: tag.decision for key, tag in roots.items()}
    found |= dict(zip((p.key for p in replies), _tags(replies, tagger, place, about), strict=True))
    return [place.settled(post, found[post.key]) for post in batch]


def threads(c: Connection, rows: Sequence[Post], place: Place) -> dict[Key, str | None]:
    """The decision in whose thread each post lies, by the tags that are kept of the threads' first posts."""
    about = {key: tag.decision for key, tag in _known(c, {_root(post) for post in rows}).items()}
    return {p.key: place.threads.get(p.key) or (about.get(_root(p)) if _root(p) != p.key else None) for p in rows}


def _tags(rows: Sequence[Post], tagger: Tagger, place: Place, about: Mapping[Key, str | None]) -> list[Tag]:
    threads = [place.threads.get(post.key) or about.get(_root(post)) for post in rows]
    return tagger.tag(rows, threads)


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
    threads = posts.threads(c, [root for root in roots if root.key in announces])
    return Place(
        strategy=found,
        tree=people.tree(c),
        people={token: tuple(rows) for token, rows in by_token.items()},
        sources={source.name: source for source in sources.all(c)},
        announcing=announces,
        threads={key: announces[root] for key, root in threads.items()},
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
