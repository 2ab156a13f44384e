"""Which stakeholder or asset stands behind which theme."""

import sqlalchemy as sa

from workshop_app.model import Support
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.supports, Support, "その支えは見つかりません。画面を読み直してください。")


def add(
    conn: sa.Connection,
    *,
    theme_id: int,
    stakeholder_id: int | None = None,
    asset_id: int | None = None,
    note: str = "",
) -> Support:
    """Put exactly one stakeholder or asset behind a theme and return the support."""
    return _ROWS.add(
        conn, theme_id=theme_id, stakeholder_id=stakeholder_id, asset_id=asset_id, note=note
    )


def list_of(conn: sa.Connection, workshop_id: int) -> list[Support]:
    """Return the supports of a workshop's themes in the order they were added."""
    return _ROWS.list_of(
        conn,
        schema.themes.c.workshop_id == workshop_id,
        within=schema.supports.join(
            schema.themes, schema.supports.c.theme_id == schema.themes.c.id
        ),
    )


def remove(conn: sa.Connection, support_id: int) -> None:
    """Remove a support."""
    _ROWS.remove(conn, support_id)
