"""Matches, answers to mentions, resources in the making, and what is handed on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006_ties"
down_revision = "0005_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the six tables."""
    _make_matches()
    _make_answers()
    _make_plans()
    _make_handed_on()


def _make_matches() -> None:
    _make(
        "matches",
        _belongs("municipality_id", "municipalities"),
        _belongs("need_voice_id", "voices"),
        _names("asset_id", "assets", ondelete="CASCADE"),
        _names("offer_voice_id", "voices", ondelete="CASCADE"),
        _text("state"),
        _text("reason"),
        sa.Column("took_place", sa.Boolean, nullable=False),
        _text("changed_at"),
        sa.CheckConstraint(
            "(asset_id IS NULL) <> (offer_voice_id IS NULL)",
            name=op.f("ck_matches_exactly_one"),
        ),
        sa.UniqueConstraint(
            "need_voice_id", "asset_id", name=op.f("uq_matches_need_voice_id_asset_id")
        ),
        sa.UniqueConstraint(
            "need_voice_id",
            "offer_voice_id",
            name=op.f("uq_matches_need_voice_id_offer_voice_id"),
        ),
    )
    _index("matches", "municipality_id", "asset_id", "offer_voice_id")


def _make_answers() -> None:
    _make(
        "mention_answers",
        _belongs("municipality_id", "municipalities"),
        _belongs("voice_id", "voices"),
        _text("written"),
        _names("stakeholder_id", "stakeholders"),
        _names("support_id", "supports"),
        sa.Column("made_stakeholder", sa.Boolean, nullable=False),
        sa.UniqueConstraint(
            "voice_id", "written", name=op.f("uq_mention_answers_voice_id_written")
        ),
    )
    _index("mention_answers", "municipality_id", "stakeholder_id", "support_id")


def _make_plans() -> None:
    _make(
        "resource_plans",
        _belongs("municipality_id", "municipalities"),
        _text("title"),
        _names("theme_id", "themes"),
        _text("stage"),
        _text("owner"),
        _text("note"),
    )
    _index("resource_plans", "municipality_id", "theme_id")
    _make(
        "joint_sessions",
        _belongs("municipality_id", "municipalities"),
        _names("theme_id", "themes"),
        _text("body"),
        sa.Column("held_on", sa.Date, nullable=False),
        _text("note"),
    )
    _index("joint_sessions", "municipality_id", "theme_id")


def _make_handed_on() -> None:
    _make(
        "support_entries",
        _belongs("municipality_id", "municipalities"),
        sa.Column("held_on", sa.Date, nullable=False),
        _text("theme"),
        _text("programme"),
    )
    _index("support_entries", "municipality_id")
    _make(
        "handoffs",
        _belongs("municipality_id", "municipalities"),
        _text("need"),
        _text("area"),
        _text("partner"),
        _text("offer"),
        _text("timing"),
        _text("contact_office"),
    )
    _index("handoffs", "municipality_id")


def _make(name: str, *parts: Any) -> None:  # noqa: ANN401
    own_id = sa.Column("id", sa.Integer, primary_key=True)
    op.create_table(name, own_id, *parts, sqlite_autoincrement=True)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _belongs(name: str, table: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False)


def _names(name: str, table: str, *, ondelete: str = "SET NULL") -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete=ondelete))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
