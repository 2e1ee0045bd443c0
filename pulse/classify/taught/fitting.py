"""Fits a head's offset: shipped scores, plus a linear part that labels teach, held small by an L2 penalty.

    minimise  sum_i w_i * -log softmax(offset_i + x_i W + b)[y_i]  +  PENALTY / 2 * |W|^2  +  |b|^2 / 2

Features are many more than labels, but a post holds few of them: sums run over those that are there, and what no
labelled post holds weighs nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import optimize, sparse

from pulse.classify.arrays.scales import Array, softmax
from pulse.classify.taught import unlabelled
from pulse.classify.taught.company import Company
from pulse.classify.taught.examples import Examples, Places, Seen
from pulse.classify.taught.features import CLASSES, SIZE, WORDED
from pulse.classify.taught.pairs import Outlines
from pulse.classify.taught.unlabelled import Pool

PENALTY = 15.0
EVEN = 0.75
"""How far answers count alike, however many labels give them: 0 not at all, 1 fully."""
CAP = 8.0
"""What a label of a rare answer may count at most, beside others."""
STEPS = 30


@dataclass(frozen=True)
class Ground:
    """A head's labelled posts, ready to be fitted on any part of them: of all features those that are there.

    ``pool`` are the organisation's posts without labels, where there are enough of them, over the same features. Then
    features are multiplied by ``scale``, which makes words count more that are rare or tell of an answer; the pool
    says how much. Only then are pairs of words among the features, made of the pool's ``outlines``, and the sums of the
    vectors that ``company`` has of words.
    """

    head: str
    offset: Array
    answers: Places
    features: sparse.csr_matrix
    columns: Places
    scale: Array
    width: int
    pool: Pool | None = None
    outlines: Outlines | None = None
    company: Company | None = None

    @classmethod
    def of(cls, examples: Examples, head: str, kept: Places) -> "Ground":
        """The examples of these numbers."""
        found = _beside(examples.words[kept], examples.held.cues[head][kept])
        others = _others(examples.others, head)
        rows = [found] if others is None else [found, _beside(others.words, others.held.cues[head])]
        columns = np.unique(np.concatenate([each.indices for each in rows])).astype(np.int64)
        if others is None:
            columns = columns[(columns < SIZE) | (columns >= examples.words.shape[1])]
        held = [sparse.csr_matrix(each[:, columns]) for each in rows]
        pool, scale = None, np.ones(len(columns))
        if others is not None:
            worded = int(np.searchsorted(columns, WORDED))
            scale = unlabelled.rarity(held[1], worded)
            held = [sparse.csr_matrix(each @ sparse.diags(scale)) for each in held]
            pool = Pool.of(others.held.offset[head], held[1], worded)
            telling = pool.telling(worded)
            held[0], scale = sparse.csr_matrix(held[0] @ sparse.diags(telling)), scale * telling
            pool = pool.weighed(telling)
        offset, answers = examples.held.offset[head][kept], examples.answers[head][kept]
        told = (others.outlines, others.company) if others else ()
        return cls(head, offset, answers, held[0], columns, scale, found.shape[1], pool, *told)

    def __len__(self) -> int:
        return len(self.answers)

    @cached_property
    def before(self) -> "Fitted":
        """What is learned before any label is looked at: what the pool teaches of the shipped scores alone."""
        classes = len(CLASSES[self.head])
        nothing = np.zeros((len(self.columns), classes)), np.zeros(classes)
        return Fitted(*(self.pool.taught(*nothing) if self.pool else nothing))


def _beside(words: sparse.csr_matrix, cues: Array) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.hstack([words, sparse.csr_matrix(cues)]), dtype=np.float64)


def _others(others: Seen | None, head: str) -> Seen | None:
    """The posts without labels that teach the head."""
    enough = others is not None and len(others) >= unlabelled.FEWEST
    return others if enough and head in unlabelled.HEADS else None


@dataclass(frozen=True)
class Fitted:
    """A fit on some of the ground's posts: the weights of the ground's features, and the answers' biases."""

    weights: Array
    bias: Array

    def scores(self, ground: Ground, at: Places) -> Array:
        """The scores of the ground's posts of these numbers."""
        return np.asarray(ground.offset[at] + ground.features[at] @ self.weights + self.bias)

    def shared(self, share: float) -> "Fitted":
        """Only a share of what was learned."""
        return Fitted(self.weights * share, self.bias * share)

    def over_features(self, ground: Ground) -> Array:
        """The weights of all features (features, classes)."""
        found = np.zeros((ground.width, self.weights.shape[1]))
        found[ground.columns] = self.weights * ground.scale[:, None]
        return found


def fit(ground: Ground, taught: Places) -> Fitted:
    """The offset fitted on the ground's posts of these numbers, from nothing, the same way every time.

    Where there is a pool it teaches twice: before the labels what the shipped scores say, so that labels are asked only
    what is left, and after them what both say.
    """
    classes, rows = len(CLASSES[ground.head]), sparse.csr_matrix(ground.features[taught])
    there = np.unique(rows.indices)
    rows = sparse.csr_matrix(rows[:, there])
    before = ground.before
    inside, bias = _least(rows, before.scores(ground, taught), ground.answers[taught], classes)
    found = before.weights.copy()
    found[there] += inside
    bias = before.bias + bias
    return Fitted(*ground.pool.taught(found, bias)) if ground.pool else Fitted(found, bias)


def _least(rows: sparse.csr_matrix, offset: Array, answers: Places, classes: int) -> tuple[Array, Array]:
    """Weights and biases at the minimum, looked for in steps that are long where the loss is flat."""
    width, across = rows.shape[1], sparse.csr_matrix(rows.T)
    truth, weight = np.eye(classes)[answers], weights(answers, classes)
    steps = 1 / np.sqrt(np.append(PENALTY + across.multiply(across) @ weight / 4, 1 + weight.sum() / 4))[:, None]

    def loss(point: Array) -> tuple[float, Array]:
        whole = point.reshape(-1, classes) * steps
        inside, bias = whole[:-1], whole[-1]
        odds = softmax(offset + rows @ inside + bias)
        off = (odds - truth) * weight[:, None]
        told = np.log(np.maximum((odds * truth).sum(axis=1), 1e-300))
        value = -(weight * told).sum() + PENALTY / 2 * (inside**2).sum() + (bias**2).sum() / 2
        slope = np.vstack([across @ off + PENALTY * inside, off.sum(axis=0) + bias])
        return float(value), (slope * steps).ravel()

    start = np.zeros((width + 1) * classes)
    found: Any = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": 1e-6})
    least = found.x.reshape(-1, classes) * steps
    return least[:-1], least[-1]


def weights(answers: Places, classes: int) -> Array:
    """What each label counts, one on average: answers that few labels give count more."""
    counts = np.maximum(np.bincount(answers, minlength=classes), 1)
    weight = np.minimum((len(answers) / (classes * counts[answers])) ** EVEN, CAP)
    return np.asarray(weight / weight.mean())
