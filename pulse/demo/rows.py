"""The rows of the demo's files, and the world that holds them all.

They are msgspec structs, not dataclasses, because a hundred thousand of them are written as JSON in one go.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pandas as pd

from pulse.domain import Strategy, Unit


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of posts.jsonl. Ids are unique over all sources of the demo."""

    source: str
    voice: str
    id: str
    parent: str | None = None
    thread: str | None = None
    author: str
    said_at: str
    text: str
    title: str = ""
    url: str = ""
    language: str = ""
    reactions: dict[str, int] = {}
    reacted_by: list[str] = []
    read_by: list[str] = []
    views: int | None = None
    edited_at: str | None = None


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """One line of truth.jsonl: what is really true of a post. ``themes`` has the primary one first."""

    source: str
    id: str
    themes: list[str]
    decision: str | None
    stance: str
    tone: str
    asks: bool
    act: str
    unit: str | None
    level: str | None
    language: str


class Leaning(msgspec.Struct, frozen=True, kw_only=True):
    """One line of truth_people.jsonl: the chance that a person who takes a stance on the subject is in favour."""

    person: str
    subject: str
    lean: float


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One line of people.csv; ``start`` and ``stop`` are its columns ``from`` and ``to``."""

    person: str
    unit: str
    level: str
    country: str
    site: str
    start: date
    stop: date | None = None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Reworded(msgspec.Struct, frozen=True, kw_only=True):
    """One line of reworded.jsonl: a quote, or a group of like questions, in words that nobody wrote.

    ``posts`` are ids of real posts of the group; ``language`` is that of most of them; ``texts`` is by language.
    """

    kind: str
    decision: str
    stance: str
    text: str
    texts: dict[str, str]
    language: str
    posts: list[str]
    answered: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A simulated organisation: what its files hold.

    ``strategy`` is what strategy.yaml holds and ``nouns`` the same as domain nouns. ``table`` has one row a post, in
    the order of ``posts``, with its truth in columns: source, id, voice, subject (its leaf, "" for none), week, person
    (int), part (division or platform), unit, level, said_at, stance, asks, act, tone, language, kind, thread, parent,
    group (hot question) and answered_days (of an answered question).
    """

    organisation: str
    units: tuple[Unit, ...]
    people: tuple[Member, ...]
    strategy: dict[str, Any]
    nouns: Strategy
    posts: tuple[Said, ...]
    truth: tuple[Truth, ...]
    leanings: tuple[Leaning, ...]
    reworded: tuple[Reworded, ...]
    table: pd.DataFrame
