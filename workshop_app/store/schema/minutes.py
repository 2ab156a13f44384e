"""The tables of the minutes: one row a meeting, one row an item."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, own_id, text
from workshop_app.store.schema.base import metadata

minutes_records = sa.Table(
    "minutes_records",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    text("place"),
    text("hours"),
    text("present"),
    text("absent"),
    text("experts"),
    text("secretariat"),
    sa.Column("observers", sa.Integer),
    sa.Column("is_recorded", sa.Boolean),
    text("documents"),
    text("remarks"),
    sa.CheckConstraint("observers IS NULL OR observers >= 0", name="observers"),
)

minutes_items = sa.Table(
    "minutes_items",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    sa.Column("position", sa.Integer, nullable=False),
    text("topic"),
    text("said"),
    text("result"),
    code("access", model.Access),
    text("reason"),
    text("public_words"),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)
