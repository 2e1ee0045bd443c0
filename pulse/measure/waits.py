"""Questions and the wait for their answers: the answered share and the median time to an answer."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from pulse.domain.checks import check
from pulse.measure.estimate import LEVEL, Estimate
from pulse.measure.labelled import Flags, Floats
from pulse.measure.ranges import plain, quantile, wilson


def effective(questions: Sequence[int]) -> float:
    """The author-effective number of questions, from how many each asker asked (Kish 1965, section 11.7).

    n* = (sum q)^2 / sum q^2: ten questions by ten people are ten, ten by one person are one.

    >>> effective([1] * 10), effective([10]), round(effective([6, 1, 1, 1, 1]), 2)
    (10.0, 1.0, 2.5)
    """
    counts = np.asarray(questions, dtype=float)
    return float(counts.sum() ** 2 / (counts**2).sum())


def answered(within: int, questions: int, number: float) -> Estimate:
    """The share of questions, all old enough, that an accountable role answered in time.

        value = (within + 1/2) / (questions + 1), Wilson's range on the author-effective ``number`` of questions

    Questions of one person share their fate, so a range on all questions would be too narrow (Wilson on posts holds
    the truth in 71 to 80 % of cases, on the author-effective number in 95 to 96 %). Where only the number of askers is
    known, it stands in for n*: it is right if each asks equally often and their questions go all the same way.

    >>> found = answered(14, 20, 12.0)
    >>> f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f})"
    '0.69 (0.42-0.88)'
    """
    check(0 <= within <= questions and questions > 0, "more questions are answered than asked")
    share = within / questions
    number = min(max(number, 1.0), questions)
    return plain(within, questions, wilson(share, number, quantile(math.inf)))


def median_wait(days: ArrayLike, answered: ArrayLike) -> Estimate:
    """The median days to an answer, with the unanswered counted as still waiting (Kaplan-Meier).

    The range holds the days t at which half may still be waiting: |g(S(t)) - g(1/2)| <= z * se(g(S(t))) with
    g(s) = log(-log s) and Greenwood's variance. A median that is not reached has no value; its upper limit is None
    where the range has no end. Where nobody is answered the lower limit is the longest time at which so many were
    still waiting that a median before it is not credible (2^-n < 2.5 %, six or more people).
    Sources: Kaplan and Meier 1958 (JASA 53:457); Brookmeyer and Crowley 1982 (Biometrics 38:29); log-log: Borgan and
    Liestol 1990 (Scandinavian Journal of Statistics 17:35).

    >>> found = median_wait([1, 2, 2, 3, 4, 6, 8, 9, 14, 20], [True] * 7 + [False] * 3)
    >>> found.value, found.low, found.high
    (4.0, 1.0, None)
    >>> median_wait([3, 9, 9, 9, 12, 12, 14, 15], [True] + [False] * 7).value is None
    True
    """
    times, done = np.asarray(days, dtype=float), np.asarray(answered, dtype=bool)
    check(len(times) == len(done) and len(times) > 0, "a wait needs its questions")
    at = np.unique(times[done])
    if not len(at):
        return Estimate(None, _silent(times), None)
    waiting = (times[:, None] >= at).sum(axis=0)
    ending = (times[done][:, None] == at).sum(axis=0)
    still = np.cumprod(1 - ending / waiting)
    value = _first(at, still <= 0.5 + 1e-12)
    low, high = _limits(at, waiting, ending, still)
    return Estimate(value, min(low, value if value is not None else low), high)


def _limits(at: Floats, waiting: Floats, ending: Floats, still: Floats) -> tuple[float, float | None]:
    """Brookmeyer and Crowley's limits of the median on the log-log scale."""
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(ending / (waiting * (waiting - ending)))
        score = (np.log(-np.log(still)) - math.log(math.log(2))) / (np.sqrt(greenwood) / -np.log(still))
    score = np.where(still <= 0, np.inf, score)
    bound = quantile(math.inf)
    low = _first(at, score > -bound)
    return (float(at[-1]) if low is None else low), _first(at, score > bound)


def _first(at: Floats, where: Flags) -> float | None:
    """The first time at which it is so; None where it never is."""
    return float(at[where.argmax()]) if where.any() else None


def _silent(times: Floats) -> float:
    """The lower limit of the median where nothing has ended: so long, so many would not all have waited by chance."""
    needed = math.ceil(math.log2(2 / (1 - LEVEL)))
    return float(np.sort(times)[-needed]) if len(times) >= needed else 0.0
