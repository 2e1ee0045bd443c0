"""Tables of the organisation and its strategy: units, belongings, aliases, objections, themes and decisions, notes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from pulse.store.rows.columns import Number, Row, UtcDateTime, table


class UnitRow(Row, table=True):
    """A node of the organisation tree; ``place`` keeps the order of the file."""

    __tablename__ = "unit"
    id: str = Field(primary_key=True)
    name: str
    parent: str | None
    kind: str
    country: str
    site: str
    place: int


class BelongingRow(Row, table=True):
    """Where a person belonged, from when to when."""

    __tablename__ = "belonging"
    __table_args__ = (Index(None, "person"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    person: int = Field(sa_type=BigInteger, foreign_key="person.number")
    unit: str
    level: str
    country: str
    site: str
    start: date
    stop: date | None
    roles: Any = Field(sa_type=JSON, nullable=False)


class AliasRow(Row, table=True):
    """That a platform's own id, prefixed by the source's name, is this person."""

    __tablename__ = "alias"
    __table_args__ = (Index(None, "person"),)
    alias: str = Field(primary_key=True)
    person: int = Field(sa_type=BigInteger, foreign_key="person.number")


class ObjectionRow(Row, table=True):
    """A token whose posts are no longer to be kept."""

    __tablename__ = "objection"
    token: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


class StrategyRow(Row, table=True):
    """Themes and decisions as they were loaded; the newest row is in force."""

    __tablename__ = "strategy"
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    hash: str
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    document: str


class NoteRow(Row, table=True):
    """A small thing that a job remembers from run to run."""

    __tablename__ = "note"
    name: str = Field(primary_key=True)
    value: Any = Field(sa_type=JSON, nullable=False)


class JournalRow(Row, table=True):
    """Who did what, when: views, exports, erasures, with a receipt. Never a person's name or a text."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "at"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    at: datetime = Field(sa_type=UtcDateTime)
    role: str
    did: str
    receipt: Any = Field(sa_type=JSON, nullable=False)


UNIT, BELONGING, ALIAS, OBJECTION = table(UnitRow), table(BelongingRow), table(AliasRow), table(ObjectionRow)
STRATEGY, NOTE, JOURNAL = table(StrategyRow), table(NoteRow), table(JournalRow)
