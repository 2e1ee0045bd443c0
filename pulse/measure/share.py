"""The share of contributions that say something, corrected by labels: PPI++ over a finite set."""

import numpy as np

from pulse.domain import Basis
from pulse.domain.checks import check
from pulse.measure import unaudited
from pulse.measure.correction import Corrected, lent, own
from pulse.measure.design import Draw, Scores, rounding_variance
from pulse.measure.estimate import LABELS, Estimate
from pulse.measure.labelled import Coders, Errors, Labelled
from pulse.measure.ranges import publish, quantile, wilson, worth

CELLS = (np.array([0.0, 0, 1, 1]), np.array([0.0, 1, 0, 1]))
"""The possible outcomes of a label, by the model and by people: what the imagined labels are spread over."""


def share(
    count: int,
    total: int,
    stretches: int,
    audited: Labelled | None = None,
    borrowed: Labelled | None = None,
    errors: Errors | None = None,
    *,
    coders: Coders | None = None,
) -> Estimate:
    """The share of a set of contributions that have a tag, on the best basis there is.

    By the model, ``count`` of the set's ``total`` contributions have the tag, rounded in so many ``stretches``.
    With 30 labels among these very contributions the share is *audited*; with 30 of the same subject and voice it is
    *borrowed*; else it is the *model*'s, corrected by its card (see ``unaudited.share``).

        value = lambda * count / N + mean_w(y - lambda * m),  w = 1 / probability

    with y what people said and m what the model said, lambda tuned (see ``correction``), and Wilson's range on the
    effective number with a t quantile. Coders who slip at rate e equally each way pull every share towards one half;
    y is (label - e) / (1 - 2e) for half the slips, and the range allows for all (``Coders``). Left alone, slips of
    2 % would cost ranges of shares that ask with 150 labels ten points of coverage.
    Sources: Angelopoulos, Duchi and Zrnic 2023 (PPI++, arXiv 2311.01453); Sarndal, Swensson and Wretman 1992, chapter
    6 (the same as a difference estimator over a finite population).

    >>> rng = np.random.default_rng(4)
    >>> truth = rng.random(600) < 0.3
    >>> model = np.where(rng.random(600) < 0.85, truth, ~truth)
    >>> drawn = rng.random(600) < 0.2
    >>> labels = Labelled(model[drawn], truth[drawn], np.full(drawn.sum(), 0.2), np.zeros(drawn.sum(), dtype=np.int64))
    >>> found = share(int(model.sum()), 600, 40, labels)
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}; truth {truth.mean():.2f}"
    '0.25 (0.20-0.31) audited; truth 0.27'
    """
    check(total > 0 and 0 <= count <= total, "a count exceeds its base")
    rounding = rounding_variance(stretches, total)
    coders = coders or Coders()
    if audited is not None and len(audited) >= LABELS:
        draw = Draw.of(audited.probability)
        found = own(draw, *_scores(audited, coders), count / total, rounding)
        return _estimate(found, total, audited, "audited", draw, coders)
    if borrowed is not None and len(borrowed) >= LABELS:
        draw = Draw.of(borrowed.probability, within=False)
        found = lent(draw, *_scores(borrowed, coders), count / total, rounding, total)
        return _estimate(found, total, borrowed, "borrowed", draw, coders)
    return unaudited.share(count, total, stretches, errors)


def _scores(labels: Labelled, coders: Coders) -> tuple[Scores, Scores]:
    """What the model said and what people said, freed of the coders' errors."""
    scale = 1 - 2 * coders.pull
    human = Scores((labels.human.astype(float) - coders.pull) / scale, (CELLS[1] - coders.pull) / scale)
    return Scores(labels.model.astype(float), CELLS[0]), human


def _estimate(found: Corrected, total: int, labels: Labelled, basis: Basis, draw: Draw, coders: Coders) -> Estimate:
    edge = 1 / (2 * total)
    value = min(max(found.value, edge), 1 - edge)
    doubt = ((1 - 2 * value) / (1 - 2 * coders.pull)) ** 2 * coders.variance
    limits = wilson(value, worth(value, found.variance + doubt), quantile(draw.effective - 1))
    return Estimate(*publish(value, limits, total), basis, len(labels))
