"""The evening in the room: run sheet, clocks, parked items, attendance, wall, photos."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005_desk"
down_revision = "0004_screening"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the seven tables."""
    _make_clocks()
    _make_lists()
    _make_wall()


def _own_id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _meeting(*, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey("meetings.id", ondelete="CASCADE")
    return sa.Column("meeting_id", sa.Integer, target, nullable=False, primary_key=key)


def _names(name: str, table: str) -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="SET NULL"))


def _text(name: str, **options: Any) -> sa.Column[str]:  # noqa: ANN401
    return sa.Column(name, sa.Text, **{"nullable": False, **options})


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _seconds(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=False)


def _make_clocks() -> None:
    op.create_table(
        "run_rows",
        _own_id(),
        _meeting(),
        _number("position"),
        _text("step"),
        _text("who"),
        _text("on_screen"),
        _text("recorded"),
        _number("minutes"),
        _number("added_minutes"),
        _seconds("spent_seconds"),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 600", name="minutes"),
        sa.CheckConstraint("spent_seconds >= 0", name="spent"),
        sa.Index("ix_run_rows_meeting_id", "meeting_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "timers",
        _meeting(key=True),
        _text("kind", primary_key=True),
        _names("row_id", "run_rows"),
        _seconds("seconds"),
        _seconds("spent_seconds"),
        _text("running_since", nullable=True),
        sa.CheckConstraint("spent_seconds >= 0", name="spent"),
    )


def _make_lists() -> None:
    op.create_table(
        "parked_items",
        _own_id(),
        _meeting(),
        _text("text"),
        _text("parked_at"),
        _text("done_at", nullable=True),
        _text("dropped_at", nullable=True),
        sa.Index("ix_parked_items_meeting_id", "meeting_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attendances",
        _meeting(key=True),
        _text("party", primary_key=True),
        _number("people"),
        sa.CheckConstraint("people >= 0 AND people <= 10000", name="people"),
    )
    op.create_table(
        "rehearsals",
        _meeting(key=True),
        _names("source_meeting_id", "meetings"),
        _number("speed"),
        sa.CheckConstraint("speed >= 1 AND speed <= 100", name="speed"),
    )


def _make_wall() -> None:
    op.create_table(
        "screen_states",
        _meeting(key=True),
        _text("view"),
        _names("theme_id", "themes"),
        _number("page"),
        _flag("is_blank"),
        _text("palette"),
        _number("text_percent"),
        _flag("has_ruby"),
        _text("farewell"),
        _number("serial"),
        _text("mark"),
        sa.CheckConstraint("text_percent >= 100 AND text_percent <= 200", name="text"),
    )
    op.create_table(
        "photos",
        _own_id(),
        _meeting(),
        sa.Column("table_number", sa.Integer),
        _number("width"),
        _number("height"),
        _flag("faces_checked"),
        _flag("is_agreed"),
        _flag("is_shown"),
        _text("uploaded_at"),
        sa.Column("image", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("NOT is_shown OR faces_checked OR is_agreed", name="shown"),
        sa.Index("ix_photos_meeting_id", "meeting_id"),
        sqlite_autoincrement=True,
    )
