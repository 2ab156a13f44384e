"""Columns of other tools, days of deletion, and the counts an erased meeting leaves."""

import sqlalchemy as sa
from alembic import op

revision = "0013_leaving"
down_revision = "0012_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "voice_extras",
        _belongs("voice_id", "voices", key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _text("name"),
        _text("value"),
    )
    op.create_table(
        "retentions",
        _belongs("meeting_id", "meetings", key=True),
        sa.Column("delete_on", sa.Date),
        sa.Column("erased_at", sa.Text),
    )
    op.create_table(
        "remaining_counts",
        sa.Column("id", sa.Integer, primary_key=True),
        _belongs("meeting_id", "meetings"),
        _text("about"),
        _text("name"),
        sa.Column("voices", sa.Integer, nullable=False),
        sa.Index(None, "meeting_id"),
        sqlite_autoincrement=True,
    )


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
