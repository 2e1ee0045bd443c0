"""What tags say in words is kept once: tags and posts hold numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WORDS = ("voice", "language", "stance", "asks", "act", "announcing")
STAYS = "post, week, person, units, subject, odds"


def upgrade() -> None:
    """Number the models and the words of tags, and let tags and posts refer to them. Probabilities stay as they are."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "model",
        sa.Column("number", number, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_model"),
        sa.UniqueConstraint("name", name="uq_model_name"),
    )
    op.execute(
        "INSERT INTO model (name) SELECT DISTINCT model FROM tag "
        "UNION SELECT DISTINCT tagged FROM post WHERE tagged IS NOT NULL ORDER BY 1"
    )
    _manners(number)
    _tags(number)
    _posts()


def _manners(number: sa.types.TypeEngine[int]) -> None:
    types = {"asks": sa.Boolean(), "announcing": sa.Boolean()}
    op.create_table(
        "manner",
        sa.Column("number", number, nullable=False),
        sa.Column("model", sa.BigInteger(), nullable=False),
        *(sa.Column(name, types.get(name, sa.String()), nullable=False) for name in WORDS),
        sa.PrimaryKeyConstraint("number", name="pk_manner"),
        sa.ForeignKeyConstraint(["model"], ["model.number"], name="fk_manner_model"),
    )
    op.create_index("ix_manner_" + "_".join(("model", *WORDS)), "manner", ["model", *WORDS], unique=True)
    words = ", ".join(WORDS)
    op.execute(
        f"INSERT INTO manner (model, {words}) SELECT DISTINCT model.number, {words} "
        "FROM tag JOIN model ON model.name = tag.model"
    )


def _tags(number: sa.types.TypeEngine[int]) -> None:
    op.execute("CREATE TABLE former AS SELECT * FROM tag")
    op.drop_table("tag")
    op.create_table(
        "tag",
        sa.Column("post", number, nullable=False),
        sa.Column("manner", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("person", sa.BigInteger()),
        sa.Column("units", sa.String(), nullable=False),
        sa.Column("subject", sa.String()),
        sa.Column("odds", sa.LargeBinary(), nullable=False),
        sa.Column("themes", sa.String()),
        sa.Column("decisions", sa.String()),
        sa.PrimaryKeyConstraint("post", name="pk_tag"),
        sa.ForeignKeyConstraint(["post"], ["post.number"], name="fk_tag_post"),
        sa.ForeignKeyConstraint(["manner"], ["manner.number"], name="fk_tag_manner"),
    )
    same = " AND ".join(f"manner.{name} = former.{name}" for name in WORDS)
    op.execute(
        f"INSERT INTO tag (manner, {STAYS}, themes, decisions) SELECT manner.number, {STAYS}, "
        "NULLIF(themes, '{}'), NULLIF(decisions, '{}') FROM former "
        f"JOIN model ON model.name = former.model JOIN manner ON manner.model = model.number AND {same} ORDER BY post"
    )
    op.drop_table("former")
    here = sa.text("subject IS NOT NULL")
    op.create_index("ix_tag_week_person", "tag", ["week", "person"], sqlite_where=here, postgresql_where=here)


def _posts() -> None:
    op.drop_index("ix_post_tagged", "post")
    op.execute("ALTER TABLE post RENAME COLUMN tagged TO by_name")
    op.add_column("post", sa.Column("tagged", sa.BigInteger()))
    op.execute("UPDATE post SET tagged = (SELECT number FROM model WHERE name = by_name) WHERE by_name IS NOT NULL")
    op.execute("ALTER TABLE post DROP COLUMN by_name")
    here = sa.text("tagged IS NULL")
    op.create_index("ix_post_tagged", "post", ["tagged"], sqlite_where=here, postgresql_where=here)
