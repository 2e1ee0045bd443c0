"""Opening, upgrading and checking a database; and what is said when it is not as it should be."""

import json
import shutil
import struct
import traceback
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from pulse.domain import Subject
from pulse.errors import LockedError, SchemaError, StoreError
from pulse.store import cells, cursors, damage, database, posts, tags
from pulse.store.faults import sentence
from pulse.store.rows import METADATA, POST
from tests.store.said import keep, keep_tags, post, tag, tagged

OFFICE = Subject("decision", "office")
STEP = '''"""A step of the future."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("future", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
'''


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as c:
        assert compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), METADATA) == []


def test_a_column_that_no_migration_makes_would_be_noticed(engine: Engine) -> None:
    with engine.begin() as c:
        c.execute(text("ALTER TABLE post DROP COLUMN url"))
        c.execute(text("DROP INDEX ix_trace_person"))
    with engine.connect() as c:
        found = compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), METADATA)
    assert {step[0] for step in found} == {"add_column", "add_index"}


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(engine: Engine) -> None:
    database.upgrade(engine)
    database.check(engine)


def test_an_empty_database_is_told_to_be_upgraded(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="pulse db upgrade"):
        database.check(database.connect(f"sqlite:///{tmp_path / 'new.db'}"))


def future(monkeypatch: pytest.MonkeyPatch, folder: Path, then: str = "pass") -> None:
    """Let this pulse be one that knows a later step."""
    copy = folder / "migrations"
    shutil.copytree(database.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / "9999_future.py").write_text(STEP.format(before=database.head(), then=then), encoding="utf-8")
    monkeypatch.setattr(database, "MIGRATIONS", copy)


