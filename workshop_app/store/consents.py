"""What the people of a meeting were told and what they allowed."""

from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import ConsentRecord
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_ROWS = Rows(
    schema.consent_records, ConsentRecord, "同意の記録がありません。画面を読み直してください。"
)


def put(conn: sa.Connection, record: ConsentRecord) -> None:
    """Keep the record of a meeting, in place of the one kept before."""
    upsert(conn, schema.consent_records, [asdict(record)], "meeting_id")


def of_meeting(conn: sa.Connection, meeting_id: int) -> ConsentRecord:
    """Return the record of a meeting; an empty one where nothing was written down."""
    table = schema.consent_records
    found = _ROWS.list_of(
        conn, table.c.meeting_id == meeting_id, order=(table.c.meeting_id,), limit=1
    )
    return found[0] if found else ConsentRecord(meeting_id, "", None, None, None, None, None)
