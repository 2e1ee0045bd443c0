"""Tags in the order of their posts, and found by week first."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Let a tag's post be the row's own number in SQLite, and keep a week's tags together in the index.

    An index by person first was written to at 2,000 places for 2,000 posts, as many people write in each week.
    """
    op.drop_index("ix_tag_person_week", "tag")
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("tag", recreate="always") as tag:
            tag.alter_column("post", type_=sa.Integer(), existing_nullable=False)
    here = sa.text("subject IS NOT NULL")
    op.create_index("ix_tag_week_person", "tag", ["week", "person"], sqlite_where=here, postgresql_where=here)
