"""People's corrections of the themes, in order; undone ones stay."""

from collections.abc import Collection

import sqlalchemy as sa

from workshop_app.model import Edit, EditOp
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.edits, Edit, "その修正は見つかりません。画面を読み直してください。")


def append(conn: sa.Connection, *, workshop_id: int, op: EditOp, detail: str) -> Edit:
    """Write down a correction; *detail* is JSON."""
    return _ROWS.add(conn, workshop_id=workshop_id, op=op, detail=detail, made_at=clock.now())


def get(conn: sa.Connection, edit_id: int) -> Edit:
    """Return one correction."""
    return _ROWS.get(conn, edit_id)


def list_of(conn: sa.Connection, workshop_id: int, include_undone: bool = True) -> list[Edit]:
    """Return the corrections of a workshop in the order they were made."""
    table = schema.edits
    kept = [] if include_undone else [table.c.undone_at.is_(None)]
    return _ROWS.list_of(conn, table.c.workshop_id == workshop_id, *kept)


def standing_of(conn: sa.Connection, workshop_id: int, ops: Collection[EditOp]) -> list[Edit]:
    """Return the corrections of some kinds that stand, in the order they were made."""
    table = schema.edits
    return _ROWS.list_of(
        conn,
        table.c.workshop_id == workshop_id,
        table.c.undone_at.is_(None),
        table.c.op.in_(list(ops)),
    )


def newest(conn: sa.Connection, workshop_id: int) -> Edit | None:
    """Return the newest correction that stands, or None."""
    table = schema.edits
    found = _ROWS.list_of(
        conn,
        table.c.workshop_id == workshop_id,
        table.c.undone_at.is_(None),
        order=(table.c.id.desc(),),
        limit=1,
    )
    return found[0] if found else None


def mark_undone(conn: sa.Connection, edit_id: int) -> Edit:
    """Mark a correction as taken back."""
    return _ROWS.change(conn, edit_id, {"undone_at": clock.now()})


def mark_redone(conn: sa.Connection, edit_id: int) -> Edit:
    """Mark a correction as standing again."""
    return _ROWS.change(conn, edit_id, {"undone_at": None})
