"""Towns: the tenants everything else belongs to."""

import sqlalchemy as sa

from workshop_app.model import Municipality
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.municipalities,
    Municipality,
    "その市町村は見つかりません。画面を読み直してください。",
)


def add(
    conn: sa.Connection,
    *,
    name: str,
    coordinator_title: str = "生活支援コーディネーター",
    is_sample: bool = False,
) -> Municipality:
    """Add a town and return it."""
    return _ROWS.add(
        conn, name=name, coordinator_title=coordinator_title, is_sample=is_sample, revision=0
    )


def get(conn: sa.Connection, municipality_id: int) -> Municipality:
    """Return one town."""
    return _ROWS.get(conn, municipality_id)


def all(conn: sa.Connection) -> list[Municipality]:  # noqa: A001 - read as municipalities.all
    """Return every town, the oldest first."""
    return _ROWS.list_of(conn)


def rename(
    conn: sa.Connection,
    municipality_id: int,
    *,
    name: str,
    coordinator_title: str | None = None,
) -> Municipality:
    """Give a town another name, and its coordinators another title where one is given."""
    fields = {"name": name}
    if coordinator_title is not None:
        fields["coordinator_title"] = coordinator_title
    return _ROWS.change(conn, municipality_id, fields)


def move_revision(conn: sa.Connection, municipality_id: int) -> int:
    """Move the revision of a town one on and return it; on PostgreSQL its writers queue here.

    Raises
    ------
    NotFoundError
        There is no such town.
    """
    table = schema.municipalities
    row = _ROWS.change(conn, municipality_id, {"revision": table.c.revision + 1})
    return row.revision


def revision(conn: sa.Connection, municipality_id: int) -> int:
    """Return how often this town has been written to."""
    return _ROWS.get(conn, municipality_id).revision


def remove(conn: sa.Connection, municipality_id: int) -> None:
    """Delete a town with everything that belongs to it; lines of the audit log stay."""
    _ROWS.remove(conn, municipality_id)
