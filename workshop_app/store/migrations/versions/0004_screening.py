"""Room for holds, hand-overs, records of consent and the outreach log."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004_screening"
down_revision = "0003_phones"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    _make_holds()
    _make_hand_overs()
    _make_consent_records()
    _make_outreach_entries()


def _make_holds() -> None:
    op.create_table(
        "holds",
        _own_id(),
        _belongs("voice_id", "voices"),
        _text("reasons"),
        _text("suggestion"),
        _text("state"),
        _text("wording", nullable=True),
        _text("made_at"),
        _text("decided_at", nullable=True),
        _text("decided_by"),
        sa.UniqueConstraint("voice_id", name="uq_holds_voice_id"),
        sqlite_autoincrement=True,
    )


def _make_hand_overs() -> None:
    op.create_table(
        "hand_overs",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _names("meeting_id", "meetings"),
        _names("voice_id", "voices"),
        _text("concern"),
        _names("area_id", "areas"),
        _text("urgency"),
        _text("receiver"),
        _text("opened_at"),
        sa.Column("handed_on", sa.Date),
        _text("closed_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_overs_municipality_id", "hand_overs", ["municipality_id"])
    op.create_index("ix_hand_overs_voice_id", "hand_overs", ["voice_id"])


def _make_consent_records() -> None:
    op.create_table(
        "consent_records",
        _belongs("meeting_id", "meetings", key=True),
        _text("explained"),
        _text("way", nullable=True),
        sa.Column("photos", sa.Boolean),
        sa.Column("recording", sa.Boolean),
        sa.Column("quoting", sa.Boolean),
        sa.Column("told_on", sa.Date),
    )


def _make_outreach_entries() -> None:
    op.create_table(
        "outreach_entries",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        sa.Column("visited_on", sa.Date, nullable=False),
        _text("place"),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("visits", "informed", "linked")
        ),
        _text("linked_to", nullable=True),
        sa.Column("found", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "visits >= 0 AND informed >= 0 AND found >= 0 AND linked >= 0 AND linked <= visits",
            name="counts",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outreach_entries_municipality_id", "outreach_entries", ["municipality_id"]
    )


def _own_id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _names(name: str, table: str) -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="SET NULL"))


def _text(name: str, **options: Any) -> sa.Column[str]:  # noqa: ANN401
    return sa.Column(name, sa.Text, **{"nullable": False, **options})
