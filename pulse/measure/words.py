"""One word for how much a figure can be trusted: clear, weak, or cannot tell."""

from pulse.domain import Measure, Word
from pulse.measure.estimate import Estimate

CLEAR, WEAK = 0.2, 0.4
"""The widest ranges of a share that are clear, and weak: ten and twenty points to either side."""
FACTOR_CLEAR, FACTOR_WEAK = 2.0, 4.0
"""The same for times: how many times as long the upper end may be as the lower."""
HINT = 0.65
"""Of a 95 % range about a change, this part is about the 80 % range."""


def word(estimate: Estimate, measure: Measure) -> Word:
    """How much the figure can be trusted.

    A share is *clear* where its range is at most 20 points wide, *weak* up to 40, and else one *cannot tell*; what
    rests on the model alone is never better than weak. A change is clear only if its range excludes nought, and weak
    if a range of 80 % would. A time is clear where the range's ends differ by a factor of at most 2, weak up to 4; one
    that is not reached is clear only in being late, so it is weak.

    >>> word(Estimate(0.4, 0.35, 0.5, "audited", 80), "support"), word(Estimate(0.4, 0.35, 0.5, "model"), "support")
    ('clear', 'weak')
    >>> word(Estimate(-0.1, -0.2, -0.01, "audited", 80), "change"), word(Estimate(0.0, -0.2, 0.2), "change")
    ('clear', 'cannot tell')
    """
    if measure == "change":
        found = _change(estimate)
    elif measure == "time_to_answer":
        found = _time(estimate)
    else:
        found = _graded(estimate.width, CLEAR, WEAK)
    return "weak" if found == "clear" and estimate.basis == "model" else found


def _graded(size: float, clear: float, weak: float) -> Word:
    return "clear" if size <= clear else "weak" if size <= weak else "cannot tell"


def _change(estimate: Estimate) -> Word:
    if estimate.low > 0 or (estimate.high is not None and estimate.high < 0):
        return "clear"
    if estimate.value is None or estimate.high is None:
        return "cannot tell"
    side = estimate.low if estimate.value > 0 else estimate.high
    return "weak" if abs(estimate.value) > HINT * abs(estimate.value - side) else "cannot tell"


def _time(estimate: Estimate) -> Word:
    if estimate.value is None or estimate.high is None:
        return "weak" if estimate.low > 0 else "cannot tell"
    return _graded(estimate.high / estimate.low if estimate.low > 0 else float("inf"), FACTOR_CLEAR, FACTOR_WEAK)
