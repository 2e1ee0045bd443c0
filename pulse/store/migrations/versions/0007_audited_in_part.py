"""An audit keeps what its labels left open."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Give audits a column for it; earlier ones took what was left open for none."""
    op.add_column("audit", sa.Column("unsaid", sa.JSON()))
