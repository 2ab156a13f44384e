"""Locking: any file behind a password, to go on a USB stick (P15)."""

from dataclasses import replace

from workshop_app.export.to_locked import FEWEST, Opened, draw_password, open_locked, to_locked
from workshop_app.store import Store
from workshop_app.usecases.entering import Room
from workshop_app.usecases.noting import note_export
from workshop_app.usecases.reporting import Paper

__all__ = ["FEWEST", "Opened", "draw_password", "lock", "unlock"]


def lock(store: Store, room: Room, paper: Paper, password: str) -> Paper:
    """Return *paper* behind *password*, and note it; the password is kept nowhere.

    Raises
    ------
    UnusableInputError
        The password has fewer than 12 characters.
    """
    content = to_locked(paper.name, paper.content, password)
    told = f"{paper.rows}件"
    town_id, action = room.municipality.id, "鍵をかけて書き出す"
    note_export(store, town_id, room.meeting.title, told, action=action)
    day = f"{room.meeting.held_on:%Y%m%d}"
    return replace(paper, name=f"{day}_鍵のかかったファイル.html", content=content)


def unlock(content: bytes, password: str) -> Opened:
    """Return what is behind the password of a locked file.

    Raises
    ------
    UnusableInputError
        The password is wrong, or it is no such file.
    """
    return open_locked(content, password)
