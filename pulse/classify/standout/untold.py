"""What people write about that no theme names: topics among the posts without a theme, as candidates for one."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, TypeVar

import numpy as np
from scipy import sparse

TOPICS, WORDS = 6, 8
SHARED = 2
"""So many of a topic's words make a post one on it."""
COMMON = 0.5
"""A word that a larger share of the people wrote is no topic's own."""
ROUNDS = 60


@dataclass(frozen=True)
class Topic:
    """A candidate for a theme: its words, each by enough people, and how many people wrote two of them in a post."""

    words: tuple[str, ...]
    people: int
    posts: int


def topics(held: Sequence[set[str]], people: Sequence[int], least: int, count: int = TOPICS) -> list[Topic]:
    """Candidates among the posts of one language, the most people first; each word and each topic by ``least`` people.

    ``held`` are the words of each post that may be told of (``spoken.words``).
    Non-negative factors of posts by words (log-weighted by rarity), from a fixed start, so that the same posts give the
    same topics.
    """
    who = np.array(people, np.int64)
    names = _told(held, people, least)
    if len(names) < 2:
        return []
    index = {word: place for place, word in enumerate(names)}
    places = [sorted(index[word] for word in post if word in index) for post in held]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for post in places for place in post], np.int64)
    rows = sparse.csr_matrix((np.ones(len(flat)), flat, ends), (len(held), len(names)))
    return _ranked(rows, _factors(rows, count), names, who, least)


def _told(held: Sequence[set[str]], people: Sequence[int], least: int) -> list[str]:
    """The words that enough people wrote, and not too many."""
    wrote: dict[str, set[int]] = {}
    for post, person in zip(held, people, strict=True):
        for word in post:
            wrote.setdefault(word, set()).add(person)
    most = max(COMMON * len(set(people)), least)
    return sorted(word for word, who in wrote.items() if least <= len(who) <= most)


def _factors(rows: sparse.csr_matrix, count: int) -> np.ndarray:
    """Topics by words."""
    often = np.maximum(np.bincount(rows.indices, minlength=rows.shape[1]), 1)
    weighed = sparse.csr_matrix(rows @ sparse.diags(np.log(rows.shape[0] / often) + 1))
    size = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    unit = sparse.csr_matrix(sparse.diags(1 / np.maximum(size, 1e-9)) @ weighed)
    decomposition = import_module("sklearn.decomposition")  # It takes a second and 70 MB.
    model = decomposition.NMF(n_components=min(count, *unit.shape), init="nndsvda", random_state=0, max_iter=ROUNDS)
    # What is left of posts that factors tell exactly is rounded below 0 at times; only when to stop is read from it.
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", import_module("sklearn.exceptions").ConvergenceWarning)
        return np.asarray(model.fit(unit).components_)


def _ranked(
    rows: sparse.csr_matrix, factors: np.ndarray, names: Sequence[str], who: np.ndarray, least: int
) -> list[Topic]:
    found = []
    for factor in factors:
        best = np.argsort(-factor, kind="stable")[:WORDS]
        best = best[factor[best] > 0.1 * factor.max(initial=1e-9)]
        own = np.flatnonzero(np.asarray(rows[:, best].sum(axis=1)).ravel() >= SHARED)
        people = len(np.unique(who[own]))
        if len(best) >= 2 and people >= least:
            found.append(Topic(tuple(names[at] for at in best.tolist()), people, len(own)))
    return list(distinct(sorted(found, key=lambda topic: (-topic.people, topic.words))))


class Worded(Protocol):
    """What is known by words."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words."""
        ...


Known = TypeVar("Known", bound=Worded)


def distinct(found: Iterable[Known]) -> Iterator[Known]:
    """Those that are known by other words than the ones before them: what shares half its words is told once."""
    told: list[set[str]] = []
    for one in found:
        words = set(one.words)
        if all(2 * len(words & other) < len(words | other) for other in told):
            told.append(words)
            yield one
