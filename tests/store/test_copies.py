"""Backups hold everything, can be put back, and lead from one kind of database to the other."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pulse.domain import Person, Refusal, Source, Trace, Tree, Unit
from pulse.errors import StoreError
from pulse.store import copies, cursors, database, labels, notes, people, posts, removal, sources, traces
from pulse.store.rows import METADATA
from tests.store.said import NOON, keep, keep_tags, label, post, tagged


def fill(engine: Engine) -> None:
    """Put something of most things into a database."""
    with database.writing(engine) as c:
        people.save(
            c, Tree.of([Unit(id="all", name="All", parent=None, kind="company")]), [Person(token="t", unit="all")], {}
        )
        sources.configured(c, Source(name="chat", kind="matrix", voice="internal"), NOON)
        keep(c, post("1", reactions={"👍": 2}, edited_at=NOON), post("2", author="gone soon"), post("3", author=""))
        keep(c, post("1", text="edited", edited_at=NOON))
        keep_tags(c, tagged("1", units=("all",)), tagged("3"))
        traces.keep(c, [Trace(source="chat", post="1", person="t", kind="read")], NOON)
        traces.quarantine(c, "chat", [Refusal(where="row 9", reason="broken")], NOON)
        labels.save(c, [label("1")])
        cursors.write(c, "chat", {"page": 3})
        notes.write(c, "digest", None)
        removal.person(c, "gone soon")


def everything(engine: Engine) -> dict[str, list[object]]:
    """All rows of all tables."""
    with engine.connect() as c:
        return {t.name: sorted(map(repr, c.execute(select(t)))) for t in METADATA.sorted_tables}


def test_a_backup_holds_everything_and_can_be_put_back(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    copies.backup(engine, tmp_path / "backup.db")
    assert not list(tmp_path.glob("*.part"))
    target = tmp_path / "restored.db"
    target.write_bytes(b"damaged beyond repair")
    copies.restore(tmp_path / "backup.db", f"sqlite:///{target}")
    restored = database.connect(f"sqlite:///{target}")
    assert everything(restored) == everything(engine)
    restored.dispose()


def test_a_database_is_copied_and_counts_on_where_it_was(sqlite_engine: Engine, engine: Engine) -> None:
    fill(sqlite_engine)
    counts = copies.copy(sqlite_engine, engine)
    assert counts["post"] == 2
    assert everything(engine) == everything(sqlite_engine)
    for each in (sqlite_engine, engine):
        with database.writing(each) as c:
            keep(c, post("4", author="new"))
            assert posts.count(c) == 3
            assert people.numbers(c, ["new"]) == {"new": 4}
    assert everything(engine)["person"] == everything(sqlite_engine)["person"]
    with pytest.raises(StoreError, match="not empty"):
        copies.copy(sqlite_engine, engine)


def test_a_backup_overwrites_nothing_and_only_a_sound_one_is_put_back(sqlite_engine: Engine, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("something else", encoding="utf-8")
    with pytest.raises(StoreError, match="already there"):
        copies.backup(sqlite_engine, there)
    with pytest.raises(StoreError, match="damaged"):
        copies.restore(there, str(sqlite_engine.url))
    with pytest.raises(StoreError, match="no backup"):
        copies.restore(tmp_path / "missing.db", str(sqlite_engine.url))
