"""What all tables share: one registry, whole numbers as keys, and one column type for instants."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import BigInteger, DateTime, Dialect, Index, Integer, MetaData, Table, TypeDecorator, text
from sqlmodel import SQLModel

from pulse.errors import StoreError

NAMES = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
Number = BigInteger().with_variant(Integer, "sqlite")
"""A key that the database counts up by itself, in both databases."""


class Row(SQLModel):
    """A row of any of our tables. Rows check nothing when built: the nouns have been checked in ``pulse.domain``."""

    metadata = MetaData(naming_convention=NAMES)


def table(row: type[Row]) -> Table:
    """The table behind a row class, for SQLAlchemy core."""
    return cast(Table, row.__table__)  # type: ignore[attr-defined]


def partial(where: str, *columns: str, name: str | None = None) -> Index:
    """An index that holds only the rows where this is so."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC. SQLite has no zones, so there it is a text without one, and comes back with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """What turns an instant into what the database takes."""
        return _text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """What turns it back."""
        return _instant if dialect.name == "sqlite" else _utc


def _utc(instant: datetime | None) -> datetime | None:
    if instant is None or instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise StoreError("a time without a zone cannot be kept: give it one")
    return instant.astimezone(UTC)


def _text(instant: datetime | None) -> str | None:
    found = _utc(instant)
    return None if found is None else found.isoformat(" ", "microseconds")[:26]


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")
