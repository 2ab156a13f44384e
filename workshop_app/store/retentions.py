"""Until when the words of a meeting are kept, and what is left of it after that day."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from workshop_app.model import CountOf, RemainingCount, Retention
from workshop_app.store import clock, schema
from workshop_app.store.rows import CHUNK, Rows, upsert

_ROWS = Rows(schema.retentions, Retention, "保存の期限は、まだ決まっていません。")
_COUNTS = Rows(schema.remaining_counts, RemainingCount, "残した件数はありません。")


def of_meeting(conn: sa.Connection, meeting_id: int) -> Retention:
    """Return until when a meeting is kept; without a day where nobody chose one."""
    table = schema.retentions
    found = _ROWS.find(conn, table.c.meeting_id == meeting_id)
    return found or Retention(meeting_id, None, None)


def set_day(conn: sa.Connection, meeting_id: int, delete_on: date | None) -> None:
    """Keep the day on which a meeting's words are to be deleted, or that there is none."""
    row = {"meeting_id": meeting_id, "delete_on": delete_on}
    upsert(conn, schema.retentions, [row], "meeting_id")


def erase(
    conn: sa.Connection, meeting_id: int, left: Sequence[tuple[CountOf, str, int]]
) -> int:
    """Delete all that was said at a meeting, and keep *left*; return how many voices went.

    What belongs to a voice goes with it. The words are overwritten in the file
    (``secure_delete``), and photos and notes of the evening go too.
    """
    gone = conn.execute(
        sa.delete(schema.voices).where(schema.voices.c.meeting_id == meeting_id)
    ).rowcount
    for table in (schema.photos, schema.parked_items, schema.guests, schema.remaining_counts):
        conn.execute(sa.delete(table).where(table.c.meeting_id == meeting_id))
    for about, name, voices in left:
        _COUNTS.add(conn, meeting_id=meeting_id, about=about, name=name, voices=voices)
    row = {"meeting_id": meeting_id, "erased_at": clock.now()}
    upsert(conn, schema.retentions, [row], "meeting_id")
    return int(gone)


def counts_of(conn: sa.Connection, meeting_id: int) -> list[RemainingCount]:
    """Return what an erased meeting left."""
    return _COUNTS.list_of(conn, schema.remaining_counts.c.meeting_id == meeting_id)


def forget_vectors(conn: sa.Connection, text_hashes: Sequence[str]) -> None:
    """Delete the vectors of texts that are gone."""
    table = schema.embeddings
    for start in range(0, len(text_hashes), CHUNK):
        chunk = text_hashes[start : start + CHUNK]
        conn.execute(sa.delete(table).where(table.c.text_hash.in_(chunk)))
