"""The tables of organisations, assets and how they stand to each other."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, names, own_id, text
from workshop_app.store.schema.base import metadata

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
