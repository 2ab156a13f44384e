"""Marking interest: each phone puts a few dots on the themes that concern it.

Dots are shown as dots.  They are no vote and no share of anybody: who sits in the room is
not the town (DOMAIN 7.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.model import Guest
from workshop_app.store import Connection, Store, doors, guests, marks
from workshop_app.usecases import reading, welcoming


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme that a phone may mark; headings are those the room sees."""

    theme_id: int
    heading: str
    voices: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What a phone sees while marking."""

    choices: tuple[Choice, ...]
    is_open: bool
    left: int  # dots that are still to be put


def dots(store: Store, meeting_id: int) -> Mapping[int, int]:
    """Return how many dots each theme has; themes without dots are absent."""
    return store.read(lambda conn: marks.counts(conn, meeting_id))


def look(store: Store, meeting_id: int, guest: Guest) -> Card:
    """Return the themes the room sees, and which of them this phone marked."""
    board = reading.board_of_meeting(store, meeting_id, on_screen=True)
    door = store.read(lambda conn: doors.get(conn, meeting_id))
    mine = {
        mark.theme_id for mark in store.read(lambda conn: marks.list_of_guest(conn, guest.id))
    }
    choices = tuple(
        Choice(card.theme.id, card.theme.heading, len(card.voices), card.theme.id in mine)
        for card in (*board.themes, *board.lone)
    )
    return Card(choices, door.is_marking_open, max(0, door.marks_each - len(mine)))


def mark(
    conn: Connection,
    code: str,
    token: str,
    theme_id: int,
    *,
    is_on: bool,
    shown: frozenset[int],
) -> None:
    """Put a phone's dot on a theme, or take it off; doing so twice changes nothing.

    Raises
    ------
    NotFoundError
        The code opens nothing, or the theme is not among those *shown*.
    NotYetError
        Marking is not open, or the phone has not come in.
    UnusableInputError
        All its dots are on other themes.
    """
    entrance = welcoming.entrance_of(conn, code)
    if not entrance.door.is_marking_open:
        raise errors.NotYetError(
            "いまは印をつける時間ではありません。進行役の合図をお待ちください。"
        )
    guest = guests.find(conn, entrance.meeting.id, token)
    if guest is None:
        raise errors.NotYetError("はじめに、あなたの立場と班をえらんでください。")
    if not is_on:
        marks.take(conn, theme_id=theme_id, guest_id=guest.id)
        return
    if theme_id not in shown:
        raise errors.NotFoundError("そのテーマは、いまはありません。画面を読み直してください。")
    put = {each.theme_id for each in marks.list_of_guest(conn, guest.id)}
    if theme_id not in put and len(put) >= entrance.door.marks_each:
        raise errors.UnusableInputError(
            f"印は{entrance.door.marks_each}つまでです。どれかをはずしてから、つけてください。"
        )
    marks.put(conn, meeting_id=entrance.meeting.id, theme_id=theme_id, guest_id=guest.id)
