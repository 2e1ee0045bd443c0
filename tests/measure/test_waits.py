"""Waits for an answer, against statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from pulse.measure.waits import answered, effective, median_wait

WAITS = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=60)


@pytest.mark.parametrize("seed", range(30))
def test_the_median_and_its_range_are_those_of_statsmodels(seed):
    chance = np.random.default_rng(seed)
    number = int(chance.integers(11, 70))
    wait, age = chance.exponential(8, number).round(2), chance.uniform(2, 40, number).round(2)
    days, done = np.minimum(wait, age), wait <= age
    found, oracle = median_wait(days, done), SurvfuncRight(days, done)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, (low, high) = oracle.quantile(0.5 - 1e-9), oracle.quantile_ci(0.5)
    assert found.value == (None if np.isnan(value) else pytest.approx(value))
    assert found.low == pytest.approx(low)
    assert found.high == (None if np.isinf(high) else pytest.approx(high))


@given(WAITS)
def test_a_median_lies_in_its_range_or_is_not_reached(waits):
    found = median_wait(*zip(*waits, strict=True))
    assert 0 <= found.low <= 60
    if found.value is None:
        assert found.high is None
    else:
        assert found.low <= found.value
        assert found.high is None or found.value <= found.high


def test_a_median_that_is_not_reached_has_a_lower_limit_and_no_upper():
    found = median_wait([2, 5, 9, 14, 20, 21, 21, 25, 30, 30], [True, True] + [False] * 8)
    assert (found.value, found.high) == (None, None)
    assert found.low > 0


def test_nobody_answered_says_at_least_how_long():
    assert median_wait(range(10), [False] * 10).low == 4
    assert median_wait([30] * 5, [False] * 5).low == 0


def test_everybody_answered_at_once():
    found = median_wait([1.0] * 12, [True] * 12)
    assert (found.low, found.value, found.high) == (1.0, 1.0, 1.0)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_the_effective_number_lies_between_one_and_the_askers(questions):
    assert 1 - 1e-9 <= effective(questions) <= len(questions) + 1e-9


@given(st.integers(1, 300), st.data())
def test_an_answered_share_lies_in_its_range(questions, data):
    within = data.draw(st.integers(0, questions))
    found = answered(within, questions, data.draw(st.floats(0.5, 400)))
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert 0 < found.value < 1


def test_questions_by_few_people_say_less():
    assert answered(12, 20, 5).width > 1.5 * answered(12, 20, 20).width
