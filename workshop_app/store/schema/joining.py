"""The tables of what brings people together."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

matches = sa.Table(
    "matches",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    belongs("need_voice_id", "voices"),
    names("asset_id", "assets", ondelete="CASCADE"),
    names("offer_voice_id", "voices", ondelete="CASCADE"),
    code("state", model.MatchState),
    text("reason"),
    flag("took_place"),
    text("changed_at"),
    sa.CheckConstraint("(asset_id IS NULL) <> (offer_voice_id IS NULL)", name="exactly_one"),
    sa.UniqueConstraint("need_voice_id", "asset_id"),
    sa.UniqueConstraint("need_voice_id", "offer_voice_id"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "asset_id"),
    sa.Index(None, "offer_voice_id"),
    sqlite_autoincrement=True,
)

mention_answers = sa.Table(
    "mention_answers",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    belongs("voice_id", "voices"),
    text("written"),
    names("stakeholder_id", "stakeholders"),
    names("support_id", "supports"),
    flag("made_stakeholder"),
    sa.UniqueConstraint("voice_id", "written"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "stakeholder_id"),
    sa.Index(None, "support_id"),
    sqlite_autoincrement=True,
)

resource_plans = sa.Table(
    "resource_plans",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("title"),
    names("theme_id", "themes"),
    code("stage", model.ResourceStage),
    text("owner"),
    text("note"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)

joint_sessions = sa.Table(
    "joint_sessions",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    names("theme_id", "themes"),
    text("body"),
    sa.Column("held_on", sa.Date, nullable=False),
    text("note"),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)

support_entries = sa.Table(
    "support_entries",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    sa.Column("held_on", sa.Date, nullable=False),
    text("theme"),
    text("programme"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)

handoffs = sa.Table(
    "handoffs",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("need"),
    text("area"),
    text("partner"),
    text("offer"),
    text("timing"),
    text("contact_office"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)
