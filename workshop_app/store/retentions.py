"""Until when the words of a meeting are kept, and what is left of it after that day."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from workshop_app.model import CountOf, RemainingCount, Retention
from workshop_app.store import clock, municipalities, schema
from workshop_app.store.rows import CHUNK, Rows, upsert

GONE = "（消した見出し）"
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


def redact(
    conn: sa.Connection, workshop_id: int, municipality_id: int, phrases: Sequence[str]
) -> None:
    """Take *phrases* out of the corrections, their sentences and the audit log, for good."""
    edits, steps, lines = schema.edits, schema.edit_steps, schema.audit_entries
    places = (
        (edits.c.detail, edits.c.workshop_id == workshop_id),
        (steps.c.summary, steps.c.workshop_id == workshop_id),
        (lines.c.subject, lines.c.municipality_id == municipality_id),
        (lines.c.detail, lines.c.municipality_id == municipality_id),
    )
    for phrase in sorted(phrases, key=len, reverse=True):
        for column, where in places:
            conn.execute(
                sa.update(column.table)
                .where(where, sa.func.replace(column, phrase, "") != column)
                .values({column.name: sa.func.replace(column, phrase, GONE)})
            )


def remove_town(conn: sa.Connection, municipality_id: int) -> None:
    """Delete a town with everything that belongs to it, the lines about it too."""
    lines = schema.audit_entries
    conn.execute(sa.delete(lines).where(lines.c.municipality_id == municipality_id))
    municipalities.remove(conn, municipality_id)
    if not municipalities.all(conn):
        conn.execute(sa.delete(schema.embeddings))
