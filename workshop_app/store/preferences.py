"""Small settings by name: those of one town, and (no town given) of the installation.

A value is text; who asks for it knows what it means.
"""

import sqlalchemy as sa

from workshop_app.store import schema
from workshop_app.store.rows import upsert


def get(conn: sa.Connection, name: str, *, municipality_id: int | None = None) -> str | None:
    """Return the value kept under *name*, or None."""
    return all_of(conn, municipality_id).get(name)


def put(
    conn: sa.Connection, name: str, value: str, *, municipality_id: int | None = None
) -> None:
    """Keep *value* under *name*, in place of the one kept before."""
    row: dict[str, object] = {"name": name, "value": value}
    if municipality_id is None:
        upsert(conn, schema.installation_settings, [row], "name")
        return
    row["municipality_id"] = municipality_id
    upsert(conn, schema.town_settings, [row], "municipality_id", "name")


def all_of(conn: sa.Connection, municipality_id: int | None) -> dict[str, str]:
    """Return every setting of a town by its name; None asks for the installation's."""
    if municipality_id is None:
        own = schema.installation_settings
        found = sa.select(own.c.name, own.c.value).order_by(own.c.name)
    else:
        towns = schema.town_settings
        found = (
            sa.select(towns.c.name, towns.c.value)
            .where(towns.c.municipality_id == municipality_id)
            .order_by(towns.c.name)
        )
    return {row.name: row.value for row in conn.execute(found)}
