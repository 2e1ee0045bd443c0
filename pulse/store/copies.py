"""Copies whole databases: a backup to a file, back again, and from SQLite to PostgreSQL or the other way."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, func, make_url, select, text

from pulse.errors import StoreError
from pulse.store import bulk, damage, database, faults
from pulse.store.rows import METADATA, PERSON, POST


def backup(engine: Engine, file: Path) -> None:
    """Write all that is kept into a new SQLite file; others may read and write meanwhile."""
    if file.exists():
        raise StoreError(f"{file.name} is already there: name a new file for the backup")
    partial = file.with_name(file.name + ".part")
    partial.unlink(missing_ok=True)
    if engine.dialect.name == "sqlite":
        _vacuum(engine, partial)
    else:
        target = database.connect(f"sqlite:///{partial}")
        copy(engine, target)
        _close(target)
    partial.rename(file)


def _vacuum(engine: Engine, file: Path) -> None:
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(file),))
    except sqlite3.Error as error:
        raise faults.sentence(str(error), type(error).__name__) from error
    finally:
        connection.close()


def restore(file: Path, url: str) -> None:
    """Put a backup in place of the database at the URL: an SQLite file is replaced, a PostgreSQL must be empty."""
    if not file.is_file():
        raise StoreError(f"there is no backup {file.name}: name the file that 'pulse db backup' wrote")
    damage.refuse(file, thorough=True)
    source = database.connect(f"sqlite:///{file}")
    database.check(source)
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        place = Path(address.database)
        fresh = place.with_name(place.name + ".part")
        fresh.unlink(missing_ok=True)
        backup(source, fresh)
        for end in ("-wal", "-shm"):
            place.with_name(place.name + end).unlink(missing_ok=True)
        fresh.replace(place)
    else:
        target = database.connect(url)
        copy(source, target)
        target.dispose()
    source.dispose()


def copy(source: Engine, target: Engine) -> dict[str, int]:
    """Copy everything into an empty database, in one transaction; how many rows of what."""
    database.check(source)
    database.upgrade(target)
    counts: dict[str, int] = {}
    with source.connect().execution_options(yield_per=bulk.PORTION) as a, database.writing(target) as b:
        if any(b.execute(select(func.count()).select_from(table)).scalar_one() for table in (POST, PERSON)):
            raise StoreError("the database to copy into is not empty: name another one")
        for table in METADATA.sorted_tables:
            counts[table.name] = 0
            for part in a.execute(select(table)).mappings().partitions():
                bulk.insert(b, table, [dict(row) for row in part])
                counts[table.name] += len(part)
        _count_on(a, b)
    return counts


def _count_on(a: Connection, b: Connection) -> None:
    """Let numbers go on where they were: those of erased people must not come again."""
    last = _last_person(a)
    if b.dialect.name == "sqlite":
        b.execute(text("DELETE FROM sqlite_sequence WHERE name = 'person'"))
        b.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('person', :last)"), {"last": last})
        return
    for table in METADATA.sorted_tables:
        if "number" in table.c and table.c.number.server_default is None and table.name != "state":
            highest = b.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
            number = max(highest, last if table is PERSON else 0)
            sequence = func.pg_get_serial_sequence(table.name, "number")
            b.execute(select(func.setval(sequence, number + 1, False)))


def _last_person(a: Connection) -> int:
    if a.dialect.name == "sqlite":
        found = a.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'person'")).scalar()
    else:
        found = a.execute(text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM person_number_seq")).scalar()
    return int(found or 0)


def _close(engine: Engine) -> None:
    with engine.connect() as c:
        c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
