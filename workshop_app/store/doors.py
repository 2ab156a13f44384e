"""The door of each meeting for phones; a meeting without a row has an open one."""

from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import PhoneDoor
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

MARKS_EACH = 3
_ROWS = Rows(
    schema.phone_doors, PhoneDoor, "その回は見つかりません。画面を読み直してください。"
)


class DoorChanges(TypedDict, total=False):
    """What may change about a door."""

    is_open: bool
    is_marking_open: bool
    marks_each: int


def get(conn: sa.Connection, meeting_id: int) -> PhoneDoor:
    """Return the door of a meeting."""
    found = _ROWS.find(conn, schema.phone_doors.c.meeting_id == meeting_id)
    return found or PhoneDoor(
        meeting_id, is_open=True, is_marking_open=False, marks_each=MARKS_EACH
    )


def change(conn: sa.Connection, meeting_id: int, **fields: Unpack[DoorChanges]) -> PhoneDoor:
    """Change the given fields of a meeting's door and return it."""
    before = get(conn, meeting_id)
    row: dict[str, object] = {
        "meeting_id": meeting_id,
        "is_open": before.is_open,
        "is_marking_open": before.is_marking_open,
        "marks_each": before.marks_each,
        **fields,
    }
    upsert(conn, schema.phone_doors, [row], "meeting_id")
    return get(conn, meeting_id)
