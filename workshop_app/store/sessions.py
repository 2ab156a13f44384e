"""What was written down of interviews and hearings of (イ)."""

import sqlalchemy as sa

from workshop_app.model import SessionEntry, SessionField
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_ROWS = Rows(schema.session_entries, SessionEntry, "その聞き取りの記録は見つかりません。")


def keep(
    conn: sa.Connection,
    *,
    meeting_id: int,
    field: SessionField,
    body: str,
    is_confirmed: bool = False,
) -> None:
    """Keep one field of a session, in place of what was there."""
    row = {"meeting_id": meeting_id, "field": field, "body": body, "is_confirmed": is_confirmed}
    upsert(conn, schema.session_entries, [row], "meeting_id", "field")


def list_of(conn: sa.Connection, meeting_id: int) -> list[SessionEntry]:
    """Return everything that was written down of a session."""
    return _ROWS.list_of(conn, schema.session_entries.c.meeting_id == meeting_id)
