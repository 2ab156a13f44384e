"""The first schema: every record from a town's voices to its decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001_first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _make_towns()
    _make_meetings()
    _make_themes()
    _make_stakeholders()
    _make_projects()
    _make_kept_results()


def _own_id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _belongs(name: str, table: str, *, key: bool = False) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False, primary_key=key)


def _names(name: str, table: str, *, ondelete: str = "SET NULL") -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete=ondelete))


def _text(name: str, **options: Any) -> sa.Column[str]:  # noqa: ANN401
    return sa.Column(name, sa.Text, **{"nullable": False, **options})


def _make(name: str, *parts: Any) -> None:  # noqa: ANN401
    op.create_table(name, *parts, sqlite_autoincrement=True)


def _make_towns() -> None:
    _make(
        "municipalities",
        _own_id(),
        _text("name"),
        _text("coordinator_title"),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    _make(
        "areas",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _text("name"),
        sa.Column("tier", sa.Integer, nullable=False),
        _names("parent_id", "areas"),
        sa.CheckConstraint("tier IN (1, 2, 3)", name="tier"),
        sa.Index(None, "municipality_id"),
    )
    _make(
        "audit_entries",
        _own_id(),
        _names("municipality_id", "municipalities"),
        _text("at"),
        _text("role"),
        _text("action"),
        _text("subject"),
        _text("detail"),
        sa.Index(None, "municipality_id"),
    )
    op.create_table(
        "column_mappings",
        _belongs("municipality_id", "municipalities", key=True),
        _text("header_key", primary_key=True),
        _text("mapping"),
    )


def _make_meetings() -> None:
    _make(
        "workshops",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _text("title"),
        sa.Index(None, "municipality_id"),
    )
    _make(
        "meetings",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _text("title"),
        _text("kind"),
        _text("stage"),
        sa.Column("held_on", sa.Date, nullable=False),
        _names("area_id", "areas"),
        _text("purpose"),
        _text("question"),
        _text("agenda"),
        sa.Column("is_open", sa.Boolean, nullable=False),
        _text("join_code", unique=True),
        sa.Index(None, "workshop_id"),
    )
    _make(
        "tables",
        _own_id(),
        _belongs("meeting_id", "meetings"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("note"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    _make(
        "voices",
        _own_id(),
        _belongs("meeting_id", "meetings"),
        _text("text"),
        _text("party"),
        sa.Column("table_number", sa.Integer),
        _text("kind", nullable=True),
        _names("area_id", "areas"),
        _text("consent"),
        sa.Column("is_projected", sa.Boolean, nullable=False),
        _text("source"),
        _text("client_key", unique=True),
        _text("recorded_at"),
        _text("withdrawn_at", nullable=True),
        sa.Index(None, "meeting_id"),
    )


def _make_themes() -> None:
    _make(
        "themes",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _text("heading"),
        _text("heading_by"),
        sa.Column("is_lone", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _text("retired_at", nullable=True),
        sa.Index(None, "workshop_id", "position"),
    )
    op.create_table(
        "assignments",
        _belongs("voice_id", "voices", key=True),
        _belongs("theme_id", "themes"),
        sa.Column("certainty", sa.Double, nullable=False),
        _names("second_theme_id", "themes"),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        _text("made_by"),
        sa.CheckConstraint("certainty >= 0 AND certainty <= 1", name="certainty"),
        sa.Index(None, "theme_id"),
        sa.Index(None, "second_theme_id"),
    )
    _make(
        "edits",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _text("op"),
        _text("detail"),
        _text("made_at"),
        _text("undone_at", nullable=True),
        sa.Index(None, "workshop_id"),
    )


def _make_stakeholders() -> None:
    _make(
        "stakeholders",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _text("name"),
        _text("party"),
        _text("category"),
        _names("area_id", "areas"),
        _text("note"),
        sa.Index(None, "municipality_id"),
    )
    _make(
        "assets",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _text("name"),
        _text("asset_class"),
        _names("area_id", "areas"),
        _names("owner_id", "stakeholders"),
        _text("availability"),
        sa.Column("capacity", sa.Integer),
        _text("conditions"),
        _text("contact_office"),
        _names("source_voice_id", "voices"),
        _text("state"),
        sa.Column("noted_on", sa.Date, nullable=False),
        sa.Index(None, "municipality_id"),
        sa.Index(None, "owner_id"),
        sa.Index(None, "source_voice_id"),
    )
    _make(
        "relations",
        _own_id(),
        _belongs("municipality_id", "municipalities"),
        _belongs("source_id", "stakeholders"),
        _belongs("target_id", "stakeholders"),
        _text("kind"),
        sa.Column("last_contact_on", sa.Date),
        _text("note"),
        sa.CheckConstraint("source_id <> target_id", name="two_sides"),
        sa.Index(None, "municipality_id"),
        sa.Index(None, "source_id"),
        sa.Index(None, "target_id"),
    )
    _make(
        "supports",
        _own_id(),
        _belongs("theme_id", "themes"),
        _names("stakeholder_id", "stakeholders", ondelete="CASCADE"),
        _names("asset_id", "assets", ondelete="CASCADE"),
        _text("note"),
        sa.CheckConstraint(
            "(stakeholder_id IS NULL) <> (asset_id IS NULL)", name="exactly_one"
        ),
        sa.UniqueConstraint("theme_id", "stakeholder_id"),
        sa.UniqueConstraint("theme_id", "asset_id"),
        sa.Index(None, "stakeholder_id"),
        sa.Index(None, "asset_id"),
    )


def _make_projects() -> None:
    _make(
        "projects",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _text("title"),
        _names("theme_id", "themes"),
        _text("state"),
        _text("next_step"),
        _text("owner"),
        sa.Column("due_on", sa.Date),
        sa.Column("trial_from", sa.Date),
        sa.Column("trial_until", sa.Date),
        _text("service_type", nullable=True),
        _text("note"),
        _text("created_at"),
        sa.Index(None, "workshop_id"),
        sa.Index(None, "theme_id"),
    )
    op.create_table(
        "project_voices",
        _belongs("project_id", "projects", key=True),
        _belongs("voice_id", "voices", key=True),
        sa.Index(None, "voice_id"),
    )
    _make(
        "stage_results",
        _own_id(),
        _belongs("project_id", "projects"),
        _text("stage"),
        _names("meeting_id", "meetings"),
        _text("summary"),
        sa.Index(None, "project_id"),
    )
    _make(
        "subsidies",
        _own_id(),
        _belongs("project_id", "projects"),
        sa.Column("paid_on", sa.Date, nullable=False),
        sa.Column("yen", sa.BigInteger, nullable=False),
        _text("note"),
        sa.Index(None, "project_id"),
    )
    _make(
        "monthly_returns",
        _own_id(),
        _belongs("project_id", "projects"),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("income_yen", sa.BigInteger, nullable=False),
        sa.Column("cost_yen", sa.BigInteger, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.CheckConstraint("uses >= 0 AND people >= 0", name="counts"),
        sa.UniqueConstraint("project_id", "month"),
    )
    _make(
        "decisions",
        _own_id(),
        _belongs("workshop_id", "workshops"),
        _names("project_id", "projects"),
        sa.Column("decided_on", sa.Date, nullable=False),
        _text("outcome"),
        _text("body"),
        _text("reason"),
        sa.Index(None, "workshop_id"),
        sa.Index(None, "project_id"),
    )


def _make_kept_results() -> None:
    op.create_table(
        "embeddings",
        _text("fingerprint", primary_key=True),
        _text("text_hash", primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "node_positions",
        _belongs("workshop_id", "workshops", key=True),
        _text("node", primary_key=True),
        sa.Column("x", sa.Double, nullable=False),
        sa.Column("y", sa.Double, nullable=False),
    )
