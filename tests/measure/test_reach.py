"""Reach, and Wilson's range against statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pulse.errors import NounError
from pulse.measure.ranges import publish, quantile, wilson, worth
from pulse.measure.reach import reach


@given(st.integers(1, 5000), st.data())
def test_wilson_is_that_of_statsmodels(number, data):
    count = data.draw(st.integers(0, number))
    oracle = proportion_confint(count, number, method="wilson")
    assert wilson(count / number, number, quantile(1e12)) == pytest.approx(oracle, abs=1e-9)


@given(st.integers(1, 2000), st.data())
def test_reach_lies_in_its_range(members, data):
    seen = data.draw(st.integers(1, members))
    found = reach(data.draw(st.integers(0, seen)), members, seen=seen)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_where_everyone_is_seen_only_the_count_itself_is_in_doubt():
    found = reach(50, 100)
    assert (found.low, found.high) == pytest.approx((0.495, 0.545))
    assert reach(50, 100, pending=0).high == pytest.approx(0.505)


def test_seeing_half_of_the_members_leaves_less_doubt_than_a_draw_from_many():
    half, few = reach(50, 200, seen=100, pending=0), reach(50, 10_000, seen=100, pending=0)
    assert half.width < few.width
    assert few.width == pytest.approx(0.192, abs=0.003)


def test_more_people_reached_than_there_are_is_refused():
    with pytest.raises(NounError, match="more people"):
        reach(11, 10)


@given(st.floats(-2, 3), st.floats(-2, 3), st.floats(-2, 3), st.integers(1, 10_000))
def test_what_is_published_is_in_order_and_never_nought_or_all(value, low, high, total):
    shown, bottom, top = publish(value, (low, high), total)
    assert 1 / (2 * total) <= bottom <= shown <= top <= 1 - 1 / (2 * total)


def test_a_variance_of_nought_is_worth_any_number_of_draws():
    assert worth(0.3, 0.0) == float("inf")
    assert wilson(0.3, worth(0.3, 0.0), 2.0) == (0.3, 0.3)
