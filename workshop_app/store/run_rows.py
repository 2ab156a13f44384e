"""The rows of a meeting's run sheet, in their order."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import RunRow
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.run_rows, RunRow, "進行表のその行は見つかりません。画面を読み直してください。"
)


class RunRowChanges(TypedDict, total=False):
    """What may change about a row."""

    step: str
    who: str
    on_screen: str
    recorded: str
    minutes: int
    added_minutes: int
    spent_seconds: float


def add(
    conn: sa.Connection,
    *,
    meeting_id: int,
    step: str,
    minutes: int,
    who: str = "",
    on_screen: str = "",
    recorded: str = "",
) -> RunRow:
    """Add a row at the end and return it."""
    return _ROWS.add(
        conn,
        meeting_id=meeting_id,
        position=len(list_of(conn, meeting_id)),
        step=step,
        who=who,
        on_screen=on_screen,
        recorded=recorded,
        minutes=minutes,
        added_minutes=0,
        spent_seconds=0.0,
    )


def get(conn: sa.Connection, row_id: int) -> RunRow:
    """Return one row."""
    return _ROWS.get(conn, row_id)


def list_of(conn: sa.Connection, meeting_id: int) -> list[RunRow]:
    """Return the rows of a meeting in their order."""
    table = schema.run_rows
    return _ROWS.list_of(
        conn, table.c.meeting_id == meeting_id, order=(table.c.position, table.c.id)
    )


def change(conn: sa.Connection, row_id: int, **fields: Unpack[RunRowChanges]) -> RunRow:
    """Change the given fields of a row and return it."""
    return _ROWS.change(conn, row_id, fields)


def put_in_order(conn: sa.Connection, row_ids: Sequence[int]) -> None:
    """Give these rows, which are all of one meeting, the places from 0 on."""
    for position, row_id in enumerate(row_ids):
        _ROWS.change(conn, row_id, {"position": position})


def remove(conn: sa.Connection, row_id: int) -> None:
    """Remove a row; those after it move up."""
    meeting_id = get(conn, row_id).meeting_id
    _ROWS.remove(conn, row_id)
    put_in_order(conn, [row.id for row in list_of(conn, meeting_id)])
