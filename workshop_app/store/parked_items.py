"""What was put off to another time; nothing is ever deleted, only marked."""

import sqlalchemy as sa

from workshop_app.model import ParkedItem
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.parked_items, ParkedItem, "そのことは見つかりません。画面を読み直してください。"
)


def add(conn: sa.Connection, *, meeting_id: int, text: str) -> ParkedItem:
    """Park something and return it."""
    return _ROWS.add(
        conn,
        meeting_id=meeting_id,
        text=text,
        parked_at=clock.now(),
        done_at=None,
        dropped_at=None,
    )


def get(conn: sa.Connection, item_id: int) -> ParkedItem:
    """Return one item."""
    return _ROWS.get(conn, item_id)


def list_of(
    conn: sa.Connection, meeting_id: int, *, include_dropped: bool = False
) -> list[ParkedItem]:
    """Return what a meeting parked, in the order it was parked."""
    own = schema.parked_items.c
    where = [own.meeting_id == meeting_id]
    if not include_dropped:
        where.append(own.dropped_at.is_(None))
    return _ROWS.list_of(conn, *where)


def mark_done(conn: sa.Connection, item_id: int, *, is_done: bool) -> ParkedItem:
    """Say that it was dealt with, or take that back."""
    return _ROWS.change(conn, item_id, {"done_at": clock.now() if is_done else None})


def mark_dropped(conn: sa.Connection, item_id: int, *, is_dropped: bool) -> ParkedItem:
    """Take it off the list, or bring it back."""
    return _ROWS.change(conn, item_id, {"dropped_at": clock.now() if is_dropped else None})
