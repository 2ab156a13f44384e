"""Agreeing: what people were told and allowed, before anything becomes public (P4)."""

from workshop_app import errors
from workshop_app.model import ConsentRecord
from workshop_app.store import Connection, Store, consents
from workshop_app.usecases import entering
from workshop_app.usecases.noting import note


def record_of(store: Store, meeting_id: int) -> ConsentRecord:
    """Return the record of consent of a meeting; an empty one where nothing was written."""
    return store.read(lambda conn: consents.of_meeting(conn, meeting_id))


def write_down(store: Store, record: ConsentRecord) -> None:
    """Keep what people were told and allowed."""
    room = entering.enter(store, record.meeting_id)

    def change(conn: Connection) -> None:
        consents.put(conn, record)
        note(conn, room.municipality.id, "同意の記録を書く", room.meeting.title)

    store.write(change, municipality_id=room.municipality.id)


def blanks_of(record: ConsentRecord) -> tuple[str, ...]:
    """Return which of 撮影, 録音 and 引用 nobody has answered yet."""
    answers = {"撮影": record.photos, "録音": record.recording, "引用": record.quoting}
    return tuple(name for name, answer in answers.items() if answer is None)


def require_for_public(record: ConsentRecord) -> None:
    """Refuse a public paper of a meeting whose people have not been asked, or said no.

    Raises
    ------
    UnusableInputError
        Something is blank, or quoting was not allowed.
    """
    blank = blanks_of(record)
    if blank:
        raise errors.UnusableInputError(
            f"公開する紙は、まだ作れません。同意の記録の「{'・'.join(blank)}」が空いています。"
            "「映すまえに」の画面の「同意の記録」に、可か不可を書いてください。"
        )
    if record.quoting is False:
        raise errors.UnusableInputError(
            "公開する紙は作れません。この会では、声を引用しない約束になっています。"
        )
