"""Shares corrected by labels, against known cases and against ppi-python."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

from pulse.errors import NounError
from pulse.measure.correction import own
from pulse.measure.design import Draw, Scores
from pulse.measure.labelled import EXACT, Coders, Errors, Labelled
from pulse.measure.share import CELLS, share

CARD = Errors(tp=80, fp=60, fn=20, tn=540)


def labels(model, human, probability=0.2):
    model, human = np.asarray(model, dtype=bool), np.asarray(human, dtype=bool)
    return Labelled(
        model, human, np.broadcast_to(probability, len(model)).astype(float), np.zeros(len(model), np.int64)
    )


def world(seed, size=40_000, rate=0.3, right=0.85, drawn=400):
    """A large set, its truth, what a model says of it, and which of it is drawn for labels."""
    chance = np.random.default_rng(seed)
    truth = chance.random(size) < rate
    model = np.where(chance.random(size) < right, truth, ~truth)
    return truth, model, chance.permutation(size) < drawn


@st.composite
def samples(draw):
    """Any labels that a set may have, with its counts."""
    number = draw(st.integers(0, 80))
    flags = st.lists(st.booleans(), min_size=number, max_size=number)
    chances = st.lists(st.floats(0.01, 1.0), min_size=number, max_size=number)
    total = draw(st.integers(max(number, 1), 2000))
    count = draw(st.integers(0, total))
    atoms = draw(st.integers(1, total))
    return count, total, atoms, labels(draw(flags), draw(flags), np.array(draw(chances)))


@given(samples(), st.sampled_from(["audited", "borrowed", "model", "nothing"]), st.integers(0, 9))
def test_a_share_lies_in_its_range_and_is_never_nought_or_all(sample, basis, differing):
    count, total, atoms, known = sample
    found = share(
        count,
        total,
        atoms,
        known if basis == "audited" else None,
        known if basis == "borrowed" else None,
        CARD if basis == "model" else None,
        coders=Coders(20, differing),
    )
    edge = 1 / (2 * total)
    assert edge <= found.low <= found.value <= found.high <= 1 - edge
    assert found.basis == (basis if basis in ("audited", "borrowed") and len(known) >= 30 else "model")


@pytest.mark.parametrize("seed", range(4))
def test_the_value_and_range_of_a_large_set_are_those_of_ppi_python(seed):
    truth, model, drawn = world(seed)
    known = labels(model[drawn], truth[drawn], 0.01)
    found = share(int(model.sum()), len(model), 1, known, coders=EXACT)
    y, yhat, rest = truth[drawn] * 1.0, model[drawn] * 1.0, model[~drawn] * 1.0
    factor = own(Draw.of(known.probability), Scores(yhat, CELLS[0]), Scores(y, CELLS[1]), model.mean(), 0.0).factor
    assert found.value == pytest.approx(ppi_mean_pointestimate(y, yhat, rest, lam=factor)[0], abs=0.002)
    low, high = (limit[0] for limit in ppi_mean_ci(y, yhat, rest, alpha=0.05))
    assert found.low == pytest.approx(low, abs=0.006)
    assert found.high == pytest.approx(high, abs=0.006)


def test_lambda_is_the_one_that_ppi_python_tunes():
    truth, model, drawn = world(7, drawn=4000)
    y, yhat = truth[drawn] * 1.0, model[drawn] * 1.0
    draw = Draw.of(np.full(len(y), 0.1))
    factor = own(draw, Scores(yhat, CELLS[0]), Scores(y, CELLS[1]), float(model.mean()), 0.0).factor
    assert factor == pytest.approx(np.cov(y, yhat)[0, 1] / np.var(yhat), abs=0.01)


def test_a_model_that_knows_nothing_is_left_out():
    chance = np.random.default_rng(3)
    truth, model = chance.random(200) < 0.4, chance.random(200) < 0.5
    few, many = (share(count, 4000, 10, labels(model, truth, 0.05)) for count in (1500, 2500))
    assert few.value == pytest.approx(many.value, abs=0.06)


def test_a_good_model_narrows_the_range():
    truth, model, drawn = world(5, right=0.95, drawn=120)
    blind = np.zeros(120, dtype=bool)
    helped = share(int(model.sum()), len(model), 20, labels(model[drawn], truth[drawn], 0.003), coders=EXACT)
    alone = share(0, len(model), 20, labels(blind, truth[drawn], 0.003), coders=EXACT)
    assert helped.width < 0.7 * alone.width


def test_when_everything_is_labelled_there_is_no_doubt_left():
    truth, model, _ = world(1, size=100)
    found = share(int(model.sum()), 100, 9, labels(model, truth, 1.0), coders=EXACT)
    assert (found.low, found.value, found.high) == pytest.approx((truth.mean(),) * 3)


def test_weights_undo_a_lopsided_draw():
    """A tenth of those who ask are drawn, and half of those who do not."""
    truth, _, _ = world(2, size=4000)
    chance = np.where(truth, 0.1, 0.5)
    drawn = np.random.default_rng(20).random(4000) < chance
    blind = np.zeros(drawn.sum(), dtype=bool)
    found = share(0, 4000, 9, labels(blind, truth[drawn], chance[drawn]), coders=EXACT)
    assert found.low < truth.mean() < found.high
    assert truth[drawn].mean() < found.low


def test_rounding_of_many_atoms_widens_the_range():
    truth, model, drawn = world(4, size=900, right=0.95, drawn=150)
    known = labels(model[drawn], truth[drawn], 150 / 900)
    one, many = (share(int(model.sum()), 900, atoms, known) for atoms in (1, 120))
    assert many.width > one.width


def test_coders_who_differ_move_a_rare_share_down_and_widen_it():
    truth, model, drawn = world(6, rate=0.1)
    known = labels(model[drawn], truth[drawn], 0.01)
    exact, slips = (share(int(model.sum()), len(model), 9, known, coders=c) for c in (EXACT, Coders(400, 16)))
    assert slips.value < exact.value
    assert slips.width > exact.width


def test_twenty_nine_labels_are_no_audit():
    known = labels([True] * 29, [True] * 29)
    assert share(10, 60, 4, known, None, CARD).basis == "model"
    assert share(10, 60, 4, known, labels([True, False] * 15, [True, False] * 15), CARD).basis == "borrowed"


def test_a_set_unlike_the_lender_gets_a_wider_range():
    truth, model, drawn = world(8, size=4000, right=0.75, drawn=200)
    lender = labels(model[drawn], truth[drawn])
    like, unlike = (share(int(part * 500), 500, 20, None, lender) for part in (model.mean(), model.mean() + 0.25))
    assert unlike.width > like.width


def test_nothing_known_of_the_classifier_is_no_knowledge_of_the_share():
    found = share(30, 100, 5)
    assert (found.low, found.high, found.basis) == (0.005, 0.995, "model")


def test_a_count_beyond_its_base_is_refused():
    with pytest.raises(NounError, match="exceeds"):
        share(11, 10, 1)
