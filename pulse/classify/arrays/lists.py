"""Arrays that grow, and many short lists behind each other: what a word that is met brings with it."""

from collections.abc import Sequence
from math import prod
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Ints = NDArray[np.int64]


LEAST = 2**17
"""Room for so many rows is there from the first on: it takes no memory until it is written to."""


class Growing:
    """Rows of an array, with room for more behind them."""

    def __init__(self, dtype: DTypeLike, *shape: int) -> None:
        self.held: NDArray[Any] = np.zeros((0, *shape), dtype)
        self.count = 0

    @property
    def rows(self) -> NDArray[Any]:
        """The rows so far."""
        return self.held[: self.count]

    def add(self, rows: NDArray[Any]) -> None:
        """Put these rows behind the others."""
        count = self.count + len(rows)
        if count > len(self.held):
            larger = _room((max(count + count // 2, LEAST), *self.held.shape[1:]), self.held.dtype)
            larger[: self.count] = self.rows
            self.held = larger
        self.held[self.count : count] = rows
        self.count = count

    def keep(self, numbers: Ints) -> None:
        """Have only these rows, in this order."""
        self.held = self.rows[numbers]
        self.count = len(numbers)


def _room(shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """An array of zeros whose memory is taken page by page as it is written.

    NumPy asks for huge pages of its own large arrays, and Linux may stop to move memory about to find some. A process
    that is forked has rows of its own.
    """
    size = max(1, prod(shape) * np.dtype(dtype).itemsize)
    return np.ndarray(shape, dtype, mmap(-1, size, flags=MAP_PRIVATE | MAP_ANONYMOUS))


class Lists:
    """A short list of numbers, with a value for each, for every one of many rows."""

    def __init__(self) -> None:
        self.numbers, self.values = Growing(np.int32), Growing(np.float64)
        self.spans = Growing(np.int32, 2)
        """Where each list begins, and how long it is."""

    def __len__(self) -> int:
        return self.spans.count

    def add(self, counts: Ints, numbers: Ints, values: NDArray[np.float64] | None = None) -> None:
        """Put so many lists behind the others, given how long each is and all their numbers."""
        self.spans.add(np.column_stack([self.numbers.count + np.cumsum(counts) - counts, counts]))
        self.numbers.add(numbers)
        self.values.add(np.ones(len(numbers)) if values is None else values)

    def put(self, lists: Sequence[Sequence[int]]) -> "Lists":
        """Put these lists behind the others."""
        counts = np.array([len(row) for row in lists], np.int64)
        self.add(counts, np.array([number for row in lists for number in row], np.int64))
        return self

    def keep(self, rows: Ints) -> None:
        """Have only these lists, in this order."""
        places, _ = self.spread(rows)
        counts = self.spans.rows[rows, 1]
        kept = Lists()
        kept.add(counts, self.numbers.rows[places], self.values.rows[places])
        self.__dict__.update(kept.__dict__)

    def spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where all numbers of these rows stand, and of which of the rows each is."""
        starts, counts = self.spans.rows[rows].T
        source = np.repeat(np.arange(len(rows)), counts)
        first = starts - np.cumsum(counts) + counts
        return first[source] + np.arange(len(source)), source
