"""Photos of sheets: small, nothing but pixels, and shown only after a look for faces."""

import io
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from workshop_app import errors, pictures
from workshop_app.model import Consent, Party, VoiceSource
from workshop_app.usecases import agreeing, gathering, photographing, showing
from workshop_app.usecases.gathering import Entry


def photo(size=(400, 300), kind="JPEG", **more):
    written = io.BytesIO()
    Image.new("RGB", size, (240, 230, 120)).save(written, kind, **more)
    return written.getvalue()


def with_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "カメラ会社"
    exif.get_ifd(0x8825)[1] = "N"
    return photo((400, 300), exif=exif)


def bomb():
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def part(name, body):
        return (
            len(body).to_bytes(4, "big")
            + name
            + body
            + zlib.crc32(name + body).to_bytes(4, "big")
        )

    head = (60000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    start = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head)
    return start + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_small_jpeg(kind):
    made = pictures.make_safe(photo((4000, 3000), kind))
    assert (made.width, made.height) == (1800, 1350)
    assert Image.open(io.BytesIO(made.content)).format == "JPEG"


def test_what_the_camera_added_is_gone_and_the_picture_is_upright():
    made = pictures.make_safe(with_place())
    opened = Image.open(io.BytesIO(made.content))
    assert dict(opened.getexif()) == {}
    assert "カメラ会社".encode() not in made.content
    assert (made.width, made.height) == (300, 400)


def test_what_can_be_seen_through_becomes_white():
    written = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")
    made = Image.open(io.BytesIO(pictures.make_safe(written.getvalue()).content))
    assert min(made.getpixel((10, 10))) > 250


HOSTILE = {
    "empty": b"",
    "text": "写真ではありません".encode(),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "gif": photo(kind="GIF"),
    "cut off": photo((800, 600))[:900],
    "head only": b"\xff\xd8\xff\xe0",
    "bomb": bomb(),
    "too heavy": b"\xff\xd8" + b"\0" * (pictures.LARGEST_FILE + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(store, meeting, name):
    with pytest.raises(errors.UnusableInputError, match="写真"):
        photographing.keep_photo(store, meeting.id, HOSTILE[name], table_number=1)
    assert photographing.photos_of(store, meeting.id) == []


def test_a_photo_is_kept_whole_and_shown_to_nobody(either, either_meeting):
    kept = photographing.keep_photo(either, either_meeting.id, photo(), table_number=2)
    assert (kept.table_number, kept.width, kept.height) == (2, 400, 300)
    assert not (kept.is_shown or kept.faces_checked or kept.is_agreed)
    content = photographing.image_of(either, kept.id)
    assert Image.open(io.BytesIO(content)).size == (400, 300)
    assert photographing.photos_of(either, either_meeting.id) == [kept]
    assert showing.look(either, either_meeting.id).sheets == ()
    with pytest.raises(errors.NotFoundError):
        showing.sheet_image(either, either_meeting.id, kept.id)


@pytest.mark.parametrize(("faces", "agreed"), [(True, False), (False, True)])
def test_a_photo_is_shown_only_after_a_look_for_faces_or_consent(
    either, either_meeting, faces, agreed
):
    kept = photographing.keep_photo(either, either_meeting.id, photo(), table_number=1)
    with pytest.raises(errors.NotYetError, match="顔"):
        photographing.show(either, kept.id, is_shown=True)
    allow_photos(either, either_meeting, allowed=True)
    photographing.review(either, kept.id, faces_checked=faces, is_agreed=agreed)
    photographing.show(either, kept.id, is_shown=True)
    assert [p.id for p in showing.look(either, either_meeting.id).sheets] == [kept.id]
    assert showing.sheet_image(either, either_meeting.id, kept.id)
    photographing.review(either, kept.id, faces_checked=False, is_agreed=False)
    assert showing.look(either, either_meeting.id).sheets == ()


def allow_photos(store, meeting, *, allowed):
    told = agreeing.record_of(store, meeting.id)
    agreeing.write_down(store, replace(told, photos=allowed))


@pytest.mark.parametrize("allowed", [None, False])
def test_a_photo_with_faces_needs_the_consent_record_to_allow_photographs(
    store, meeting, allowed
):
    kept = photographing.keep_photo(store, meeting.id, photo(), table_number=1)
    if allowed is not None:
        allow_photos(store, meeting, allowed=allowed)
    with pytest.raises(errors.NotYetError, match="撮影 可"):
        photographing.review(store, kept.id, faces_checked=False, is_agreed=True)
    photographing.review(store, kept.id, faces_checked=True, is_agreed=False)
    photographing.show(store, kept.id, is_shown=True)
    assert len(showing.look(store, meeting.id).sheets) == 1, "no face, no question"


def test_a_photo_with_faces_leaves_the_wall_when_photographs_are_no_longer_allowed(
    store, meeting
):
    kept = photographing.keep_photo(store, meeting.id, photo(), table_number=1)
    allow_photos(store, meeting, allowed=True)
    photographing.review(store, kept.id, faces_checked=False, is_agreed=True)
    photographing.show(store, kept.id, is_shown=True)
    assert showing.sheet_image(store, meeting.id, kept.id)
    allow_photos(store, meeting, allowed=False)
    assert showing.look(store, meeting.id).sheets == ()
    with pytest.raises(errors.NotFoundError):
        showing.sheet_image(store, meeting.id, kept.id)
    with pytest.raises(errors.NotYetError, match="撮影 可"):
        photographing.show(store, kept.id, is_shown=True)


def test_a_photo_of_another_meeting_is_not_on_this_wall(store, meeting, open_meeting):
    other = open_meeting(store)
    kept = photographing.keep_photo(store, other.id, photo(), table_number=1)
    photographing.review(store, kept.id, faces_checked=True, is_agreed=False)
    photographing.show(store, kept.id, is_shown=True)
    with pytest.raises(errors.NotFoundError):
        showing.sheet_image(store, meeting.id, kept.id)


def test_what_is_typed_from_a_photo_is_a_voice_of_its_table_on_paper(store, meeting):
    kept = photographing.keep_photo(store, meeting.id, photo(), table_number=3)
    entry = Entry(party=Party.CARE, table_number=1, consent=Consent.ROOM)
    for _ in range(2):
        photographing.type_from(
            store, kept.id, "夜の電話が\nつながらない", entry, client_key="k"
        )
    [said] = gathering.said_so_far(store, meeting.id)
    assert (said.text, said.party, said.table_number, said.source, said.consent) == (
        "夜の電話が\nつながらない",
        Party.CARE,
        3,
        VoiceSource.PAPER,
        Consent.ROOM,
    )
    photographing.discard(store, kept.id)
    assert gathering.said_so_far(store, meeting.id) == [said]
    assert photographing.photos_of(store, meeting.id) == []
