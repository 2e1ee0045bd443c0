"""Numbers for what has been met, by 64-bit keys: a table of open addresses, searched for a whole batch at once."""

import numpy as np

from pulse import loops
from pulse.classify.arrays.rolling import MIXER, Hashes, Ints

FIRST_BITS = 14


class Known:
    """Which number each key has. A key of 0 stands for an empty place, so it is kept as 1."""

    def __init__(self, keys: Hashes | None = None) -> None:
        self.count = 0
        self.bits = FIRST_BITS
        held = np.zeros(0, np.uint64) if keys is None else keys
        while 2 * len(held) > 2**self.bits:
            self.bits += 1
        self._clear()
        self._put(held, np.arange(len(held)))

    def _clear(self) -> None:
        self.table = np.zeros((2**self.bits, 2), np.uint64)
        """Keys and their numbers beside each other, so that both lie in one line of the cache."""
        self.keys, self.numbers = self.table[:, 0], self.table.view(np.int64)[:, 1]

    def _slots(self, keys: Hashes) -> Ints:
        return ((keys * MIXER) >> np.uint64(64 - self.bits)).astype(np.int64)

    def find(self, keys: Hashes) -> Ints:
        """The keys' numbers; -1 for those that are not known."""
        if loops.compiled:
            numbers = np.empty(len(keys), np.int64)
            loops.compiled.find(self.table, self.bits, MIXER, keys, numbers)
            return numbers
        slots = self._slots(keys)
        found, there = self.numbers[slots], self.keys[slots]
        left = np.flatnonzero(there != keys)
        while len(left):
            empty = there[left] == 0
            found[left.compress(empty)] = -1
            left = left.compress(~empty)
            slots[left] = (slots[left] + 1) & (2**self.bits - 1)
            there[left], found[left] = self.keys[slots[left]], self.numbers[slots[left]]
            left = left.compress(there[left] != keys[left])
        return found

    def meet(self, keys: Hashes) -> tuple[Ints, Ints]:
        """The keys' numbers, and where those stand that were not known: they get the next numbers, in their order."""
        if loops.compiled:
            self._grow(len(keys))
            found, first = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
            count = loops.compiled.meet(self.table, self.bits, MIXER, keys, self.count, found, first)
            self.count += count
            return found, first[:count]
        found = self.find(keys)
        fresh = np.flatnonzero(found < 0)
        self._grow(len(fresh))
        first = fresh[np.sort(np.unique(keys[fresh], return_index=True)[1])]
        self._put(keys[first], np.arange(self.count, self.count + len(first)))
        found[fresh] = self.find(keys[fresh])
        return found, first

    def _grow(self, more: int) -> None:
        """Have room for so many more."""
        if 2 * (self.count + more) <= 2**self.bits:
            return
        old = np.flatnonzero(self.keys != 0)
        held, numbers = self.keys[old], self.numbers[old]
        while 2 * (self.count + more) > 2**self.bits:
            self.bits += 1
        self._clear()
        self.count = 0
        self._put(held, numbers)

    def _put(self, keys: Hashes, numbers: Ints) -> None:
        self.count += len(keys)
        if loops.compiled:
            loops.compiled.put(self.table, self.bits, MIXER, keys, numbers)
            return
        slots = self._slots(keys)
        left = np.arange(len(keys))
        while len(left):
            free = left[self.keys[slots[left]] == 0]
            self.keys[slots[free]] = keys[free]  # Where several want one place, the last one has it.
            got = free[self.keys[slots[free]] == keys[free]]
            self.numbers[slots[got]] = numbers[got]
            left = left[self.keys[slots[left]] != keys[left]]
            slots[left] = (slots[left] + 1) & (2**self.bits - 1)
