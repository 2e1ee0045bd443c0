"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _reading()
    _posts()
    _organisation()
    _tags()
    _sealed()
    _remembered()


def _need(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), nullable=False)


def _may(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), nullable=True)


def _number() -> sa.Column[Any]:
    return sa.Column("number", NUMBER, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.number"], name=f"fk_{table}_{column}")


def _index(table: str, *columns: str, unique: bool = False, where: str = "") -> None:
    only = sa.text(where) if where else None
    op.create_index(
        f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique, sqlite_where=only, postgresql_where=only
    )


def _reading() -> None:
    op.create_table(
        "source", _need("name"), _need("kind"), _need("voice"), _need("since", INSTANT), _key("source", "name"),
    )  # fmt: skip
    op.create_table("cursor", _need("source"), _need("cursor", sa.JSON()), _key("cursor", "source"))
    counts = [_need(c, sa.Integer()) for c in ("read", "kept", "changed", "unchanged", "gone", "quarantined")]
    op.create_table(
        "pull", _number(), _need("source"), _need("started_at", INSTANT), _need("finished_at", INSTANT), *counts,
        _need("left_out", sa.JSON()), _need("problem"), _key("pull", "number"),
    )  # fmt: skip
    _index("pull", "source", "finished_at")
    op.create_table(
        "quarantine", _number(), _need("source"), _need("place"), _need("reason"), _need("at", INSTANT),
        _key("quarantine", "number"),
    )  # fmt: skip
    _index("quarantine", "source", "place", unique=True)


def _posts() -> None:
    op.create_table(
        "person", _number(), _need("token"), _key("person", "number"),
        sa.UniqueConstraint("token", name="uq_person_token"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "post", _number(), _need("source"), _need("id"), _need("voice"), _may("person", sa.BigInteger()),
        _need("said_at", INSTANT), _need("week", sa.Date()), _need("title"), _need("text"), _may("parent"),
        _may("thread"), _need("url"), _need("language"), _may("reactions", sa.JSON()), _may("views", sa.BigInteger()),
        _may("edited_at", INSTANT), _may("gone_at", INSTANT), _need("words", sa.LargeBinary()),
        _need("kept_at", INSTANT), _may("forgotten_at", INSTANT), _may("tagged"), _key("post", "number"),
        _to("post", "person", "person"),
    )  # fmt: skip
    _index("post", "source", "id", unique=True)
    _index("post", "source", "said_at")
    _index("post", "source", "thread", where="thread IS NOT NULL")
    _index("post", "source", "parent", where="parent IS NOT NULL")
    _index("post", "tagged", where="tagged IS NULL")
    op.create_table(
        "revision", _number(), _need("post", sa.BigInteger()), _need("words", sa.LargeBinary()),
        _need("until", INSTANT), _key("revision", "number"), _to("revision", "post", "post"),
    )  # fmt: skip
    _index("revision", "post")
    op.create_table(
        "trace", _need("source"), _need("post"), _need("person", sa.BigInteger()), _need("kind"), _need("name"),
        _need("id"), _need("kept_at", INSTANT), _key("trace", "source", "post", "person", "kind", "name"),
        _to("trace", "person", "person"), sqlite_with_rowid=False,
    )  # fmt: skip
    _index("trace", "source", "id", where="id <> ''")
    _index("trace", "person")


def _organisation() -> None:
    op.create_table(
        "unit", _need("id"), _need("name"), _may("parent"), _need("kind"), _need("country"), _need("site"),
        _need("place", sa.Integer()), _key("unit", "id"),
    )  # fmt: skip
    op.create_table(
        "belonging", _number(), _need("person", sa.BigInteger()), _need("unit"), _need("level"), _need("country"),
        _need("site"), _need("start", sa.Date()), _may("stop", sa.Date()), _need("roles", sa.JSON()),
        _key("belonging", "number"), _to("belonging", "person", "person"),
    )  # fmt: skip
    _index("belonging", "person")
    op.create_table(
        "alias", _need("alias"), _need("person", sa.BigInteger()), _key("alias", "alias"),
        _to("alias", "person", "person"),
    )  # fmt: skip
    _index("alias", "person")
    op.create_table("objection", _need("token"), _need("at", INSTANT), _key("objection", "token"))
    op.create_table(
        "strategy", _number(), _need("hash"), _need("loaded_at", INSTANT), _need("document"),
        _key("strategy", "number"),
    )  # fmt: skip


def _tags() -> None:
    op.create_table(
        "tag", _need("post", sa.BigInteger()), _need("model"), _need("language"), _need("odds", sa.LargeBinary()),
        _need("themes"), _need("decisions"), _may("subject"), _need("units"), _need("voice"),
        _need("week", sa.Date()), _may("person", sa.BigInteger()), _need("stance"), _need("asks", sa.Boolean()),
        _need("act"), _need("announcing", sa.Boolean()), _key("tag", "post"), _to("tag", "post", "post"),
    )  # fmt: skip
    _index("tag", "person", "week")
    counted = (
        "posts",
        "against",
        "neither",
        "favour",
        "asks",
        "act_none",
        "act_wish",
        "act_plan",
        "act_doing",
        "act_done",
    )
    op.create_table(
        "cell", _need("voice"), _need("subject"), _need("week", sa.Date()), _need("unit"),
        *(_need(c, sa.Integer()) for c in counted), _need("people", sa.LargeBinary()),
        _key("cell", "voice", "subject", "week", "unit"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "label", _need("source"), _need("id"), _need("coder"), _need("at", INSTANT), _need("drawn"),
        _need("probability", sa.Float()), _need("themes", sa.JSON()), _may("decision"), _need("stance"),
        _need("tone"), _need("asks", sa.Boolean()), _need("act"), _key("label", "source", "id", "coder", "at"),
    )  # fmt: skip


def _sealed() -> None:
    op.create_table(
        "atom", _need("grain"), _need("id", sa.BigInteger()), _need("voice"), _need("subject"),
        _need("start", sa.Date()), _need("stop", sa.Date()), _need("parts", sa.JSON()),
        _need("people", sa.LargeBinary()), _need("contributions", sa.Integer()),
        _need("posts", sa.Integer()), _need("counts", sa.JSON()),
        _need("waits", sa.JSON()), _need("sealed_at", INSTANT), _need("model"), _need("version", sa.Integer()),
        _need("late", sa.Boolean()), _key("atom", "grain", "id"),
    )  # fmt: skip
    op.create_table(
        "sealed", _need("kind"), _need("voice"), _need("subject"), _need("week", sa.Date()),
        _need("person", sa.BigInteger()), _need("source"), _need("id"), _need("part"), _need("posts", sa.Integer()),
        _may("stance"), _may("asks", sa.Boolean()), _may("act"), _may("language"), _may("days", sa.Float()),
        _may("answered", sa.Boolean()), _need("fine", sa.BigInteger()), _need("coarse", sa.BigInteger()),
        _need("late", sa.Boolean()), _key("sealed", "kind", "voice", "subject", "week", "person", "source", "id"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("sealed", "person")
    op.create_table(
        "audit", _number(), _need("voice"), _need("subject"), _need("week", sa.Date()), _need("stratum"),
        _need("probability", sa.Float()), _may("fine", sa.BigInteger()), _may("coarse", sa.BigInteger()),
        _need("model_stance"), _need("model_asks", sa.Boolean()), _need("model_act"), _need("stance"),
        _need("asks", sa.Boolean()), _need("act"), _need("labelled_at", INSTANT), _key("audit", "number"),
    )  # fmt: skip
    op.create_table(
        "state", _need("number", sa.Integer()), _may("published_from", sa.Date()), _may("sealed_through", sa.Date()),
        _may("sealed_at", INSTANT), _need("version", sa.Integer()), _need("model"),
        _need("coders", sa.JSON()), _key("state", "number"),
    )  # fmt: skip


def _remembered() -> None:
    op.create_table(
        "reworded", _need("id"), _need("kind"), _need("voice"), _need("subject"), _need("stance"), _need("text"),
        _need("language"), _may("unit"), _need("owner"), _need("since", sa.Date()), _need("people", sa.Integer()),
        _need("posts", sa.JSON()), _need("by"), _need("at", INSTANT), _may("closed_at", INSTANT),
        _key("reworded", "id"),
    )  # fmt: skip
    _index("reworded", "subject")
    op.create_table("note", _need("name"), _need("value", sa.JSON()), _key("note", "name"))
    op.create_table(
        "journal", _number(), _need("at", INSTANT), _need("role"), _need("did"), _need("receipt", sa.JSON()),
        _key("journal", "number"),
    )  # fmt: skip
    _index("journal", "at")
