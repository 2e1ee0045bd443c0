"""Contributions: what one person wrote in one (week, leaf, voice); the unit of counts, labels and ranges.

Majorities, as every figure uses them: the stance of a contribution is the most frequent of against, neither and
favour among its latest seven posts, and any tie for the first place is neither. It asks if more than half of its
posts ask. Its act is the most frequent of doing (doing and done), wish and rest (plan and none); a tie is rest.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

LATEST = 7
"""How many of a person's latest posts speak for the contribution."""

ActStage = Literal["doing", "wish", "rest"]
STAGE: dict[str, ActStage] = {"doing": "doing", "done": "doing", "wish": "wish", "plan": "rest", "none": "rest"}


def majority(words: Sequence[str], tie: str) -> str:
    """The most frequent word; the tie word where two share the first place.

    >>> majority(["favour", "against", "favour"], "neither"), majority(["favour", "against"], "neither")
    ('favour', 'neither')
    """
    first = Counter(words).most_common(2)
    return first[0][0] if len(first) == 1 or first[0][1] > first[1][1] else tie


def stance(words: Sequence[str]) -> str:
    """The stance of a contribution, from its posts' stances in the order they were said."""
    return majority(words[-LATEST:], "neither")


def asks(posts: Sequence[bool]) -> bool:
    """Whether the contribution asks.

    >>> asks([True, False]), asks([True, True, False])
    (False, True)
    """
    latest = posts[-LATEST:]
    return 2 * sum(latest) > len(latest)


def act(words: Sequence[str]) -> ActStage:
    """The act of a contribution, from its posts' act stages."""
    return majority([STAGE[w] for w in words[-LATEST:]], "rest")  # type: ignore[return-value]
