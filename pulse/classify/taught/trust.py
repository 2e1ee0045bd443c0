"""How much of what labels taught is used: as much as makes held-out labels likeliest, and none without a gain.

Likelihood tells sooner than macro-F1 what is better: each label says how likely its answer was, not only whether it
came first. Both scores are first made as sure as they should be, by one factor each: how sure an answer sounds is set
right afterwards anyhow, and would hide here which of them knows more. Answers count alike as far as in learning. The
share is one of three; like the acceptance itself, it is chosen in sight of all random labels, while no model has seen
those of the people whom it reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from pulse.classify.arrays.scales import Array, softmax
from pulse.classify.taught.examples import Places
from pulse.classify.taught.fitting import Ground, weights

SHARES = (0.5, 0.75, 1.0)
"""What is learned is used wholly or in part."""
SURE = 0.5
"""A gain must be more than so many standard errors of it.

Tried beside macro-F1's LOST in ``acceptance`` on eight sources left out, eight draws of 200 labels each: the mean gain
in macro-F1 was 2.3 points and the worst source's 0.0; where 1.5 standard errors and any gain in macro-F1 were asked
for, 2.0 and -0.3, and where everything was accepted, 2.4 and 0.2. In small sources what is drawn and what is left lean
opposite ways: there macro-F1 of the drawn refused what was better for the rest.
"""


@dataclass(frozen=True)
class Trust:
    """The share that is used, and how much likelier it makes labels' answers, as a logarithm, with its error."""

    share: float
    gain: float
    error: float

    @property
    def sure(self) -> bool:
        """Whether the gain is large beside its error."""
        return self.gain > SURE * self.error


def trust(ground: Ground, divisions: Sequence[Array], random: NDArray[np.bool_], people: Sequence[str]) -> Trust:
    """The share of what was learned that is best for the random labels of these people.

    Args:
        divisions: for each way of dividing people the scores of all posts, each by a model without its author's labels.
    """
    found = []
    for share in SHARES:
        likelier = [_likelier(ground, shared(ground, scores, share), random) for scores in divisions]
        found.append(Trust(share, *_mean(np.mean(likelier, axis=0), people)))
    return max(found, key=lambda one: one.gain)


def shared(ground: Ground, scores: Array, share: float) -> Array:
    """The scores with only a share of what was learned."""
    return np.asarray(ground.offset + share * (scores - ground.offset))


def _likelier(ground: Ground, scores: Array, random: NDArray[np.bool_]) -> Array:
    """How much likelier than by the shipped scores each random label's answer is, as a logarithm, weighed."""
    true = ground.answers[random]
    weight = weights(true, scores.shape[1])
    sides = [held[random] for held in (scores, ground.offset)]
    after, before = (_told(held * sharpness(held, true, weight), true) for held in sides)
    return np.asarray(weight * (after - before))


def sharpness(scores: Array, true: Places, weight: Array) -> float:
    """What makes the answers likeliest, weighed: one factor for all scores, from 0.2 to 3."""

    def surprise(factor: float) -> float:
        return -float(weight @ _told(scores * factor, true))

    return float(optimize.minimize_scalar(surprise, bounds=(0.2, 3.0), method="bounded").x)


def _told(scores: Array, true: Places) -> Array:
    """How likely each answer is, as a logarithm."""
    return np.asarray(np.log(np.maximum(softmax(scores)[np.arange(len(true)), true], 1e-12)))


def _mean(gains: Array, people: Sequence[str]) -> tuple[float, float]:
    """The mean, and its standard error with whole people drawn."""
    _, person = np.unique(np.array(people, dtype=np.str_), return_inverse=True)
    off = np.bincount(person, gains - gains.mean())
    return float(gains.mean()), float(np.sqrt((off * off).sum()) / len(gains))
