"""Shares without labels of their own: the model's counts, corrected by the error rates on its card."""

import numpy as np

from pulse.measure.design import rounding_variance
from pulse.measure.estimate import LEVEL, Estimate
from pulse.measure.labelled import Errors, Floats
from pulse.measure.ranges import publish

TRUST = 20
"""A card's error rates are trusted no more than if they came from this many texts with the tag and as many without.

The card was measured on other people's words. Where the words change their meaning, rates move by a tenth or more,
which is about the standard error of a rate from this many texts; the card's own size says nothing of that. On the demo,
whose words the card never saw, support without labels holds the truth in 95 % of its ranges; with 40 texts it was 88 %.
"""
TRIALS = 4000
GRIP = 0.05
"""Below this sensitivity + specificity - 1 the model's counts say nothing."""


REACH = 4.5
"""Shares that would make the model's count further off than so many standard errors are not tried."""


def share(count: int, total: int, stretches: int, errors: Errors | None) -> Estimate:
    """The share that the model's counts and its card speak for: Rogan and Gladen's, with a Bayesian range.

        p = (count / N + specificity - 1) / (sensitivity + specificity - 1)

    The range holds the middle 95 % of the shares that may be true, each in itself as likely, weighed by how well they
    explain the count: both rates are drawn from their Beta posteriors (see ``TRUST``), the classifier's luck among
    these N contributions and the rounding are normal. A count of nought thus leaves room for a share that was missed,
    and a count below all that the card calls false speaks against the card. The range is honest about the card, not
    about what no card can know: a classifier that errs otherwise here than anywhere it was measured. Without a card
    nothing is known at all.
    Sources: Rogan and Gladen 1978 (American Journal of Epidemiology 107:71); the range: Joseph, Gyorkos and Coupal 1995
    (the same, 141:263).

    >>> found = share(130, 400, 30, Errors(tp=80, fp=60, fn=20, tn=540))
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}"
    '0.32 (0.09-0.51) model'
    """
    if errors is None:
        return _unknown(count / total, total)
    value = _corrected(count, total, errors)
    shares, weights = _trials(count, total, stretches, errors, np.random.default_rng(1))
    return Estimate(*publish(value, _middle(shares, weights), total), "model")


def ratio(top: int, bottom: int, total: int, stretches: int, errors: tuple[Errors, Errors] | None) -> Estimate:
    """The ratio top / (top + bottom) of two shares that add up to at most one, each as by ``share``.

    >>> card = Errors(tp=80, fp=60, fn=20, tn=540)
    >>> found = ratio(130, 100, 400, 12, (card, card))
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}"
    '0.60 (0.37-0.76) model'
    """
    if errors is None:
        return _unknown((top + 0.5) / (top + bottom + 1), total)
    chance = np.random.default_rng(1)
    sides = zip((top, bottom), errors, strict=True)
    (above, one), (below, other) = (_trials(count, total, stretches, card, chance) for count, card in sides)
    edge = 1 / (2 * total)
    upper, lower = (max(_corrected(c, total, card), edge) for c, card in zip((top, bottom), errors, strict=True))
    weights = one * other * (above + below <= 1)
    above, below = np.maximum(above, edge), np.maximum(below, edge)
    return Estimate(*publish(upper / (upper + lower), _middle(above / (above + below), weights), total), "model")


def _corrected(count: int, total: int, errors: Errors) -> float:
    """Rogan and Gladen's share at the card's own rates; the model's where it tells nothing apart."""
    found, false = (errors.tp + 0.5) / (errors.tp + errors.fn + 1), (errors.fp + 0.5) / (errors.fp + errors.tn + 1)
    grip = found - false
    value = (count / total - false) / grip if grip > GRIP else count / total
    return min(max(value, 0.0), 1.0)


def _trials(
    count: int, total: int, stretches: int, errors: Errors, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Shares that may be true, spread evenly over all that can be, and how well each explains the count.

    Where drawn rates tell nothing apart, any share explains it as well.
    """
    found, false = _rate(errors.tp, errors.fn, chance), _rate(errors.fp, errors.tn, chance)
    grip, rounding = found - false, rounding_variance(stretches, total)
    blind = grip <= GRIP
    said = count / total
    slack = REACH * np.sqrt(0.25 / total + rounding)
    ends = np.clip((said + np.array([[-slack], [slack]]) - false) / np.where(blind, 1.0, grip), 0, 1)
    low, high = (0.0, 1.0) if blind.any() else (float(ends[0].min()), float(ends[1].max()))
    shares = low + (high - low) * chance.permutation((np.arange(TRIALS) + 0.5) / TRIALS)
    expected = np.where(blind, said, shares * found + (1 - shares) * false)
    variance = (shares * found * (1 - found) + (1 - shares) * false * (1 - false)) / total + rounding
    told = -((said - expected) ** 2) / (2 * variance) - np.log(variance) / 2
    return shares, np.exp(told - told.max())


def _rate(hits: int, misses: int, chance: np.random.Generator) -> Floats:
    """Draws of a rate from its posterior with Jeffreys' prior, with at most TRUST texts."""
    scale = min(1.0, TRUST / max(hits + misses, 1))
    return chance.beta(hits * scale + 0.5, misses * scale + 0.5, TRIALS)


def _middle(values: Floats, weights: Floats) -> tuple[float, float]:
    """The limits of the middle LEVEL of weighted values."""
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    low, high = np.searchsorted(sums, sums[-1] * np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    return float(values[order][low]), float(values[order][min(high, len(values) - 1)])


def _unknown(value: float, total: int) -> Estimate:
    return Estimate(*publish(value, (0.0, 1.0), total), "model")
