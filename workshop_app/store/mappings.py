"""Which column of an imported file meant what, remembered per town and header."""

import json
from collections.abc import Mapping

import sqlalchemy as sa

from workshop_app.store import schema
from workshop_app.store.rows import upsert


def get(conn: sa.Connection, municipality_id: int, header_key: str) -> dict[str, str] | None:
    """Return the mapping kept for this header, or None."""
    table = schema.column_mappings
    found = sa.select(table.c.mapping).where(
        table.c.municipality_id == municipality_id, table.c.header_key == header_key
    )
    kept = conn.execute(found).scalar()
    return None if kept is None else {str(k): str(v) for k, v in json.loads(kept).items()}


def put(
    conn: sa.Connection, municipality_id: int, header_key: str, mapping: Mapping[str, str]
) -> None:
    """Keep a mapping, in place of the one kept for the same header."""
    row: dict[str, object] = {
        "municipality_id": municipality_id,
        "header_key": header_key,
        "mapping": json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True),
    }
    upsert(conn, schema.column_mappings, [row], "municipality_id", "header_key")
