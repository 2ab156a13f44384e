"""The tables of a council's choosing."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, flag, own_id, text
from workshop_app.store.schema.base import metadata

selections = sa.Table(
    "selections",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    text("title"),
    code("state", model.SelectionState),
    sa.Column("round_number", sa.Integer, nullable=False),
    text("rule"),
    text("tie"),
    text("rounding"),
    text("minimum"),
    sa.Column("budget_yen", sa.BigInteger),
    text("constraints"),
    text("created_at"),
    sa.Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)

selection_candidates = sa.Table(
    "selection_candidates",
    metadata,
    own_id(),
    belongs("selection_id", "selections"),
    belongs("project_id", "projects"),
    sa.Column("cost_yen", sa.BigInteger),
    text("requested_at"),
    text("gates"),
    text("years"),
    sa.UniqueConstraint("selection_id", "project_id"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

selection_criteria = sa.Table(
    "selection_criteria",
    metadata,
    own_id(),
    belongs("selection_id", "selections"),
    sa.Column("position", sa.Integer, nullable=False),
    text("name"),
    text("weight"),
    text("most"),
    text("grades"),
    sa.Index(None, "selection_id"),
    sqlite_autoincrement=True,
)

council_members = sa.Table(
    "council_members",
    metadata,
    own_id(),
    belongs("selection_id", "selections"),
    sa.Column("number", sa.Integer, nullable=False),
    text("code"),
    flag("is_present"),
    sa.UniqueConstraint("selection_id", "number"),
    sa.UniqueConstraint("code"),
    sqlite_autoincrement=True,
)

member_scores = sa.Table(
    "member_scores",
    metadata,
    own_id(),
    belongs("member_id", "council_members"),
    belongs("candidate_id", "selection_candidates"),
    belongs("criterion_id", "selection_criteria"),
    sa.Column("round_number", sa.Integer, nullable=False),
    text("value"),
    sa.UniqueConstraint("member_id", "candidate_id", "criterion_id", "round_number"),
    sa.Index(None, "candidate_id"),
    sa.Index(None, "criterion_id"),
    sqlite_autoincrement=True,
)

recusals = sa.Table(
    "recusals",
    metadata,
    own_id(),
    belongs("member_id", "council_members"),
    belongs("candidate_id", "selection_candidates"),
    sa.UniqueConstraint("member_id", "candidate_id"),
    sa.Index(None, "candidate_id"),
    sqlite_autoincrement=True,
)

selection_records = sa.Table(
    "selection_records",
    metadata,
    own_id(),
    belongs("selection_id", "selections"),
    flag("is_correction"),
    text("body"),
    text("digest"),
    text("made_at"),
    sa.Index(None, "selection_id"),
    sqlite_autoincrement=True,
)
