"""The tables of the town and where it meets."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

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
