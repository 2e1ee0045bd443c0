"""Tables of what was read: sources, posts, revisions, traces, quarantine, cursors and the log of pulls."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from pulse.store.rows.columns import Number, Row, UtcDateTime, partial, table


class SourceRow(Row, table=True):
    """A configured connection, and where its reading stands."""

    __tablename__ = "source"
    name: str = Field(primary_key=True)
    kind: str
    voice: str
    since: datetime = Field(sa_type=UtcDateTime)


class CursorRow(Row, table=True):
    """How far a source has been read."""

    __tablename__ = "cursor"
    source: str = Field(primary_key=True)
    cursor: Any = Field(sa_type=JSON, nullable=False)


class PullRow(Row, table=True):
    """One reading of a source, with the account of everything that it gave."""

    __tablename__ = "pull"
    __table_args__ = (Index(None, "source", "finished_at"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    source: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime = Field(sa_type=UtcDateTime)
    read: int
    kept: int
    changed: int
    unchanged: int
    gone: int
    quarantined: int
    left_out: Any = Field(sa_type=JSON, nullable=False)
    problem: str


class QuarantineRow(Row, table=True):
    """Something that was read and could not be kept."""

    __tablename__ = "quarantine"
    __table_args__ = (Index(None, "source", "place", unique=True),)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    source: str
    place: str
    reason: str
    at: datetime = Field(sa_type=UtcDateTime)


class PersonRow(Row, table=True):
    """A person token and the number that stands for it in bitmaps and frames; a number is never used again."""

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    token: str = Field(unique=True)


class PostRow(Row, table=True):
    """A post as it is now. ``words`` is a hash of its title and text, and stays when they are forgotten.

    ``tagged`` is the number of its tag's model, empty from the moment it changes until it is tagged again.
    """

    __tablename__ = "post"
    __table_args__ = (
        Index(None, "source", "id", unique=True),
        partial("gone_at IS NULL", "source", "said_at"),
        partial("thread IS NOT NULL", "source", "thread"),
        partial("parent IS NOT NULL", "source", "parent"),
        partial("tagged IS NULL", "tagged"),
    )  # fmt: skip
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    source: str
    id: str
    voice: str
    person: int | None = Field(default=None, sa_type=BigInteger, foreign_key="person.number")
    said_at: datetime = Field(sa_type=UtcDateTime)
    week: date
    title: str
    text: str
    parent: str | None
    thread: str | None
    url: str
    language: str
    reactions: Any = Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)
    views: int | None = Field(sa_type=BigInteger)
    edited_at: datetime | None = Field(sa_type=UtcDateTime)
    gone_at: datetime | None = Field(sa_type=UtcDateTime)
    words: bytes
    kept_at: datetime = Field(sa_type=UtcDateTime)
    forgotten_at: datetime | None = Field(sa_type=UtcDateTime)
    tagged: int | None = Field(sa_type=BigInteger)


class RevisionRow(Row, table=True):
    """That a post said something else until then: the hash of its former words."""

    __tablename__ = "revision"
    __table_args__ = (Index(None, "post"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=Number)
    post: int = Field(sa_type=BigInteger, foreign_key="post.number")
    words: bytes
    until: datetime = Field(sa_type=UtcDateTime)


class TraceRow(Row, table=True):
    """That a person read or reacted to a post, which may itself come later or never."""

    __tablename__ = "trace"
    __table_args__ = (
        partial("id <> ''", "source", "id"),
        Index(None, "person"),
        {"sqlite_with_rowid": False},
    )
    source: str = Field(primary_key=True)
    post: str = Field(primary_key=True)
    person: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.number")
    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    id: str
    kept_at: datetime = Field(sa_type=UtcDateTime)


SOURCE, CURSOR, PULL, QUARANTINE = table(SourceRow), table(CursorRow), table(PullRow), table(QuarantineRow)
PERSON, POST, REVISION, TRACE = table(PersonRow), table(PostRow), table(RevisionRow), table(TraceRow)
