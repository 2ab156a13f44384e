"""Plans, tasks, subsidies' stations, goals and evaluations; more of a trial's month."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007_flow"
down_revision = "0006_ties"
branch_labels = None
depends_on = None

_COUNTS = ("times", "target_people", "other_people", "helpers", "incidents")


def upgrade() -> None:
    """Make the tables and widen the months."""
    _make_plans()
    _make_tasks()
    _make_sessions_and_subsidies()
    _make_goals()
    _make_evaluations()
    _widen_months()


def _widen_months() -> None:
    """Make the table anew with its rows: SQLite cannot add to one and keep its shape."""
    conn = op.get_bind()
    kept = list(conn.execute(sa.text("SELECT * FROM monthly_returns")).mappings())
    op.drop_table("monthly_returns")
    _make(
        "monthly_returns",
        _belongs("project_id", "projects"),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("income_yen", sa.BigInteger, nullable=False),
        sa.Column("cost_yen", sa.BigInteger, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
        _text("incident_note"),
        _text("said"),
        sa.CheckConstraint("uses >= 0 AND people >= 0", name="counts"),
        sa.UniqueConstraint("project_id", "month"),
    )
    new = dict.fromkeys(_COUNTS, 0) | {"incident_note": "", "said": ""}
    if not kept:
        return
    names = [*kept[0], *new]
    told = ", ".join(names)
    places = ", ".join(f":{name}" for name in names)
    insert = sa.text(f"INSERT INTO monthly_returns ({told}) VALUES ({places})")
    conn.execute(insert, [dict(row) | new for row in kept])
    if conn.dialect.name == "postgresql":
        sequence = "pg_get_serial_sequence('monthly_returns', 'id')"
        conn.execute(
            sa.text(f"SELECT setval({sequence}, (SELECT max(id) FROM monthly_returns))")
        )


def _make_plans() -> None:
    _make(
        "plan_entries",
        _belongs("project_id", "projects"),
        _text("field"),
        _text("body"),
        sa.UniqueConstraint("project_id", "field"),
    )
    _make(
        "plan_lines",
        _belongs("project_id", "projects"),
        _text("kind"),
        _text("name"),
        _text("who"),
        sa.Column("yen", sa.BigInteger, nullable=False),
        sa.CheckConstraint("yen >= 0", name="yen"),
        sa.Index(None, "project_id"),
    )
    _make(
        "project_parts",
        _belongs("project_id", "projects"),
        _text("name"),
        _text("concept"),
        sa.Column("service_type", sa.Text),
        sa.Index(None, "project_id"),
    )


def _make_tasks() -> None:
    _make(
        "tasks",
        _belongs("project_id", "projects"),
        _text("title"),
        _text("owner"),
        sa.Column("due_on", sa.Date),
        _text("state"),
        *(_flag(f"by_{who}") for who in ("residents", "care", "companies", "officials")),
        sa.Index(None, "project_id"),
    )
    _make(
        "task_notes",
        _belongs("task_id", "tasks"),
        sa.Column("noted_on", sa.Date, nullable=False),
        _text("body"),
        sa.Index(None, "task_id"),
    )
    _make(
        "small_starts",
        _belongs("project_id", "projects"),
        sa.Column("people", sa.Integer, nullable=False),
        _text("supply"),
        _text("start_time"),
        sa.CheckConstraint("people >= 0", name="people"),
        sa.UniqueConstraint("project_id"),
    )


def _make_sessions_and_subsidies() -> None:
    _make(
        "session_entries",
        _belongs("meeting_id", "meetings"),
        _text("field"),
        _text("body"),
        _flag("is_confirmed"),
        sa.UniqueConstraint("meeting_id", "field"),
    )
    _make(
        "subsidy_steps",
        _belongs("project_id", "projects"),
        _text("kind"),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("cost_yen", sa.BigInteger, nullable=False),
        sa.Column("yen", sa.BigInteger, nullable=False),
        _text("note"),
        sa.CheckConstraint("cost_yen >= 0 AND yen >= 0", name="yen"),
        sa.Index(None, "project_id"),
    )


def _make_goals() -> None:
    _make(
        "goals",
        _belongs("workshop_id", "workshops"),
        _text("rank"),
        _text("body"),
        _names("parent_id", "goals"),
        _text("indicator"),
        _names("project_id", "projects"),
        sa.Index(None, "workshop_id"),
        sa.Index(None, "parent_id"),
        sa.Index(None, "project_id"),
    )


def _make_evaluations() -> None:
    _make(
        "indicator_definitions",
        _belongs("municipality_id", "municipalities"),
        _text("key"),
        _text("numerator"),
        _text("denominator"),
        sa.UniqueConstraint("municipality_id", "key"),
    )
    _make(
        "indicator_values",
        _belongs("municipality_id", "municipalities"),
        _text("key"),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("numerator", sa.BigInteger, nullable=False),
        sa.Column("denominator", sa.BigInteger),
        _text("next_step"),
        sa.CheckConstraint("numerator >= 0 AND denominator >= 0", name="counts"),
        sa.UniqueConstraint("municipality_id", "key", "fiscal_year"),
    )
    _make(
        "viewpoint_notes",
        _belongs("municipality_id", "municipalities"),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        _text("viewpoint"),
        _text("body"),
        sa.UniqueConstraint("municipality_id", "fiscal_year", "viewpoint"),
    )


def _make(name: str, *parts: Any) -> None:  # noqa: ANN401
    own_id = sa.Column("id", sa.Integer, primary_key=True)
    op.create_table(name, own_id, *parts, sqlite_autoincrement=True)


def _belongs(name: str, table: str) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer, target, nullable=False)


def _names(name: str, table: str) -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="SET NULL"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)
