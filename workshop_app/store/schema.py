"""The tables, one for each record of ``model`` and a few for what is computed and kept.

Every table of a town is reachable from ``municipalities``. Nothing here opens a database; how
a table came to be is told in ``migrations``.
"""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, flag, names, own_id, text

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

metadata = sa.MetaData(naming_convention=_NAMES)

municipalities = sa.Table(
    "municipalities",
    metadata,
    own_id(),
    text("name"),
    text("coordinator_title"),
    flag("is_sample"),
    sa.Column("revision", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

areas = sa.Table(
    "areas",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("name"),
    sa.Column("tier", sa.Integer, nullable=False),
    names("parent_id", "areas"),
    sa.CheckConstraint("tier IN (1, 2, 3)", name="tier"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

workshops = sa.Table(
    "workshops",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("title"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

meetings = sa.Table(
    "meetings",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    text("title"),
    code("kind", model.MeetingKind),
    code("stage", model.Stage),
    sa.Column("held_on", sa.Date, nullable=False),
    names("area_id", "areas"),
    text("purpose"),
    text("question"),
    text("agenda"),
    flag("is_open"),
    sa.Column("join_code", AsTyped, nullable=False, unique=True),
    sa.Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)

tables = sa.Table(
    "tables",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    sa.Column("number", sa.Integer, nullable=False),
    text("note"),
    sa.UniqueConstraint("meeting_id", "number"),
    sqlite_autoincrement=True,
)

voices = sa.Table(
    "voices",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    text("text"),
    code("party", model.Party),
    sa.Column("table_number", sa.Integer),
    code("kind", model.VoiceKind, nullable=True),
    names("area_id", "areas"),
    code("consent", model.Consent),
    flag("is_projected"),
    code("source", model.VoiceSource),
    sa.Column("client_key", AsTyped, nullable=False, unique=True),
    text("recorded_at"),
    sa.Column("withdrawn_at", AsTyped),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

themes = sa.Table(
    "themes",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    text("heading"),
    code("heading_by", model.MadeBy),
    flag("is_lone"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("retired_at", AsTyped),
    sa.Index(None, "workshop_id", "position"),
    sqlite_autoincrement=True,
)

assignments = sa.Table(
    "assignments",
    metadata,
    belongs("voice_id", "voices", key=True),
    belongs("theme_id", "themes"),
    sa.Column("certainty", sa.Double, nullable=False),
    names("second_theme_id", "themes"),
    flag("is_pinned"),
    code("made_by", model.MadeBy),
    sa.CheckConstraint("certainty >= 0 AND certainty <= 1", name="certainty"),
    sa.Index(None, "theme_id"),
    sa.Index(None, "second_theme_id"),
)

edits = sa.Table(
    "edits",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    code("op", model.EditOp),
    text("detail"),
    text("made_at"),
    sa.Column("undone_at", AsTyped),
    sa.Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)

stakeholders = sa.Table(
    "stakeholders",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("name"),
    code("party", model.Party),
    text("category"),
    names("area_id", "areas"),
    text("note"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

assets = sa.Table(
    "assets",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("name"),
    code("asset_class", model.AssetClass),
    names("area_id", "areas"),
    names("owner_id", "stakeholders"),
    text("availability"),
    sa.Column("capacity", sa.Integer),
    text("conditions"),
    text("contact_office"),
    names("source_voice_id", "voices"),
    code("state", model.AssetState),
    sa.Column("noted_on", sa.Date, nullable=False),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "owner_id"),
    sa.Index(None, "source_voice_id"),
    sqlite_autoincrement=True,
)

relations = sa.Table(
    "relations",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    belongs("source_id", "stakeholders"),
    belongs("target_id", "stakeholders"),
    code("kind", model.RelationKind),
    sa.Column("last_contact_on", sa.Date),
    text("note"),
    sa.CheckConstraint("source_id <> target_id", name="two_sides"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "source_id"),
    sa.Index(None, "target_id"),
    sqlite_autoincrement=True,
)

supports = sa.Table(
    "supports",
    metadata,
    own_id(),
    belongs("theme_id", "themes"),
    names("stakeholder_id", "stakeholders", ondelete="CASCADE"),
    names("asset_id", "assets", ondelete="CASCADE"),
    text("note"),
    sa.CheckConstraint(
        "(stakeholder_id IS NULL) <> (asset_id IS NULL)",
        name="exactly_one",
    ),
    sa.UniqueConstraint("theme_id", "stakeholder_id"),
    sa.UniqueConstraint("theme_id", "asset_id"),
    sa.Index(None, "stakeholder_id"),
    sa.Index(None, "asset_id"),
    sqlite_autoincrement=True,
)

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

embeddings = sa.Table(
    "embeddings",
    metadata,
    sa.Column("fingerprint", AsTyped, primary_key=True),
    sa.Column("text_hash", AsTyped, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

node_positions = sa.Table(
    "node_positions",
    metadata,
    belongs("workshop_id", "workshops", key=True),
    sa.Column("node", AsTyped, primary_key=True),
    sa.Column("x", sa.Double, nullable=False),
    sa.Column("y", sa.Double, nullable=False),
)

column_mappings = sa.Table(
    "column_mappings",
    metadata,
    belongs("municipality_id", "municipalities", key=True),
    sa.Column("header_key", AsTyped, primary_key=True),
    text("mapping"),
)

town_settings = sa.Table(
    "town_settings",
    metadata,
    belongs("municipality_id", "municipalities", key=True),
    sa.Column("name", AsTyped, primary_key=True),
    text("value"),
)

installation_settings = sa.Table(
    "installation_settings",
    metadata,
    sa.Column("name", AsTyped, primary_key=True),
    text("value"),
)
