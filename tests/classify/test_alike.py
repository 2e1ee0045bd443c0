"""Groups of like questions are known by what enough of their askers wrote."""

import pytest

from pulse.classify.standout.alike import known_by

SAME = [
    "Miten chat toimii kun asiakas soittaa",
    "Miten tämä chat toimii jos asiakas soittaa illalla",
    "miten se chat oikein toimii kun asiakas soittaa",
    "Toimiiko chat kun asiakas soittaa ja miten",
    "Miten chat toimii, jos asiakas soittaa?",
]


def test_a_group_is_known_by_words_of_enough_askers_only():
    secret = [f"{text} erikoissana" for text in SAME[:4]] + SAME[4:]
    assert "erikoissana" not in known_by(range(5), secret, list(range(5)), 5)
    assert "erikoissana" in known_by(range(5), secret, list(range(5)), 4)


def test_a_group_is_known_by_what_sets_it_apart_from_others_who_ask():
    texts = [f"digital service first really truly now {word}" for word in ["repairs urgent"] * 5 + ["lobby"] * 9]
    assert {"repairs", "urgent"} <= set(known_by(range(5), texts, list(range(14)), 5).split())


@pytest.mark.parametrize("texts", [[], ["chat"] * 5])
def test_what_shares_fewer_than_two_words_is_known_by_nothing(texts):
    assert known_by(range(len(texts)), texts, list(range(len(texts))), 5) == ""
