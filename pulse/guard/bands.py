"""Counts told in fixed steps, where whoever asks chooses the group, and may choose it anew as often as they like.

Rounding at random does not protect there. Drawn by the group's members, it tells two groups that are equal from two
that are not, and so whether a word adds anybody; drawn by the words of the question, it is averaged away by asking in
other words. Steps that lie where they lie, for every question, tell neither: groups are told alike until a step lies
between them, and steps are wide (5, 10, 20, 50, 100, 200, ...). What is left: somebody who can build groups that reach
exactly up to a step sees whether another group goes beyond it.
"""

from bisect import bisect_right
from itertools import product

STEPS = tuple(ones * 10**zeros for zeros, ones in product(range(10), (1, 2, 5)))


def step(count: int, least: int) -> int:
    """The step that a count has reached: ``least`` or one above it; 0 below ``least``.

    >>> [step(count, 5) for count in (0, 4, 5, 9, 10, 49, 20_002)]
    [0, 0, 5, 5, 10, 20, 20000]
    >>> step(8, 7), step(10, 7)
    (7, 10)
    """
    return 0 if count < least else max(least, STEPS[bisect_right(STEPS, count) - 1])


def floor(count: int, least: int) -> int:
    """The multiple of ``least`` that a count has reached, for sums that nobody chooses: one more seldom shows.

    >>> [floor(count, 5) for count in (0, 4, 5, 23)]
    [0, 0, 5, 20]
    """
    return count // least * least


def told(reached: int, least: int) -> str:
    """A count in words, by the step that it has reached.

    >>> told(0, 5), told(1200, 5)
    ('fewer than 5', '1,200 or more')
    """
    return f"{reached:,} or more" if reached else f"fewer than {least}"
