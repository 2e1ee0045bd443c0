"""Posts that are tagged while they are kept get the tags that they would get afterwards."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pulse import flow
from pulse.domain import Source
from pulse.flow import Office, pulling
from pulse.settings import load
from pulse.store import cells, tags
from pulse.store.rows import CELL, POST, TAG, TOLD
from tests.flow.conftest import START, WORDS, posts

LINES = st.builds(
    lambda id, author, hours, text, more: {
        "id": id, "author": author, "said_at": (START + timedelta(hours=hours)).isoformat(), "text": text, **more
    },
    id=st.sampled_from(["announce", *map(str, range(12))]), author=st.sampled_from(["u1", "u2", "stranger", ""]),
    hours=st.integers(-400, 400),
    text=st.sampled_from([*WORDS, "Call me: 040 123 4567", "What about safety, stop work?", ""]),
    more=st.sampled_from([
        {}, {}, {}, {"parent": "announce"}, {"parent": "3"}, {"thread": "5"}, {"title": "Customer"}, {"language": "en"},
        {"gone_at": "2026-10-01T00:00:00Z"}, {"edited_at": "2026-10-01T00:00:00Z"}, {"said_at": "some day"},
        {"reactions": {"like": 3}, "reacted_by": ["u1"]},
    ]),
)  # fmt: skip
UNLIKE = ("odds", "themes", "decisions", "manner", "number")
"""What depends, in its last digits, on which posts are read together; and numbers in the order in which they came."""
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def road(office: Office, folder: Path, pages: list[list[dict[str, object]]], voice: Any) -> tuple[object, list[float]]:
    """What is kept of the pages, tagged after each, in a copy of the office's folder; and all probabilities."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(office.settings.folder, folder)
    found = flow.enter(load(folder / "pulse.toml"))
    for page in pages:
        (folder / "posts.jsonl").write_text("\n".join(map(json.dumps, page)))
        flow.bring(found, "jsonl", {"path": "posts.jsonl"}, Source(name="chat", kind="jsonl", voice=voice))
        flow.tag(found)
    with found.engine.connect() as c:
        assert cells.wrong(c) == []
        said = c.execute(select(TAG.c.odds, TAG.c.themes, TAG.c.decisions).order_by(TAG.c.post)).all()
        held = [c.execute(select(table).order_by(*table.primary_key)).all() for table in (POST, CELL)]
        words = [column for column in TOLD.c if column.name not in UNLIKE]
        held.append(c.execute(select(*words).select_from(TOLD).order_by(TAG.c.post)).all())
    found.engine.dispose()
    about = [dict(sorted(json.loads(words or "{}").items())) for row in said for words in row[1:]]
    odds = [p for row in said for p in tags.unpacked(row.odds)] + [p for ones in about for p in ones.values()]
    return (held, list(map(list, about))), odds


@settings(max_examples=10, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=HEALTH)
@given(
    pages=st.lists(st.lists(LINES, min_size=1, max_size=25), min_size=1, max_size=2),
    voice=st.sampled_from(["internal", "public"]),
)
@example([[{"id": "1", "author": "u1", "said_at": START.isoformat(), "text": WORDS[0]}] * 2], "internal")
def test_tags_given_at_once_are_those_given_afterwards(
    office: Office, tmp_path_factory: pytest.TempPathFactory, pages: list[list[dict[str, object]]], voice: str
) -> None:
    office.engine.dispose()
    found = []
    for full in (1, 1 << 30):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pulling, "FULL", full)
            found.append(road(office, tmp_path_factory.getbasetemp() / f"road-{full}", pages, voice))
    (first, odds), (second, others) = found
    assert first == second
    assert odds == pytest.approx(others, abs=1e-5)


ALONE = """
import sys
from pulse.cli import run
from pulse.flow import pulling
pulling.FULL = 1
assert run(["import", "jsonl", "posts.jsonl", "--source", "chat", "--voice", "internal"]) == 0
assert run(["tag"]) == 0
loaded = {"pandas", "pyarrow", "sklearn", "streamlit", "altair"} & set(sys.modules)
assert not loaded, loaded
"""


def test_to_keep_and_to_tag_needs_no_frames(office: Office):
    folder = office.settings.folder
    (folder / "posts.jsonl").write_text("\n".join(map(json.dumps, posts(20, 2))))
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kept and tagged" in done.stdout
