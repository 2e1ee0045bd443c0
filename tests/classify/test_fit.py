"""Fitting the models that ship, on a handful of texts."""

import json
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.classify import own
from pulse.classify.fitting import judge, nynorsk, teach, teach_form, teach_meaning, told
from pulse.classify.fitting.fit import fit
from pulse.classify.fitting.learn import Reader
from pulse.classify.heads.model import SHAPES, load, save, shipped
from pulse.classify.labelled import Row, free, rows, sampled
from pulse.classify.lexicon import Entries, Entry, entries, parse
from pulse.domain import LANGUAGES
from pulse.errors import ModelError


def write(path, held):
    path.write_text("".join(json.dumps(row) + "\n" for row in held), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    texts = [("hyvä juttu", "positive"), ("huono juttu", "negative"), ("kokous on kello kaksi", "neutral")]
    base = {"source": "Made-up", "license": "CC-BY-4.0", "lang": "fi"}
    write(tmp_path / "sentiment_fi.jsonl", [{**base, "text": text, "label": label} for text, label in texts])
    asked = [("Kuka tulee?", "question"), ("Minä tulen.", "other")]
    write(tmp_path / "question_fi.jsonl", [{**base, "text": text, "label": label} for text, label in asked])
    write(tmp_path / "topic_fi.jsonl", [{**base, "license": "CC-BY-NC-4.0", "text": "ei tätä", "label": "sports"}])
    return tmp_path


def test_rows_that_are_not_free_are_left_out(folder):
    assert {row.text for row in rows(folder)} == {
        "hyvä juttu", "huono juttu", "kokous on kello kaksi", "Kuka tulee?", "Minä tulen.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "licence",
    ["", " ", "CC BY-NC-SA 3.0", "cc_by_nc_4.0", "CC-BY-NonCommercial-4.0", "CC BY-NC4.0", "CC-BY-NC/4.0", "unknown",
     "proprietary, research only", "all rights reserved", "CC-BY-ND-4.0", "Apache-2.0, academic use only"],
)  # fmt: skip
def test_what_is_not_known_to_be_free_is_not(licence):
    assert not free(licence)


@pytest.mark.parametrize(
    "licence",
    ["CC-BY-NC-4.0+models-free", "CC BY 4.0", "cc-by-sa-3.0", "CC-BY-SA-4.0(some text); repo Apache-2.0", "MIT", "CC0",
     "Apache License 2.0", "BSD-3-Clause", "Public Domain", "own"],
)  # fmt: skip
def test_licences_that_let_models_ship_are_known(licence):
    assert free(licence)


def test_a_folder_where_no_row_is_free_is_told_what_to_do(tmp_path):
    held = [{"text": "hyvä", "label": "positive", "lang": "fi", "source": "s", "license": given} for given in ("", "?")]
    write(tmp_path / "sentiment_fi.jsonl", held)
    with pytest.raises(ModelError, match=r"no row in .* names a licence that is known to be free: give each its"):
        list(rows(tmp_path))
    write(tmp_path / "sentiment_fi.jsonl", [])
    with pytest.raises(ModelError, match="no row in"):
        list(rows(tmp_path))


def test_a_folder_without_labelled_texts_is_told_so(tmp_path):
    with pytest.raises(ModelError, match=r"sentiment_fi\.jsonl"):
        list(rows(tmp_path))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "secret", "lang": "fi", "source": "s", "label": "glad"}, "'label' must be one of negative, neutral"),
        ({"text": "", "lang": "fi", "source": "s", "label": "positive"}, "'text' must be a text"),
        ({"text": "secret", "lang": 5, "source": "s", "label": "positive"}, "'lang' must be a text"),
        ("secret", "this is no JSON object"),
    ],
)
def test_a_bad_row_is_named_by_its_file_and_line_without_its_text(folder, row, said):
    path = folder / "sentiment_fi.jsonl"
    path.write_text(path.read_text("utf-8") + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        list(rows(folder))
    assert str(caught.value).startswith(f"sentiment_fi.jsonl, line 4: {said}")
    assert "secret" not in str(caught.value)


def test_the_same_texts_give_the_same_bytes(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(teach_meaning, "MOST", 10)
    monkeypatch.setattr(teach_form, "MOST", {"language": 4, "asks": 10, "marked": 10})
    held = list(rows(folder))
    for name in ("one.npz", "two.npz"):
        save(teach.weights(held), tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    model = load((tmp_path / "one.npz").read_bytes(), "one.npz")
    assert set(model.arrays) == set(SHAPES)


@pytest.mark.parametrize("name", ["sentiment_fi.jsonl", "question_fi.jsonl"])
def test_a_single_labelled_text_is_enough_to_fit_and_leaves_no_half_of_a_model(folder, tmp_path, monkeypatch, name):
    monkeypatch.setattr(teach_meaning, "MOST", 10)
    monkeypatch.setattr(teach_form, "MOST", {"language": 4, "asks": 10, "marked": 10})
    single, out = tmp_path / "single", tmp_path / "out"
    single.mkdir()
    (single / name).write_text((folder / name).read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    fit(single, out)
    assert sorted(path.name for path in out.iterdir()) == ["CARD.md", "card.json", "model.npz"]
    card = json.loads((out / "card.json").read_text("utf-8"))
    assert [list(card["tone"]), list(card["asks"])] == ([[], ["Made"]] if "question" in name else [["Made"], []])
    written = (out / "CARD.md").read_text("utf-8")
    assert "NoReC" not in written
    assert "| Made | too few (1) |" in written


def test_each_figure_of_the_card_has_its_range_and_its_base():
    figures = judge.work(shipped().arrays)["tone"]
    assert figures.keys() == set(LANGUAGES)
    assert all(one["low"] < one["f1"] < one["high"] and one["texts"] == 40 for one in figures.values())
    cells = told._ranged("Tone", {"x": {"fi": {"f1": 0.83, "low": 0.71, "high": 0.95, "texts": 40}}})
    assert "| x | 0.83, 0.71 to 0.95 (40) |" in cells


def test_a_sentences_own_mark_teaches_asking_where_nobody_labelled_it(monkeypatch):
    monkeypatch.setattr(teach_form, "MOST", {"language": 4, "asks": 10, "marked": 10})
    kind = {"lang": "sv", "source": "x", "task": "sentiment"}
    texts = (
        "Blabbar gosen här? Ja. Grumlar tofsen ofta?",
        "Gosen blabbar här. Tofsen grumlar",
        "Gosen. Tofsen är där!",
    )
    reader = Reader.empty()
    found = teach_form._marked(reader, [Row(text=text, **kind) for text in texts])
    assert found.asks.tolist() == [True, True, False, False]
    labelled = [Row(text="Gosen blabbar.", lang="sv", source="x", task="question", asks=False)]
    assert not len(teach_form._marked(reader, [*labelled, Row(text=texts[0], **kind)]).at)


def test_questions_and_what_begins_like_one_are_the_same_in_each_language():
    for texts in (own.asking(), own.spoken()):
        counts = Counter((row.lang, row.asks) for row in texts)
        assert {lang for lang, _ in counts} == set(LANGUAGES)
        assert len(set(counts.values())) == 2


def test_labels_in_bokmål_teach_nynorsk_how_it_asks():
    asked = Row(text="Hvorfor kommer ikke boligene?", lang="nb", source="x-y", task="question", asks=True)
    taught = teach_form.told([asked, replace(asked, text="Varför?", lang="sv"), replace(asked, task="own")])
    (found,) = (row for row in taught if row.lang == "nn")
    assert found == replace(asked, text="Kvifor kjem ikkje bustadane?", lang="nn", source="x-y-respelled")
    assert judge.family(found) == "x"


def test_marks_of_texts_that_nobody_labelled_teach_nynorsk_too():
    seen = Row(text="Hvorfor kommer de ikke?", lang="nb", source="x", task="sentiment", tone="neutral")
    read = replace(seen, text="Boka ligger her.", source="y", task="topic", tone="")
    own_post = replace(seen, source="z", task="own")
    found = teach_form.unlabelled([seen, read, own_post])
    assert [row.text for row in found if row.lang == "nn"] == ["Kvifor kjem dei ikkje?", "Boka ligg her."]
    assert [row for row in found if row.lang == "nb"] == [seen, read]


@given(st.text(st.characters(codec="utf-8")))
def test_respelling_a_text_changes_nothing_but_its_words(text):
    assert re.split(r"\w+", nynorsk.spelled(text)) == re.split(r"\w+", text)


def test_a_broken_model_is_named_and_not_loaded(tmp_path):
    with pytest.raises(ModelError, match=r"x\.npz is no model"):
        load(b"not a model", "x.npz")
    arrays = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()} | {"bias": np.zeros(3, np.float32)}
    save(arrays, tmp_path / "small.npz")
    with pytest.raises(ModelError, match="unknown shape"):
        load((tmp_path / "small.npz").read_bytes(), "small.npz")


def test_errors_are_counted_on_posts_that_nothing_is_fitted_on():
    assert {row.text for row in own.posts()}.isdisjoint(row.text for row in own.held())
    counts = judge.errors(shipped().arrays)
    assert all(sum(held.values()) == len(own.held()) for held in counts.values())


def test_each_language_has_labelled_posts_of_its_own():
    for lang in ("fi", "sv", "nb", "nn", "da", "en"):
        assert sum(row.lang == lang for row in own.posts()) >= 70
        assert sum(row.lang == lang for row in own.held()) >= 40


def test_rows_are_drawn_alike_every_time():
    held = [Row(text=str(n), lang="fi", source="s") for n in range(50)]
    drawn = sampled(held, 5, lambda row: row.lang)
    assert len(drawn) == 5
    assert drawn == sampled(held, 5, lambda row: row.lang)


@pytest.mark.parametrize("lang", ["fi", "sv", "nb", "nn", "da", "en"])
def test_each_language_has_a_word_list(lang):
    kinds = [entry.kind for entry in entries() if entry.language == lang]
    assert kinds.count("tone") >= 1_500
    assert {"favour", "against", "wish", "plan", "doing", "done", "qword", "neg"} <= set(kinds)


@pytest.mark.parametrize(
    "line",
    [
        "fi\thyvä\ttone",
        "fi\thyvä\ttone\tmuch",
        "fi\thyvä\tmood\t1",
        "fi\t\ttone\t1",
        "xx\thyvä\ttone\t1",
        "fi\thyvä\ttone\tnan",
    ],
)
def test_a_broken_line_of_a_word_list_is_named(line):
    with pytest.raises(ModelError, match=r"line 1 of x\.tsv"):
        parse(line, "x.tsv")


def test_a_table_is_read_line_by_line_past_what_is_for_people():
    found = parse("# how it sounds\nfi\t ei  ole \ttone\t-1\n\nsv\tinte\tneg\t1\n", "x.tsv")
    assert list(found) == [Entry("fi", ("ei", "ole"), "tone", -1.0), Entry("sv", ("inte",), "neg", 1.0)]
    assert Entries.of(list(found)) == found
    with pytest.raises(ModelError, match=r"line 4 of x\.tsv"):
        parse("# how it sounds\nfi\tei ole\ttone\t-1\n\nsv\tinte\tneg\n", "x.tsv")
