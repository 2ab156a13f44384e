"""Workshops: the meetings whose voices share one set of themes."""

import sqlalchemy as sa

from workshop_app.model import Workshop
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.workshops, Workshop, "その場は見つかりません。画面を読み直してください。")


def add(conn: sa.Connection, *, municipality_id: int, title: str) -> Workshop:
    """Add a workshop and return it."""
    return _ROWS.add(conn, municipality_id=municipality_id, title=title)


def get(conn: sa.Connection, workshop_id: int) -> Workshop:
    """Return one workshop."""
    return _ROWS.get(conn, workshop_id)


def list_of(conn: sa.Connection, municipality_id: int) -> list[Workshop]:
    """Return the workshops of a town, the oldest first."""
    return _ROWS.list_of(conn, schema.workshops.c.municipality_id == municipality_id)


def rename(conn: sa.Connection, workshop_id: int, *, title: str) -> Workshop:
    """Give a workshop another title."""
    return _ROWS.change(conn, workshop_id, {"title": title})
