"""labels.jsonl: what people said, what they left open, and what is wrong with a line."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pulse import flow
from pulse.domain import Label
from pulse.errors import ArchiveError, ModelError, StrategyError
from pulse.flow import Office
from pulse.flow.audits import coders, final
from pulse.flow.labels_file import read_labels
from pulse.flow.learning import labelled
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
LINE: dict[str, Any] = {
    "post": {"source": "chat", "id": "p1"}, "themes": [], "decision": None, "stance": "favour", "tone": "positive",
    "asks": False, "act": "none", "coder": "c", "at": "2026-10-20T10:00:00Z", "drawn": "random", "probability": 0.5,
}  # fmt: skip


NOW = datetime(2026, 11, 1, tzinfo=UTC)


def write(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def test_what_a_line_leaves_out_or_open_is_unsaid(tmp_path: Path) -> None:
    bare = {name: LINE[name] for name in ("post", "tone", "coder", "at", "drawn", "probability")}
    held = read_labels(write(tmp_path / "labels.jsonl", LINE, bare, LINE | {"asks": None, "stance": ""}), NOW)
    assert [one.unsaid for one in held.labels] == [(), ("themes", "stance", "asks", "act"), ("stance", "asks")]
    assert held.labels[0] == Label(
        source="chat", id="p1", coder="c", at=datetime(2026, 10, 20, 10, tzinfo=UTC), drawn="random", probability=0.5,
        stance="favour", tone="positive",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tonne": "positive"}, "'tonne' is no field of a label; known: post, text, themes"),
        ({"post": "p1"}, "'post' must name a source and an id"),
        ({"stance": "pro"}, "'stance' must be one of against, neither, favour"),
        ({"tone": 3}, "'tone' must be one of negative"),
        ({"asks": 1}, "'asks' must be true or false"),
        ({"themes": "care"}, "'themes' must be a list of themes' ids"),
        ({"probability": "0.5"}, "'probability' must be the number"),
        ({"probability": 2}, "a label's probability lies above 0"),
        ({"at": "yesterday"}, "'at' must be a time like 2026-01-31T09:30:00Z"),
        ({"drawn": None}, "'drawn' is missing: say random or uncertain"),
        ({"coder": 7}, "'coder' must be a text"),
        ({"coder": "\ud800"}, "'coder' must be a text of up to 200 characters that can be printed"),
        ({"coder": "c" * 201}, "'coder' must be a text of up to 200 characters"),
        ({"at": "2999-01-01"}, "'at' is 2999-01-01, a day to come: say when the label was given"),
    ],
)
def test_a_line_that_is_no_label_is_named_with_what_to_do(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        read_labels(write(tmp_path / "labels.jsonl", LINE, LINE | change), NOW)
    assert str(caught.value).startswith(f"labels.jsonl, line 2: {said}")


def test_what_lies_too_deep_within_itself_is_named(office: Office, tmp_path: Path) -> None:
    deep = tmp_path / "deep.jsonl"
    deep.write_text("[" * 100_000, "utf-8")
    with pytest.raises(ArchiveError, match=r"deep\.jsonl, line 1: this is no JSON"):
        read_labels(deep, NOW)
    with pytest.raises(ModelError, match=r"deep\.jsonl, line 1: this is no JSON"):
        flow.judge(deep, None, None)
    with pytest.raises(StrategyError, match=r"deep\.jsonl cannot be read: its lists lie too deep"):
        flow.load_strategy(office, deep)
    assert len(flow.Given.of(deep.read_bytes()).posts) + len(flow.Given.of(deep.read_bytes()).refused) == 1


def test_what_is_drawn_is_filled_in_and_brought_back(office: Office, bring: Bring, tmp_path: Path) -> None:
    bring(posts(60, 7))
    flow.run(office)
    lines = flow.to_label(office, flow.drawn(office, 40, seed=3))
    path = tmp_path / "labels.jsonl"
    filled = [line | {"coder": "c", "at": "2026-10-20T10:00:00Z", "stance": "favour"} for line in lines[:10]]
    untimed = [lines[10] | {"coder": "c", "stance": "favour"}]
    found = flow.import_labels(office, write(path, *filled, *untimed, *lines[11:]))
    assert (found.labels, found.waiting, found.strange) == (10, len(lines) - 10, 0)
    flow.export_labels(office, tmp_path / "again.jsonl")
    again = read_labels(tmp_path / "again.jsonl", NOW).labels
    assert {one.unsaid for one in again} == {("themes", "asks", "act")}


def test_labels_of_what_is_not_here_are_kept_and_told(office: Office, bring: Bring, tmp_path: Path) -> None:
    bring(posts(60, 7))
    strange = LINE | {"post": {"source": "chat", "id": "nowhere"}, "themes": ["nosuch"], "decision": "zzz"}
    found = flow.import_labels(office, write(tmp_path / "labels.jsonl", strange))
    assert (found.labels, found.strange, found.unknown) == (1, 1, ("nosuch", "zzz"))
    assert next(iter(found.sentences())).startswith("1 label;")


def test_what_a_newer_label_leaves_open_stays_as_it_was_said(office: Office, bring: Bring, tmp_path: Path) -> None:
    rows = posts(60, 7)
    bring(rows)
    key = {"post": {"source": "chat", "id": str(rows[1]["id"])}}
    newer = {"coder": "d", "at": "2026-10-21T10:00:00Z", "drawn": "random", "probability": 0.5}
    lines = [LINE | key, key | newer | {"tone": "negative"}, key | newer | {"at": "2026-10-21T11:00:00Z", "asks": True}]
    flow.import_labels(office, write(tmp_path / "labels.jsonl", *lines))
    ((told,), _) = labelled(office)
    assert (told.label.tone, told.label.stance, told.label.asks, told.label.act) == ("negative", "favour", True, "none")
    assert told.label.unsaid == ()


def test_what_a_newer_label_leaves_open_is_no_answer_to_estimates(tmp_path: Path) -> None:
    newer = {name: LINE[name] for name in ("drawn", "probability")} | {"coder": "d", "at": "2026-10-21T10:00:00Z"}
    alone = {"post": {"source": "chat", "id": "p2"}, "tone": "negative"}
    lines = [LINE, newer | {"post": LINE["post"], "tone": "negative"}, newer | alone]
    found = read_labels(write(tmp_path / "labels.jsonl", *lines), NOW).labels
    standing = final(found)
    assert [(key, one.stance, one.tone, one.unsaid) for key, one in standing.items()] == [
        (("chat", "p1"), "favour", "negative", ())
    ]
    assert coders(found) == {"stance": (0, 0), "asks": (0, 0), "act": (0, 0)}
