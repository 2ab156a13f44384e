"""Welcoming phones: the door of a meeting, its code, and the phones that came in.

A code opens one meeting and can be closed or renewed at any time.  A phone is known by a
random token of its own, new for every meeting, of which only a hash is kept (P20).
"""

import io
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno

from workshop_app import errors
from workshop_app.model import Guest, Meeting, Party, PhoneDoor, Table
from workshop_app.store import Connection, Store, doors, guests, marks, meetings, tables
from workshop_app.usecases import entering
from workshop_app.usecases.noting import note

CLOSED = (
    "この入り口は開いていません。会場の人に、いまの番号(コード)を聞いてください。"
    "紙に書いて渡すこともできます。"
)
_NUMERIC = re.compile(r"[\d.]+")
_ONLY_HERE = ("localhost", "127.0.0.1", "::1")
_TOKEN_BYTES = 16
_QR_SCALE = 12
_MOST_MARKS = 10


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a phone needs to know about the meeting its code opens."""

    meeting: Meeting
    town_id: int
    tables: tuple[Table, ...]
    door: PhoneDoor
    mark: str = ""  # that it is practice, or an invented town

    @property
    def asks_for_table(self) -> bool:
        """Whether there is more than one table to choose from."""
        return len(self.tables) > 1

    def has_table(self, number: int) -> bool:
        """Say whether a table of this number sits at the meeting."""
        return any(table.number == number for table in self.tables)


@dataclass(frozen=True, slots=True)
class Attendance:
    """The door as the staff see it."""

    door: PhoneDoor
    phones: int
    marks: int


def find_entrance(store: Store, code: str) -> Entrance:
    """Return the meeting that *code* opens.

    Raises
    ------
    NotFoundError
        There is no such code, the meeting is over for today, or its door is closed.
    """
    return store.read(lambda conn: entrance_of(conn, code))


def entrance_of(conn: Connection, code: str) -> Entrance:
    """Return the same inside a transaction that is already open."""
    meeting, door = _open_door(conn, code)
    return Entrance(
        meeting,
        meetings.municipality_of(conn, meeting.id),
        tuple(tables.list_of(conn, meeting.id)),
        door,
        entering.mark_of(conn, meeting.id),
    )


def meeting_behind(conn: Connection, code: str) -> Meeting:
    """Return only the meeting that *code* opens, inside a transaction; else as above."""
    return _open_door(conn, code)[0]


def _open_door(conn: Connection, code: str) -> tuple[Meeting, PhoneDoor]:
    meeting = meetings.find_by_code(conn, code.strip().casefold())
    if meeting is None or not meeting.is_open:
        raise errors.NotFoundError(CLOSED)
    door = doors.get(conn, meeting.id)
    if not door.is_open:
        raise errors.NotFoundError(CLOSED)
    return meeting, door


def draw_token() -> str:
    """Return a new token for a phone; it says nothing about anybody."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def come_in(
    conn: Connection, code: str, token: str, *, party: Party, table_number: int | None
) -> Guest:
    """Let a phone in, or let it change its side and table.

    Raises
    ------
    NotFoundError
        The code opens nothing.
    UnusableInputError
        There is no such table.
    """
    entrance = entrance_of(conn, code)
    if table_number is not None and not entrance.has_table(table_number):
        raise errors.UnusableInputError("その班はありません。席の札の番号を選んでください。")
    known = guests.find(conn, entrance.meeting.id, token)
    if known is not None:
        return guests.change(conn, known.id, party=party, table_number=table_number)
    return guests.add(
        conn,
        meeting_id=entrance.meeting.id,
        token=token,
        party=party,
        table_number=table_number,
    )


def find_guest(store: Store, meeting_id: int, token: str) -> Guest | None:
    """Return the phone with this token at this meeting, or None."""
    return store.read(lambda conn: guests.find(conn, meeting_id, token))


def look_at_door(store: Store, meeting_id: int) -> Attendance:
    """Return whether the door is open, and how many phones and dots there are."""

    def look(conn: Connection) -> Attendance:
        return Attendance(
            doors.get(conn, meeting_id),
            guests.count(conn, meeting_id),
            sum(marks.counts(conn, meeting_id).values()),
        )

    return store.read(look)


def set_door(store: Store, meeting_id: int, *, is_open: bool) -> None:
    """Open or close a meeting to phones; the meeting itself goes on."""
    _change(
        store,
        meeting_id,
        lambda conn: doors.change(conn, meeting_id, is_open=is_open),
        "スマートフォンの入り口を開く" if is_open else "スマートフォンの入り口を閉じる",
    )


def set_marking(
    store: Store, meeting_id: int, *, is_open: bool, marks_each: int | None = None
) -> None:
    """Let phones put dots on themes, or stop it; dots that are there stay.

    Raises
    ------
    UnusableInputError
        Fewer than one dot, or more than ten, were to be given to each phone.
    """
    if marks_each is not None and not 1 <= marks_each <= _MOST_MARKS:
        raise errors.UnusableInputError(f"印の数は1から{_MOST_MARKS}までで入れてください。")

    def change(conn: Connection) -> None:
        doors.change(conn, meeting_id, is_marking_open=is_open)
        if marks_each is not None:
            doors.change(conn, meeting_id, marks_each=marks_each)

    action = "気になる印を受け付ける" if is_open else "気になる印をしめきる"
    _change(store, meeting_id, change, action)


def renew_code(store: Store, meeting_id: int) -> Meeting:
    """Give the meeting another code; the old one opens nothing from now on."""
    _change(
        store,
        meeting_id,
        lambda conn: meetings.renew_join_code(conn, meeting_id),
        "番号(コード)を新しくする",
    )
    return entering.enter(store, meeting_id).meeting


def _change(
    store: Store, meeting_id: int, act: Callable[[Connection], object], action: str
) -> None:
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> None:
        act(conn)
        note(conn, room.municipality.id, action, room.meeting.title)

    store.write(change, municipality_id=room.municipality.id)


def place_for_phones(host: str, names: Sequence[str]) -> str:
    """Return the host and port under which phones reach us.

    Parameters
    ----------
    host : what the staff's browser calls us; often a name only this computer knows.
    names : what neighbours on the network call us; numbers are understood by every phone.
    """
    own = urlsplit(f"//{host}")
    if own.hostname not in _ONLY_HERE or not names:
        return host
    best = next((name for name in names if _NUMERIC.fullmatch(name)), names[0])
    return f"{best}:{own.port}" if own.port else best


def draw_qr(address: str) -> bytes:
    """Return the QR code of an address as an SVG picture that reads well from afar."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", scale=_QR_SCALE, border=4, xmldecl=True, svgns=True
    )
    return picture.getvalue()
