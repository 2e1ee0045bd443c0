"""The change from one estimate to another, and its doubt."""

import math

from pulse.domain import Basis
from pulse.measure.estimate import Estimate

TRUSTED: tuple[Basis, ...] = ("audited", "borrowed", "model")


def change(now: Estimate, before: Estimate) -> Estimate:
    """The difference of two estimates, with the range in which their doubts add.

        low  = d - sqrt((now - now.low)^2  + (before.high - before)^2)
        high = d + sqrt((now.high - now)^2 + (before - before.low)^2),  d = now - before

    Variances are recovered from the ranges on the side that matters, so lopsided ranges stay lopsided. The two are
    taken as independent, which is right for labels drawn anew and too wide for a correction that both share.
    Sources: Newcombe 1998 (Statistics in Medicine 17:873, method 10); Zou and Donner 2008 (27:1693, MOVER).
    The basis is the weaker of the two. A median that is not reached has no difference: the value is None.

    >>> found = change(Estimate(0.40, 0.33, 0.48, "audited", 60), Estimate(0.52, 0.44, 0.60, "borrowed", 90))
    >>> f"{found.value:+.2f} ({found.low:+.2f} {found.high:+.2f}) {found.basis}"
    '-0.12 (-0.23 -0.01) borrowed'
    """
    basis = max((x.basis for x in (now, before) if x.basis), key=TRUSTED.index, default=None)
    labels = now.labels + before.labels
    if now.value is None or before.value is None:
        low = -math.inf if before.high is None else now.low - before.high
        high = None if now.high is None else now.high - before.low
        return Estimate(None, low, high, basis, labels)
    value = now.value - before.value
    down = math.inf if before.high is None else math.hypot(now.value - now.low, before.high - before.value)
    up = None if now.high is None else value + math.hypot(now.high - now.value, before.value - before.low)
    return Estimate(value, value - down, up, basis, labels)
