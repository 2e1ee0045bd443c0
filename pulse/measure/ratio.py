"""The share of one side among two, corrected by labels: favour / (favour + against), doing / (doing + wish)."""

from dataclasses import dataclass

import numpy as np

from pulse.domain import Basis
from pulse.domain.checks import check
from pulse.measure import unaudited
from pulse.measure.correction import Corrected, lent, own
from pulse.measure.design import Draw, Scores, rounding_variance
from pulse.measure.estimate import LABELS, Estimate
from pulse.measure.labelled import Coders, Errors, Floats, PairLabelled
from pulse.measure.ranges import publish, quantile, wilson, worth

CELLS = (np.array([1.0, 1, 0, 0]), np.array([1.0, 0, 1, 0]))
"""Whether the model and people take the top side, over the outcomes in which both take one."""
SETTLED = 1e-6
STEPS = 5
"""The ratio and its linearisation settle within fewer steps than this."""


def ratio(
    top: int,
    bottom: int,
    total: int,
    stretches: int,
    audited: PairLabelled | None = None,
    borrowed: PairLabelled | None = None,
    errors: tuple[Errors, Errors] | None = None,
    *,
    coders: Coders | None = None,
) -> Estimate:
    """The top side's share of both sides in a set of contributions, on the best basis there is.

    By the model, ``top`` and ``bottom`` of the set's ``total`` contributions take the sides, each rounded in so many
    ``stretches``. The ratio R = T / (T + B) of two corrected totals is linearised: with y = 1 - R for a label on
    the top side, -R for the bottom, 0 for neither, and m the same by the model,

        variance(R) = variance(lambda * M / N + mean_w(y - lambda * m)) / ((T + B) / N)^2

    One lambda is tuned for the ratio and used in both totals; the range is Wilson's on the effective number, with as
    many degrees of freedom as labels take a side, less one. It is *audited* with 30 such labels among these very
    contributions. Coders who slip swap three sides at random: y is freed of half of that (see ``Coders``).
    Sources: Sarndal, Swensson and Wretman 1992, section 5.6 (ratios); Angelopoulos et al. 2023 (PPI++).

    >>> rng = np.random.default_rng(1)
    >>> truth = rng.choice(3, 900, p=[0.3, 0.2, 0.5])
    >>> model = np.where(rng.random(900) < 0.8, truth, rng.choice(3, 900))
    >>> drawn = rng.random(900) < 0.2
    >>> sides = (model == 0, model == 1, truth == 0, truth == 1)
    >>> labels = PairLabelled(*(s[drawn] for s in sides), np.full(drawn.sum(), 0.2), np.zeros(drawn.sum(), np.int64))
    >>> found = ratio(int(sides[0].sum()), int(sides[1].sum()), 900, 30, labels)
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}, {found.labels} labels"
    '0.63 (0.56-0.70) audited, 100 labels'
    """
    check(total > 0 and min(top, bottom) >= 0, "a count exceeds its base")
    machine = Machine(top / total, bottom / total, total, rounding_variance(stretches, total))
    coders = coders or Coders()
    if audited is not None and len(audited) >= LABELS:
        return _settle(machine, audited, "audited", coders)
    if borrowed is not None and len(borrowed) >= LABELS:
        return _settle(machine, borrowed, "borrowed", coders)
    return unaudited.ratio(top, bottom, total, stretches, errors)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the model says of the set: the shares of both sides, and the rounding variance of each."""

    top: float
    bottom: float
    total: int
    rounding: float


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides that the model and people take in each label, people's freed of the coders' errors."""

    model_top: Floats
    model_bottom: Floats
    human_top: Floats
    human_bottom: Floats

    @classmethod
    def of(cls, labels: PairLabelled, coders: Coders) -> "Sides":
        """A coder who errs, at rate e, takes one of the two other sides: y = (label - e / 2) / (1 - 3 e / 2)."""
        scale = 1 - 1.5 * coders.pull
        top, bottom = ((s.astype(float) - coders.pull / 2) / scale for s in (labels.human_top, labels.human_bottom))
        return cls(labels.model_top.astype(float), labels.model_bottom.astype(float), top, bottom)

    def scores(self, share: float) -> tuple[Scores, Scores]:
        """The linearised scores of the model and of people, at this ratio."""
        model = (1 - share) * self.model_top - share * self.model_bottom
        human = (1 - share) * self.human_top - share * self.human_bottom
        return Scores(model, CELLS[0] - share), Scores(human, CELLS[1] - share)

    def totals(self, factor: float, machine: Machine, draw: Draw) -> tuple[float, float]:
        """The corrected shares of the top and the bottom side in the set."""
        top = factor * machine.top + draw.mean(self.human_top - factor * self.model_top)
        bottom = factor * machine.bottom + draw.mean(self.human_bottom - factor * self.model_bottom)
        return max(top, 0.0), max(bottom, 0.0)


def _settle(machine: Machine, labels: PairLabelled, basis: Basis, coders: Coders) -> Estimate:
    """The ratio and its linearisation, each from the other until they agree."""
    draw = Draw.of(labels.probability, within=basis == "audited")
    sides = Sides.of(labels, coders)
    edge = 1 / (2 * min(len(labels), machine.total))
    taken = labels.human_top | labels.human_bottom
    value = draw.mean(labels.human_top.astype(float)) / draw.mean(taken.astype(float))
    for _ in range(STEPS):
        share = min(max(value, edge), 1 - edge)
        found = _linear(share, machine, sides, basis, draw)
        top, bottom = sides.totals(found.factor, machine, draw)
        value = top / (top + bottom) if top + bottom > 0 else share
        if abs(value - share) < SETTLED:
            break
    scale = max(top + bottom, 1 / machine.total)
    doubt = ((1 - 2 * share) / (2 * scale)) ** 2 * coders.variance
    limits = wilson(share, worth(share, found.variance / scale**2 + doubt), quantile(len(labels) - 1))
    return Estimate(*publish(value, limits, machine.total), basis, len(labels))


def _linear(share: float, machine: Machine, sides: Sides, basis: Basis, draw: Draw) -> Corrected:
    """The corrected mean of the linearised scores at this ratio."""
    model, human = sides.scores(share)
    score = (1 - share) * machine.top - share * machine.bottom
    rounding = machine.rounding * ((1 - share) ** 2 + share**2)
    if basis == "audited":
        return own(draw, model, human, score, rounding)
    return lent(draw, model, human, score, rounding, machine.total)
