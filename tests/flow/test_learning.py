"""The organisation's own model, from labels to tags: learned, used, published weeks left alone, and gone back from."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pulse import flow
from pulse.board import open_board
from pulse.classify.taught import versions
from pulse.domain import Label
from pulse.errors import UsageError
from pulse.flow import Office
from pulse.settings import load
from pulse.store import database, labels, sealed, tags
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
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
    flow.use_version(office.settings, 0)
    flow.run(office)
    assert stances(office, rows) == before


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
