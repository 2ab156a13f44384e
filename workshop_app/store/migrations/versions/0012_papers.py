"""Room for the minutes of a meeting: what the secretariat writes, item by item."""

import sqlalchemy as sa
from alembic import op

revision = "0012_papers"
down_revision = "0011_merging"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "minutes_records",
        _belongs_to_meeting(key=True),
        *map(_text, ("place", "hours", "present", "absent", "experts", "secretariat")),
        sa.Column("observers", sa.Integer),
        sa.Column("is_recorded", sa.Boolean),
        *map(_text, ("documents", "remarks")),
        sa.CheckConstraint("observers IS NULL OR observers >= 0", name="observers"),
    )
    op.create_table(
        "minutes_items",
        sa.Column("id", sa.Integer, primary_key=True),
        _belongs_to_meeting(),
        sa.Column("position", sa.Integer, nullable=False),
        *map(_text, ("topic", "said", "result", "access", "reason", "public_words")),
        sa.Index(None, "meeting_id"),
        sqlite_autoincrement=True,
    )


def _belongs_to_meeting(*, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column("meeting_id", sa.Integer, target, nullable=False, primary_key=key)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
