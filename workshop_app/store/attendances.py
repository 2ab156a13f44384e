"""How many people of each party are in the room."""

import sqlalchemy as sa

from workshop_app.model import Attendance, Party
from workshop_app.store import schema
from workshop_app.store.rows import upsert


def put(conn: sa.Connection, attendance: Attendance) -> None:
    """Keep the number of people of a party, in place of the one before."""
    row: dict[str, object] = {
        "meeting_id": attendance.meeting_id,
        "party": attendance.party.value,
        "people": attendance.people,
    }
    upsert(conn, schema.attendances, [row], "meeting_id", "party")


def list_of(conn: sa.Connection, meeting_id: int) -> list[Attendance]:
    """Return the numbers of a meeting that were counted, in the order of the parties."""
    own = schema.attendances.c
    asked = sa.select(own.party, own.people).where(own.meeting_id == meeting_id)
    found = {Party(row.party): int(row.people) for row in conn.execute(asked)}
    return [Attendance(meeting_id, party, found[party]) for party in Party if party in found]
