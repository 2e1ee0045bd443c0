"""Ratios of two sides, corrected by labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.errors import NounError
from pulse.measure.labelled import EXACT, Errors, PairLabelled
from pulse.measure.ratio import ratio

CARD = Errors(tp=80, fp=60, fn=20, tn=540)
TOP, BOTTOM, NEITHER = 0, 1, 2


def labels(model, human, probability=0.2):
    model, human = np.asarray(model), np.asarray(human)
    sides = (model == TOP, model == BOTTOM, human == TOP, human == BOTTOM)
    chance = np.broadcast_to(probability, len(model)).astype(float)
    return PairLabelled(*sides, chance, np.zeros(len(model), np.int64))


def world(seed, size=3000, parts=(0.3, 0.2, 0.5), right=0.8):
    chance = np.random.default_rng(seed)
    truth = chance.choice(3, size, p=parts)
    return truth, np.where(chance.random(size) < right, truth, chance.choice(3, size))


@st.composite
def samples(draw):
    number = draw(st.integers(0, 90))
    said = st.lists(st.integers(0, 2), min_size=number, max_size=number)
    chances = st.lists(st.floats(0.01, 1.0), min_size=number, max_size=number)
    total = draw(st.integers(max(number, 1), 2000))
    top, bottom, atoms = (draw(st.integers(0, total)) for _ in range(3))
    return top, bottom, total, atoms + 1, labels(draw(said), draw(said), np.array(draw(chances)))


@given(samples(), st.sampled_from(["audited", "borrowed", "model", "nothing"]))
def test_a_ratio_lies_in_its_range_and_is_never_nought_or_all(sample, basis):
    *counts, known = sample
    found = ratio(
        *counts,
        known if basis == "audited" else None,
        known if basis == "borrowed" else None,
        (CARD, CARD) if basis == "model" else None,
    )
    edge = 1 / (2 * counts[2])
    assert edge <= found.low <= found.value <= found.high <= 1 - edge
    assert found.basis == (basis if basis in ("audited", "borrowed") and len(known) >= 30 else "model")


@given(samples())
def test_turning_the_sides_round_turns_the_ratio_round(sample):
    top, bottom, total, atoms, known = sample
    turned = PairLabelled(
        known.model_bottom, known.model_top, known.human_bottom, known.human_top, known.probability, known.stratum
    )
    one, other = ratio(top, bottom, total, atoms, known), ratio(bottom, top, total, atoms, turned)
    assert one.value == pytest.approx(1 - other.value, abs=1e-6)
    assert one.low == pytest.approx(1 - other.high, abs=1e-6)


def test_only_labels_that_take_a_side_bear_on_it():
    human = [TOP] * 15 + [BOTTOM] * 14 + [NEITHER] * 60
    assert ratio(40, 30, 300, 9, labels(human, human), errors=(CARD, CARD)).basis == "model"
    assert ratio(40, 30, 300, 9, labels([*human, TOP], [*human, TOP]), errors=(CARD, CARD)).labels == 30


def test_a_perfect_model_and_a_large_audit_find_the_ratio():
    truth, _ = world(1)
    drawn = np.arange(3000) < 600
    top, bottom = int((truth == TOP).sum()), int((truth == BOTTOM).sum())
    found = ratio(top, bottom, 3000, 60, labels(truth[drawn], truth[drawn]), coders=EXACT)
    assert found.value == pytest.approx(top / (top + bottom), abs=0.01)
    assert found.width < 0.06


@pytest.mark.parametrize("seed", range(3))
def test_the_correction_undoes_a_model_that_hears_critics_as_supporters(seed):
    truth, _ = world(seed)
    heard = np.random.default_rng(seed).random(3000) < 0.5
    model = np.where((truth == BOTTOM) & heard, TOP, truth)
    drawn = np.random.default_rng(seed + 9).random(3000) < 0.2
    sides = int((model == TOP).sum()), int((model == BOTTOM).sum())
    share = (truth == TOP).sum() / (truth != NEITHER).sum()
    found = ratio(*sides, 3000, 60, labels(model[drawn], truth[drawn]))
    assert abs(found.value - share) < 0.5 * abs(sides[0] / sum(sides) - share)
    assert found.low < share < found.high


def test_when_everything_is_labelled_there_is_no_doubt_left():
    truth, model = world(2, size=200)
    found = ratio(60, 40, 200, 5, labels(model, truth, 1.0), coders=EXACT)
    share = (truth == TOP).sum() / (truth != NEITHER).sum()
    assert (found.low, found.value, found.high) == pytest.approx((share,) * 3)


def test_a_label_takes_one_side_only():
    both = np.ones(3, dtype=bool)
    with pytest.raises(NounError, match="both sides"):
        PairLabelled(both, ~both, both, both, np.ones(3), np.zeros(3, np.int64))
