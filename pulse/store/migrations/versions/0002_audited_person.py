"""Whose contribution an audit is of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of audits anew; the next sealing fills it from the labels."""
    op.execute("DELETE FROM audit")
    with op.batch_alter_table("audit") as audit:
        audit.add_column(sa.Column("person", sa.BigInteger(), nullable=False))
