"""Minuting: what the secretariat writes down of a meeting, and what of it the public may read.

The draft takes what the house knows already; a person writes the rest. An item that is not
open is not in public minutes; of one that is partly open only the words meant for them (P22).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.model import Access, MinutesItem, MinutesRecord
from workshop_app.store import Connection, Store, minutes
from workshop_app.usecases import entering
from workshop_app.usecases.noting import note

Row = TypeVar("Row", MinutesRecord, MinutesItem)

_LONGEST = 2000
_MOST_ITEMS = 30
_MOST_PEOPLE = 100_000
ACCESS_WORDS = {Access.OPEN: "公開", Access.PARTLY: "部分公開", Access.CLOSED: "非公開"}


@dataclass(frozen=True, slots=True)
class Minutes:
    """The record of a meeting and its items in order."""

    record: MinutesRecord
    items: tuple[MinutesItem, ...]

    def access(self) -> str:
        """Say whether the meeting was open: as its items are, all or in part."""
        kinds = {item.access for item in self.items}
        if not kinds:
            return ""
        return ACCESS_WORDS[kinds.pop() if len(kinds) == 1 else Access.PARTLY]

    def for_public(self) -> "Minutes":
        """Return what the public may read (P22)."""
        shown = []
        for item in self.items:
            if item.access is Access.OPEN:
                shown.append(item)
            elif item.access is Access.PARTLY:
                shown.append(replace(item, said=item.public_words, result=""))
        return replace(self, items=tuple(shown))

    def blanks(self) -> tuple[str, ...]:
        """Return which of the ten fields nobody has filled; they are printed blank (P19)."""
        told = self.record
        known = {
            "場所": told.place,
            "日時": told.hours,
            "出席者": told.present,
            "事務局": told.secretariat,
            "傍聴者数": "" if told.observers is None else str(told.observers),
            "録音の有無": "" if told.is_recorded is None else str(told.is_recorded),
            "資料名": told.documents,
            "議題・結果": "あり" if self.items else "",
        }
        return tuple(name for name, text in known.items() if not text.strip())


def look(store: Store, meeting_id: int) -> Minutes:
    """Return what was written down of a meeting."""
    return store.read(lambda conn: minutes_of(conn, meeting_id))


def minutes_of(conn: Connection, meeting_id: int) -> Minutes:
    """Return the minutes inside a transaction that is already open."""
    return Minutes(
        minutes.of_meeting(conn, meeting_id), tuple(minutes.items_of(conn, meeting_id))
    )


def write_down(store: Store, record: MinutesRecord) -> None:
    """Keep the record of a meeting.

    Raises
    ------
    UnusableInputError
        A text is too long, or the number of observers cannot be.
    """
    cleaned = _cleaned(record)
    if not 0 <= (record.observers or 0) <= _MOST_PEOPLE:
        raise errors.UnusableInputError("傍聴者数は、0以上の人数で入れてください。")
    room = entering.enter(store, record.meeting_id)

    def write(conn: Connection) -> None:
        minutes.put(conn, cleaned)
        note(conn, room.municipality.id, "会議録を書く", room.meeting.title)

    store.write(write, municipality_id=room.municipality.id)


def write_items(store: Store, meeting_id: int, items: Sequence[MinutesItem]) -> None:
    """Keep all items of a meeting, in their order; those without a topic are left out.

    Raises
    ------
    UnusableInputError
        There are too many, a text is too long, or a reason or the words for the public are
        missing where an item is not open.
    """
    kept = [_cleaned(item) for item in items if item.topic.strip()]
    if len(kept) > _MOST_ITEMS:
        raise errors.UnusableInputError(f"議題は{_MOST_ITEMS}までにしてください。")
    for item in kept:
        if item.access is not Access.OPEN and not item.reason:
            raise errors.UnusableInputError(
                f"議題「{item.topic[:20]}」を{ACCESS_WORDS[item.access]}にする理由を書いてください。"
            )
    room = entering.enter(store, meeting_id)

    def write(conn: Connection) -> None:
        minutes.replace_items(conn, meeting_id, kept)
        note(conn, room.municipality.id, "議題を書く", room.meeting.title, f"{len(kept)}件")

    store.write(write, municipality_id=room.municipality.id)


def new_item(meeting_id: int, topic: str = "") -> MinutesItem:
    """Return an item nobody has written yet; it is open unless somebody says otherwise."""
    return MinutesItem(0, meeting_id, 0, topic, "", "", Access.OPEN, "", "")


def first_draft(agenda: str, meeting_id: int) -> tuple[MinutesItem, ...]:
    """Return an item for each line of the agenda, to begin with."""
    lines = [line.strip() for line in agenda.splitlines() if line.strip()]
    return tuple(new_item(meeting_id, line) for line in lines[:_MOST_ITEMS])


def _cleaned(record: Row) -> Row:
    texts = {
        each.name: clean(value).strip()
        for each in fields(record)
        if type(value := getattr(record, each.name)) is str
    }
    long = [text for text in texts.values() if len(text) > _LONGEST]
    if long:
        raise errors.UnusableInputError(
            f"「{long[0][:20]}…」が長すぎます。{_LONGEST}字までにしてください。"
        )
    return replace(record, **texts)  # type: ignore[arg-type]  # every one of them is a text
