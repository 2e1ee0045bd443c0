"""How a head gets better with the number of labels: the learning curve, cross-validated like everything else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pulse.classify import f1
from pulse.classify.scales import Array
from pulse.classify.taught.acceptance import PLENTY, SEED, Trial
from pulse.classify.taught.examples import Places
from pulse.classify.taught.fitting import fit
from pulse.classify.taught.folds import FOLDS

SIZES = (50, 100, 200, 500, 1_000, 2_000)
PART, HALF = 2, 5
"""So many folds at a time are left out for the curve, with plenty of labels half of all: nothing is decided by it."""


@dataclass(frozen=True)
class Point:
    """Macro-F1 after so many labels."""

    labels: int
    f1: float


def curve(trial: Trial) -> Iterator[Point]:
    """Points at 0, SIZES and all labels: for each part of the folds a model fitted on so many labels of others."""
    part = PART if len(trial.ground) < PLENTY else HALF
    yield Point(0, _f1(trial, trial.ground.offset))
    for size in SIZES:
        if size < len(trial.ground) * (1 - part / FOLDS) * 0.9:
            yield Point(size, _f1(trial, _scores(trial, size, part)))
    yield Point(len(trial.ground), _f1(trial, trial.scores))


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


def _f1(trial: Trial, scores: Array) -> float:
    random = trial.random
    said = scores[random].argmax(axis=1)
    return float(f1.macro_f1(f1.confusion(trial.ground.answers[random], said, scores.shape[1])))
