"""Receipts: short numbers that nobody can guess, one for each voice that asked for one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import Receipt
from workshop_app.store import schema
from workshop_app.store.rows import Rows, in_chunks

MISSING = "その受付番号の声は見つかりません。番号を確かめてください。"
_ROWS = Rows(schema.receipts, Receipt, MISSING)
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH = 8  # 40 bits: five bytes
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def add_many(conn: sa.Connection, guests_of: Mapping[int, int | None]) -> dict[int, Receipt]:
    """Give every voice a receipt, or find the one it has; *guests_of* is by voice."""
    table = schema.receipts
    found = {
        each.voice_id: each
        for chunk in in_chunks(list(guests_of))
        for each in _ROWS.list_of(conn, table.c.voice_id.in_(chunk))
    }
    missing = [voice_id for voice_id in guests_of if voice_id not in found]
    numbers = iter(_draw_unused(conn, len(missing)))
    made = {
        voice_id: Receipt(voice_id, next(numbers), guests_of[voice_id]) for voice_id in missing
    }
    if made:
        rows = [
            {"voice_id": each.voice_id, "number": each.number, "guest_id": each.guest_id}
            for each in made.values()
        ]
        conn.execute(sa.insert(table), rows)
    return found | made


def _draw_unused(conn: sa.Connection, how_many: int) -> list[str]:
    drawn: set[str] = set()
    number = schema.receipts.c.number
    while len(drawn) < how_many:
        more = {_draw() for _ in range(how_many - len(drawn))}
        for chunk in in_chunks(sorted(more)):
            taken = conn.execute(sa.select(number).where(number.in_(chunk))).scalars()
            more -= set(taken)
        drawn |= more
    return sorted(drawn)


def find(conn: sa.Connection, written: str) -> Receipt | None:
    """Return the receipt with this number, in whatever way it was written down."""
    return _ROWS.find(conn, schema.receipts.c.number == normal_form(written))


def holders_of(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, int]:
    """Return the voice that has each of these numbers; numbers nobody has are left out."""
    table = schema.receipts.c
    found: dict[str, int] = {}
    for chunk in in_chunks(numbers):
        asked = sa.select(table.number, table.voice_id).where(table.number.in_(chunk))
        found |= {str(number): int(voice_id) for number, voice_id in conn.execute(asked)}
    return found


def bring_over(conn: sa.Connection, numbers: Mapping[int, str]) -> None:
    """Let voices keep the numbers they were given elsewhere; *numbers* is by voice."""
    rows = [asdict(Receipt(voice_id, number, None)) for voice_id, number in numbers.items()]
    for chunk in in_chunks(rows):
        conn.execute(sa.insert(schema.receipts), chunk)


def list_of_guest(conn: sa.Connection, guest_id: int) -> list[Receipt]:
    """Return the receipts of one phone, the oldest first."""
    table = schema.receipts
    return _ROWS.list_of(conn, table.c.guest_id == guest_id, order=(table.c.voice_id,))


def list_of_voices(conn: sa.Connection, voice_ids: Sequence[int]) -> dict[int, str]:
    """Return the receipt numbers of these voices, by voice."""
    table = schema.receipts.c
    found = sa.select(table.voice_id, table.number).where(table.voice_id.in_(voice_ids))
    return {int(voice_id): str(number) for voice_id, number in conn.execute(found)}


def guests_of_voices(conn: sa.Connection, voice_ids: Sequence[int]) -> dict[int, int]:
    """Return the phone each of these voices came from, by voice; the others are left out."""
    table = schema.receipts.c
    asked = sa.select(table.voice_id, table.guest_id).where(table.guest_id.is_not(None))
    return {
        int(voice_id): int(guest_id)
        for chunk in in_chunks(voice_ids)
        for voice_id, guest_id in conn.execute(asked.where(table.voice_id.in_(chunk)))
    }


def normal_form(written: str) -> str:
    """Return a number as it is kept: capitals, no dashes, I and L as 1, O as 0."""
    signs = written.upper().translate(_MISREAD)
    return "".join(sign for sign in signs if sign in _SIGNS)


def _draw() -> str:
    bits = int.from_bytes(secrets.token_bytes(5))
    return "".join(_SIGNS[bits >> 5 * place & 31] for place in range(_LENGTH))
