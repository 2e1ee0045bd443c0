"""Shares without labels of their own: the model's counts, corrected by the error rates on its card."""

import numpy as np

from pulse.measure.design import rounding_variance
from pulse.measure.estimate import LEVEL, Estimate
from pulse.measure.labelled import Errors, Floats
from pulse.measure.ranges import publish

TRUST = 40
"""A card's error rates are trusted no more than if they came from this many texts with the tag and as many without.

The card was measured on other people's words. Where the words change their meaning, rates move by a tenth or more,
which is about the standard error of a rate from this many texts; the card's own size says nothing of that.
"""
TRIALS = 4000
GRIP = 0.05
"""Below this sensitivity + specificity - 1 the model's counts say nothing."""


def share(count: int, total: int, stretches: int, errors: Errors | None) -> Estimate:
    """The share that the model's counts and its card speak for: Rogan-Gladen, with a parametric bootstrap.

        p = (count / N + specificity - 1) / (sensitivity + specificity - 1)

    Each trial draws both rates from their Beta posteriors (see ``TRUST``), and the classifier's luck among these N
    contributions and the rounding as a normal. The range is honest about the card, not about what no card can know:
    a classifier that errs otherwise here than anywhere it was measured. Without a card nothing is known at all.
    Source: Rogan and Gladen 1978 (American Journal of Epidemiology 107:71).

    >>> found = share(130, 400, 30, Errors(tp=80, fp=60, fn=20, tn=540))
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}"
    '0.32 (0.16-0.44) model'
    """
    if errors is None:
        return _unknown(count / total, total)
    value = _corrected(count, total, errors)
    trials = _trials(count, total, stretches, errors, np.random.default_rng(1))
    return Estimate(*publish(value, _middle(trials), total), "model")


def ratio(top: int, bottom: int, total: int, stretches: int, errors: tuple[Errors, Errors] | None) -> Estimate:
    """The ratio top / (top + bottom) of two shares, each corrected as by ``share``, in common trials.

    >>> card = Errors(tp=80, fp=60, fn=20, tn=540)
    >>> found = ratio(130, 100, 400, 12, (card, card))
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f}) {found.basis}"
    '0.60 (0.41-0.89) model'
    """
    if errors is None:
        return _unknown((top + 0.5) / (top + bottom + 1), total)
    chance = np.random.default_rng(1)
    sides = zip((top, bottom), errors, strict=True)
    above, below = (_trials(count, total, stretches, card, chance) for count, card in sides)
    edge = 1 / (2 * total)
    upper, lower = (max(_corrected(c, total, card), edge) for c, card in zip((top, bottom), errors, strict=True))
    above, below = np.maximum(above, edge), np.maximum(below, edge)
    return Estimate(*publish(upper / (upper + lower), _middle(above / (above + below)), total), "model")


def _corrected(count: int, total: int, errors: Errors) -> float:
    """Rogan and Gladen's share at the card's own rates; the model's where it tells nothing apart."""
    found, false = (errors.tp + 0.5) / (errors.tp + errors.fn + 1), (errors.fp + 0.5) / (errors.fp + errors.tn + 1)
    grip = found - false
    value = (count / total - false) / grip if grip > GRIP else count / total
    return min(max(value, 0.0), 1.0)


def _trials(count: int, total: int, stretches: int, errors: Errors, chance: np.random.Generator) -> Floats:
    """Corrected shares in trials of what the rates, the luck and the rounding may have been."""
    found, false = _rate(errors.tp, errors.fn, chance), _rate(errors.fp, errors.tn, chance)
    grip = found - false
    blind = grip <= GRIP
    grip[blind] = 1.0
    guess = np.clip((count / total - false) / grip, 0, 1)
    luck = (guess * found * (1 - found) + (1 - guess) * false * (1 - false)) / total
    noise = chance.normal(size=TRIALS) * np.sqrt(luck + rounding_variance(stretches, total))
    shares = np.clip((count / total + noise - false) / grip, 0, 1)
    return np.where(blind, chance.random(TRIALS), shares)


def _rate(hits: int, misses: int, chance: np.random.Generator) -> Floats:
    """Draws of a rate from its posterior with Jeffreys' prior, with at most TRUST texts."""
    scale = min(1.0, TRUST / max(hits + misses, 1))
    return chance.beta(hits * scale + 0.5, misses * scale + 0.5, TRIALS)


def _middle(trials: Floats) -> tuple[float, float]:
    low, high = np.quantile(trials, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _unknown(value: float, total: int) -> Estimate:
    return Estimate(*publish(value, (0.0, 1.0), total), "model")
