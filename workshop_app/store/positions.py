"""Where the nodes of a network stand, kept so that nothing jumps."""

from collections.abc import Mapping

import sqlalchemy as sa

from workshop_app.store import schema
from workshop_app.store.rows import upsert


def list_of(conn: sa.Connection, workshop_id: int) -> dict[str, tuple[float, float]]:
    """Return x and y of every node of a workshop's network, by the node's name."""
    table = schema.node_positions
    found = sa.select(table.c.node, table.c.x, table.c.y).where(
        table.c.workshop_id == workshop_id
    )
    return {node: (x, y) for node, x, y in conn.execute(found.order_by(table.c.node))}


def put_many(
    conn: sa.Connection, workshop_id: int, positions: Mapping[str, tuple[float, float]]
) -> None:
    """Keep x and y of nodes; nodes not named stay where they are."""
    rows = [
        {"workshop_id": workshop_id, "node": node, "x": x, "y": y}
        for node, (x, y) in positions.items()
    ]
    upsert(conn, schema.node_positions, rows, "workshop_id", "node")
