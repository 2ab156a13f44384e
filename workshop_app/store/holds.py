"""Voices kept off the screen until somebody looked at them."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Hold, HoldState
from workshop_app.store import clock, parts, schema
from workshop_app.store.rows import Rows, in_chunks

_ROWS = Rows(schema.holds, Hold, "その声は、もう待っていません。画面を読み直してください。")


class HoldChanges(TypedDict, total=False):
    """What may change about a hold."""

    reasons: str
    suggestion: str
    state: HoldState
    wording: str | None
    decided_at: str | None
    decided_by: str


def add(conn: sa.Connection, *, voice_id: int, reasons: str, suggestion: str = "") -> Hold:
    """Hold a voice back and return the hold; there is at most one for a voice."""
    return _ROWS.add(
        conn,
        voice_id=voice_id,
        reasons=reasons,
        suggestion=suggestion,
        state=HoldState.WAITING,
        wording=None,
        made_at=clock.now(),
        decided_at=None,
        decided_by="",
    )


def get(conn: sa.Connection, hold_id: int) -> Hold:
    """Return one hold."""
    return _ROWS.get(conn, hold_id)


def of_voice(conn: sa.Connection, voice_id: int) -> Hold | None:
    """Return the hold of a voice, or None."""
    return _ROWS.find(conn, schema.holds.c.voice_id == voice_id)


def of_voices(conn: sa.Connection, voice_ids: Sequence[int]) -> dict[int, Hold]:
    """Return the holds of these voices by the voice's id."""
    found: dict[int, Hold] = {}
    for chunk in in_chunks(voice_ids):
        rows = _ROWS.list_of(conn, schema.holds.c.voice_id.in_(chunk))
        found |= {hold.voice_id: hold for hold in rows}
    return found


def of_workshop(conn: sa.Connection, workshop_id: int) -> list[Hold]:
    """Return the holds of every meeting of a workshop, the oldest first."""
    return _ROWS.list_of(
        conn,
        schema.meetings.c.workshop_id == workshop_id,
        within=schema.holds.join(schema.voices).join(
            schema.meetings, schema.voices.c.meeting_id == schema.meetings.c.id
        ),
    )


def of_meeting(
    conn: sa.Connection, meeting_id: int, state: HoldState | None = None
) -> list[Hold]:
    """Return the holds of a meeting in the order of their voices, all or of one state.

    Those of withdrawn voices, and of wholes whose parts stand, are left out, unless they were
    handed over.
    """
    table, said = schema.holds, schema.voices.c
    is_heard = sa.and_(said.withdrawn_at.is_(None), said.id.not_in(parts.resting()))
    is_here = sa.or_(is_heard, table.c.state == HoldState.HANDED_OVER)
    wanted = [] if state is None else [table.c.state == state]
    return _ROWS.list_of(
        conn,
        schema.voices.c.meeting_id == meeting_id,
        is_here,
        *wanted,
        within=table.join(schema.voices),
        order=(table.c.voice_id,),
    )


def change(conn: sa.Connection, hold_id: int, **fields: Unpack[HoldChanges]) -> Hold:
    """Change a hold and return it."""
    return _ROWS.change(conn, hold_id, fields)


def decide(
    conn: sa.Connection, hold_id: int, state: HoldState, *, by: str, wording: str | None = None
) -> Hold:
    """Write down what a person decided about a held voice, now; back to waiting too."""
    is_open = state is HoldState.WAITING
    return _ROWS.change(
        conn,
        hold_id,
        {
            "state": state,
            "wording": wording,
            "decided_at": None if is_open else clock.now(),
            "decided_by": "" if is_open else by,
        },
    )
