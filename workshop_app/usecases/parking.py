"""Parking what does not belong here and now (別の時間に), so that nobody has to be cut off.

A parked item is the facilitator's reminder. It is no voice: it is in no theme, count or share.
"""

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.model import ParkedItem
from workshop_app.store import Connection, Store, parked_items
from workshop_app.usecases import entering
from workshop_app.usecases.noting import note

LONGEST = 300


def park(store: Store, meeting_id: int, text: str) -> ParkedItem:
    """Put something on the list for another time.

    Raises
    ------
    UnusableInputError
        It has no words, or more than 300 letters.
    """
    said = clean(text).strip()
    if not said:
        raise errors.UnusableInputError("別の時間に話すことを、ことばで入れてください。")
    if len(said) > LONGEST:
        raise errors.UnusableInputError(f"{LONGEST}文字までの短いことばにしてください。")
    return store.write(
        lambda conn: parked_items.add(conn, meeting_id=meeting_id, text=said),
        municipality_id=entering.town_of(store, meeting_id),
    )


def parked(store: Store, meeting_id: int) -> list[ParkedItem]:
    """Return what was parked, in its order, done or not."""
    return store.read(lambda conn: parked_items.list_of(conn, meeting_id))


def dropped(store: Store, meeting_id: int) -> list[ParkedItem]:
    """Return what was taken off the list and can be brought back."""
    found = store.read(
        lambda conn: parked_items.list_of(conn, meeting_id, include_dropped=True)
    )
    return [item for item in found if item.dropped_at is not None]


def mark_done(store: Store, item_id: int, *, is_done: bool = True) -> None:
    """Say that it was talked about, or take that back."""
    town_id = _town_of(store, item_id)

    def change(conn: Connection) -> None:
        parked_items.mark_done(conn, item_id, is_done=is_done)
        note(
            conn,
            town_id,
            "別の時間に：すんだ" if is_done else "別の時間に：もどす",
            f"No.{item_id}",
        )

    store.write(change, municipality_id=town_id)


def drop(store: Store, item_id: int, *, is_dropped: bool = True) -> None:
    """Take it off the list, or bring it back."""
    town_id = _town_of(store, item_id)
    store.write(
        lambda conn: parked_items.mark_dropped(conn, item_id, is_dropped=is_dropped),
        municipality_id=town_id,
    )


def _town_of(store: Store, item_id: int) -> int:
    item = store.read(lambda conn: parked_items.get(conn, item_id))
    return entering.town_of(store, item.meeting_id)
