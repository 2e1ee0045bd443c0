"""Posts in, tags out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from pulse.classify import lexicon
from pulse.classify.arrays.lists import Growing
from pulse.classify.arrays.rolling import Hashes
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import folds
from pulse.classify.heads import together
from pulse.classify.heads.model import Model, shipped
from pulse.classify.taught.offset import Ear, Taught
from pulse.classify.topics import themes
from pulse.classify.topics.groups import ThemeEar, ThemeModels, fitting
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.subjects import Meetings, ready
from pulse.classify.words.batch import Batch, Ints, read, weighed
from pulse.classify.words.vocabulary import Floats
from pulse.domain import LANGUAGES, Post, Strategy, Tag
from pulse.text import Spelling

BATCH = 8_000
CODE = 8
"""Raised when the rules in this room change what tags come out."""


def version(model: Model, strategy: Strategy | None = None) -> str:
    """What gave a tag: the code's number, the hash of weights and word lists, and that of the strategy's words."""
    name = f"pulse-{CODE}-{model.version[:8]}-{_lists()}"
    return name if strategy is None else f"{name}-{hashlib.sha256(_plan(strategy).encode()).hexdigest()[:8]}"


def named(
    strategy: Strategy, taught: Taught | None = None, themes: ThemeModels | ThemeModel | None = None,
    model: Model | None = None,
) -> str:  # fmt: skip
    """What a tagger of these calls itself in its tags: the version, those of what was learned, and of its encoder."""
    found = fitting(themes or (taught.themes if taught else None), strategy)
    learned = [found.version] if found else []
    if taught and taught.offsets:
        learned = [taught.name, *([f"encoder-{taught.encoder.version}"] if taught.encoder else []), *learned]
    return version(model or shipped(), strategy) + "".join(f"+{name}" for name in learned)


@cache
def _lists() -> str:
    return hashlib.sha256("".join(lexicon.tables().values()).encode()).hexdigest()[:6]


def _plan(strategy: Strategy) -> str:
    """All of the strategy that tags depend on."""
    held = [(t.id, t.names, t.descriptions, t.words, t.examples) for t in strategy.themes]
    return repr(
        [tuple(map(_plain, row)) for row in (*held, *((d.id, d.title, d.theme, d.phrases) for d in strategy.decisions))]
    )


def _plain(value: object) -> object:
    return sorted(value.items()) if hasattr(value, "items") else value


@dataclass(frozen=True)
class Columns:
    """What is said of a batch of posts: rows of probabilities, and each post's themes and decisions."""

    said: together.Answers
    about: themes.Accepted
    model: str

    def tags(self) -> Iterator[Tag]:
        """A tag for each post."""
        said = self.said
        rows = zip(
            said.languages, said.language_p.tolist(), map(tuple, said.tone.tolist()), map(tuple, said.stance.tolist()),
            said.asks.tolist(), map(tuple, said.act.tolist()), self.about.found(), strict=True,
        )  # fmt: skip
        for language, sure, tone, stance, asks, act, (in_themes, in_decisions) in rows:
            yield Tag(
                language=language, language_p=sure, tone=tone, stance=stance, asks=asks, act=act,
                themes=in_themes, decisions=in_decisions, model=self.model,
            )  # fmt: skip


class Read(NamedTuple):
    """A batch of posts as the shipped model reads it; ``known`` is how far each is known to speak of a subject."""

    batch: Batch
    said: together.Said
    about: themes.Accepted
    known: Array
    texts: list[str]


