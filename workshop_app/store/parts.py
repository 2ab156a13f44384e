"""Parts of voices that say two things; while they stand, the whole rests."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache

import sqlalchemy as sa

from workshop_app.model import Voice, VoicePart
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows, in_chunks

_ROWS = Rows(schema.voice_parts, VoicePart, "その声の分け方は見つかりません。")


@cache
def resting() -> sa.CompoundSelect[int]:
    """Return a query for the ids of the voices that are in no list and no count.

    They are the wholes whose parts stand, the parts that were taken back, and the parts of
    what was withdrawn as a whole.
    """
    table = schema.voice_parts
    wholes = sa.select(table.c.parent_id).where(table.c.undone_at.is_(None))
    taken_back = sa.select(table.c.part_id).where(table.c.undone_at.is_not(None))
    return sa.union(wholes, taken_back, of_withdrawn())


@cache
def of_withdrawn() -> sa.Select[int]:
    """Return a query for the ids of the parts of what was withdrawn as a whole (P21)."""
    table, whole = schema.voice_parts, schema.voices.alias("whole")
    return (
        sa.select(table.c.part_id)
        .join(whole, whole.c.id.in_((table.c.parent_id, table.c.root_id)))
        .where(whole.c.withdrawn_at.is_not(None))
    )


def add(conn: sa.Connection, parent: Voice, places: Sequence[tuple[int, int]]) -> list[int]:
    """Make voices of pieces of *parent*, given by their first and last character; return ids.

    They are filed as their parent is, and came in when it did.  A piece that was made before
    and taken back stands again.
    """
    above = of_voice(conn, parent.id)
    root_id = parent.id if above is None else above.root_id
    made = []
    for start, end in places:
        key = f"{parent.client_key}/{start}-{end}"
        kept = sa.select(schema.voices.c.id).where(schema.voices.c.client_key == key)
        part_id = conn.execute(kept).scalar()
        if part_id is None:
            part_id = _add_voice(conn, parent, parent.text[start:end], key)
            conn.execute(
                sa.insert(schema.voice_parts).values(
                    part_id=part_id,
                    parent_id=parent.id,
                    root_id=root_id,
                    start=start,
                    end=end,
                    undone_at=None,
                )
            )
        made.append(int(part_id))
    set_standing(conn, made, is_standing=True)
    return made


def _add_voice(conn: sa.Connection, parent: Voice, text: str, key: str) -> int:
    row = {
        "meeting_id": parent.meeting_id,
        "text": text,
        "party": parent.party,
        "table_number": parent.table_number,
        "kind": parent.kind,
        "area_id": parent.area_id,
        "consent": parent.consent,
        "is_projected": parent.is_projected,
        "source": parent.source,
        "client_key": key,
        "recorded_at": parent.recorded_at,
        "withdrawn_at": None,
    }
    added = sa.insert(schema.voices).values(**row).returning(schema.voices.c.id)
    return int(conn.execute(added).scalar_one())


def bring_over(conn: sa.Connection, brought: Sequence[VoicePart]) -> None:
    """Keep that voices which are here already are parts of others, as it was elsewhere."""
    for chunk in in_chunks(brought):
        conn.execute(sa.insert(schema.voice_parts), [asdict(part) for part in chunk])


def set_standing(conn: sa.Connection, part_ids: Sequence[int], *, is_standing: bool) -> None:
    """Let parts stand in place of their whole, or give the whole its place back."""
    table = schema.voice_parts
    conn.execute(
        sa.update(table)
        .where(table.c.part_id.in_(part_ids))
        .values(undone_at=None if is_standing else clock.now())
    )


def of_voice(conn: sa.Connection, voice_id: int) -> VoicePart | None:
    """Return how a voice was cut out of another one, or None where it was said so."""
    return _first(conn, schema.voice_parts.c.part_id == voice_id)


def _first(conn: sa.Connection, where: sa.ColumnElement[bool]) -> VoicePart | None:
    found = _ROWS.list_of(conn, where, order=(schema.voice_parts.c.part_id,), limit=1)
    return found[0] if found else None


def list_of(
    conn: sa.Connection, workshop_id: int, *, include_undone: bool = False
) -> list[VoicePart]:
    """Return the parts that stand in a workshop, in order; or those taken back too."""
    table, voices, meetings = schema.voice_parts, schema.voices, schema.meetings
    standing = [] if include_undone else [table.c.undone_at.is_(None)]
    return _ROWS.list_of(
        conn,
        meetings.c.workshop_id == workshop_id,
        *standing,
        within=table.join(voices, table.c.part_id == voices.c.id).join(
            meetings, voices.c.meeting_id == meetings.c.id
        ),
        order=(table.c.part_id,),
    )
