"""Photos of the tables' sheets; the picture is read only when it is asked for."""

from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Photo
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.photos, Photo, "その写真は見つかりません。画面を読み直してください。")


class PhotoChanges(TypedDict, total=False):
    """What may change about a photo: never the picture."""

    table_number: int | None
    faces_checked: bool
    is_agreed: bool
    is_shown: bool


def add(
    conn: sa.Connection,
    *,
    meeting_id: int,
    table_number: int | None,
    image: bytes,
    width: int,
    height: int,
) -> Photo:
    """Keep a photo, which nobody is shown yet, and return what is known about it."""
    return _ROWS.add(
        conn,
        meeting_id=meeting_id,
        table_number=table_number,
        width=width,
        height=height,
        faces_checked=False,
        is_agreed=False,
        is_shown=False,
        uploaded_at=clock.now(),
        image=image,
    )


def get(conn: sa.Connection, photo_id: int) -> Photo:
    """Return what is known about one photo."""
    return _ROWS.get(conn, photo_id)


def list_of(conn: sa.Connection, meeting_id: int) -> list[Photo]:
    """Return what is known about a meeting's photos, in the order they came."""
    return _ROWS.list_of(conn, schema.photos.c.meeting_id == meeting_id)


def image_of(conn: sa.Connection, photo_id: int) -> bytes:
    """Return the picture itself, a JPEG."""
    get(conn, photo_id)
    own = schema.photos.c
    return bytes(conn.execute(sa.select(own.image).where(own.id == photo_id)).scalar_one())


def change(conn: sa.Connection, photo_id: int, **fields: Unpack[PhotoChanges]) -> Photo:
    """Change what is known about a photo and return it."""
    return _ROWS.change(conn, photo_id, fields)


def remove(conn: sa.Connection, photo_id: int) -> None:
    """Delete a photo for good."""
    _ROWS.remove(conn, photo_id)
