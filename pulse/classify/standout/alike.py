"""Groups of questions that ask nearly the same, by their letters: the same groups for the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.standout.spoken import spoken
from pulse.classify.topics.reading import content, words_of
from pulse.classify.words import ngrams

ALIKE = 0.5
"""Questions whose cosine with the group's middle is at least so much ask the same."""
MOST = 5_000
"""So many questions are compared, the newest."""


@dataclass(frozen=True)
class Alike:
    """The numbers of the posts that ask nearly the same, the most typical one first, and how many people ask."""

    posts: tuple[int, ...]
    people: int


SAID = 5
"""A group of questions is known by so many words, at most."""


def vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """A unit row of n-grams for each text, rarer ones counting more; an empty row for a text without content."""
    index: dict[str, int] = {}
    found = [[index.setdefault(word, len(index)) for word in words_of(text)] for text in texts]
    ids = np.fromiter((number for post in found for number in post), np.int64)
    ends = np.cumsum([0, *map(len, found)], dtype=np.int64)
    posts = sparse.csr_matrix((np.ones(len(ids)), ids, ends), (len(texts), max(len(index), 1)))
    rows = sparse.csr_matrix(posts @ ngrams.rooted(content(list(index) or ["."])), dtype=np.float64)
    often = np.bincount(rows.indices, minlength=rows.shape[1])
    weighed = sparse.csr_matrix(rows.sqrt() @ sparse.diags(np.log((1 + len(texts)) / (1 + often)) + 1))
    sizes = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(sizes, 1e-9)) @ weighed)


def alike(texts: Sequence[str], people: Sequence[int], askers: int = 5) -> list[Alike]:
    """Groups of texts by at least so many distinct people, the largest first; a text is in one group at most.

    The text with the most neighbours opens a group, which takes all that are alike it and in none yet; so every text
    of a group is like its first one, and none is there by a chain of others. A group is only a list of numbers: to undo
    it is to forget the list.
    """
    last = np.arange(len(texts))[-MOST:]
    rows = vectors([texts[at] for at in last])
    near = sparse.csr_matrix(rows @ rows.T) >= ALIKE
    free = np.ones(len(last), bool)
    who = np.array(people, np.int64)[last]
    found = []
    for opening in np.argsort(-np.diff(near.indptr), kind="stable").tolist():
        own = near.indices[near.indptr[opening] : near.indptr[opening + 1]]
        own = own[free[own]]
        asking = len(np.unique(who[own]))
        if free[opening] and asking >= askers:
            free[own] = False
            members = [opening, *sorted(set(own.tolist()) - {opening})]
            found.append(Alike(tuple(int(last[at]) for at in members), asking))
    return sorted(found, key=lambda group: (-group.people, group.posts))


def known_by(group: Sequence[int], texts: Sequence[str], people: Sequence[int], least: int) -> str:
    """The words of a group that set it apart from all who ask, each by so many of its people at least; '' if under two.

    Args:
        group: which of the texts belong to it. Words are ranked by the share of their people that it holds.

    >>> texts = ["miten chat toimii", "toimiiko chat", "toimii chat täällä", "miten jono toimii", "toimii jono"]
    >>> known_by([0, 1, 2], texts, [1, 2, 3, 4, 5], 2)
    'chat toimii'
    """
    found = spoken([texts[at] for at in group], [people[at] for at in group], least)
    everyone = spoken(texts, people, least)
    whole = dict(zip(everyone.words, np.asarray(everyone.people.sum(axis=1)).ravel().tolist(), strict=True))
    # What others write with a capital is a name in the group, too.
    own = [at for at, word in enumerate(found.words) if word in whole]
    words = [found.words[at] for at in own]
    held = np.asarray(found.people.sum(axis=1)).ravel()[own]
    share = np.array([count / whole[word] for word, count in zip(words, held, strict=True)])
    first = sorted(np.lexsort((-held, -share))[:SAID].tolist())
    return " ".join(words[at] for at in first) if len(first) > 1 else ""
