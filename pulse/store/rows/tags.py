"""Tables of what was said of posts: tags, the cells they add up to, and labels."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from pulse.store.rows.columns import Number, Row, UtcDateTime, partial, table


class TagRow(Row, table=True):
    """A post's tag, and everything by which its cells counted it, so that it can be subtracted again.

    ``odds`` are the probabilities as little-endian doubles: language, tone (3), stance (3), asks, act (5); those of
    ``themes`` and ``decisions`` are JSON.
    """

    __tablename__ = "tag"
    __table_args__ = (partial("subject IS NOT NULL", "week", "person"),)
    post: int = Field(
        primary_key=True, sa_type=Number, foreign_key="post.number", sa_column_kwargs={"autoincrement": False}
    )
    model: str
    language: str
    odds: bytes
    themes: str
    decisions: str
    subject: str | None
    units: str
    voice: str
    week: date
    person: int | None = Field(sa_type=BigInteger)
    stance: str
    asks: bool
    act: str
    announcing: bool


class CellRow(Row, table=True):
    """Exact counts of (voice, subject, week, unit); the unit "" is everybody. Never leaves the house."""

    __tablename__ = "cell"
    __table_args__ = ({"sqlite_with_rowid": False},)
    voice: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    week: date = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    posts: int
    against: int
    neither: int
    favour: int
    asks: int
    act_none: int
    act_wish: int
    act_plan: int
    act_doing: int
    act_done: int
    people: bytes


class LabelRow(Row, table=True):
    """What a human said of a post."""

    __tablename__ = "label"
    source: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    coder: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    drawn: str
    probability: float
    themes: Any = Field(sa_type=JSON, nullable=False)
    decision: str | None
    stance: str
    tone: str
    asks: bool
    act: str


TAG, CELL, LABEL = table(TagRow), table(CellRow), table(LabelRow)
