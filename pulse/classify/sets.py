"""What words match, as numbers of sets of patterns: what a set means is worked out when a word first brings it."""

from collections.abc import Callable

import numpy as np

from pulse.classify.known import Known
from pulse.classify.lists import Growing
from pulse.classify.lookup import Lookups, Said
from pulse.classify.rolling import Ints
from pulse.text import Spelling

EMPTY = 0
"""The number of the set of what matches nothing."""
Learn = Callable[[int, Said], None]


class Sets:
    """Sets of patterns met so far; ``learn`` is told how many new ones there are, and what lookups say of them."""

    def __init__(self, lookups: Lookups, learn: Learn) -> None:
        self.lookups = lookups
        self.learn = learn
        self.keys = Growing(np.uint64)
        self.index = Known()
        self._add(np.array([1], np.uint64))

    def _add(self, keys: "np.ndarray") -> None:
        self.index.add(keys)
        self.keys.add(keys)

    def of(self, words: Spelling) -> Ints:
        """The number of each word's set."""
        hits = self.lookups.hits(words)
        found = self.index.find(hits.keys)
        fresh = np.flatnonzero(found < 0)
        if len(fresh):
            new, first = np.unique(hits.keys[fresh], return_index=True)
            self._add(new)
            self.learn(len(new), self.lookups.said(hits, fresh[first]))
            found[fresh] = self.index.find(hits.keys[fresh])
        numbers = np.full(len(words), EMPTY)
        numbers[hits.words] = found
        return numbers

    def keep(self, numbers: Ints) -> None:
        """Have only these sets, in this order; the empty one is the first of them."""
        self.keys.keep(numbers)
        self.index = Known(self.keys.rows)
