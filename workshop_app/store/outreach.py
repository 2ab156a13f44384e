"""The outreach log of a town: counts only, nobody's name or story."""

from datetime import date

import sqlalchemy as sa

from workshop_app.model import OutreachEntry, OutreachPlace, Receiver
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.outreach_entries,
    OutreachEntry,
    "その訪問の記録は見つかりません。画面を読み直してください。",
)


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    visited_on: date,
    place: OutreachPlace,
    visits: int,
    informed: int,
    linked: int,
    linked_to: Receiver | None,
    found: int,
) -> OutreachEntry:
    """Write a line of the log and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        visited_on=visited_on,
        place=place,
        visits=visits,
        informed=informed,
        linked=linked,
        linked_to=linked_to,
        found=found,
    )


def list_of(conn: sa.Connection, municipality_id: int) -> list[OutreachEntry]:
    """Return the log of a town in the order of the days."""
    table = schema.outreach_entries
    return _ROWS.list_of(
        conn,
        table.c.municipality_id == municipality_id,
        order=(table.c.visited_on, table.c.id),
    )


def remove(conn: sa.Connection, entry_id: int) -> None:
    """Take a line out that was written by mistake."""
    _ROWS.remove(conn, entry_id)
