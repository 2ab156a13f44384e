"""Themes, and where each voice stands among them."""

from collections.abc import Collection, Sequence
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Assignment, MadeBy, Party, Theme
from workshop_app.store import clock, parts, schema
from workshop_app.store.rows import Rows, in_chunks, upsert

_ROWS = Rows(schema.themes, Theme, "そのテーマは見つかりません。画面を読み直してください。")
_PLACES = Rows(schema.assignments, Assignment, "その声はまだどのテーマにも入っていません。")


class ThemeChanges(TypedDict, total=False):
    """What may change about a theme."""

    heading: str
    heading_by: MadeBy
    is_lone: bool
    position: int


def add(
    conn: sa.Connection,
    *,
    workshop_id: int,
    heading: str,
    heading_by: MadeBy = MadeBy.MACHINE,
    is_lone: bool = False,
    position: int | None = None,
) -> Theme:
    """Add a theme, at the end of the board unless a position is given, and return it."""
    place = next_position(conn, workshop_id) if position is None else position
    return _ROWS.add(
        conn,
        workshop_id=workshop_id,
        heading=heading,
        heading_by=heading_by,
        is_lone=is_lone,
        position=place,
    )


def get(conn: sa.Connection, theme_id: int) -> Theme:
    """Return one theme, retired or not."""
    return _ROWS.get(conn, theme_id)


def list_of(
    conn: sa.Connection, workshop_id: int, include_retired: bool = False
) -> list[Theme]:
    """Return the themes of a workshop in their places on the board."""
    table = schema.themes
    kept = [] if include_retired else [table.c.retired_at.is_(None)]
    return _ROWS.list_of(
        conn, table.c.workshop_id == workshop_id, *kept, order=(table.c.position, table.c.id)
    )


def next_position(conn: sa.Connection, workshop_id: int) -> int:
    """Return the first place on the board that no theme, not even a retired one, has had."""
    table = schema.themes
    last = sa.select(sa.func.max(table.c.position)).where(table.c.workshop_id == workshop_id)
    highest = conn.execute(last).scalar()
    return 0 if highest is None else int(highest) + 1


def change(conn: sa.Connection, theme_id: int, **fields: Unpack[ThemeChanges]) -> Theme:
    """Change the given fields of a theme and return it."""
    return _ROWS.change(conn, theme_id, fields)


def rename(
    conn: sa.Connection, theme_id: int, *, heading: str, heading_by: MadeBy = MadeBy.PERSON
) -> Theme:
    """Give a theme another heading."""
    return _ROWS.change(conn, theme_id, {"heading": heading, "heading_by": heading_by})


def retire(conn: sa.Connection, theme_id: int) -> Theme:
    """Take a theme off the board; its row stays, so that nothing points into the void."""
    return _ROWS.change(conn, theme_id, {"retired_at": clock.now()})


def revive(conn: sa.Connection, theme_id: int) -> Theme:
    """Put a retired theme back on the board, in its old place."""
    return _ROWS.change(conn, theme_id, {"retired_at": None})


def assign(conn: sa.Connection, assignments: Sequence[Assignment]) -> None:
    """Put voices under themes; a voice that stood somewhere moves."""
    names = [column.name for column in schema.assignments.c]
    rows = [{name: getattr(place, name) for name in names} for place in assignments]
    upsert(conn, schema.assignments, rows, "voice_id")


def unassign(conn: sa.Connection, voice_ids: Sequence[int]) -> None:
    """Take voices out of their themes."""
    table = schema.assignments
    for chunk in in_chunks(voice_ids):
        conn.execute(sa.delete(table).where(table.c.voice_id.in_(chunk)))


def assignments_of(
    conn: sa.Connection, workshop_id: int, include_withdrawn: bool = False
) -> list[Assignment]:
    """Return where the voices of a workshop stand, in the order of the voices."""
    return _places(conn, workshop_id, *([] if include_withdrawn else _shown()))


def places_of(
    conn: sa.Connection, workshop_id: int, voice_ids: Sequence[int]
) -> list[Assignment]:
    """Return where those of these voices stand that are in the lists of a workshop."""
    table = schema.assignments
    return [
        each
        for chunk in in_chunks(voice_ids)
        for each in _places(conn, workshop_id, table.c.voice_id.in_(chunk), *_shown())
    ]


def places_in(
    conn: sa.Connection, workshop_id: int, theme_ids: Sequence[int]
) -> list[Assignment]:
    """Return where the voices in these themes of a workshop stand."""
    table = schema.assignments
    return [
        each
        for chunk in in_chunks(theme_ids)
        for each in _places(conn, workshop_id, table.c.theme_id.in_(chunk), *_shown())
    ]


def places_in_meeting(
    conn: sa.Connection, workshop_id: int, meeting_id: int
) -> list[Assignment]:
    """Return where the voices of one meeting of a workshop stand."""
    return _places(conn, workshop_id, schema.voices.c.meeting_id == meeting_id, *_shown())


def _shown() -> list[sa.ColumnElement[bool]]:
    said = schema.voices
    return [said.c.withdrawn_at.is_(None), said.c.id.not_in(parts.resting())]


def _places(
    conn: sa.Connection, workshop_id: int, *where: sa.ColumnElement[bool]
) -> list[Assignment]:
    table = schema.assignments
    return _PLACES.list_of(
        conn,
        schema.themes.c.workshop_id == workshop_id,
        *where,
        within=table.join(schema.themes, table.c.theme_id == schema.themes.c.id).join(
            schema.voices, table.c.voice_id == schema.voices.c.id
        ),
        order=(table.c.voice_id,),
    )


def living_of(conn: sa.Connection, workshop_id: int, theme_ids: Sequence[int]) -> list[Theme]:
    """Return those of these themes that are on the board of a workshop."""
    table = schema.themes
    return [
        theme
        for chunk in in_chunks(theme_ids)
        for theme in _ROWS.list_of(
            conn,
            table.c.workshop_id == workshop_id,
            table.c.id.in_(chunk),
            table.c.retired_at.is_(None),
        )
    ]


def sizes_of(
    conn: sa.Connection, theme_ids: Sequence[int], *, besides: Collection[Party]
) -> dict[int, int]:
    """Return how many voices stand in each of these themes that has any, *besides* some."""
    table, said = schema.assignments, schema.voices
    sizes: dict[int, int] = {}
    for chunk in in_chunks(theme_ids):
        counted = (
            sa.select(table.c.theme_id, sa.func.count())
            .join(said, table.c.voice_id == said.c.id)
            .where(table.c.theme_id.in_(chunk), *_shown())
            .where(said.c.party.not_in(list(besides)))
            .group_by(table.c.theme_id)
        )
        sizes |= {int(theme_id): int(size) for theme_id, size in conn.execute(counted)}
    return sizes


def of_voices(conn: sa.Connection, voice_ids: Sequence[int]) -> dict[int, int]:
    """Return the theme of each of these voices that stands in one, in the order asked."""
    table = schema.assignments
    found: dict[int, int] = {}
    for chunk in in_chunks(voice_ids):
        wanted = sa.select(table.c.voice_id, table.c.theme_id)
        for voice_id, theme_id in conn.execute(wanted.where(table.c.voice_id.in_(chunk))):
            found[voice_id] = theme_id
    return {voice_id: found[voice_id] for voice_id in voice_ids if voice_id in found}
