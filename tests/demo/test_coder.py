import msgspec
import pytest

from pulse.demo import Drawn, code, labels, simulate


@pytest.fixture(scope="module")
def truth():
    return simulate(people=400, weeks=10, seed=5, texts=False).truth


@pytest.fixture(scope="module")
def drawn(truth):
    return [Drawn(posts=((row.source, row.id),), probability=0.5) for row in truth]


def test_the_same_seed_gives_the_same_labels(truth, drawn):
    assert code(drawn[:50], truth, 1) == code(drawn[:50], truth, 1)
    assert code(drawn[:50], truth, 1) != code(drawn[:50], truth, 2)


def test_coders_err_a_little_and_evenly(truth, drawn):
    first = {(one.source, one.id): one for one in code(drawn, truth, 1) if one.coder == "coder-1"}
    pairs = [(row, first[row.source, row.id]) for row in truth]
    wrong = {
        (row.stance, label.stance): sum((r.stance, x.stance) == (row.stance, label.stance) for r, x in pairs)
        for row, label in pairs[:2000]
        if row.stance != label.stance
    }
    assert 0 < sum(wrong.values()) / len(pairs) < 0.04
    for side in ("favour", "against"):
        assert wrong["neither", side] == pytest.approx(wrong[side, "neither"], rel=0.8)
    missed = sum(row.asks and not label.asks for row, label in pairs)
    invented = sum(label.asks and not row.asks for row, label in pairs)
    assert 0 < missed + invented < 0.015 * len(pairs)


def test_a_fifth_is_coded_twice_and_differences_are_settled_later(truth, drawn):
    found = code(drawn, truth, 3)
    by_coder = {coder: {one.id: one for one in found if one.coder == coder} for coder in {one.coder for one in found}}
    first, second, settled = by_coder["coder-1"], by_coder["coder-2"], by_coder["adjudicated"]
    assert 0.15 < len(second) / len(first) < 0.25
    for id, label in second.items():
        same = (label.stance, label.asks, label.act) == (first[id].stance, first[id].asks, first[id].act)
        assert same == (id not in settled)
    assert all(one.at > second[id].at > first[id].at for id, one in settled.items())


def test_labels_are_written_a_line_each(truth, drawn):
    found = code(drawn[:20], truth, 1)
    lines = [msgspec.json.decode(line) for line in labels(found).splitlines()]
    assert len(lines) == len(found)
    assert lines[0]["post"] == {"source": found[0].source, "id": found[0].id}
    assert set(lines[0]) == {
        "post", "themes", "decision", "stance", "tone", "asks", "act", "coder", "drawn", "probability", "at",
    }  # fmt: skip
