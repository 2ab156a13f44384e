"""The tables of phones: the door, guests, receipts, marks of interest."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

phone_doors = sa.Table(
    "phone_doors",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    flag("is_open"),
    flag("is_marking_open"),
    sa.Column("marks_each", sa.Integer, nullable=False),
    sa.CheckConstraint("marks_each >= 1", name="marks_each"),
)

guests = sa.Table(
    "guests",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    sa.Column("token_hash", AsTyped, nullable=False, unique=True),
    code("party", model.Party),
    sa.Column("table_number", sa.Integer),
    text("joined_at"),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

receipts = sa.Table(
    "receipts",
    metadata,
    belongs("voice_id", "voices", key=True),
    sa.Column("number", AsTyped, nullable=False, unique=True),
    names("guest_id", "guests"),
    sa.Index(None, "guest_id"),
)

marks = sa.Table(
    "marks",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    belongs("theme_id", "themes"),
    belongs("guest_id", "guests"),
    text("made_at"),
    sa.UniqueConstraint("guest_id", "theme_id"),
    sa.Index(None, "meeting_id"),
    sa.Index(None, "theme_id"),
    sqlite_autoincrement=True,
)