class Tagger:
    """Tags posts by the shipped model, our word lists, and an organisation's themes and decisions.

    ``languages`` are those that the organisation writes; a post in another one is still told apart. A tagger remembers
    the words that it has met; use one a thread. What labels have ``taught`` is added to what the shipped heads say;
    ``themes`` is what the organisation's own posts taught of its themes.
    """

    def __init__(
        self, strategy: Strategy, languages: Sequence[str] = LANGUAGES, *, model: Model | None = None,
        taught: Taught | None = None, themes: ThemeModels | ThemeModel | None = None,
    ) -> None:  # fmt: skip
        self.weights = model or shipped()
        self.subjects = ready(strategy)
        self.languages = tuple(languages)
        self.themes = fitting(themes or (taught.themes if taught else None), strategy)
        self.theme_ear = ThemeEar(self.themes) if self.themes else None
        self.ear = Ear(taught) if taught and taught.offsets else None
        self.model = named(strategy, taught, self.themes, self.weights)
        self.meetings = Meetings(self.subjects)
        self.met = Growing(np.int32)
        """What each word meets of the strategy, as a number of ``meetings``."""
        self.words = together.vocabulary(self.weights)
        self.words.extra = self._extra
        self.words.forgotten = self._forgotten

    def _extra(self, words: Spelling, keys: Hashes) -> Floats:
        folded = self.subjects.folded(words)
        self.met.add(self.meetings.of(folded))
        if self.theme_ear:
            self.theme_ear.rows.add(self.theme_ear.models.rows(words.texts()))
        return self.subjects.near(folded, keys)

    def _forgotten(self, kept: Ints) -> None:
        self.met.keep(kept)
        sets, places = np.unique(np.append(0, self.met.rows), return_inverse=True)
        self.meetings.keep(sets)
        self.met.rows[:] = places[1:]
        if self.ear:
            self.ear.keep(kept)
        if self.theme_ear:
            self.theme_ear.rows.keep(kept)

    def tag(self, posts: Sequence[Post], announced: Sequence[str | None] | None = None) -> list[Tag]:
        """A tag for each post; ``announced[i]`` names the decision in whose announcing thread the post lies."""
        return [tag for found in self.read(posts, announced) for tag in found.tags()]

    def read(self, posts: Sequence[Post], announced: Sequence[str | None] | None = None) -> list[Columns]:
        """The same as ``tag`` gives, batch by batch, as columns: for those who store them or count them."""
        threads = list(announced) if announced is not None else [None] * len(posts)
        if len(threads) != len(posts):
            raise ValueError("announced needs one entry for each post")
        spans = [slice(start, start + BATCH) for start in range(0, len(posts), BATCH)]
        return [self._read(posts[span], threads[span]) for span in spans]

    def plain(self, posts: Sequence[Post], announced: Sequence[str | None]) -> Read:
        """A batch of posts as the shipped model reads it, whatever labels have taught."""
        texts = [titled(post) for post in posts]
        batch = read(texts, self.words)
        about = self._about(batch, announced, posts)
        told = [post.language for post in posts]
        said = together.say(batch, self.words, self.weights, told, self.languages, about.known)
        return Read(batch, said, about, about.known, texts)

    def _read(self, posts: Sequence[Post], announced: Sequence[str | None]) -> Columns:
        batch, said, about, known, texts = self.plain(posts, announced)
        if self.ear:
            said = self.ear.heard(batch, said, known, folds([post.author for post in posts]), self.words, texts)
        return Columns(said.answers, about, self.model)

    def _about(self, batch: Batch, announced: Sequence[str | None], posts: Sequence[Post]) -> themes.Accepted:
        sums = weighed(batch.ids, batch.starts, self.words.more)
        held = themes.held(self.subjects, self.meetings, batch, self.met.rows)
        evidence = themes.Evidence(*held, themes.nearness(self.subjects, sums), batch.letters)
        learned = None
        if self.theme_ear:
            own = self.theme_ear.models.own([post.author for post in posts])
            learned = partial(self.theme_ear.models.judged, self.subjects, self.theme_ear.sums(batch, own), own)
        found = themes.probabilities(self.subjects, evidence, announced, learned)
        return themes.Accepted.of(self.subjects, *found)


def titled(post: Post) -> str:
    """What is read of a post: its text, after its title where it does not begin with that."""
    return f"{post.title}.\n{post.text}" if post.title and not post.text.startswith(post.title) else post.text
