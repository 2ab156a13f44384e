"""Phones: the door of a meeting, its guests, receipts and marks of interest."""

import sqlalchemy as sa
from alembic import op

revision = "0003_phones"
down_revision = "0002_settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "phone_doors",
        _belongs("meeting_id", "meetings", key=True),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("is_marking_open", sa.Boolean, nullable=False),
        sa.Column("marks_each", sa.Integer, nullable=False),
        sa.CheckConstraint("marks_each >= 1", name="marks_each"),
    )
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer, primary_key=True),
        _belongs("meeting_id", "meetings"),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        _text("party"),
        sa.Column("table_number", sa.Integer),
        _text("joined_at"),
        sa.Index(None, "meeting_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "receipts",
        _belongs("voice_id", "voices", key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("guest_id", sa.Integer, sa.ForeignKey("guests.id", ondelete="SET NULL")),
        sa.Index(None, "guest_id"),
    )
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer, primary_key=True),
        _belongs("meeting_id", "meetings"),
        _belongs("theme_id", "themes"),
        _belongs("guest_id", "guests"),
        _text("made_at"),
        sa.UniqueConstraint("guest_id", "theme_id"),
        sa.Index(None, "meeting_id"),
        sa.Index(None, "theme_id"),
        sqlite_autoincrement=True,
    )


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
