"""The stations of a trial's subsidy: request, decision, changes, reports, settlement."""

from datetime import date

import sqlalchemy as sa

from workshop_app.model import SubsidyStep, SubsidyStepKind
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.subsidy_steps, SubsidyStep, "その補助の手続きは見つかりません。")


def add(
    conn: sa.Connection,
    *,
    project_id: int,
    kind: SubsidyStepKind,
    done_on: date,
    cost_yen: int = 0,
    yen: int = 0,
    note: str = "",
) -> SubsidyStep:
    """Add a station and return it."""
    return _ROWS.add(
        conn,
        project_id=project_id,
        kind=kind,
        done_on=done_on,
        cost_yen=cost_yen,
        yen=yen,
        note=note,
    )


def get(conn: sa.Connection, step_id: int) -> SubsidyStep:
    """Return one station."""
    return _ROWS.get(conn, step_id)


def list_of(conn: sa.Connection, project_id: int) -> list[SubsidyStep]:
    """Return the stations of a subsidy by day."""
    table = schema.subsidy_steps
    return _ROWS.list_of(
        conn, table.c.project_id == project_id, order=(table.c.done_on, table.c.id)
    )


def remove(conn: sa.Connection, step_id: int) -> None:
    """Remove a station that was written down by mistake."""
    _ROWS.remove(conn, step_id)
