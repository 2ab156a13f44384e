"""Meetings, each with a code that phones can use and nobody can guess."""

import secrets
from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Meeting, MeetingKind, Stage
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.meetings, Meeting, "その回は見つかりません。画面を読み直してください。")
_SAFE_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_CODE_LENGTH = 10  # 50 bits


class MeetingChanges(TypedDict, total=False):
    """The fields of a meeting that may change."""

    title: str
    kind: MeetingKind
    stage: Stage
    held_on: date
    area_id: int | None
    purpose: str
    question: str
    agenda: str
    is_open: bool


def add(
    conn: sa.Connection,
    *,
    workshop_id: int,
    title: str,
    kind: MeetingKind,
    stage: Stage,
    held_on: date,
    area_id: int | None = None,
    purpose: str = "",
    question: str = "",
    agenda: str = "",
    is_open: bool = True,
) -> Meeting:
    """Add a meeting with a fresh join code and return it."""
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        title=title,
        kind=kind,
        stage=stage,
        held_on=held_on,
        area_id=area_id,
        purpose=purpose,
        question=question,
        agenda=agenda,
        is_open=is_open,
        join_code=draw_join_code(),
    )


def draw_join_code() -> str:
    """Return a new code that cannot be guessed and is hard to misread."""
    return "".join(secrets.choice(_SAFE_SIGNS) for _ in range(_CODE_LENGTH))


def get(conn: sa.Connection, meeting_id: int) -> Meeting:
    """Return one meeting."""
    return _ROWS.get(conn, meeting_id)


def find_by_code(conn: sa.Connection, join_code: str) -> Meeting | None:
    """Return the meeting with this join code, or None."""
    return _ROWS.find(conn, schema.meetings.c.join_code == join_code)


def list_of(conn: sa.Connection, workshop_id: int) -> list[Meeting]:
    """Return the meetings of a workshop in the order they were made."""
    return _ROWS.list_of(conn, schema.meetings.c.workshop_id == workshop_id)


def all_of(conn: sa.Connection, municipality_id: int) -> list[Meeting]:
    """Return every meeting of a town in the order they were made."""
    return _ROWS.list_of(
        conn,
        schema.workshops.c.municipality_id == municipality_id,
        within=schema.meetings.join(schema.workshops),
    )


def change(conn: sa.Connection, meeting_id: int, **fields: Unpack[MeetingChanges]) -> Meeting:
    """Change the given fields of a meeting and return it."""
    return _ROWS.change(conn, meeting_id, fields)


def renew_join_code(conn: sa.Connection, meeting_id: int) -> Meeting:
    """Give a meeting another join code, so that the old one opens nothing."""
    return _ROWS.change(conn, meeting_id, {"join_code": draw_join_code()})


def take_code(conn: sa.Connection, meeting_id: int, join_code: str) -> Meeting:
    """Give a meeting the code it has elsewhere, so that it is known again; none is shared."""
    if find_by_code(conn, join_code) is not None:
        return get(conn, meeting_id)
    return _ROWS.change(conn, meeting_id, {"join_code": join_code})


def municipality_of(conn: sa.Connection, meeting_id: int) -> int:
    """Return the id of the town a meeting belongs to."""
    town = (
        sa.select(schema.workshops.c.municipality_id)
        .join(schema.meetings, schema.meetings.c.workshop_id == schema.workshops.c.id)
        .where(schema.meetings.c.id == meeting_id)
    )
    found = conn.execute(town).scalar()
    return get(conn, meeting_id).id if found is None else int(found)
