"""The coordinator's desk: steps, parts of voices, fates, tags, connecting acts."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_review"
down_revision = "0007_flow"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_steps_and_parts()
    _make_fates_and_tags()
    _make(
        "connecting_acts",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        sa.Column("done_on", sa.Date, nullable=False),
        _text("partner"),
        _text("title"),
        _text("note"),
        sa.Index(None, "municipality_id"),
    )


def _make_steps_and_parts() -> None:
    _make(
        "edit_steps",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _belongs("edit_id", "edits"),
        _text("deed"),
        _text("summary"),
        _text("touched"),
        _text("made_at"),
        sa.Index(None, "workshop_id"),
        sa.Index(None, "edit_id"),
    )
    op.create_table(
        "voice_parts",
        _belongs("part_id", "voices", key=True),
        _belongs("parent_id", "voices"),
        _belongs("root_id", "voices"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("undone_at", sa.Text),
        sa.Index(None, "parent_id"),
        sa.Index(None, "root_id"),
    )


def _make_fates_and_tags() -> None:
    _make(
        "theme_fates",
        _own_id(),
        _belongs("theme_id", "themes"),
        _text("fate"),
        _text("reason"),
        _text("next_step"),
        _text("decided_at"),
        sa.Index(None, "theme_id"),
    )
    op.create_table(
        "theme_tags",
        _belongs("theme_id", "themes", key=True),
        _text("tag", primary_key=True),
    )
    op.create_table(
        "project_directions",
        _belongs("project_id", "projects", key=True),
        _text("direction", primary_key=True),
    )


def _own_id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _text(name: str, **options: Any) -> sa.Column[str]:  # noqa: ANN401
    return sa.Column(name, sa.Text, **{"nullable": False, **options})


def _make(name: str, *parts: Any) -> None:  # noqa: ANN401
    op.create_table(name, *parts, sqlite_autoincrement=True)
