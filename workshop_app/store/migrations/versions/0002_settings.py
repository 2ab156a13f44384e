"""Small settings: those of a town, and those of the installation."""

import sqlalchemy as sa
from alembic import op

revision = "0002_settings"
down_revision = "0001_first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    town = sa.ForeignKey("municipalities.id", ondelete="CASCADE")
    op.create_table(
        "town_settings",
        sa.Column("municipality_id", sa.Integer, town, nullable=False, primary_key=True),
        _text("name", primary_key=True),
        _text("value"),
    )
    op.create_table(
        "installation_settings",
        _text("name", primary_key=True),
        _text("value"),
    )


def _text(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, primary_key=primary_key)
