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
    """An instant in UTC: SQLite has no zones and would give it back without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The instant in UTC; one without a zone is refused."""
        if value is None or value.tzinfo is UTC:
            return value
        if value.tzinfo is None:
            raise StoreError("a time without a zone cannot be kept: give it one")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The instant in UTC, aware."""
        if value is None or value.tzinfo is UTC:
            return cast("datetime | None", value)
        return cast(datetime, value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))
