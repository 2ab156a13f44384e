"""Vectors of texts, kept by the model's fingerprint so that no text is embedded twice.

The texts themselves are not here, only their hashes.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from workshop_app.store import schema
from workshop_app.store.rows import in_chunks, insert_or


def get_many(conn: sa.Connection, fingerprint: str, hashes: Sequence[str]) -> dict[str, bytes]:
    """Return the vectors that are there, by text hash."""
    table = schema.embeddings
    found: dict[str, bytes] = {}
    for chunk in in_chunks(hashes):
        statement = sa.select(table.c.text_hash, table.c.vector).where(
            table.c.fingerprint == fingerprint, table.c.text_hash.in_(chunk)
        )
        found |= {text_hash: bytes(vector) for text_hash, vector in conn.execute(statement)}
    return found


def put_many(conn: sa.Connection, fingerprint: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors by text hash; those already there stay as they are."""
    for chunk in in_chunks(list(vectors.items())):
        rows = [
            {"fingerprint": fingerprint, "text_hash": text_hash, "vector": vector}
            for text_hash, vector in chunk
        ]
        conn.execute(insert_or(conn, schema.embeddings).on_conflict_do_nothing(), rows)
