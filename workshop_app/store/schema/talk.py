"""The tables of what was said and how it was sorted."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

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
