"""Showing the room what it said: a few large things at a time, in places that stay."""

from dataclasses import dataclass

from workshop_app import words
from workshop_app.model import Meeting
from workshop_app.store import Store
from workshop_app.usecases import entering, gathering, reading


@dataclass(frozen=True, slots=True)
class Screen:
    """What is projected; held-back and withdrawn voices are not in it."""

    meeting: Meeting
    board: reading.ThemeBoard
    tally: gathering.Tally
    remark: str


def look(store: Store, meeting_id: int) -> Screen:
    """Return what the room sees now."""
    board = reading.board_of_meeting(store, meeting_id, on_screen=True)
    shown = [voice for card in (*board.themes, *board.lone) for voice in card.voices]
    return Screen(
        meeting=entering.enter(store, meeting_id).meeting,
        board=board,
        tally=gathering.count([*shown, *board.waiting, *board.asides]),
        remark=words.not_the_whole_town(),
    )
