"""The tables of an evening in the room: run sheet, clocks, attendance, wall, photos."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

run_rows = sa.Table(
    "run_rows",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    sa.Column("position", sa.Integer, nullable=False),
    text("step"),
    text("who"),
    text("on_screen"),
    text("recorded"),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("added_minutes", sa.Integer, nullable=False),
    sa.Column("spent_seconds", sa.Double, nullable=False),
    sa.CheckConstraint("minutes >= 0 AND minutes <= 600", name="minutes"),
    sa.CheckConstraint("spent_seconds >= 0", name="spent"),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

timers = sa.Table(
    "timers",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    sa.Column("kind", AsTyped, primary_key=True),
    names("row_id", "run_rows"),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("spent_seconds", sa.Double, nullable=False),
    sa.Column("running_since", AsTyped),
    sa.CheckConstraint("spent_seconds >= 0", name="spent"),
)

parked_items = sa.Table(
    "parked_items",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    text("text"),
    text("parked_at"),
    sa.Column("done_at", AsTyped),
    sa.Column("dropped_at", AsTyped),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

attendances = sa.Table(
    "attendances",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    sa.Column("party", AsTyped, primary_key=True),
    sa.Column("people", sa.Integer, nullable=False),
    sa.CheckConstraint("people >= 0 AND people <= 10000", name="people"),
)

screen_states = sa.Table(
    "screen_states",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    code("view", model.ScreenView),
    names("theme_id", "themes"),
    sa.Column("page", sa.Integer, nullable=False),
    flag("is_blank"),
    code("palette", model.Palette),
    sa.Column("text_percent", sa.Integer, nullable=False),
    flag("has_ruby"),
    text("farewell"),
    sa.Column("serial", sa.Integer, nullable=False),
    text("mark"),
    sa.CheckConstraint("text_percent >= 100 AND text_percent <= 200", name="text"),
)

photos = sa.Table(
    "photos",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    sa.Column("table_number", sa.Integer),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    flag("faces_checked"),
    flag("is_agreed"),
    flag("is_shown"),
    text("uploaded_at"),
    sa.Column("image", sa.LargeBinary, nullable=False),  # JPEG, without what a camera adds
    sa.CheckConstraint("NOT is_shown OR faces_checked OR is_agreed", name="shown"),
    sa.Index(None, "meeting_id"),
    sqlite_autoincrement=True,
)

rehearsals = sa.Table(
    "rehearsals",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    names("source_meeting_id", "meetings"),
    sa.Column("speed", sa.Integer, nullable=False),
    sa.CheckConstraint("speed >= 1 AND speed <= 100", name="speed"),
)
