"""The posts that are there, by source and time: what the health of sources is read from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Leave the gone posts out of the index, so that counts need not look at posts themselves."""
    op.drop_index("ix_post_source_said_at", "post")
    here = sa.text("gone_at IS NULL")
    columns = ["source", "said_at"]
    op.create_index("ix_post_source_said_at", "post", columns, sqlite_where=here, postgresql_where=here)
