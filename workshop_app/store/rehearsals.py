"""Which meetings are practice, and of which other meeting they are a telling."""

from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import Rehearsal
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_ROWS = Rows(schema.rehearsals, Rehearsal, "その練習は見つかりません。")


def put(conn: sa.Connection, rehearsal: Rehearsal) -> Rehearsal:
    """Keep a rehearsal in place of the one of its meeting, and return it."""
    upsert(conn, schema.rehearsals, [asdict(rehearsal)], "meeting_id")
    return rehearsal


def find(conn: sa.Connection, meeting_id: int) -> Rehearsal | None:
    """Return the rehearsal that happens in this meeting, or None."""
    return next((each for each in all_of(conn) if each.meeting_id == meeting_id), None)


def all_of(conn: sa.Connection) -> list[Rehearsal]:
    """Return every rehearsal, the oldest first."""
    return _ROWS.list_of(conn, order=(schema.rehearsals.c.meeting_id,))
