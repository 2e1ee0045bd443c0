"""Opens the database, brings its schema up to date, and lets one run at a time write."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from pulse.errors import SchemaError, StoreError
from pulse.store import damage, faults

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY = 30.0
"""Seconds to wait for another writer."""


def connect(url: str, *, busy: float = BUSY) -> Engine:
    """An engine for the database at the URL; a damaged SQLite file is refused here, not found later.

    Bound values (people's words) are never printed in errors. A missing SQLite file is made, empty.
    """
    try:
        address = make_url(url)
        engine = _sqlite(address, busy) if address.get_backend_name() == "sqlite" else _postgresql(address)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            "the database's address in pulse.toml cannot be used: write sqlite:///pulse.db, or "
            "postgresql://user@host/name with the extra 'postgres' installed"
        ) from error
    faults.translate(engine)
    return engine


def _postgresql(address: URL) -> Engine:
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, hide_parameters=True, pool_pre_ping=True)


def _sqlite(address: URL, busy: float) -> Engine:
    if address.database and address.database != ":memory:":
        damage.refuse(Path(address.database))
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": busy})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -32768"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("pulse_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that takes its turn to write from the start, so that no other writer can make it fail half way."""
    return engine.execution_options(pulse_writes=True).begin()


def head() -> str:
    """The schema that this version of pulse works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def version(c: Connection) -> str | None:
    """The schema that the database has; None for an empty one."""
    return MigrationContext.configure(c).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date, in one transaction: a step that fails leaves everything as it was."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as c:
        found = version(c)
        _refuse_newer(found)
        config.attributes["connection"] = c
        command.upgrade(config, "head")


def check(engine: Engine) -> None:
    """Raise SchemaError unless the database has the schema that this version of pulse works with."""
    with engine.connect() as c:
        found = version(c)
    if found is None:
        raise SchemaError("the database is empty: run 'pulse db upgrade'")
    _refuse_newer(found)
    if found != head():
        raise SchemaError(f"the database has the older schema {found}, not {head()}: run 'pulse db upgrade'")


def _refuse_newer(found: str | None) -> None:
    known = {step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaError(
            f"the database has the schema {found[:20]}, which this pulse does not know: install a newer pulse"
        )
