"""The tables of plans, tasks, subsidies' stations, goals and evaluations."""

import sqlalchemy as sa

from workshop_app import model
from workshop_app.store.columns import belongs, code, flag, names, own_id, text
from workshop_app.store.schema.base import metadata

plan_entries = sa.Table(
    "plan_entries",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    code("field", model.PlanField),
    text("body"),
    sa.UniqueConstraint("project_id", "field"),
    sqlite_autoincrement=True,
)

plan_lines = sa.Table(
    "plan_lines",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    code("kind", model.LineKind),
    text("name"),
    text("who"),
    sa.Column("yen", sa.BigInteger, nullable=False),
    sa.CheckConstraint("yen >= 0", name="yen"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

project_parts = sa.Table(
    "project_parts",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    text("name"),
    code("concept", model.Concept),
    code("service_type", model.ServiceType, nullable=True),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

tasks = sa.Table(
    "tasks",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    text("title"),
    text("owner"),
    sa.Column("due_on", sa.Date),
    code("state", model.TaskState),
    flag("by_residents"),
    flag("by_care"),
    flag("by_companies"),
    flag("by_officials"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

task_notes = sa.Table(
    "task_notes",
    metadata,
    own_id(),
    belongs("task_id", "tasks"),
    sa.Column("noted_on", sa.Date, nullable=False),
    text("body"),
    sa.Index(None, "task_id"),
    sqlite_autoincrement=True,
)

small_starts = sa.Table(
    "small_starts",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    sa.Column("people", sa.Integer, nullable=False),
    code("supply", model.Supply),
    code("start_time", model.StartTime),
    sa.CheckConstraint("people >= 0", name="people"),
    sa.UniqueConstraint("project_id"),
    sqlite_autoincrement=True,
)

session_entries = sa.Table(
    "session_entries",
    metadata,
    own_id(),
    belongs("meeting_id", "meetings"),
    code("field", model.SessionField),
    text("body"),
    flag("is_confirmed"),
    sa.UniqueConstraint("meeting_id", "field"),
    sqlite_autoincrement=True,
)

subsidy_steps = sa.Table(
    "subsidy_steps",
    metadata,
    own_id(),
    belongs("project_id", "projects"),
    code("kind", model.SubsidyStepKind),
    sa.Column("done_on", sa.Date, nullable=False),
    sa.Column("cost_yen", sa.BigInteger, nullable=False),
    sa.Column("yen", sa.BigInteger, nullable=False),
    text("note"),
    sa.CheckConstraint("cost_yen >= 0 AND yen >= 0", name="yen"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

goals = sa.Table(
    "goals",
    metadata,
    own_id(),
    belongs("workshop_id", "workshops"),
    code("rank", model.GoalRank),
    text("body"),
    names("parent_id", "goals"),
    text("indicator"),
    names("project_id", "projects"),
    sa.Index(None, "workshop_id"),
    sa.Index(None, "parent_id"),
    sa.Index(None, "project_id"),
    sqlite_autoincrement=True,
)

indicator_definitions = sa.Table(
    "indicator_definitions",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("key"),
    text("numerator"),
    text("denominator"),
    sa.UniqueConstraint("municipality_id", "key"),
    sqlite_autoincrement=True,
)

indicator_values = sa.Table(
    "indicator_values",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    text("key"),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("numerator", sa.BigInteger, nullable=False),
    sa.Column("denominator", sa.BigInteger),
    text("next_step"),
    sa.CheckConstraint("numerator >= 0 AND denominator >= 0", name="counts"),
    sa.UniqueConstraint("municipality_id", "key", "fiscal_year"),
    sqlite_autoincrement=True,
)

viewpoint_notes = sa.Table(
    "viewpoint_notes",
    metadata,
    own_id(),
    belongs("municipality_id", "municipalities"),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    code("viewpoint", model.Viewpoint),
    text("body"),
    sa.UniqueConstraint("municipality_id", "fiscal_year", "viewpoint"),
    sqlite_autoincrement=True,
)
