"""Photographs of the tables' sheets: evidence beside the typed voices, never in their place.

Nothing is read off a photo by a machine. It is shown to nobody until a person looked for faces,
or those on it agreed, and said so for this very photo (P18).  People may agree only where the
record of consent of the meeting allows photographs; where it stops doing so, their photos leave
the wall.
"""

from workshop_app import errors, pictures
from workshop_app.model import ConsentRecord, Photo, Voice, VoiceSource
from workshop_app.store import Connection, Store, consents, photos
from workshop_app.usecases import entering, gathering
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.noting import note

MOST_PHOTOS = 60  # of one meeting


def keep_photo(
    store: Store, meeting_id: int, content: bytes, *, table_number: int | None
) -> Photo:
    """Keep a photo of a sheet; nobody is shown it yet.

    Raises
    ------
    UnusableInputError
        It is no photo, too large, or there are sixty already.
    """
    picture = pictures.make_safe(content)
    town_id = entering.town_of(store, meeting_id)

    def keep(conn: Connection) -> Photo:
        if len(photos.list_of(conn, meeting_id)) >= MOST_PHOTOS:
            raise errors.UnusableInputError(f"写真は1つの会に{MOST_PHOTOS}枚までです。")
        kept = photos.add(
            conn,
            meeting_id=meeting_id,
            table_number=table_number,
            image=picture.content,
            width=picture.width,
            height=picture.height,
        )
        note(conn, town_id, "模造紙の写真を入れる", f"写真{kept.id}")
        return kept

    return store.write(keep, municipality_id=town_id)


def photos_of(store: Store, meeting_id: int) -> list[Photo]:
    """Return what is known about a meeting's photos, in the order they came."""
    return store.read(lambda conn: photos.list_of(conn, meeting_id))


def image_of(store: Store, photo_id: int) -> bytes:
    """Return the picture itself, for the recorder's eyes."""
    return store.read(lambda conn: photos.image_of(conn, photo_id))


def may_be_shown(photo: Photo, told: ConsentRecord) -> bool:
    """Say whether the room may see a photo: no face is on it, or photographs are allowed."""
    return photo.faces_checked or (photo.is_agreed and told.photos is True)


def review(store: Store, photo_id: int, *, faces_checked: bool, is_agreed: bool) -> Photo:
    """Keep what a person found out about the photo; without either it leaves the wall.

    Raises
    ------
    NotYetError
        People are said to agree, and the record of consent does not allow photographs.
    """
    town_id = _town_of(store, photo_id)

    def change(conn: Connection) -> Photo:
        before = photos.get(conn, photo_id)
        if is_agreed and not before.is_agreed:
            _require_allowed(conn, before.meeting_id)
        may_stay = faces_checked or is_agreed
        found = "顔なしを確認" if faces_checked else "撮影の同意あり" if is_agreed else "未確認"
        note(conn, town_id, "写真を確かめる", f"写真{photo_id}", found)
        return photos.change(
            conn,
            photo_id,
            faces_checked=faces_checked,
            is_agreed=is_agreed,
            is_shown=before.is_shown and may_stay,
        )

    return store.write(change, municipality_id=town_id)


def show(store: Store, photo_id: int, *, is_shown: bool) -> Photo:
    """Let the room see a photo, or no longer.

    Raises
    ------
    NotYetError
        Nobody looked for faces, and nobody agreed or photographs are not allowed.
    """
    town_id = _town_of(store, photo_id)

    def change(conn: Connection) -> Photo:
        photo = photos.get(conn, photo_id)
        if is_shown and not (photo.faces_checked or photo.is_agreed):
            raise errors.NotYetError(
                "先に、顔が写っていないことを確かめるか、撮影の同意を記録してください。"
            )
        if is_shown and not photo.faces_checked:
            _require_allowed(conn, photo.meeting_id)
        note(conn, town_id, "写真を映す" if is_shown else "写真を映さない", f"写真{photo_id}")
        return photos.change(conn, photo_id, is_shown=is_shown)

    return store.write(change, municipality_id=town_id)


def _require_allowed(conn: Connection, meeting_id: int) -> None:
    if consents.of_meeting(conn, meeting_id).photos is not True:
        raise errors.NotYetError(
            "人が写った写真は、同意の記録が「撮影 可」の会だけで映せます。"
            "「映すまえに」の画面の「同意の記録」を見てください。"
        )


def discard(store: Store, photo_id: int) -> None:
    """Delete a photo for good; the voices typed from it stay."""
    town_id = _town_of(store, photo_id)

    def remove(conn: Connection) -> None:
        photos.remove(conn, photo_id)
        note(conn, town_id, "写真を消す", f"写真{photo_id}")

    store.write(remove, municipality_id=town_id)


def type_from(
    store: Store, photo_id: int, text: str, entry: Entry, *, client_key: str | None = None
) -> Voice:
    """Keep one card of the photo as a voice of its table, typed by a person.

    Raises
    ------
    EmptyVoiceError
        There are no words.
    """
    photo = store.read(lambda conn: photos.get(conn, photo_id))
    filed = Entry(entry.party, photo.table_number, entry.kind, entry.area_id, entry.consent)
    return gathering.record_voice(
        store,
        photo.meeting_id,
        text,
        filed,
        client_key=client_key,
        source=VoiceSource.PAPER,
    )


def _town_of(store: Store, photo_id: int) -> int:
    photo = store.read(lambda conn: photos.get(conn, photo_id))
    return entering.town_of(store, photo.meeting_id)
