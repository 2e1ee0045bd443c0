"""The organisation's own model, taught by its labels: learned, kept version by version, and chosen for the tagger."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection

from pulse.classify import Tagger, model_version
from pulse.classify.taught import subjects, unlabelled, versions
from pulse.classify.taught.beside import Beside
from pulse.classify.taught.examples import Seen, Told, examples, seen
from pulse.classify.taught.features import CLASSES
from pulse.classify.taught.lesson import Studied, lesson, taught
from pulse.classify.taught.offset import Taught
from pulse.classify.taught.versions import Version
from pulse.classify.topics.fitting import MOST
from pulse.domain import Json, Label, Post
from pulse.errors import UsageError
from pulse.flow.audits import newest
from pulse.flow.comparing import compared
from pulse.flow.load import loaded_strategy
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.tagging import BATCH, Key, placed, threads_of
from pulse.flow.versions import encoder, folder
from pulse.store import labels, posts, strategy


@dataclass(frozen=True)
class Learned:
    """What came of learning: every head as it was tried, and the version that was kept, if any was better.

    ``before`` is the version that was in use, ``beside`` how its heads do on the same labels; the new one is in use
    only where none of them would become worse. It is ``known`` where the same was taught before. ``forgotten`` labels
    are of posts whose words are no longer kept; they teach nothing.
    """

    studied: tuple[Studied, ...]
    version: Version | None
    labels: int
    forgotten: int
    before: int = 0
    beside: tuple[Beside, ...] = ()
    known: bool = False

    @property
    def worse(self) -> tuple[str, ...]:
        """The heads that keep the new version from being used."""
        return tuple(one.head for one in self.beside if one.worse)

    def told(self) -> dict[str, Json]:
        """What came of it, for scripts."""
        heads: dict[str, Json] = {
            one.verdict.head: {**asdict(one.verdict), "curve": [asdict(point) for point in one.curve]}
            for one in self.studied
        }
        number = self.version.number if self.version else None
        beside: dict[str, Json] = {one.head: {**asdict(one), "worse": one.worse} for one in self.beside}
        used = number if number and not self.worse else self.before
        told: dict[str, Json] = {"labels": self.labels, "forgotten": self.forgotten, "version": number}
        return told | {"heads": heads, "before": self.before, "beside": beside, "current": used, "known": self.known}


def learn(office: Office, progress: Progress = quiet) -> Learned:
    """Teach the model from the labels, and take it into use where that is better than what ships and none is worse."""
    told, forgotten = labelled(office)
    if not told:
        raise UsageError("no labelled posts to learn from: draw some with 'pulse audit draw', label them, import them")
    given = examples(_plain(office), told, encoder(office.settings), _others(office))
    studied = []
    for number, one in enumerate(lesson(given), 1):
        studied.append(one)
        progress("learning", number, len(CLASSES) + 1)
    judged, themes = subjects.learned(loaded_strategy(office), told, _spread(office, MOST))
    progress("learning", len(CLASSES) + 1, len(CLASSES) + 1)
    studied.append(Studied(judged, (), None))
    made = taught(studied, themes, encoder(office.settings))
    if made is None:
        return Learned(tuple(studied), None, len(told), forgotten, versions.chosen(folder(office.settings)))
    before, beside = compared(office.settings, loaded_strategy(office), told, made)
    version, known = _kept(office, studied, made, len(told), before)
    done = Learned(tuple(studied), version, len(told), forgotten, before, beside, known)
    if not done.worse:
        versions.use(folder(office.settings), version.number)
    return done


def _others(office: Office) -> Seen:
    """Some of all posts as the shipped model reads them: their words teach without labels."""
    found = _spread(office, unlabelled.MOST)
    with office.engine.connect() as c:
        lying = _threads(c, office, found)
    return seen(_plain(office), found, [lying[post.key] for post in found], encoder(office.settings))


def _spread(office: Office, most: int) -> list[Post]:
    """The organisation's posts, every so manieth where there are more than ``most``."""
    found: list[Post] = []
    with office.engine.connect() as c:
        step, after, passed = posts.count(c) // most + 1, None, 0
        while batch := posts.untagged(c, "", BATCH, after):
            found += [post for place, post in enumerate(batch, passed) if place % step == 0]
            after, passed = batch[-1].key, passed + len(batch)
    return found


def _kept(office: Office, studied: list[Studied], made: Taught, count: int, parent: int) -> tuple[Version, bool]:
    """The version of what was taught, and whether there was one already."""
    place = folder(office.settings)
    version = Version(
        number=versions.unused(place), at=office.now, name=made.name,
        base=model_version(), parent=parent, labels=count,
        encoder=made.encoder.version if made.encoder else "", verdicts=tuple(one.verdict for one in studied),
        curves={one.verdict.head: one.curve for one in studied},
    )  # fmt: skip
    if kept := versions.same(place, version, made):
        return kept, True
    versions.save(place, version, made)
    return version, False


def labelled(office: Office, given: Sequence[Label] | None = None) -> tuple[list[Told], int]:
    """The labelled posts whose words are still kept, in the order of their labels, and how many labels have none.

    The labels are those in the database, unless others are given.
    """
    with office.engine.connect() as c:
        final = _final(labels.load(c) if given is None else given)
        kept = {post.key: post for post in _posts(c, final) if post.text and post.gone_at is None}
        lying = _threads(c, office, list(kept.values()))
    told = [Told(kept[key], label, lying[key]) for key, label in final.items() if key in kept]
    return told, len(final) - len(told)


def _plain(office: Office) -> Tagger:
    with office.engine.connect() as c:
        found = strategy.load(c)
    if found is None or not found.themes:
        raise UsageError("no themes are loaded, and posts are read with them: run 'pulse strategy load' first")
    return Tagger(found)


def _final(given: Iterable[Label]) -> dict[Key, Label]:
    """The label of each post that teaches, the oldest first."""
    return dict(sorted(newest(given).items(), key=lambda item: (item[1].at, item[0])))


def _posts(c: Connection, keys: Iterable[Key]) -> list[Post]:
    by_source: dict[str, list[str]] = {}
    for source, id in keys:
        by_source.setdefault(source, []).append(id)
    return [post for source, ids in by_source.items() for post in posts.find(c, source, ids)]


def _threads(c: Connection, office: Office, found: Sequence[Post]) -> dict[Key, str | None]:
    plan = strategy.load(c)
    if plan is None:
        return dict.fromkeys((post.key for post in found), None)
    return threads_of(c, found, placed(c, plan, office.settings.zone))
