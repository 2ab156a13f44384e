"""The clocks of a meeting, one of each kind."""

from dataclasses import asdict

import sqlalchemy as sa

from workshop_app.model import Timer, TimerKind
from workshop_app.store import schema
from workshop_app.store.rows import upsert


def put(conn: sa.Connection, timer: Timer) -> Timer:
    """Keep a clock in place of the one of its kind, and return it."""
    row = asdict(timer) | {"kind": timer.kind.value}
    upsert(conn, schema.timers, [row], "meeting_id", "kind")
    return timer


def find(conn: sa.Connection, meeting_id: int, kind: TimerKind) -> Timer | None:
    """Return the clock of this kind, or None."""
    return list_of(conn, meeting_id).get(kind)


def list_of(conn: sa.Connection, meeting_id: int) -> dict[TimerKind, Timer]:
    """Return the clocks of a meeting by their kind."""
    own = schema.timers.c
    columns = (own.row_id, own.seconds, own.spent_seconds, own.running_since)
    asked = sa.select(own.kind, *columns).where(own.meeting_id == meeting_id)
    found = {TimerKind(row.kind): tuple(row)[1:] for row in conn.execute(asked)}
    return {kind: Timer(meeting_id, kind, *found[kind]) for kind in TimerKind if kind in found}


def remove(conn: sa.Connection, meeting_id: int, kind: TimerKind) -> None:
    """Put a clock away; harmless where there is none."""
    own = schema.timers.c
    conn.execute(
        sa.delete(schema.timers).where(own.meeting_id == meeting_id, own.kind == kind.value)
    )
