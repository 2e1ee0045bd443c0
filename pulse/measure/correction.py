"""The correction of the model's counts by labels: from the very set, or lent by a larger one."""

from dataclasses import dataclass

from pulse.measure.design import Draw, Scores, power

HOLD = 0.2
"""The least grip that a model is granted when a lent correction is judged; below it the allowance would explode."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected mean, its variance, and the lambda with which the model's counts entered."""

    value: float
    variance: float
    factor: float


def own(draw: Draw, model: Scores, human: Scores, machine: float, rounding: float) -> Corrected:
    """The mean of the human scores over the set that the labels were drawn from (PPI++).

    value = lambda * machine + mean(human - lambda * model); its variance is that of the mean by the draw, and
    lambda^2 times the variance of rounding the machine's counts. Lambda makes it smallest (``design.power``).
    """
    factor = power(draw, model, human, rounding)
    rest = human.minus(factor, model)
    variance = draw.covariance(rest, rest) + factor**2 * rounding
    return Corrected(factor * machine + draw.mean(rest.real), variance, factor)


def lent(draw: Draw, model: Scores, human: Scores, machine: float, rounding: float, total: int) -> Corrected:
    """The mean of the human scores over another set of ``total`` contributions, with a correction lent by the labels.

    value = machine + mean(human - model): the classifier is taken to err here as it does where the labels are. To the
    variance of the lent mean come

    - the set's own luck: its N contributions are a draw of their own, with the variance of a single residual over N;
    - rounding;
    - an allowance for unlikeness. If the set differs from the lender by d in what is true, the machine's mean differs
      by only g * d, where g = cov(model, human) / var(human) is the classifier's grip (sensitivity + specificity - 1
      for a share). The correction is then wrong by d (1 - g), that is by (machine - lent machine) (1 - g) / g. Its
      square is added, less what luck and rounding alone make of the difference. What changes without showing in the
      machine's counts is not covered by any allowance.
    """
    rest = human.minus(1.0, model)
    mean = draw.covariance(rest, rest)
    luck = mean * draw.effective / total + rounding
    spread = draw.covariance(human, human)
    grip = max(draw.covariance(model, human) / spread if spread > 0 else 0.0, HOLD)
    chance = draw.covariance(model, model) * (1 + draw.effective / total) + rounding
    unlike = max((machine - draw.mean(model.real)) ** 2 - chance, 0.0) * ((1 - grip) / grip) ** 2
    return Corrected(machine + draw.mean(rest.real), mean + luck + unlike, 1.0)
