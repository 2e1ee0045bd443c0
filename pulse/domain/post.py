"""Posts, the traces that readers leave, and what a source gives of them in one page."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, repeat
from operator import eq
from types import MappingProxyType
from typing import Any, Literal

import msgspec
from msgspec.structs import force_setattr

from pulse.domain.checks import check, check_name, check_text, sound, utc
from pulse.errors import NounError

Voice = Literal["internal", "public"]
VOICES: tuple[Voice, ...] = ("internal", "public")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
NONE: Mapping[str, int] = MappingProxyType({})
TEXTS = ("id", "author", "text", "title", "url", "language", "parent", "thread")
SHORT = 512
"""The longest id, author, parent or thread, in characters."""
INSTANTS = ("said_at", "edited_at", "gone_at")
YEARS = 1990, 2100
"""The first and the last year in which a post may have been said."""
MOST_VIEWS = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A configured connection to a platform."""

    name: str
    kind: str
    voice: Voice

    def __post_init__(self) -> None:
        check_name("source", self.name)
        check(self.voice in VOICES, f"source {self.name!r} has voice {self.voice!r}: use internal or public")


class Post(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What somebody wrote: a post, comment, reply or mail. (source, id) is its key, for ever.

    ``author`` is the platform's own id while a source speaks, and a person token from the guard onwards; an empty
    author is a post that nobody in particular wrote. ``said_at``, ``edited_at`` and ``gone_at`` are in UTC.
    """

    # A struct and no dataclass: millions are made, and a frozen dataclass takes twenty times as long to make.
    source: str
    id: str
    author: str
    said_at: datetime
    text: str
    parent: str | None = None
    thread: str | None = None
    title: str = ""
    url: str = ""
    language: str = ""
    reactions: Mapping[str, int] = NONE
    views: int | None = None
    edited_at: datetime | None = None
    gone_at: datetime | None = None

    def __post_init__(self) -> None:
        parent, thread = self.parent or "", self.thread or ""
        # All texts are looked at at once, and each by itself only where something is long or wrong.
        every = f"{self.id}{self.author}{self.text}{self.title}{self.url}{self.language}{parent}{thread}"
        if not self.id or len(every) > SHORT or not sound((every,)):
            self._check_texts()
        if self.views is not None:
            check(0 <= self.views < MOST_VIEWS, "views of a post are not between 0 and 2^53")
        for name in self.reactions or ():
            check_text("the name of a reaction", name)
        if self.said_at.tzinfo is not UTC or self.edited_at is not None or self.gone_at is not None:
            self._tell_in_utc()
        if not YEARS[0] <= self.said_at.year <= YEARS[1]:
            raise NounError(f"said_at is not between {YEARS[0]} and {YEARS[1]}")
        if self.parent == self.id:
            raise NounError("a post cannot be its own parent")

    def _tell_in_utc(self) -> None:
        for what in INSTANTS:
            instant = getattr(self, what)
            if instant is not None and instant.tzinfo is not UTC:
                force_setattr(self, what, utc(what, instant))

    def _check_texts(self) -> None:
        if not 0 < len(self.id) <= SHORT:
            raise NounError("a post needs an id of 1 to 512 characters")
        if len(self.author) > SHORT or len(self.url) > 4096:
            raise NounError("author or url of a post is too long")
        for what in TEXTS:
            check_text(what, getattr(self, what) or "")
        if len(self.parent or "") > SHORT or len(self.thread or "") > SHORT:
            raise NounError("parent or thread of a post is too long")

    def under(self, source: str, author: str) -> "Post":
        """The same post under a source's name and a person's token, both checked; it is not checked once more."""
        found = copy(self)
        force_setattr(found, "source", source)
        force_setattr(found, "author", author)
        return found

    @property
    def key(self) -> tuple[str, str]:
        """(source, native id)."""
        return self.source, self.id


_BLANK = Post(source="", id="-", author="", said_at=datetime(2000, 1, 1, tzinfo=UTC), text="")


def many(columns: Mapping[str, Sequence[Any]]) -> list[Post]:
    """Posts, given by their fields as columns: those that ``Post`` would make one by one, checked together.

    Where all are short and sound, as nearly always, no post has to be looked at by itself.

    Raises:
        NounError: one of the posts cannot be one; of several, the first.
    """
    if not _sound(columns):
        return [Post(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
    return _changed(repeat(_BLANK, len(columns["id"])), columns)


def under_all(posts: Sequence[Post], source: str, authors: Sequence[str]) -> list[Post]:
    """What ``under`` gives of each post."""
    return _changed(posts, {"source": [source] * len(posts), "author": authors})


def _changed(posts: Iterable[Post], columns: Mapping[str, Sequence[Any]]) -> list[Post]:
    found = list(map(Post.__copy__, posts))  # type: ignore[attr-defined]
    for name, values in columns.items():
        deque(map(force_setattr, found, repeat(name), values), maxlen=0)
    return found


def _sound(columns: Mapping[str, Sequence[Any]]) -> bool:
    """Whether no post has to be looked at by itself: nothing is odd in any column."""
    told = {name: column if None not in column else list(filter(None, column)) for name, column in columns.items()}
    ids, said_at, views = told["id"], told["said_at"], told.get("views", ())
    zones = [instant.tzinfo for name in INSTANTS for instant in told.get(name, ())]
    names = list(chain.from_iterable(told.get("reactions", ())))
    short = [max(map(len, told.get(name, ())), default=0) for name in ("id", "author", "parent", "thread", "url")]
    return (
        all(ids)
        and max(short) <= SHORT
        and all(sound(told.get(name, ())) for name in TEXTS)
        and sound(names)
        and zones.count(UTC) == len(zones)
        and all(YEARS[0] <= edge(said_at).year <= YEARS[1] for edge in (min, max) if said_at)
        and all(0 <= edge(views) < MOST_VIEWS for edge in (min, max) if views)
        and not any(map(eq, columns.get("parent", ()), columns["id"]))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """That a person read or reacted to a post, where a platform tells it. ``id`` is the reaction's own, if any."""

    source: str
    post: str
    person: str
    kind: Literal["reaction", "read"]
    name: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        check(bool(self.post) and bool(self.person), "a trace needs a post and a person")
        for what in ("post", "person", "name", "id"):
            check_text(f"{what} of a trace", getattr(self, what), 512)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One thing that was read and cannot be kept: where it stood (a row, an id) and why. Goes to quarantine."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a source gives at once; kept together with its cursor in one transaction, or not at all.

    read = len(posts) + sum(left_out.values()) + len(refused): every entry that the platform gave is in one of them.
    ``gone`` holds native ids of posts, or of reactions, that the platform has removed. ``cursor`` is JSON, opaque to
    everyone but its source. ``total`` is how many entries there are in all, where that
    is known or can be estimated (for progress).
    """

    posts: tuple[Post, ...] = ()
    traces: tuple[Trace, ...] = ()
    gone: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=lambda: NONE)
    refused: tuple[Refusal, ...] = ()
    cursor: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    total: int | None = None

    @property
    def read(self) -> int:
        """How many entries the platform gave."""
        return len(self.posts) + sum(self.left_out.values()) + len(self.refused)
