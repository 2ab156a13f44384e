"""What a candidate plans to cost and to earn in each fiscal year."""

import sqlalchemy as sa
from alembic import op

revision = "0010_choosing_more"
down_revision = "0009_choosing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; candidates that are there have no years yet."""
    with op.batch_alter_table("selection_candidates", recreate="always") as table:
        table.add_column(sa.Column("years", sa.Text, nullable=False, server_default="{}"))
