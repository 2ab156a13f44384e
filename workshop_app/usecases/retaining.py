"""Retaining: until when words are kept, who is past the day, and the erasing itself (P14).

A person decides and presses; nothing is erased by itself.  What is erased cannot come back:
of a meeting only counts stay, each of one thing alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workshop_app import errors, words
from workshop_app.model import (
    CountOf,
    MadeBy,
    Meeting,
    Municipality,
    RemainingCount,
    Retention,
    Voice,
)
from workshop_app.store import (
    Connection,
    Store,
    audit,
    leftovers,
    meetings,
    municipalities,
    photos,
    retentions,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases import entering
from workshop_app.usecases.noting import STAFF, note
from workshop_app.usecases.recording import text_hash

_SOON = timedelta(days=30)
_FEWEST_LETTERS = 4  # shorter headings are words of everybody


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in the report: what is kept of it, and until when."""

    municipality: Municipality
    meeting: Meeting
    retention: Retention
    voices: int
    photos: int
    state: str  # in a word, for people

    @property
    def is_due(self) -> bool:
        """Whether the day has come and the words are still there."""
        return self.state == DUE


@dataclass(frozen=True, slots=True)
class Report:
    """What is kept of every meeting, and which copies of the data lie beside it."""

    lines: tuple[Line, ...]
    copies: tuple[leftovers.Copy, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasing did: how many voices went, and whether nothing is left in the log."""

    voices: int
    is_overwritten: bool


ERASED, DUE, SOON, KEPT, UNDECIDED = "消した", "期限が来た", "もうすぐ", "保存中", "期限なし"


def today() -> date:
    """Return the day on the wall of the town hall."""
    return date.today()  # noqa: DTZ011 - local on purpose


def set_day(store: Store, meeting_id: int, delete_on: date | None) -> None:
    """Keep the day on which the words of a meeting are to be deleted, or that there is none."""
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> None:
        retentions.set_day(conn, meeting_id, delete_on)
        told = "決めない" if delete_on is None else delete_on.isoformat()
        note(conn, room.municipality.id, "保存の期限を決める", room.meeting.title, told)

    store.write(change, municipality_id=room.municipality.id)


def report(store: Store, today: date) -> Report:
    """Return for every meeting what is kept and until when, those whose day has come first."""

    def read(conn: Connection) -> list[Line]:
        lines = []
        for town in municipalities.all(conn):
            held = meetings.all_of(conn, town.id)
            for meeting in held:
                said = voices.list_of(conn, meeting.id, include_withdrawn=True)
                until = retentions.of_meeting(conn, meeting.id)
                state = _state(until, today, has_words=bool(said))
                pictures = len(photos.list_of(conn, meeting.id))
                lines.append(Line(town, meeting, until, len(said), pictures, state))
        return lines

    order = (DUE, SOON, UNDECIDED, KEPT, ERASED)
    lines = sorted(
        store.read(read), key=lambda line: (order.index(line.state), line.meeting.held_on)
    )
    return Report(tuple(lines), tuple(leftovers.copies(store)))


def _state(until: Retention, today: date, *, has_words: bool) -> str:
    if until.erased_at is not None and not has_words:
        return ERASED
    if until.delete_on is None:
        return UNDECIDED
    if until.delete_on <= today:
        return DUE
    return SOON if until.delete_on - today <= _SOON else KEPT


def counts_of(store: Store, meeting_id: int) -> list[RemainingCount]:
    """Return the counts an erased meeting left."""
    return store.read(lambda conn: retentions.counts_of(conn, meeting_id))


def erase(store: Store, meeting_id: int, *, by: str = STAFF) -> Erased:
    """Delete all that was said at a meeting and keep counts; it cannot be undone.

    Voices, what was found and decided about them, their receipts, photos, notes of the evening
    and the machine's headings that quote them go, also from the log of corrections.

    Raises
    ------
    UnusableInputError
        There is nothing to erase.
    """
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> int:
        said = voices.list_of(conn, meeting_id, include_withdrawn=True)
        if not said and not photos.list_of(conn, meeting_id):
            raise errors.UnusableInputError("この会には、消すものがありません。")
        gone = retentions.erase(conn, meeting_id, _counts(voices.list_of(conn, meeting_id)))
        _forget_words(conn, room, said)
        told = f"声{gone}件と写真を消し、件数だけを残す"
        note(conn, room.municipality.id, "会の声を消す", room.meeting.title, told, by=by)
        return gone

    gone = store.write(change, municipality_id=room.municipality.id)
    return Erased(gone, leftovers.overwrite_log(store))


def erase_town(store: Store, municipality_id: int, *, by: str = STAFF) -> Erased:
    """Delete everything of a town, and the copies beside the data; it cannot be undone (P15).

    Only one line stays, which says that and when it was done.
    """

    def change(conn: Connection) -> int:
        of_town = workshops.list_of(conn, municipality_id)
        count = sum(len(voices.list_of_workshop(conn, each.id, True)) for each in of_town)
        retentions.remove_town(conn, municipality_id)
        audit.append(conn, municipality_id=None, role=by, action="町のデータをすべて消す")
        return count

    gone = store.write(change, municipality_id=None)
    leftovers.remove_copies(store)
    return Erased(gone, leftovers.overwrite_log(store))


def remove_copies(store: Store, municipality_id: int) -> int:
    """Delete the copies beside the data, which hold what was erased since (P27)."""
    gone = leftovers.remove_copies(store)
    store.write(
        lambda conn: note(conn, municipality_id, "控えの写しを消す", f"{gone}個"),
        municipality_id=municipality_id,
    )
    return gone


def _counts(said: Sequence[Voice]) -> list[tuple[CountOf, str, int]]:
    """Count voices by party, by table and by kind, each alone: nothing is crossed."""
    tables = Counter(voice.table_number for voice in said if voice.table_number is not None)
    return [
        *(
            (CountOf.PARTY, words.label(party), n)
            for party, n in Counter(voice.party for voice in said).items()
        ),
        *((CountOf.TABLE, f"{table}班", n) for table, n in sorted(tables.items())),
        *(
            (CountOf.KIND, words.label(kind), n)
            for kind, n in Counter(v.kind for v in said if v.kind).items()
        ),
    ]


def _forget_words(conn: Connection, room: entering.Room, gone: Sequence[Voice]) -> None:
    """Take the words of erased voices out of headings, sentences and vectors."""
    left = voices.list_of_workshop(conn, room.workshop.id, include_withdrawn=True)
    still_said = {voice.text for voice in left}
    lines = [" ".join(voice.text.split()) for voice in gone]
    kept = [" ".join(text.split()) for text in still_said]
    phrases = {line for line in lines if line not in kept and len(line) >= _FEWEST_LETTERS}
    for theme in themes.list_of(conn, room.workshop.id, include_retired=True):
        quoted = theme.heading.rstrip("…")
        is_theirs = theme.heading_by is MadeBy.MACHINE and any(quoted in line for line in lines)
        if quoted and is_theirs and not any(quoted in line for line in kept):
            phrases |= {theme.heading, quoted} if len(quoted) >= _FEWEST_LETTERS else set()
            themes.change(conn, theme.id, heading=f"テーマ{theme.position + 1}")
    _retire_empty(conn, room.workshop.id)
    retentions.redact(conn, room.workshop.id, room.municipality.id, sorted(phrases))
    hashes = {text_hash(voice.text) for voice in gone} - {text_hash(t) for t in still_said}
    retentions.forget_vectors(conn, sorted(hashes))


def _retire_empty(conn: Connection, workshop_id: int) -> None:
    """Take themes off the board that no voice stands in any more."""
    held = {
        one.theme_id for one in themes.assignments_of(conn, workshop_id, include_withdrawn=True)
    }
    for theme in themes.list_of(conn, workshop_id):
        if theme.id not in held:
            themes.retire(conn, theme.id)
