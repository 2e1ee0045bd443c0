"""Tables of what was said of posts: models, tags, the cells they add up to, and labels."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from pulse.store.rows.columns import Number, Row, UtcDateTime, partial, table


class ModelRow(Row, table=True):
    """A model that gave tags."""

    __tablename__ = "model"
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    name: str = Field(unique=True)


class MannerRow(Row, table=True):
    """What a model says of posts in words: some hundred combinations, of which each tag has one."""

    __tablename__ = "manner"
    __table_args__ = (
        Index(None, "model", "voice", "language", "stance", "asks", "act", "announcing", unique=True),
    )  # fmt: skip
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    model: int = Field(sa_type=BigInteger, foreign_key="model.number")
    voice: str
    language: str
    stance: str
    asks: bool
    act: str
    announcing: bool


class TagRow(Row, table=True):
    """A post's tag, and everything by which its cells counted it, so that it can be subtracted again.

    ``odds`` are the probabilities as little-endian numbers: language, tone (3), stance (3), asks, act (5), of four
    bytes each (eight in tags that are older than schema 0005); those of ``themes`` and ``decisions`` are JSON, or
    nothing.
    """

    __tablename__ = "tag"
    __table_args__ = (partial("subject IS NOT NULL", "week", "person"),)
    post: int = Field(
        primary_key=True, sa_type=Number, foreign_key="post.number", sa_column_kwargs={"autoincrement": False}
    )
    manner: int = Field(sa_type=BigInteger, foreign_key="manner.number")
    week: date
    person: int | None = Field(sa_type=BigInteger)
    units: str
    subject: str | None
    odds: bytes
    themes: str | None
    decisions: str | None


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
    unsaid: Any = Field(sa_type=JSON, nullable=True)


MODEL, MANNER, TAG = table(ModelRow), table(MannerRow), table(TagRow)
CELL, LABEL = table(CellRow), table(LabelRow)
TOLD = TAG.join(MANNER, MANNER.c.number == TAG.c.manner)
"""Tags with what they say in words."""
