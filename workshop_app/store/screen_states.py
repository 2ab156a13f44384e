"""What the wall of a meeting shows."""

from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import ScreenState
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_ROWS = Rows(schema.screen_states, ScreenState, "投影の画面が見つかりません。")


def find(conn: sa.Connection, meeting_id: int) -> ScreenState | None:
    """Return the state of a meeting's wall, or None where nobody has chosen any."""
    own = schema.screen_states.c.meeting_id
    found = _ROWS.list_of(conn, own == meeting_id, order=(own,))
    return found[0] if found else None


def put(conn: sa.Connection, state: ScreenState) -> ScreenState:
    """Keep the state in place of the one before, and return it."""
    upsert(conn, schema.screen_states, [asdict(state)], "meeting_id")
    return state
