"""Saves what tags and figures are made of in one file, and puts it back: the database, and what labels have taught.

    backup.zip    pulse.db                                      the database, as SQLite
                  learned/0001.json, 0001.npz, current, last    every version, and which one is in use

What people write themselves (pulse.toml, strategy.yaml), an encoder's folder and the key file are not in it: the key
belongs apart from the data that it protects.
"""

import re
import shutil
import zlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import create_engine

from pulse.errors import StoreError
from pulse.flow.office import Office
from pulse.flow.versions import FOLDER, folder
from pulse.settings import Settings
from pulse.store import copies, database, lock

DATABASE = "pulse.db"
LEARNED = re.compile(r"\d{4,6}\.(json|npz)|current|last")
"""The names of what is kept of learned versions."""


@dataclass(frozen=True)
class Restored:
    """How many files of learned versions a backup held; and where those that were there before lie now, if any."""

    learned: int
    aside: Path | None


def backup(office: Office, file: Path) -> int:
    """Write the database and all learned versions into a new file; how many files of learned versions it holds."""
    if file.exists():
        raise StoreError(f"{file.name} is already there: name a new file for the backup")
    with TemporaryDirectory(prefix=".backup", dir=file.parent) as made:
        copies.backup(office.engine, Path(made) / DATABASE)
        learned = _learned(folder(office.settings))
        partial = Path(made) / "backup.zip"
        with ZipFile(partial, "x", ZIP_DEFLATED) as packed:
            packed.write(Path(made) / DATABASE, DATABASE)
            for path in learned:
                packed.write(path, f"{FOLDER}/{path.name}")
        partial.rename(file)
    return len(learned)


def restore(settings: Settings, file: Path) -> Restored:
    """Put a backup in place of the database and of the learned versions, or leave both; the latter are kept aside."""
    if not file.is_file():
        raise StoreError(f"there is no backup {file.name}: name the file that 'pulse db backup' wrote")
    place = folder(settings)
    with TemporaryDirectory(prefix=".restore", dir=settings.folder) as made, _alone(settings):
        fresh, learned = Path(made) / DATABASE, Path(made) / FOLDER
        learned.mkdir()
        _unpack(file, Path(made))
        _upgrade(fresh)
        copies.restore(fresh, settings.database_url)
        found = _learned(learned)
        aside = _aside(place) if _learned(place) else None
        if aside:
            place.rename(aside)
        if found:
            place.mkdir(exist_ok=True)
        for path in found:
            path.rename(place / path.name)
    return Restored(len(found), aside)


def _alone(settings: Settings) -> AbstractContextManager[None]:
    """The lock, also of a database that is damaged: to open it as others do would refuse it."""
    url = settings.database_url
    return lock.held(create_engine(url) if url.startswith("sqlite") else database.connect(url), settings.now())


def _learned(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if LEARNED.fullmatch(path.name) and path.is_file())


def _unpack(file: Path, made: Path) -> None:
    """Unpack a backup that is whole and holds nothing but what a backup holds."""
    try:
        with ZipFile(file) as packed:
            names = packed.namelist()
            if DATABASE not in names or not all(_known(name) for name in names):
                raise BadZipFile
            for name in names:
                with packed.open(name) as given, (made / name).open("xb") as kept:
                    shutil.copyfileobj(given, kept)
    except (BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise StoreError(f"{file.name} is no whole backup: name a file that 'pulse db backup' wrote") from error


def _known(name: str) -> bool:
    within, _, last = name.rpartition("/")
    return name == DATABASE or (within == FOLDER and LEARNED.fullmatch(last) is not None)


def _upgrade(file: Path) -> None:
    """Bring a backup's own copy up to this version's schema, so that one of an older version can be put back."""
    engine = database.connect(f"sqlite:///{file}")
    database.upgrade(engine)
    engine.dispose()


def _aside(place: Path) -> Path:
    """A free name beside the folder."""
    number = 1
    while (path := place.with_name(f"{place.name}-before-{number}")).exists():
        number += 1
    return path
