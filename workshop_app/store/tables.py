"""The tables (班) of a meeting."""

import sqlalchemy as sa

from workshop_app.model import Table
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.tables, Table, "その班は見つかりません。画面を読み直してください。")


def add(conn: sa.Connection, *, meeting_id: int, number: int, note: str = "") -> Table:
    """Add a table and return it."""
    return _ROWS.add(conn, meeting_id=meeting_id, number=number, note=note)


def list_of(conn: sa.Connection, meeting_id: int) -> list[Table]:
    """Return the tables of a meeting by number."""
    table = schema.tables
    return _ROWS.list_of(conn, table.c.meeting_id == meeting_id, order=(table.c.number,))


def annotate(conn: sa.Connection, table_id: int, *, note: str) -> Table:
    """Replace the note of a table."""
    return _ROWS.change(conn, table_id, {"note": note})


def remove(conn: sa.Connection, table_id: int) -> None:
    """Remove a table; the voices keep its number."""
    _ROWS.remove(conn, table_id)
