"""The minutes of a meeting: what the secretariat wrote down, and its items in order."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import MinutesItem, MinutesRecord
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_RECORDS = Rows(
    schema.minutes_records, MinutesRecord, "会議録がありません。画面を読み直してください。"
)
_ITEMS = Rows(
    schema.minutes_items, MinutesItem, "その議題はありません。画面を読み直してください。"
)


def put(conn: sa.Connection, record: MinutesRecord) -> None:
    """Keep the record of a meeting, in place of the one before."""
    upsert(conn, schema.minutes_records, [asdict(record)], "meeting_id")


def of_meeting(conn: sa.Connection, meeting_id: int) -> MinutesRecord:
    """Return the record of a meeting; an empty one where nothing was written."""
    table = schema.minutes_records
    found = _RECORDS.list_of(
        conn, table.c.meeting_id == meeting_id, order=(table.c.meeting_id,), limit=1
    )
    empty = MinutesRecord(meeting_id, "", "", "", "", "", "", None, None, "", "")
    return found[0] if found else empty


def replace_items(
    conn: sa.Connection, meeting_id: int, items: Sequence[MinutesItem]
) -> list[MinutesItem]:
    """Keep *items* as all there are, in their order; their ids and places are drawn anew."""
    table = schema.minutes_items
    conn.execute(sa.delete(table).where(table.c.meeting_id == meeting_id))
    return [
        _ITEMS.add(
            conn,
            meeting_id=meeting_id,
            position=place,
            topic=item.topic,
            said=item.said,
            result=item.result,
            access=item.access,
            reason=item.reason,
            public_words=item.public_words,
        )
        for place, item in enumerate(items)
    ]


def items_of(conn: sa.Connection, meeting_id: int) -> list[MinutesItem]:
    """Return the items of a meeting in their order."""
    table = schema.minutes_items
    return _ITEMS.list_of(
        conn, table.c.meeting_id == meeting_id, order=(table.c.position, table.c.id)
    )
