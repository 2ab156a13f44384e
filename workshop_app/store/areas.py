"""The areas of a town."""

import sqlalchemy as sa

from workshop_app.model import Area
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.areas, Area, "その圏域は見つかりません。画面を読み直してください。")


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    name: str,
    tier: int,
    parent_id: int | None = None,
) -> Area:
    """Add an area of tier 1, 2 or 3 and return it."""
    return _ROWS.add(
        conn, municipality_id=municipality_id, name=name, tier=tier, parent_id=parent_id
    )


def get(conn: sa.Connection, area_id: int) -> Area:
    """Return one area."""
    return _ROWS.get(conn, area_id)


def list_of(conn: sa.Connection, municipality_id: int) -> list[Area]:
    """Return the areas of a town, the wide ones first."""
    table = schema.areas
    return _ROWS.list_of(
        conn, table.c.municipality_id == municipality_id, order=(table.c.tier, table.c.id)
    )


def rename(conn: sa.Connection, area_id: int, *, name: str) -> Area:
    """Give an area another name."""
    return _ROWS.change(conn, area_id, {"name": name})
