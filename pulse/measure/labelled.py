"""What is known about the classifier's errors: labelled contributions, a model card's counts, and coders' agreement."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pulse.domain.checks import check

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labelled contributions, for a share: what the model said, what people said, how likely each was to be drawn.

    ``stratum`` numbers the strata (language and part) that the contributions were drawn within.
    """

    model: Flags
    human: Flags
    probability: Floats
    stratum: NDArray[np.int64]

    def __post_init__(self) -> None:
        _check((self.model, self.human, self.probability, self.stratum), self.probability)

    def __len__(self) -> int:
        return len(self.probability)


@dataclass(frozen=True, slots=True)
class PairLabelled:
    """Labelled contributions, for a ratio: on the top side, on the bottom side, or on neither."""

    model_top: Flags
    model_bottom: Flags
    human_top: Flags
    human_bottom: Flags
    probability: Floats
    stratum: NDArray[np.int64]

    def __post_init__(self) -> None:
        sides = (self.model_top, self.model_bottom, self.human_top, self.human_bottom)
        _check((*sides, self.probability, self.stratum), self.probability)
        check(not (self.human_top & self.human_bottom).any(), "a label takes both sides")
        check(not (self.model_top & self.model_bottom).any(), "a model's tag takes both sides")

    def __len__(self) -> int:
        """How many labels take a side: those that bear on the ratio."""
        return int((self.human_top | self.human_bottom).sum())


@dataclass(frozen=True, slots=True)
class Errors:
    """A model card's counts of one tag: texts that have it and were found (tp), missed (fn), and that have it not."""

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        check(min(self.tp, self.fp, self.fn, self.tn) >= 0, "a model card counts fewer than no texts")


@dataclass(frozen=True, slots=True)
class Coders:
    """Labels that two people gave independently, and how many of them differ.

    Labels err too. If each coder errs at rate e, two differ in about 2e. Before any pair is seen, e is taken to be
    about 1 %, give or take 1 (``PRIOR``: as if one disagreement had been seen among 50 pairs).

    What that does to a share depends on the way the slips go, which pairs do not tell. Slips that are equally frequent
    each way pull a share p to the middle, by e (1 - 2p); slips that are equally many each way leave it where it is.
    Either may be so: the value is freed of half the pull, and the range reaches both.

    >>> round(Coders().error, 4), round(Coders(pairs=400, differing=16).error, 4)
    (0.01, 0.0189)
    """

    pairs: int = 0
    differing: int = 0

    def __post_init__(self) -> None:
        check(0 <= self.differing <= self.pairs, "coders differ in more labels than both gave")

    @property
    def error(self) -> float:
        """How often one coder errs."""
        return min((self.differing + PRIOR[0]) / (self.pairs + PRIOR[1]), 0.5) / 2

    @property
    def pull(self) -> float:
        """The rate of slips whose pull a share is freed of."""
        return self.error / 2

    @property
    def variance(self) -> float:
        """The variance of the pull: none or the whole, each as likely, of a rate known from so many pairs."""
        doubt = self.error * (0.5 - self.error) / (self.pairs + PRIOR[1] + 1)
        return (self.error**2 + doubt) / 4 + doubt / 4


PRIOR = (1.0, 50.0)
EXACT = Coders(pairs=10**12)
"""Coders who never err."""


def _check(columns: Iterable[NDArray[np.generic]], probability: Floats) -> None:
    check(len({len(column) for column in columns}) == 1, "columns of labels differ in length")
    check(bool(((probability > 0) & (probability <= 1)).all()), "a label's probability lies above 0 and is at most 1")
