"""The steps of corrections, in order: made, taken back, made again."""

import sqlalchemy as sa

from workshop_app.model import Deed, EditStep
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.edit_steps, EditStep, "その手直しの記録は見つかりません。画面を読み直してください。"
)


def append(
    conn: sa.Connection,
    *,
    workshop_id: int,
    edit_id: int,
    deed: Deed,
    summary: str,
    touched: str,
) -> EditStep:
    """Write a step down and return it; *touched* is a JSON list of theme ids."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        edit_id=edit_id,
        deed=deed,
        summary=summary,
        touched=touched,
        made_at=clock.now(),
    )


def list_of(conn: sa.Connection, workshop_id: int, after: int = 0) -> list[EditStep]:
    """Return the steps of a workshop whose number is higher than *after*, in order."""
    table = schema.edit_steps
    return _ROWS.list_of(conn, table.c.workshop_id == workshop_id, table.c.id > after)


def latest_of(conn: sa.Connection, workshop_id: int, most: int) -> list[EditStep]:
    """Return the newest steps of a workshop, the newest first, *most* of them."""
    table = schema.edit_steps
    return _ROWS.list_of(
        conn, table.c.workshop_id == workshop_id, order=(table.c.id.desc(),), limit=most
    )


def made_of(conn: sa.Connection, edit_id: int) -> EditStep | None:
    """Return the step in which a correction was made, None for one of an earlier version."""
    table = schema.edit_steps
    return _ROWS.find(conn, table.c.edit_id == edit_id, table.c.deed == Deed.MADE)


def order_of(conn: sa.Connection, workshop_id: int) -> list[tuple[int, Deed]]:
    """Return ``(edit_id, deed)`` of every step in order, without their sentences."""
    table = schema.edit_steps
    wanted = sa.select(table.c.edit_id, table.c.deed).where(table.c.workshop_id == workshop_id)
    return [(row[0], row[1]) for row in conn.execute(wanted.order_by(table.c.id))]


def newest(conn: sa.Connection, workshop_id: int) -> int:
    """Return the number of the newest step, 0 where there is none."""
    table = schema.edit_steps
    last = sa.select(sa.func.max(table.c.id)).where(table.c.workshop_id == workshop_id)
    return int(conn.execute(last).scalar() or 0)
