"""Words become groups too: told only as unions of groups in each of which enough distinct people wrote the word.

A word is followed through the sealed atoms of one run (same voice, subject and parts) in their order. Atoms are joined
until enough distinct people wrote the word in them; then the group is closed for good, and the next begins. What is
left over waits, untold. So whatever is asked, the answers on a word are unions of these groups, and so is each
difference of two answers: people who wrote the word, enough of them, or nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

UNNAMED = "unnamed"
"""Stands for the subject of posts that no theme names; their runs go by weeks, as such posts are in no atom."""


class Run(NamedTuple):
    """Atoms of one voice, subject and joined parts, and a word of a language in them."""

    voice: str
    subject: str
    parts: tuple[str, ...]
    language: str
    word: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Who wrote a word in one atom, which spans start to stop."""

    run: Run
    start: date
    stop: date
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """That so many people (enough) wrote the word from start to stop; nobody knows who."""

    run: Run
    start: date
    stop: date
    people: int


def groups(heard: Iterable[Heard], least: int, closed: Sequence[Group] = ()) -> list[Group]:
    """The closed groups and those that close after them, in the order of runs and weeks.

    Args:
        heard: words in atoms, one entry for each run and atom; atoms of a run do not overlap.
        least: how many distinct people a group needs.
        closed: groups of earlier sealings, which stay as they are; what lies before their end is not looked at.
    """
    ends: dict[Run, date] = {}
    for group in closed:
        ends[group.run] = max(group.stop, ends.get(group.run, group.stop))
    fresh = [one for one in heard if one.run not in ends or one.start >= ends[one.run]]
    found = list(closed)
    for run, entries in groupby(sorted(fresh, key=lambda one: (one.run, one.start)), key=lambda one: one.run):
        found += _closing(run, entries, least)
    return sorted(found, key=lambda group: (group.run, group.start))


def _closing(run: Run, entries: Iterable[Heard], least: int) -> Iterable[Group]:
    people: frozenset[int] = frozenset()
    start: date | None = None
    for one in entries:
        start, people = start or one.start, people | one.people
        if len(people) >= least:
            yield Group(run, start, one.stop, len(people))
            start, people = None, frozenset()


Span = tuple[date, date]
Lane = tuple[str, str, tuple[str, ...]]


def inside(found: Iterable[Group], spans: Mapping[Lane, Span]) -> list[Group]:
    """The groups that lie wholly in an answer's atoms: for each voice, subject and parts, from start to stop."""
    kept = []
    for group in found:
        span = spans.get((group.run.voice, group.run.subject, group.run.parts))
        if span and span[0] <= group.start and group.stop <= span[1]:
            kept.append(group)
    return kept
