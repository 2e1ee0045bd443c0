"""An import that is killed while it tags what it keeps."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pulse import flow
from pulse.domain import Source
from pulse.flow import Office, pulling
from pulse.ingest import jsonl
from pulse.settings import load
from pulse.store import cells, posts
from pulse.store.rows import CELL, POST, TAG, TOLD
from tests.flow.conftest import posts as written

PAGE = 15
IMPORT = """
import sys, time
from importlib import import_module
from pathlib import Path
from pulse.domain import Source
from pulse.flow import bring, enter, pulling
from pulse.ingest import jsonl
from pulse.settings import load

folder, page, module, before = Path(sys.argv[1]), int(sys.argv[2]), import_module(sys.argv[3]), sys.argv[4] == "before"
step, calls = module.add, []

def stopped(*given):
    found = None if before else step(*given)
    calls.append(given)
    if len(calls) == 3:
        print("now", flush=True)
        time.sleep(60)
    return step(*given) if before else found

module.add = stopped
jsonl.PAGE, pulling.FULL = page, 1
chat = Source(name="chat", kind="jsonl", voice="internal")
bring(enter(load(folder / "pulse.toml")), "jsonl", {"path": "posts.jsonl"}, chat)
"""


def bring(folder: Path) -> Office:
    """The office in the folder, after all of its posts were imported."""
    office = flow.enter(load(folder / "pulse.toml"))
    flow.bring(office, "jsonl", {"path": "posts.jsonl"}, Source(name="chat", kind="jsonl", voice="internal"))
    return office


def content(office: Office) -> list[list[Any]]:
    """All posts, tags and cells."""
    with office.engine.connect() as c:
        words = select(TOLD).order_by(TAG.c.post)
        found = [c.execute(one).all() for one in (words, *(select(t).order_by(*t.primary_key) for t in (POST, CELL)))]
        assert cells.wrong(c) == []
    office.engine.dispose()
    return [list(map(tuple, rows)) for rows in found]


@pytest.mark.parametrize(
    ("module", "when"),
    [("tags", "before"), ("cells", "before"), ("tags", "after")],
    ids=["posts are written", "tags are written", "all is written"],
)
def test_a_page_is_kept_with_all_of_its_tags_and_cells_or_not_at_all(
    office: Office, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, module: str, when: str
) -> None:
    folder, undisturbed = office.settings.folder, tmp_path_factory.mktemp("undisturbed")
    office.engine.dispose()
    rows = written(12, 12)[: PAGE * 4]
    assert len(rows) == PAGE * 4
    (folder / "posts.jsonl").write_text("\n".join(map(json.dumps, rows)))
    shutil.copytree(folder, undisturbed, dirs_exist_ok=True)
    program = [sys.executable, "-c", IMPORT, str(folder), str(PAGE), f"pulse.store.{module}", when]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.send_signal(signal.SIGKILL)
    with office.engine.connect() as c:
        tagged = set(c.execute(select(POST.c.number).where(POST.c.tagged.is_not(None))).scalars())
        assert posts.count(c) == 2 * PAGE
        assert tagged == set(c.execute(select(TAG.c.post)).scalars())
        assert len(tagged) > PAGE
        assert cells.wrong(c) == []
    office.engine.dispose()
    monkeypatch.setattr(jsonl, "PAGE", PAGE)
    monkeypatch.setattr(pulling, "FULL", 1)
    assert content(bring(folder)) == content(bring(undisturbed))
