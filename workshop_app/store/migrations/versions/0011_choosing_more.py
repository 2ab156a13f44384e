"""What a candidate plans to cost and to earn in each fiscal year."""

import sqlalchemy as sa
from alembic import op

revision = "0011_choosing_more"
down_revision = "0008_choosing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; candidates that are there have no years yet."""
    op.add_column(
        "selection_candidates", sa.Column("years", sa.Text, nullable=False, server_default="{}")
    )
