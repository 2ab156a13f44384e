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


def town_ids(conn: sa.Connection) -> set[int]:
    """Return the towns that exist for practice only."""
    where = schema.rehearsals.join(
        schema.meetings, schema.rehearsals.c.meeting_id == schema.meetings.c.id
    ).join(schema.workshops)
    asked = sa.select(schema.workshops.c.municipality_id).select_from(where)
    return {int(town_id) for (town_id,) in conn.execute(asked)}
