"""Merging of other laptops' copies: what each voice was like there when it was taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0011_merging"
down_revision = "0009_choosing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    town = sa.ForeignKey("municipalities.id", ondelete="CASCADE")
    op.create_table(
        "merged_states",
        sa.Column("municipality_id", sa.Integer, town, nullable=False, primary_key=True),
        sa.Column("client_key", sa.Text, nullable=False, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
    )
