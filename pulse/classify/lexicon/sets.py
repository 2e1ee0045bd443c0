"""What words match, as numbers of sets of patterns: what a set means is worked out when a word first brings it."""

from collections.abc import Callable

import numpy as np

from pulse.classify.arrays.known import Known
from pulse.classify.arrays.lists import Growing
from pulse.classify.arrays.rolling import Ints
from pulse.classify.lexicon.lookup import Lookups, Said
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
        self.keys.add(np.array([1], np.uint64))
        self.index.meet(self.keys.rows)

    def of(self, words: Spelling) -> Ints:
        """The number of each word's set."""
        keys = self.lookups.keys(words)
        held = np.flatnonzero(keys)
        found, first = self.index.meet(keys[held])
        if len(first):
            self.keys.add(keys[held[first]])
            self.learn(len(first), self.lookups.said(words.at(held[first])))
        numbers = np.full(len(words), EMPTY)
        numbers[held] = found
        return numbers

    def keep(self, numbers: Ints) -> None:
        """Have only these sets, in this order; the empty one is the first of them."""
        self.keys.keep(numbers)
        self.index = Known(self.keys.rows)
