"""Marks of interest: dots that phones put on themes."""

import sqlalchemy as sa

from workshop_app.model import Mark
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows, insert_or

_ROWS = Rows(schema.marks, Mark, "その印は見つかりません。画面を読み直してください。")


def put(conn: sa.Connection, *, meeting_id: int, theme_id: int, guest_id: int) -> None:
    """Put a phone's dot on a theme; a second one changes nothing."""
    row = {
        "meeting_id": meeting_id,
        "theme_id": theme_id,
        "guest_id": guest_id,
        "made_at": clock.now(),
    }
    statement = insert_or(conn, schema.marks)
    conn.execute(
        statement.on_conflict_do_nothing(index_elements=["guest_id", "theme_id"]), [row]
    )


def take(conn: sa.Connection, *, theme_id: int, guest_id: int) -> None:
    """Take a phone's dot off a theme, if it is there."""
    table = schema.marks.c
    conn.execute(
        sa.delete(schema.marks).where(table.theme_id == theme_id, table.guest_id == guest_id)
    )


def list_of_guest(conn: sa.Connection, guest_id: int) -> list[Mark]:
    """Return the dots of one phone."""
    return _ROWS.list_of(conn, schema.marks.c.guest_id == guest_id)


def counts(conn: sa.Connection, meeting_id: int) -> dict[int, int]:
    """Return how many dots each theme of a meeting has; themes without dots are absent."""
    table = schema.marks.c
    counted = (
        sa.select(table.theme_id, sa.func.count())
        .where(table.meeting_id == meeting_id)
        .group_by(table.theme_id)
        .order_by(table.theme_id)
    )
    return {int(theme_id): int(number) for theme_id, number in conn.execute(counted)}