def test_an_older_database_is_told_to_be_upgraded_and_a_newer_one_is_refused(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        future(later, tmp_path)
        with pytest.raises(SchemaError, match="older schema 0007"):
            database.check(engine)
        database.upgrade(engine)
        database.check(engine)
    for step in (database.check, database.upgrade):
        with pytest.raises(SchemaError, match="newer pulse"):
            step(engine)


OLD_POST = """INSERT INTO post (source, id, voice, person, said_at, week, title, text, url, language, words, kept_at)
    VALUES ('chat', :id, 'internal', 1, '2026-11-16 12:00', '2026-11-16', '', 'hello', '', '', :words, :at)"""
OLD_TAG = """INSERT INTO tag (post, model, language, odds, themes, decisions, subject, units, voice, week, person,
    stance, asks, act, announcing) VALUES (:post, :model, 'en', :odds, '{"lean": 0.75}', :decisions, 'rest:lean', 'all',
    'internal', '2026-11-16', 1, 'neither', false, 'none', false)"""


@pytest.mark.parametrize("before", ["0003", "0004"])
def test_tags_of_an_older_database_are_there_after_an_upgrade(empty_url: str, before: str) -> None:
    """Half of the posts are tagged, by one model or another; the last of them has changed since."""
    engine = database.connect(empty_url)
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    with database.writing(engine) as c:
        config.attributes["connection"] = c
        command.upgrade(config, before)
        old_posts(c, 40)
        odds = struct.pack("<13d", *(0.875, 0.125, 0.75, 0.125, 0.125, 0.75, 0.125, 0.125, 0.5, *[0.125] * 4))
        for n in range(0, 40, 2):
            decisions = json.dumps({"d": 1 / 3}) if n % 4 else "{}"
            c.execute(text(OLD_TAG), {"post": n + 1, "model": f"m{n % 4}", "odds": odds, "decisions": decisions})
            c.execute(text(f"UPDATE post SET tagged = 'm{n % 4}' WHERE number = {n + 1} AND number < 39"))
    database.upgrade(engine)
    ids = list(map(str, range(40)))
    with database.writing(engine) as c:
        expected = {n: tag(model=f"m{n % 4}", decisions={"d": 1 / 3} if n % 4 else {}) for n in range(0, 40, 2)}
        assert tags.find(c, "chat", ids) == {str(n): one for n, one in expected.items()}
        assert [p.id for p in posts.untagged(c, "m0", 99)] == [id for id in ids if id == "38" or int(id) % 4]
        assert len(posts.untagged(c, None, 99)) == 21
        assert cells.rebuild(c) == 2
        assert keep_tags(c, *[tagged(str(n), OFFICE, ("all",)) for n in range(10)]) == 10
        assert cells.wrong(c) == []
    engine.dispose()


def old_posts(c: Connection, count: int) -> None:
    """Posts as they were kept before tags and posts referred to models by numbers."""
    c.execute(text("INSERT INTO person (token) VALUES ('token-a')"))
    for n in range(count):
        words = posts.words([""], ["hello"])[0]
        c.execute(text(OLD_POST), {"id": str(n), "words": words, "at": "2026-11-16 12:00:00.000000"})


def test_a_step_that_fails_leaves_everything_as_it_was(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing(engine) as c:
        keep(c, post())
    future(monkeypatch, tmp_path, then="raise RuntimeError")
    with pytest.raises(RuntimeError):
        database.upgrade(engine)
    with engine.connect() as c:
        assert database.version(c) == "0007"
        with pytest.raises(StoreError):
            c.execute(text("SELECT * FROM future"))


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda raw: b"not a database at all" + raw[21:], "does not start like"),
        (lambda raw: raw[: len(raw) // 2], "damaged"),
        (lambda raw: raw[:60], "does not start like"),
        (lambda raw: raw[:4096] + bytes(4096) + raw[8192:], "damaged"),
        (lambda raw: raw[:8192] + bytes(b ^ 0xFF for b in raw[8192:40960]) + raw[40960:], "damaged"),
    ],
    ids=["another file", "half of it", "its first bytes", "a page of zeros", "flipped bytes"],
)
def test_a_damaged_file_is_refused_when_it_is_opened(sqlite_template: Path, tmp_path: Path, harm, says: str) -> None:
    file = tmp_path / "pulse.db"
    file.write_bytes(harm(sqlite_template.read_bytes()))
    with pytest.raises(StoreError, match=says) as caught:
        database.connect(f"sqlite:///{file}")
    assert "pulse db restore" in str(caught.value)


def test_a_sound_file_is_opened_with_or_without_its_log(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "pulse.db"
    shutil.copy(sqlite_template, file)
    engine = database.connect(f"sqlite:///{file}")
    with database.writing(engine) as c:
        keep(c, post())
    damage.refuse(file, thorough=True)
    engine.dispose()
    damage.refuse(file)
    with database.connect(f"sqlite:///{file}").connect() as c:
        assert posts.count(c) == 1


def test_errors_hold_nobodys_words(engine: Engine) -> None:
    secret = "what somebody said in confidence"
    with pytest.raises(StoreError) as caught, engine.begin() as c:
        c.execute(POST.insert(), {"source": "chat", "id": "1", "text": secret})
    told = "".join(traceback.format_exception(caught.value))
    assert "nothing of this step was kept" in str(caught.value)
    assert secret not in told


def test_a_wrong_address_is_an_error_that_says_what_to_write() -> None:
    for wrong in ("nonsense", "oracle+nothing://x"):
        with pytest.raises(StoreError, match=r"sqlite:///pulse\.db"):
            database.connect(wrong)


def test_a_server_that_is_not_there_is_an_error_that_says_what_to_check(tmp_path: Path) -> None:
    engine = database.connect(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StoreError, match="cannot be reached"):
        database.check(engine)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "make room"),
        ("attempt to write a readonly database", "its disk is not read-only"),
        ("unable to open database file", "its folder must be there"),
    ],
)
def test_a_disk_that_takes_nothing_is_told_with_the_file_and_what_to_do(said: str, told: str) -> None:
    found = str(sentence(said, "OperationalError", "/srv/pulse.db"))
    assert "the database /srv/pulse.db" in found
    assert told in found


def test_a_database_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    engine = database.connect(f"sqlite:///{tmp_path}/nowhere/pulse.db")
    with pytest.raises(StoreError, match=r"nowhere/pulse\.db cannot be opened or made"):
        database.check(engine)


def test_who_waits_too_long_for_another_writer_is_told_so(sqlite_engine: Engine) -> None:
    impatient = database.connect(str(sqlite_engine.url), busy=0.05)
    with (
        database.writing(sqlite_engine) as c,
        pytest.raises(LockedError, match="another process"),
        database.writing(impatient),
    ):
        keep(c, post())
    impatient.dispose()


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with database.writing(engine) as c:
        keep(c, post())
        with engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM post")).scalar() == 0


def test_a_full_disk_is_told_and_leaves_the_cursor_where_it_was(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as c:
        size = c.exec_driver_sql("PRAGMA page_count").scalar()
        c.exec_driver_sql(f"PRAGMA max_page_count = {size + 20}")
        cursors.write(c, "chat", {"page": 2})
        with pytest.raises(StoreError, match="disk is full"):
            keep(c, *(post(str(i), text="x" * 5000) for i in range(100)))
        c.rollback()
        assert cursors.read(c, "chat") == {}
