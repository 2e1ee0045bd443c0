"""What a model is worth on labelled texts, and one sentence for files that are not."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pulse.classify import judging
from pulse.classify.evaluation import UNSAID, Judged, figure, reliability, report, reports
from pulse.errors import ModelError

LINES = [
    {"text": "This is an excellent decision", "lang": "en", "source": "a", "label": "positive"},
    {"text": "This is a terrible mistake", "lang": "en", "source": "a", "label": "negative"},
    {"text": "Hyvä päätös!", "lang": "fi", "source": "b", "tone": "negative", "asks": False, "act": "none"},
    {"text": "Kuka tietää?", "lang": "fi", "source": "b", "label": "question"},
    {"text": "Jag är emot det", "lang": "sv", "source": "c", "label": "against"},
]


def write(path: Path, lines: list[object]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_labels_are_known_by_their_words(tmp_path: Path) -> None:
    found = judging.rows(write(tmp_path / "x.jsonl", [*LINES, {"text": "x", "lang": "en", "label": "sports"}]))
    assert [(row.tone, row.asks, row.stance, row.act) for row in found] == [
        ("positive", None, "", ""), ("negative", None, "", ""), ("negative", False, "", "none"), ("", True, "", ""),
        ("", None, "against", ""),
    ]  # fmt: skip


def test_each_head_is_judged_by_language_and_source(tmp_path: Path) -> None:
    found = judging.rows(write(tmp_path / "x.jsonl", list(LINES)))
    judged, languages = judging.of_rows(found, None)
    by_head = {one.head: one for one in reports(judged, 1)}
    assert set(by_head) == {"tone", "asks", "stance", "act"}
    tone = {(one.language, one.source): one for one in by_head["tone"].figures}
    assert tone["en", "a"].f1 == 1.0
    assert tone["fi", "b"].f1 == 0.0
    assert tone["all", "all"].texts == 3
    assert [(one.text, one.true, one.said) for one in by_head["tone"].worst] == [
        ("Hyvä päätös!", "negative", "positive")
    ]
    assert judging.told_right(found, languages)["fi"]["texts"] == 2


def test_texts_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    judged, _ = judging.of_rows(judging.rows(write(tmp_path / "x.jsonl", list(LINES))), None)
    assert all(one.worst == () for one in reports(judged))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "this is no JSON"),
        ('["text"]', "no JSON object"),
        ('{"lang": "fi", "label": "positive"}', "'text' must be"),
        ('{"text": "secret words", "lang": "fi", "asks": "yes"}', "'asks' must be true or false"),
        ('{"text": "secret words", "lang": "fi", "tone": "glad"}', "'tone' must be one of negative, neutral, positive"),
        ('{"text": "secret words", "label": 7}', "'label' must be a text"),
        (b'{"text": "\xff", "lang": "fi", "label": "positive"}', "this is no JSON"),
    ],
)
def test_a_bad_line_is_named_without_its_text(tmp_path: Path, line: str | bytes, said: str) -> None:
    good = json.dumps(LINES[0]).encode()
    bad = line if isinstance(line, bytes) else line.encode()
    (tmp_path / "x.jsonl").write_bytes(good + b"\n\n" + bad + b"\n")
    with pytest.raises(ModelError) as caught:
        judging.rows(tmp_path)
    assert str(caught.value).startswith("x.jsonl, line 3: ")
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_folder_without_labels_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="name a JSON Lines file"):
        judging.rows(tmp_path)
    write(tmp_path / "topic_fi.jsonl", [{"text": "x", "lang": "fi", "label": "sports"}])
    with pytest.raises(ModelError, match="no label of tone"):
        judging.rows(tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 4)), min_size=1, max_size=40))
def test_a_report_adds_up_whatever_is_true(rows: list[tuple[int, int, int]]) -> None:
    truth, said, people = (np.array(column) for column in zip(*rows, strict=True))
    odds = np.full((len(rows), 3), 0.1)
    odds[np.arange(len(rows)), said] = 0.8
    unsaid = np.full(len(rows), UNSAID)
    judged = Judged(
        answers={"tone": truth, "stance": unsaid, "asks": unsaid, "act": unsaid}, odds={"tone": odds},
        languages=("fi",) * len(rows), sources=("s",) * len(rows), people=tuple(map(str, people)),
        texts=("x",) * len(rows),
    )  # fmt: skip
    found = report("tone", judged, np.arange(len(rows)))
    whole = found.figures[0]
    assert whole.low <= whole.f1 <= whole.high
    assert sum(map(sum, found.confusion)) == sum(one.texts for one in found.bins) == len(rows)
    assert 0 <= found.ece <= 1
    assert 0 <= found.brier <= 2


@pytest.mark.parametrize("count", [1, 5, 30, 300])
def test_answers_that_are_all_right_or_all_wrong_keep_a_doubt(count: int) -> None:
    truth, people = np.zeros(count, np.int64), [str(n) for n in range(count)]
    right, wrong = (figure("fi", "s", truth, said, people, 3) for said in (truth, truth + 1))
    low, high = proportion_confint(count, count, method="wilson")
    assert (right.right_low, right.right_high) == pytest.approx((low, high), abs=2e-4)
    assert wrong.right_high == pytest.approx(1 - low, abs=2e-4)
    assert right.low < right.f1 == right.high == 1
    assert wrong.low == wrong.f1 == 0 < wrong.high


def test_many_texts_of_one_person_are_no_more_certain_than_one() -> None:
    truth = np.zeros(30, np.int64)
    whole, single = (figure("fi", "s", truth[:n], truth[:n], ["a"] * n, 3) for n in (30, 1))
    assert (whole.low, whole.right_low) == (single.low, single.right_low)


def test_an_honest_model_is_calibrated() -> None:
    chance = np.random.default_rng(3)
    sure = chance.uniform(0.4, 1.0, 20_000)
    bins = list(reliability(sure, chance.random(20_000) < sure))
    assert all(abs(one.sure - one.right) < 0.03 for one in bins)


def test_nothing_is_told_of_parts_of_few_people_nor_of_what_the_others_leave() -> None:
    """Three Danes would be found by taking Finns and Swedes from the whole: so the Swedes are untold, too."""
    count = [("fi", 21), ("sv", 7), ("da", 3)]
    languages = tuple(language for language, texts in count for _ in range(texts))
    size = len(languages)
    truth, odds = np.arange(size) % 2, np.tile([0.8, 0.2], (size, 1))
    answers = {name: np.full(size, UNSAID) for name in ("tone", "stance", "act")} | {"asks": truth}
    judged = Judged(
        answers=answers, odds={"asks": odds}, languages=languages, sources=("a",) * size,
        people=tuple(map(str, range(size))), texts=("",) * size,
    )  # fmt: skip
    (found,) = reports(judged, least=5)
    assert [(one.language, one.texts) for one in found.figures] == [("all", 30), ("fi", 20), ("fi", 20)]
    assert all(cell % 5 == 0 for row in found.confusion for cell in row)
    assert [one.texts for one in found.bins] == [30]
    (exact,) = reports(judged)
    assert {one.language for one in exact.figures} == {"all", "fi", "sv", "da"}
