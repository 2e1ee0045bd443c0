"""Texts of a million characters and of ten, of every odd kind: they raise nothing, and what is beside them lands."""

import json
from pathlib import Path

import pytest

from pulse import flow
from pulse.classify import Tagger
from pulse.domain import Post, Source
from pulse.flow import Office
from pulse.flow.strategy import read
from pulse.guard.redact import redact
from pulse.ingest.jsonl import LINE_LIMIT
from pulse.store import posts, tags
from pulse.text import normalise
from pulse.text.cut import cut
from pulse.text.mail import spoken
from tests.flow.conftest import START

TEN, MILLION = 10_000_000, 1_000_000
KINDS = {
    "one word": "a", "umlauts": "ä", "emoji chain": "👩🏽\u200d", "bidi marks": "\u202e\u2066\u200f",
    "combining": "\u0301", "lone surrogates": "\ud83d", "digits": "7", "numbers": "040 1", "newlines": "\n",
    "quoted": "> \n", "addresses": "a@",
}  # fmt: skip


def text(kind: str, length: int) -> str:
    unit = KINDS[kind]
    return (unit * (length // len(unit) + 1))[:length]


def line(id: str, said: str) -> bytes:
    row = {"id": id, "author": "u1", "said_at": START.isoformat(), "text": said}
    # A lone surrogate can only be written escaped.
    return json.dumps(row, ensure_ascii="\ud83d" in said).encode() + b"\n"


def test_longest_texts_are_kept_and_longer_ones_refused_and_the_rest_lands(office: Office, tmp_path: Path) -> None:
    kept = [kind for kind in KINDS if kind not in ("lone surrogates", "addresses", "numbers")]
    with (tmp_path / "posts.jsonl").open("wb") as file:
        for kind in kept:
            file.write(line(kind, text(kind, MILLION)) + line(f"{kind}, short", "Digital service first is great"))
        file.write(line("ten", text("one word", TEN)) + line("alone", text("lone surrogates", MILLION // 2)))
        file.write(line("last", "Is safety first?"))
    source = Source(name="chat", kind="jsonl", voice="internal")
    receipt = flow.bring(office, "jsonl", {"path": "posts.jsonl"}, source)
    assert (receipt.kept, receipt.quarantined) == (2 * len(kept) + 1, 2)
    assert [r.reason for r in receipt.refused] == [
        f"the line is longer than {LINE_LIMIT >> 20} MiB",
        "the line holds a lone surrogate",
    ]
    assert receipt.tagged + flow.tag(office) == receipt.kept
    with office.engine.connect() as c:
        assert posts.untagged(c, None, 1) == []
        found = tags.find(c, "chat", [f"{kind}, short" for kind in kept])
    assert {tag.decision for tag in found.values()} == {"digital"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("numbers", "addresses", "newlines", "quoted")])
def test_ten_megabytes_are_redacted_to_themselves_and_cut(kind: str) -> None:
    said = text(kind, TEN)
    assert redact(said) == said
    assert len(cut([said, "hei"]).texts) == 2


@pytest.mark.parametrize("kind", ["numbers", "addresses", "newlines", "quoted"])
def test_a_million_characters_that_nearly_say_something_are_read(kind: str) -> None:
    said = text(kind, MILLION)
    assert redact(redact(said)) == redact(said)
    assert len(spoken(said)) <= len(normalise(said))


def test_a_long_text_changes_nothing_of_what_is_said_of_others(office: Office) -> None:
    tagger = Tagger(read(office.settings.path("strategy.yaml"), office.settings.zone))
    plain = [
        Post(source="s", id=str(n), author="", said_at=START, text=said) for n, said in enumerate(["Miksi?", "Yes!"])
    ]
    for kind in KINDS:
        if kind != "lone surrogates":
            long = Post(source="s", id="long", author="", said_at=START, text=text(kind, MILLION))
            assert tagger.tag([plain[0], long, plain[1]])[::2] == tagger.tag(plain)
