"""The tables of what is looked over before it is shown, and of what staff take over."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import AsTyped, belongs, code, names, own_id, text
from workshop_app.store.schema.base import metadata

holds = sa.Table(
    "holds",
    metadata,
    own_id(),
    belongs("voice_id", "voices"),
    text("reasons"),
    text("suggestion"),
    code("state", model.HoldState),
    sa.Column("wording", AsTyped),
    text("made_at"),
    sa.Column("decided_at", AsTyped),
    text("decided_by"),
    sa.UniqueConstraint("voice_id"),
    sqlite_autoincrement=True,
)

hand_overs = sa.Table(
    "hand_overs",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    names("meeting_id", "meetings"),
    names("voice_id", "voices"),
    code("concern", model.Concern),
    names("area_id", "areas"),
    code("urgency", model.Urgency),
    code("receiver", model.Receiver),
    text("opened_at"),
    sa.Column("handed_on", sa.Date),
    sa.Column("closed_at", AsTyped),
    sa.Index(None, "municipality_id"),
    sa.Index(None, "voice_id"),
    sqlite_autoincrement=True,
)

consent_records = sa.Table(
    "consent_records",
    metadata,
    belongs("meeting_id", "meetings", key=True),
    text("explained"),
    code("way", model.NoticeWay, nullable=True),
    sa.Column("photos", sa.Boolean),
    sa.Column("recording", sa.Boolean),
    sa.Column("quoting", sa.Boolean),
    sa.Column("told_on", sa.Date),
)

outreach_entries = sa.Table(
    "outreach_entries",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    sa.Column("visited_on", sa.Date, nullable=False),
    code("place", model.OutreachPlace),
    sa.Column("visits", sa.Integer, nullable=False),
    sa.Column("informed", sa.Integer, nullable=False),
    sa.Column("linked", sa.Integer, nullable=False),
    code("linked_to", model.Receiver, nullable=True),
    sa.Column("found", sa.Integer, nullable=False),
    sa.CheckConstraint(
        "visits >= 0 AND informed >= 0 AND found >= 0 AND linked >= 0 AND linked <= visits",
        name="counts",
    ),
    sa.Index(None, "municipality_id"),
    sqlite_autoincrement=True,
)
