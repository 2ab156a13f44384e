"""What a voice was like in another laptop's copy when that copy was last taken in.

Only codes and the names of areas are kept, never words.  A voice that was deleted for good here
leaves its key behind (``ERASED``), so that no copy brings it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import MergedState
from workshop_app.store import schema
from workshop_app.store.rows import Rows, in_chunks, upsert

ERASED = "erased"
_ROWS = Rows(schema.merged_states, MergedState, "合わせた記録が見つかりません。")


def find_many(
    conn: sa.Connection, municipality_id: int, client_keys: Sequence[str]
) -> Mapping[str, str]:
    """Return the states that were kept for these voices of a town, by client key."""
    table = schema.merged_states
    return {
        each.client_key: each.state
        for chunk in in_chunks(client_keys)
        for each in _ROWS.list_of(
            conn,
            table.c.municipality_id == municipality_id,
            table.c.client_key.in_(chunk),
        )
    }


def put_many(conn: sa.Connection, kept: Sequence[MergedState]) -> None:
    """Keep states in place of those kept before."""
    rows = [asdict(each) for each in kept]
    upsert(conn, schema.merged_states, rows, "municipality_id", "client_key")


def note_erased(conn: sa.Connection, municipality_id: int, client_key: str) -> None:
    """Remember that a voice was deleted here for good."""
    put_many(conn, [MergedState(municipality_id, client_key, ERASED)])
