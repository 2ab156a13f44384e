"""Acts by which a coordinator tied people's doings together (C19)."""

from datetime import date

import sqlalchemy as sa

from workshop_app.model import ConnectingAct, Party
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.connecting_acts, ConnectingAct, "その「つないだ記録」は見つかりません。")


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    done_on: date,
    partner: Party,
    title: str,
    note: str = "",
) -> ConnectingAct:
    """Write an act down and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        done_on=done_on,
        partner=partner,
        title=title,
        note=note,
    )


def list_of(conn: sa.Connection, municipality_id: int) -> list[ConnectingAct]:
    """Return the acts of a town by day."""
    table = schema.connecting_acts
    return _ROWS.list_of(
        conn,
        table.c.municipality_id == municipality_id,
        order=(table.c.done_on, table.c.id),
    )


def remove(conn: sa.Connection, act_id: int) -> None:
    """Remove an act that was written down by mistake."""
    _ROWS.remove(conn, act_id)
