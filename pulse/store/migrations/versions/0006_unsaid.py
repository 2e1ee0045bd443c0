"""A label keeps what its coder left open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Give labels a column for it; of earlier ones nobody knows."""
    op.add_column("label", sa.Column("unsaid", sa.JSON()))
