"""The tables of projects, results, money and decisions, and the audit log."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, names, own_id, text
from workshop_app.store.schema.base import metadata

projects = sa.Table(
    "projects",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    text("title"),
    names("theme_id", "themes"),
    code("state", model.ProjectState),
    text("next_step"),
    text("owner"),
    sa.Column("due_on", sa.Date),
    sa.Column("trial_from", sa.Date),
    sa.Column("trial_until", sa.Date),
    code("service_type", model.ServiceType, nullable=True),
    text("note"),
    text("created_at"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)

project_voices = sa.Table(
    "project_voices",
    metadata,
    belongs("project_id", "projects", key=True),
    belongs("voice_id", "voices", key=True),
    sa.Index(None, "voice_id"),
)

stage_results = sa.Table(
    "stage_results",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    code("stage", model.Stage),
    names("meeting_id", "meetings"),
    text("summary"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

subsidies = sa.Table(
    "subsidies",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    sa.Column("paid_on", sa.Date, nullable=False),
    sa.Column("yen", sa.BigInteger, nullable=False),
    text("note"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

monthly_returns = sa.Table(
    "monthly_returns",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    sa.Column("month", sa.Date, nullable=False),
    sa.Column("income_yen", sa.BigInteger, nullable=False),
    sa.Column("cost_yen", sa.BigInteger, nullable=False),
    sa.Column("uses", sa.Integer, nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("target_people", sa.Integer, nullable=False),
    sa.Column("other_people", sa.Integer, nullable=False),
    sa.Column("helpers", sa.Integer, nullable=False),
    sa.Column("incidents", sa.Integer, nullable=False),
    text("incident_note"),
    text("said"),
    sa.CheckConstraint("uses >= 0 AND people >= 0", name="counts"),
    sa.UniqueConstraint("project_id", "month"),
    sqlite_autoincrement=True,
)

decisions = sa.Table(
    "decisions",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    names("project_id", "projects"),
    sa.Column("decided_on", sa.Date, nullable=False),
    code("outcome", model.DecisionOutcome),
    text("body"),
    text("reason"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

audit_entries = sa.Table(
    "audit_entries",
    metadata,
    own_id(),
    names("municipality_id", "municipalities"),
    text("at"),
    text("role"),
    text("action"),
    text("subject"),
    text("detail"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)
