"""What people decided, and why."""

from datetime import date

import sqlalchemy as sa

from workshop_app.model import Decision, DecisionOutcome
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.decisions, Decision, "その決定は見つかりません。画面を読み直してください。")


def add(
    conn: sa.Connection,
    *,
    workshop_id: int,
    decided_on: date,
    outcome: DecisionOutcome,
    body: str,
    reason: str,
    project_id: int | None = None,
) -> Decision:
    """Write down a decision and return it."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        project_id=project_id,
        decided_on=decided_on,
        outcome=outcome,
        body=body,
        reason=reason,
    )


def get(conn: sa.Connection, decision_id: int) -> Decision:
    """Return one decision."""
    return _ROWS.get(conn, decision_id)


def list_of(conn: sa.Connection, workshop_id: int) -> list[Decision]:
    """Return the decisions of a workshop in the order they were written down."""
    return _ROWS.list_of(conn, schema.decisions.c.workshop_id == workshop_id)


def list_of_project(conn: sa.Connection, project_id: int) -> list[Decision]:
    """Return the decisions about a project in the order they were written down."""
    return _ROWS.list_of(conn, schema.decisions.c.project_id == project_id)
