"""Tables of what is sealed: atoms, who is in which, audits, the state of sealing, and reworded texts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from pulse.store.rows.columns import Number, Row, UtcDateTime, table


class AtomRow(Row, table=True):
    """A sealed group; ``people`` is a roaring bitmap of persons' numbers."""

    __tablename__ = "atom"
    grain: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    voice: str
    subject: str
    start: date
    stop: date
    parts: Any = Field(sa_type=JSON, nullable=False)
    people: bytes
    contributions: int
    posts: int
    counts: Any = Field(sa_type=JSON, nullable=False)
    waits: Any = Field(sa_type=JSON, nullable=False)
    sealed_at: datetime = Field(sa_type=UtcDateTime)
    model: str
    version: int
    late: bool


class SealedRow(Row, table=True):
    """A contribution, a person reached or a question as it was when it was sealed, and the groups it lies in."""

    __tablename__ = "sealed"
    __table_args__ = (Index(None, "person"), {"sqlite_with_rowid": False})
    kind: str = Field(primary_key=True)
    voice: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    week: date = Field(primary_key=True)
    person: int = Field(primary_key=True, sa_type=BigInteger)
    source: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    part: str
    posts: int
    stance: str | None
    asks: bool | None
    act: str | None
    language: str | None
    days: float | None
    answered: bool | None
    fine: int = Field(sa_type=BigInteger)
    coarse: int = Field(sa_type=BigInteger)
    late: bool


class AuditRow(Row, table=True):
    """One labelled contribution, as it enters estimates."""

    __tablename__ = "audit"
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    voice: str
    subject: str
    week: date
    person: int = Field(sa_type=BigInteger)
    stratum: str
    probability: float
    fine: int | None = Field(sa_type=BigInteger)
    coarse: int | None = Field(sa_type=BigInteger)
    model_stance: str
    model_asks: bool
    model_act: str
    stance: str
    asks: bool
    act: str
    labelled_at: datetime = Field(sa_type=UtcDateTime)
    unsaid: Any = Field(sa_type=JSON, nullable=True)


class StateRow(Row, table=True):
    """How far things are sealed: a single row."""

    __tablename__ = "state"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    published_from: date | None
    sealed_through: date | None
    sealed_at: datetime | None = Field(sa_type=UtcDateTime)
    version: int
    model: str
    coders: Any = Field(sa_type=JSON, nullable=False)


class RewordedRow(Row, table=True):
    """A quote or a group of like questions, in words that a person chose."""

    __tablename__ = "reworded"
    __table_args__ = (Index(None, "subject"),)
    id: str = Field(primary_key=True)
    kind: str
    voice: str
    subject: str
    stance: str
    text: str
    language: str
    unit: str | None
    owner: str
    since: date
    people: int
    posts: Any = Field(sa_type=JSON, nullable=False)
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(sa_type=UtcDateTime)


ATOM, SEALED, AUDIT, STATE, REWORDED = (
    table(AtomRow),
    table(SealedRow),
    table(AuditRow),
    table(StateRow),
    table(RewordedRow),
)
