"""Words that set sets apart, neither by wild ratios of rare words nor by sheer number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pulse.classify.standout.odds import log_odds

COUNTS = arrays.arrays(np.float64, 6, elements=st.integers(0, 500).map(float))


def test_a_rare_word_stands_out_less_than_one_that_many_say():
    here, there = np.array([40.0, 1, 200]), np.array([10.0, 0, 200])
    scores = log_odds(here, there)
    assert scores.argmax() == 0
    assert abs(scores[1]) < 1


@given(COUNTS, COUNTS)
def test_the_other_way_round_is_the_opposite(here, there):
    assert np.allclose(log_odds(here, there), -log_odds(there, here), atol=1e-6)


@given(COUNTS)
def test_nothing_stands_out_of_itself(here):
    assert np.allclose(log_odds(here, here), 0)
