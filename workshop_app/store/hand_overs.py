"""Cases handed to staff: kind, area and an open task; nothing of what was said."""

from dataclasses import asdict
from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Concern, HandOver, Receiver, Urgency
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.hand_overs, HandOver, "その引き継ぎは見つかりません。画面を読み直してください。"
)


class HandOverChanges(TypedDict, total=False):
    """What may change about a hand-over."""

    concern: Concern
    area_id: int | None
    urgency: Urgency
    receiver: Receiver
    handed_on: date | None


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    meeting_id: int | None,
    voice_id: int | None,
    concern: Concern,
    area_id: int | None,
    urgency: Urgency,
    receiver: Receiver,
) -> HandOver:
    """Open a task for staff and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        meeting_id=meeting_id,
        voice_id=voice_id,
        concern=concern,
        area_id=area_id,
        urgency=urgency,
        receiver=receiver,
        opened_at=clock.now(),
        handed_on=None,
        closed_at=None,
    )


def bring_over(conn: sa.Connection, task: HandOver) -> HandOver:
    """Keep a task as it was opened elsewhere, under an id of its own, and return it."""
    told = {name: value for name, value in asdict(task).items() if name != "id"}
    return _ROWS.add(conn, **told)


def get(conn: sa.Connection, hand_over_id: int) -> HandOver:
    """Return one hand-over."""
    return _ROWS.get(conn, hand_over_id)


def open_of_voice(conn: sa.Connection, voice_id: int) -> HandOver | None:
    """Return the open task of a voice, or None."""
    table = schema.hand_overs
    return _ROWS.find(conn, table.c.voice_id == voice_id, table.c.closed_at.is_(None))


def list_of(
    conn: sa.Connection, municipality_id: int, *, include_closed: bool = True
) -> list[HandOver]:
    """Return the hand-overs of a town, the oldest first."""
    table = schema.hand_overs
    only_open = [] if include_closed else [table.c.closed_at.is_(None)]
    return _ROWS.list_of(conn, table.c.municipality_id == municipality_id, *only_open)


def change(
    conn: sa.Connection, hand_over_id: int, **fields: Unpack[HandOverChanges]
) -> HandOver:
    """Change a hand-over and return it."""
    return _ROWS.change(conn, hand_over_id, fields)


def close(conn: sa.Connection, hand_over_id: int) -> HandOver:
    """Write down that staff have taken over; it no longer points at a voice."""
    return _ROWS.change(conn, hand_over_id, {"closed_at": clock.now(), "voice_id": None})


def remove(conn: sa.Connection, hand_over_id: int) -> None:
    """Take back a task that should not have been opened."""
    _ROWS.remove(conn, hand_over_id)
