"""How a head gets better with the number of labels: the learning curve, cross-validated like everything else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pulse.classify import f1
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import FOLDS
from pulse.classify.taught.acceptance import PLENTY, SEED, Trial
from pulse.classify.taught.examples import Places
from pulse.classify.taught.fitting import fit

SIZES = (50, 100, 200, 500, 1_000, 2_000)
PART, HALF = 2, 5
"""So many folds at a time are left out for the curve, with plenty of labels half of all: nothing is decided by it."""


@dataclass(frozen=True)
class Point:
    """Macro-F1 after so many labels, and its 95 % range, which earlier versions did not keep."""

    labels: int
    f1: float
    low: float | None = None
    high: float | None = None


def curve(trial: Trial) -> Iterator[Point]:
    """Points at 0, SIZES and all labels: for each part of the folds a model fitted on so many labels of others."""
    part = PART if len(trial.ground) < PLENTY else HALF
    yield _point(trial, 0, trial.ground.offset)
    for size in SIZES:
        if size < len(trial.ground) * (1 - part / FOLDS) * 0.9:
            yield _point(trial, size, _scores(trial, size, part))
    yield _point(trial, len(trial.ground), trial.scores)


def _scores(trial: Trial, size: int, part: int) -> Array:
    scores = np.zeros_like(trial.scores)
    for first in range(0, FOLDS, part):
        mine = trial.division // part * part == first
        own, others = np.flatnonzero(mine), np.flatnonzero(~mine)
        if len(own):
            model = fit(trial.ground, _some(others, size, first)).shared(trial.share)
            scores[own] = model.scores(trial.ground, own)
    return scores


def _some(others: Places, size: int, first: int) -> Places:
    chosen: Places = np.random.default_rng((SEED, size, first)).permutation(others)[:size]
    return np.sort(chosen)


def _point(trial: Trial, labels: int, scores: Array) -> Point:
    said, true = scores[trial.random].argmax(axis=1), trial.ground.answers[trial.random]
    low, value, high = f1.ranged(f1.by_person(true, said, scores.shape[1], trial.people), SEED)
    return Point(labels, value, low, high)
