"""目的, 目標 and 手段 of a workshop."""

from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Goal, GoalRank
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.goals, Goal, "その目的・目標・手段は見つかりません。画面を読み直してください。"
)


class GoalChanges(TypedDict, total=False):
    """What may change about a goal."""

    body: str
    parent_id: int | None
    indicator: str
    project_id: int | None


def add(
    conn: sa.Connection,
    *,
    workshop_id: int,
    rank: GoalRank,
    body: str,
    parent_id: int | None = None,
    indicator: str = "",
    project_id: int | None = None,
) -> Goal:
    """Add a goal and return it."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        rank=rank,
        body=body,
        parent_id=parent_id,
        indicator=indicator,
        project_id=project_id,
    )


def get(conn: sa.Connection, goal_id: int) -> Goal:
    """Return one goal."""
    return _ROWS.get(conn, goal_id)


def list_of(conn: sa.Connection, workshop_id: int) -> list[Goal]:
    """Return the goals of a workshop in the order they were written."""
    return _ROWS.list_of(conn, schema.goals.c.workshop_id == workshop_id)


def change(conn: sa.Connection, goal_id: int, **fields: Unpack[GoalChanges]) -> Goal:
    """Change the given fields of a goal and return it."""
    return _ROWS.change(conn, goal_id, fields)


def remove(conn: sa.Connection, goal_id: int) -> None:
    """Remove a goal; what hung on it stays, unlinked."""
    _ROWS.remove(conn, goal_id)
