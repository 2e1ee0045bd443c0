"""Reach: how many people of a unit a subject has come to."""

import math

from pulse.domain.checks import check
from pulse.measure.estimate import Estimate
from pulse.measure.ranges import plain, quantile, wilson

PENDING = 4
"""People reached who may not be in a sealed group yet: fewer than five wait for company."""


def reach(people: int, members: int, *, seen: int | None = None, pending: int = PENDING) -> Estimate:
    """The share of a unit's members that read, reacted or wrote, as far as the platforms tell.

        value = (people + 1/2) / (members + 1)

    Reached people are counted, not drawn: where everyone is ``seen`` there is no doubt of sampling, and the range is
    that of the count itself, from half a person below it to half a person above those still waiting to be sealed.
    Where the platforms tell of only ``seen`` members (drawn from all as good as at random), Wilson's range on
    n* = seen (N - 1) / (N - seen) is added, the finite population correction of Cochran 1977, section 2.6.
    Source: Wilson 1927 (JASA 22:209). Without read receipts the figure is "at least".

    >>> found = reach(96, 300)
    >>> f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"
    '0.321 (0.318-0.335)'
    >>> found = reach(40, 300, seen=150)
    >>> f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"
    '0.268 (0.220-0.320)'
    """
    seen = members if seen is None else seen
    check(0 <= people <= seen <= members and seen > 0, "more people are reached than there are")
    share = people / seen
    below, above = (people - 0.5) / seen, (people + pending + 0.5) / seen
    number = seen * (members - 1) / (members - seen) if members > seen else math.inf
    low, high = wilson(share, number, quantile(math.inf))
    return plain(people, seen, (min(below, low), max(above, high)))
