"""A council's choosing: candidates, criteria, members, scores, recusals, frozen records."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_choosing"
down_revision = "0008_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the seven tables."""
    _make(
        "selections",
        _belongs("workshop_id", "workshops"),
        _text("title"),
        _text("state"),
        sa.Column("round_number", sa.Integer, nullable=False),
        _text("rule"),
        _text("tie"),
        _text("rounding"),
        _text("minimum"),
        sa.Column("budget_yen", sa.BigInteger),
        _text("constraints"),
        _text("created_at"),
        sa.Index(None, "workshop_id"),
    )
    _make(
        "selection_candidates",
        _belongs("selection_id", "selections"),
        _belongs("project_id", "projects"),
        sa.Column("cost_yen", sa.BigInteger),
        _text("requested_at"),
        _text("gates"),
        sa.Column("years", sa.Text, nullable=False),
        sa.UniqueConstraint("selection_id", "project_id"),
        sa.Index(None, "project_id"),
    )
    _make(
        "selection_criteria",
        _belongs("selection_id", "selections"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("name"),
        _text("weight"),
        _text("most"),
        _text("grades"),
        sa.Index(None, "selection_id"),
    )
    _make(
        "council_members",
        _belongs("selection_id", "selections"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("code"),
        sa.Column("is_present", sa.Boolean, nullable=False),
        sa.UniqueConstraint("selection_id", "number"),
        sa.UniqueConstraint("code"),
    )
    _make(
        "member_scores",
        _belongs("member_id", "council_members"),
        _belongs("candidate_id", "selection_candidates"),
        _belongs("criterion_id", "selection_criteria"),
        sa.Column("round_number", sa.Integer, nullable=False),
        _text("value"),
        sa.UniqueConstraint("member_id", "candidate_id", "criterion_id", "round_number"),
        sa.Index(None, "candidate_id"),
        sa.Index(None, "criterion_id"),
    )
    _make(
        "recusals",
        _belongs("member_id", "council_members"),
        _belongs("candidate_id", "selection_candidates"),
        sa.UniqueConstraint("member_id", "candidate_id"),
        sa.Index(None, "candidate_id"),
    )
    _make(
        "selection_records",
        _belongs("selection_id", "selections"),
        sa.Column("is_correction", sa.Boolean, nullable=False),
        _text("body"),
        _text("digest"),
        _text("made_at"),
        sa.Index(None, "selection_id"),
    )


def _make(name: str, *parts: Any) -> None:  # noqa: ANN401
    own_id = sa.Column("id", sa.Integer, primary_key=True)
    op.create_table(name, own_id, *parts, sqlite_autoincrement=True)


def _belongs(name: str, table: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
