"""A backup holds the database and what labels taught, and brings both back, or neither."""

import json
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pulse import flow
from pulse.errors import LockedError, StoreError
from pulse.flow import Office
from pulse.settings import Settings, load
from pulse.store import posts as kept
from tests.cli.test_cli import pulse
from tests.flow.conftest import posts
from tests.flow.test_learning import Bring, label, slangy, stances

TEXTS = ["zumpu", "Digital service first is flenk", "When does it start?"]


def bare(office: Office, place: Path) -> Settings:
    """The settings of an empty machine, which has only what is kept apart from a backup."""
    place.mkdir()
    for name in ("pulse.toml", "strategy.yaml", office.settings.key_file):
        shutil.copy(office.settings.folder / name, place / name)
    return load(place / "pulse.toml")


def learned(settings: Settings) -> dict[str, bytes]:
    """The files of learned versions, with what they hold."""
    return {path.name: path.read_bytes() for path in (settings.folder / "learned").glob("*")}


def test_on_an_empty_machine_a_backup_gives_the_same_tags(office: Office, bring: Bring, tmp_path: Path) -> None:
    rows = slangy(posts(60, 6))
    bring(rows)
    label(office, rows)
    assert flow.learn(office).version is not None
    flow.tag(office)
    folder = office.settings.folder
    done = pulse(folder, "db", "backup", "backup.zip")
    assert (done.stdout, done.stderr) == ("saved in backup.zip: the database, and 4 files of learned versions\n", "")
    there = bare(office, tmp_path / "there")
    done = pulse(there.folder, "db", "restore", str(folder / "backup.zip"), "--json")
    assert json.loads(done.stdout) == {"learned": 4, "aside": None}
    assert learned(there) == learned(office.settings)
    assert sorted(path.name for path in there.folder.iterdir() if path.suffix != ".lock") == [
        "learned", "pulse.db", "pulse.key", "pulse.toml", "strategy.yaml",
    ]  # fmt: skip
    again = flow.enter(there)
    assert flow.tag(again) == 0
    assert flow.tag(again, everything=True) == len(rows)
    assert stances(again, rows) == stances(office, rows)
    given = [json.dumps({"text": text}) for text in TEXTS]
    (folder / "texts.jsonl").write_text("\n".join(given))
    told = [pulse(one, "classify", str(folder / "texts.jsonl"), "--json") for one in (folder, there.folder)]
    assert told[0].stdout == told[1].stdout
    assert "+own-" in told[0].stdout
    again.engine.dispose()


def test_versions_that_are_there_are_kept_aside(office: Office) -> None:
    flow.backup(office, office.settings.folder / "none.zip")
    for number in (1, 2):
        place = office.settings.folder / "learned"
        place.mkdir()
        (place / "current").write_text(f"{number}\n")
        done = flow.restore(office.settings, office.settings.folder / "none.zip")
        assert done.aside == office.settings.folder / f"learned-before-{number}"
        assert (done.aside / "current").read_text() == f"{number}\n"
        assert not place.exists()


def packed(file: Path, **files: bytes) -> None:
    """A ZIP of these files."""
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)


BROKEN = {
    "no archive": lambda file, whole: file.write_bytes(b"SQLite format 3\x00"),
    "without a database": lambda file, whole: packed(file, **{"learned/current": b"0"}),
    "a path out of the folder": lambda file, whole: packed(file, **{"pulse.db": whole, "learned/../../x.npz": b""}),
    "another file": lambda file, whole: packed(file, **{"pulse.db": whole, "pulse.toml": b""}),
    "a damaged database": lambda file, whole: packed(file, **{"pulse.db": b"SQLite format 3\x00" + bytes(3000)}),
    "a flipped byte": lambda file, whole: (packed(file, **{"pulse.db": whole}), damage(file)),
    "cut short": lambda file, whole: (packed(file, **{"pulse.db": whole}), file.write_bytes(file.read_bytes()[:-900])),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_whole_backup_changes_nothing(office: Office, bring: Bring, what: str) -> None:
    rows = posts(10, 1)
    bring(rows)
    folder = office.settings.folder
    (folder / "learned").mkdir()
    (folder / "learned" / "current").write_text("0\n")
    flow.backup(office, folder / "whole.zip")
    with ZipFile(folder / "whole.zip") as whole:
        BROKEN[what](folder / "broken.zip", whole.read("pulse.db"))
    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(StoreError, match=r"no whole backup|damaged"):
        flow.restore(office.settings, folder / "broken.zip")
    assert sorted(path.name for path in folder.rglob("*") if path.suffix != ".lock") == [
        name for name in before if not name.endswith(".lock")
    ]
    with office.engine.connect() as c:
        assert kept.count(c) == len(rows)
    with pytest.raises(StoreError, match="already there"):
        flow.backup(office, folder / "whole.zip")
    with pytest.raises(StoreError, match=r"no backup none\.zip"):
        flow.restore(office.settings, folder / "none.zip")


def test_a_damaged_database_is_put_back_and_not_during_a_run(office: Office, bring: Bring) -> None:
    rows = posts(10, 1)
    bring(rows)
    file, database = office.settings.folder / "whole.zip", office.settings.folder / "pulse.db"
    flow.backup(office, file)
    with flow.alone(office), pytest.raises(LockedError):
        flow.restore(office.settings, file)
    office.engine.dispose()
    database.write_bytes(b"damaged beyond repair")
    with pytest.raises(StoreError, match="pulse db restore"):
        flow.enter(office.settings)
    flow.restore(office.settings, file)
    again = flow.enter(office.settings)
    with again.engine.connect() as c:
        assert kept.count(c) == len(rows)
    again.engine.dispose()
