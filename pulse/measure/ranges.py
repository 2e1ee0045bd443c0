"""Ranges of shares: Wilson's on an effective number, and the limits within which a share is published."""

import math

from scipy.special import stdtrit

from pulse.measure.estimate import LEVEL, Estimate


def quantile(freedom: float) -> float:
    """Student's t at the level of the ranges, with so many degrees of freedom.

    >>> round(quantile(29), 3), round(quantile(1e9), 3)
    (2.045, 1.96)
    """
    return float(stdtrit(max(freedom, 1.0), (1 + LEVEL) / 2))


def wilson(share: float, number: float, quantile: float) -> tuple[float, float]:
    """The score range of a share that is worth this number of independent draws (infinite: no doubt at all).

        (p + t^2 / 2n -/+ t sqrt(p (1 - p) / n + t^2 / 4n^2)) / (1 + t^2 / n)

    Source: Wilson 1927 (JASA 22:209); on the effective number of a complex sample with a t quantile: Korn and Graubard
    1998 (Survey Methodology 24:193) and Franco, Little, Louis and Slud 2019 (JSSAM 7:334).

    >>> [round(limit, 4) for limit in wilson(0.1, 50, 1.959964)]
    [0.0435, 0.2136]
    """
    middle = share + quantile**2 / (2 * number)
    half = quantile * math.sqrt(share * (1 - share) / number + quantile**2 / (4 * number**2))
    scale = 1 + quantile**2 / number
    return (middle - half) / scale, (middle + half) / scale


def worth(share: float, variance: float) -> float:
    """The effective number of an estimated share: how many independent draws would be as good, p (1 - p) / variance.

    >>> round(worth(0.1, 0.0018))
    50
    """
    return share * (1 - share) / variance if variance > 0 else math.inf


def publish(value: float, limits: tuple[float, float], total: int) -> tuple[float, float, float]:
    """The value, low and high as they may be published: never 0 or 100 %, and low <= value <= high.

    All three are clipped to [1/2N, 1 - 1/2N], so that no share proves that all or none of N said something.

    >>> publish(0.0, (-0.01, 0.2), 50)
    (0.01, 0.01, 0.2)
    """
    edge = 1 / (2 * total)
    value, low, high = (min(max(x, edge), 1 - edge) for x in (value, *limits))
    return value, min(low, value), max(high, value)


def plain(count: float, total: int, limits: tuple[float, float]) -> Estimate:
    """A share that was counted and not classified, published as (x + 1/2) / (n + 1)."""
    value = (count + 0.5) / (total + 1)
    return Estimate(value, max(min(limits[0], value), 0.0), min(max(limits[1], value), 1.0))
