"""Changes, and the words for how much a figure can be trusted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from pulse.domain import MEASURES
from pulse.measure.change import change
from pulse.measure.estimate import Estimate
from pulse.measure.minimums import MINIMUMS, enough
from pulse.measure.ranges import quantile, wilson
from pulse.measure.words import word

ESTIMATES = st.builds(
    lambda limits, basis: Estimate(limits[1], limits[0], limits[2], basis, 40),
    st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    st.sampled_from(["audited", "borrowed", "model", None]),
)


def counted(count, number):
    return Estimate(count / number, *wilson(count / number, number, quantile(math.inf)))


@given(ESTIMATES, ESTIMATES)
def test_a_change_lies_in_its_range_and_turns_round(now, before):
    found, back = change(now, before), change(before, now)
    assert found.low <= found.value <= found.high
    assert (found.low, found.high) == pytest.approx((-back.high, -back.low))
    assert word(found, "change") != "clear" or found.low > 0 or found.high < 0


@pytest.mark.parametrize(("now", "before"), [((12, 40), (30, 60)), ((1, 30), (5, 50)), ((90, 100), (60, 80))])
def test_the_change_of_two_counted_shares_is_newcombes(now, before):
    found = change(counted(*now), counted(*before))
    oracle = confint_proportions_2indep(*now, *before, method="newcomb")
    assert (found.low, found.high) == pytest.approx(oracle, abs=1e-6)


def test_a_change_stands_on_the_weaker_basis():
    one, other = Estimate(0.4, 0.3, 0.5, "audited", 60), Estimate(0.5, 0.4, 0.6, "model")
    assert change(one, other).basis == "model"
    assert change(one, one).labels == 120


def test_a_median_that_is_not_reached_has_no_difference():
    open_ended, reached = Estimate(None, 9.0, None), Estimate(4.0, 2.0, 6.0)
    later, sooner = change(open_ended, reached), change(reached, open_ended)
    assert (later.value, later.low, later.high) == (None, 3.0, None)
    assert (sooner.value, sooner.low, sooner.high) == (None, -math.inf, -3.0)
    assert word(later, "change") == "clear"


@pytest.mark.parametrize(
    ("estimate", "measure", "expected"),
    [
        (Estimate(0.5, 0.41, 0.6, "audited", 80), "support", "clear"),
        (Estimate(0.5, 0.35, 0.65, "borrowed", 80), "support", "weak"),
        (Estimate(0.5, 0.1, 0.9, "model"), "support", "cannot tell"),
        (Estimate(0.5, 0.45, 0.55, "model"), "asks", "weak"),
        (Estimate(0.1, 0.02, 0.2, "audited", 80), "change", "clear"),
        (Estimate(0.1, -0.02, 0.22, "audited", 80), "change", "weak"),
        (Estimate(-0.02, -0.2, 0.2, "audited", 80), "change", "cannot tell"),
        (Estimate(0.1, 0.02, 0.2, "model"), "change", "weak"),
        (Estimate(4.0, 3.0, 6.0), "time_to_answer", "clear"),
        (Estimate(4.0, 2.0, None), "time_to_answer", "weak"),
        (Estimate(None, 9.0, None), "time_to_answer", "weak"),
        (Estimate(None, 0.0, None), "time_to_answer", "cannot tell"),
    ],
)
def test_words(estimate, measure, expected):
    assert word(estimate, measure) == expected


def test_every_measure_but_change_has_a_minimum():
    assert set(MINIMUMS) == set(MEASURES) - {"change"}


@pytest.mark.parametrize(
    ("measure", "there", "short"),
    [
        ("reach", {"people": 5, "members": 10}, {"people": 4, "members": 10}),
        ("reach", {"people": 5, "members": 10}, {"people": 9, "members": 9}),
        ("support", {"people": 20}, {"people": 19}),
        ("understood", {"people": 5, "posts": 30}, {"people": 5, "posts": 29}),
        ("answered", {"people": 5, "questions": 10}, {"people": 4, "questions": 10}),
        ("time_to_answer", {"people": 5, "questions": 10}, {"people": 5, "questions": 9}),
        ("action", {"people": 20, "posts": 30}, {"people": 20, "posts": 29}),
    ],
)
def test_a_figure_is_shown_from_its_minimum_on(measure, there, short):
    assert enough(measure, **there)
    assert not enough(measure, **short)
