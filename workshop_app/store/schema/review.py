"""The tables of the coordinator's desk."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, own_id, text
from workshop_app.store.schema.base import metadata

edit_steps = sa.Table(
    "edit_steps",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    belongs("edit_id", "edits"),
    code("deed", model.Deed),
    text("summary"),
    text("touched"),
    text("made_at"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "edit_id"),
    sqlite_autoincrement=True,
)

voice_parts = sa.Table(
    "voice_parts",
    metadata,
    belongs("part_id", "voices", key=True),
    belongs("parent_id", "voices"),
    belongs("root_id", "voices"),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("undone_at", AsTyped),
    sa.Index(None, "parent_id"),
    sa.Index(None, "root_id"),
)

theme_fates = sa.Table(
    "theme_fates",
    metadata,
    own_id(),
    belongs("theme_id", "themes"),
    code("fate", model.Fate),
    text("reason"),
    text("next_step"),
    text("decided_at"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)

theme_tags = sa.Table(
    "theme_tags",
    metadata,
    belongs("theme_id", "themes", key=True),
    sa.Column("tag", code("tag", model.CareTag).type, primary_key=True),
)

project_directions = sa.Table(
    "project_directions",
    metadata,
    belongs("project_id", "projects", key=True),
    sa.Column("direction", code("direction", model.Direction).type, primary_key=True),
)

connecting_acts = sa.Table(
    "connecting_acts",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    sa.Column("done_on", sa.Date, nullable=False),
    code("partner", model.Party),
    text("title"),
    text("note"),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)
