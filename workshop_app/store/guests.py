"""The phones at a meeting, each under a random token of which only a hash is kept."""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from workshop_app.model import Guest, Party
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows, in_chunks

_ROWS = Rows(
    schema.guests, Guest, "このスマートフォンの記録が見つかりません。入りなおしてください。"
)


def add(
    conn: sa.Connection, *, meeting_id: int, token: str, party: Party, table_number: int | None
) -> Guest:
    """Keep a phone that came in and return it."""
    return _ROWS.add(
        conn,
        meeting_id=meeting_id,
        token_hash=hash_token(token),
        party=party,
        table_number=table_number,
        joined_at=clock.now(),
    )


def find(conn: sa.Connection, meeting_id: int, token: str) -> Guest | None:
    """Return the phone of this meeting with this token, or None."""
    table = schema.guests.c
    return _ROWS.find(
        conn, table.meeting_id == meeting_id, table.token_hash == hash_token(token)
    )


def find_many(conn: sa.Connection, meeting_id: int, tokens: Sequence[str]) -> dict[str, Guest]:
    """Return the phones of this meeting that have these tokens, by token."""
    table = schema.guests.c
    by_hash = {hash_token(token): token for token in tokens}
    return {
        by_hash[guest.token_hash]: guest
        for chunk in in_chunks(list(by_hash))
        for guest in _ROWS.list_of(
            conn, table.meeting_id == meeting_id, table.token_hash.in_(chunk)
        )
    }


def change(
    conn: sa.Connection, guest_id: int, *, party: Party, table_number: int | None
) -> Guest:
    """Let a phone stand on another side or sit at another table from now on."""
    return _ROWS.change(conn, guest_id, {"party": party, "table_number": table_number})


def count(conn: sa.Connection, meeting_id: int) -> int:
    """Return how many phones came in."""
    table = schema.guests
    counted = sa.select(sa.func.count()).where(table.c.meeting_id == meeting_id)
    return int(conn.execute(counted).scalar_one())


def hash_token(token: str) -> str:
    """Return what is kept of a token; the token cannot be found from it."""
    return hashlib.sha256(token.encode()).hexdigest()
