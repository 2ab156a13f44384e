"""The tables of what leaves and what stays."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, own_id, text
from workshop_app.store.schema.base import metadata

voice_extras = sa.Table(
    "voice_extras",
    metadata,
    belongs("voice_id", "voices", key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    text("name"),
    text("value"),
)

retentions = sa.Table(
    "retentions",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    sa.Column("delete_on", sa.Date),
    sa.Column("erased_at", AsTyped),
)

remaining_counts = sa.Table(
    "remaining_counts",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    code("about", model.CountOf),
    text("name"),
    sa.Column("voices", sa.Integer, nullable=False),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)
