"""Finds entries of several words among the tokens: a trie over word elements, walked at all places of a batch at once.

Each step holds pairs of a place and a node of the trie; a table of (node, element) says which of them go on.
Where several entries of one length fit, the more exact one counts: a pattern may have exceptions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pulse.classify.arrays.known import Known
from pulse.classify.arrays.lists import Ints, Lists
from pulse.classify.lexicon import KINDS, TABLES, Entries, Entry
from pulse.classify.lexicon.lookup import Lookup

WILD = "_"
LONGEST = 8
"""An entry spans so many tokens at most."""
BITS = 20
LINKS = 6
"""2**LINKS bits tell which elements may follow others."""
ANY_WORD = np.uint64(1 << 2**LINKS - 1)
"""The bit of what may be any word."""
MIXER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Matches:
    """Entries found: at which token, how many tokens they cover, and the entries' numbers; the longest first."""

    at: Ints
    length: Ints
    entry: Ints


class Phrases:
    """The entries of several words, ready to be found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        held = Entries.of(entries)
        words = " ".join(held.texts).split(" ") if held.texts else []
        self.numbers = {word: number for number, word in enumerate(dict.fromkeys((WILD, *words)))}
        self.lookup = Lookup()
        for word in self.numbers:
            if word != WILD:
                self.lookup.add(word, word, 1.0)
        tables, kinds = ({name: at for at, name in enumerate(names)} for names in (TABLES, KINDS))
        self.tables = np.array([tables[language] for language in held.languages], np.uint8)
        self.kinds = np.array([kinds[kind] for kind in held.kinds], np.uint8)
        self.weights = np.array(held.weights, np.float64)
        elements = np.array([self.numbers[word] for word in words], np.int64)
        lengths = np.array([text.count(" ") + 1 for text in held.texts], np.int64)
        starts = np.cumsum(lengths) - lengths
        self.rank = _ranks(list(self.numbers), elements, starts)
        """Each entry's place among all of them, the most exact first; of equals that which is written first."""
        self.seconds = np.zeros(len(self.numbers), bool)
        self.seconds[elements[starts + 1]] = True
        steps, last = _trie(elements, starts, lengths, len(self.numbers))
        self.ends = Lists()
        """The entries that end at each node."""
        self.ends.add(np.bincount(last, minlength=len(steps) + 1), np.argsort(last, kind="stable"))
        self._compile(steps)

    def _compile(self, steps: Ints) -> None:
        """Tables of the steps, rows of node, element and the node that follows: one more than the step's number."""
        self.roots = np.zeros(len(self.numbers), np.int32)
        self.wild = np.zeros(len(steps) + 1, np.int64)
        rooted, wild = steps[steps[:, 0] == 0], steps[steps[:, 1] == 0]
        self.roots[rooted[:, 1]] = rooted[:, 2]
        self.wild[wild[:, 0]] = wild[:, 2]
        keys = steps[:, 0] * len(self.numbers) + steps[:, 1]
        self.keys = Known(_key(keys))
        places = (self.roots > 0) + 2 * self.seconds + 4 * (self.wild[self.roots] > 0)
        self.places = places.astype(np.uint8)
        """Where in an entry each element can stand: 1 as the first, 2 as the second, 4 before any word."""
        self.links = self._links(steps)
        """Of each element which may follow it where it begins entries, and which it is itself: bits, each of many."""
        self.maybe = np.zeros(2**BITS, bool)
        self.maybe[_slots(keys)] = True

    def _links(self, steps: Ints) -> NDArray[np.uint64]:
        bits = _link(np.arange(len(self.numbers)))
        follow = np.zeros(len(self.wild), np.uint64)
        np.bitwise_or.at(follow, steps[:, 0], bits[steps[:, 1]])
        return np.column_stack([np.where(self.roots > 0, follow[self.roots], np.uint64(0)), bits])

    @cached_property
    def bits(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """A bit for each slot of ``maybe``, and for each node that any word follows."""
        return np.packbits(self.maybe, bitorder="little"), np.packbits(self.wild > 0, bitorder="little")

    def find(self, at: Ints, ids: Ints, stops: Ints, elements: Lists, negates: NDArray[np.bool_]) -> Matches:
        """The entries that begin at these tokens; ``stops`` says for each token where its post ends.

        What ``negates`` is no any word: "we _ in May" does not say that we do not.
        """
        places, source = elements.spread(ids[at])
        node = self.roots[elements.numbers.rows[places]].astype(np.int64)
        rooted = np.flatnonzero(node > 0)
        at, node = at[source[rooted]], node[rooted]
        found: list[tuple[Ints, Ints, Ints]] = []
        for length in range(2, LONGEST + 1):
            alive = at + length <= stops[at]
            at, node = at.compress(alive), node.compress(alive)
            at, node = self._step(at, node, ids[at + length - 1], elements, negates[at + length - 1])
            if not len(at):
                break
            ends, source = self.ends.spread(node)
            found.append((at[source], np.full(len(ends), length), self.ends.numbers.rows[ends]))
        none = np.zeros(0, np.int64)
        columns = zip(*reversed(found), strict=True) if found else ((none,), (none,), (none,))
        return Matches(*(np.concatenate(column) for column in columns))

    def _step(self, at: Ints, node: Ints, ids: Ints, elements: Lists, negates: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """The places and nodes that go on by these tokens, one for each place."""
        places, source = elements.spread(ids)
        following = self._next(node[source] * len(self.numbers) + elements.numbers.rows[places])
        goes = np.flatnonzero(following > 0)
        source, following = source[goes], following[goes]
        wild = np.where(negates, 0, self.wild[node])
        if wild.any():
            source = np.concatenate([source, np.flatnonzero(wild > 0)])
            following = np.concatenate([following, wild[wild > 0]])
            order = np.argsort(source, kind="stable")
            source, following = source[order], following[order]
        return at[source], following

    def _next(self, keys: Ints) -> Ints:
        found = np.zeros(len(keys), np.int64)
        may = np.flatnonzero(self.maybe[_slots(keys)])
        found[may] = self.keys.find(_key(keys[may])) + 1
        return found


def exactness(word: str) -> tuple[bool, bool, int]:
    """How exactly an entry's element says what it means: as the word itself, by one end of it, by so many letters."""
    stars = word.count("*")
    return stars == 0 and word != WILD, stars == 1, len(word) - stars if stars else 0


def exactly(words: Sequence[str]) -> tuple[int, int, int]:
    """How many words an entry says exactly, how many by one end, and by how many letters the others; more come first.

    >>> exactly(("we", "*ed")) > exactly(("*e*", "*ted"))
    True
    """
    whole, ends, letters = (sum(part) for part in zip(*map(exactness, words), strict=True))
    return whole, ends, letters


def _ranks(words: Sequence[str], elements: Ints, starts: Ints) -> Ints:
    """The entries' places in the order of how many words they say exactly, how many by one end, by how many letters."""
    if not len(starts):
        return starts
    each = np.array([exactness(word) for word in words], np.int64)
    whole, ends, letters = np.add.reduceat(each[elements], starts).T
    ranks = np.empty(len(starts), np.int64)
    ranks[np.lexsort((-letters, -ends, -whole))] = np.arange(len(starts))
    return ranks


def _trie(elements: Ints, starts: Ints, lengths: Ints, width: int) -> tuple[Ints, Ints]:
    """The steps of a trie of entries (rows of node, element and the node that follows), and each entry's last node.

    An entry's elements, so many, begin at one of ``starts``; the root is node 0. Nodes have the numbers that they would
    get entry by entry, so that those of neighbours in the lists lie near each other.
    """
    node, steps, firsts = np.zeros(len(starts), np.int64), np.zeros((0, 2), np.int64), np.zeros(0, np.int64)
    for depth in range(lengths.max(initial=0)):
        here = np.flatnonzero(lengths > depth)
        keys = node[here] * width + elements[starts[here] + depth]
        found, first, place = np.unique(keys, return_index=True, return_inverse=True)
        node[here] = len(steps) + 1 + place
        steps, firsts = np.concatenate([steps, np.column_stack(divmod(found, width))]), np.append(firsts, here[first])
    order = np.argsort(firsts, kind="stable")  # Of one entry the shallow ones stand first.
    number = np.zeros(len(steps) + 1, np.int64)
    number[order + 1] = np.arange(1, len(steps) + 1)
    steps = steps[order]
    return np.column_stack([number[steps[:, 0]], steps[:, 1], np.arange(1, len(steps) + 1)]), number[node]


def _link(elements: Ints) -> NDArray[np.uint64]:
    """The bit of each element; that of any word is its own."""
    shared = (elements.astype(np.uint64) * MIXER) >> np.uint64(64 - LINKS)
    return np.where(elements > 0, np.uint64(1) << np.minimum(shared, np.uint64(2**LINKS - 2)), ANY_WORD)


def _key(steps: Ints) -> NDArray[np.uint64]:
    """Never 0."""
    return steps.astype(np.uint64) + np.uint64(1)


def _slots(keys: Ints) -> NDArray[np.int64]:
    return ((keys.astype(np.uint64) * MIXER) >> np.uint64(64 - BITS)).astype(np.int64)
