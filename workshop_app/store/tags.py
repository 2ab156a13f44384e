"""Tags: fields of 地域包括ケア on themes (C10), directions on projects (C11)."""

from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

import sqlalchemy as sa

from workshop_app.model import CareTag, Direction
from workshop_app.store import schema

T = TypeVar("T", bound=StrEnum)


def set_tags(conn: sa.Connection, theme_id: int, tags: Collection[CareTag]) -> None:
    """Give a theme exactly these tags."""
    _put(conn, schema.theme_tags.c.theme_id, theme_id, schema.theme_tags.c.tag, tags)


def add_tags(conn: sa.Connection, theme_id: int, tags: Collection[CareTag]) -> None:
    """Give a theme these tags beside those it has."""
    table = schema.theme_tags
    own = sa.select(table.c.tag).where(table.c.theme_id == theme_id)
    set_tags(conn, theme_id, {*conn.execute(own).scalars(), *tags})


def tags_of(conn: sa.Connection, workshop_id: int) -> dict[int, frozenset[CareTag]]:
    """Return the tags of every theme of a workshop that has any, by theme."""
    table = schema.theme_tags
    return _read(conn, workshop_id, schema.themes, table.c.theme_id, table.c.tag)


def set_directions(
    conn: sa.Connection, project_id: int, directions: Collection[Direction]
) -> None:
    """Give a project exactly these directions."""
    table = schema.project_directions
    _put(conn, table.c.project_id, project_id, table.c.direction, directions)


def directions_of(conn: sa.Connection, workshop_id: int) -> dict[int, frozenset[Direction]]:
    """Return the directions of every project of a workshop that has any, by project."""
    table = schema.project_directions
    return _read(conn, workshop_id, schema.projects, table.c.project_id, table.c.direction)


def _put(
    conn: sa.Connection,
    owner: sa.Column[int],
    owner_id: int,
    tag: sa.Column[T],
    tags: Collection[T],
) -> None:
    """Give one row exactly these tags, in the order in which they are listed."""
    conn.execute(sa.delete(owner.table).where(owner == owner_id))
    rows = [{owner.name: owner_id, tag.name: each} for each in sorted(tags, key=_place_of)]
    if rows:
        conn.execute(sa.insert(owner.table), rows)


def _place_of(tag: StrEnum) -> int:
    return list(type(tag)).index(tag)


def _read(
    conn: sa.Connection,
    workshop_id: int,
    owners: sa.Table,
    owner: sa.Column[int],
    tag: sa.Column[T],
) -> dict[int, frozenset[T]]:
    """Return the tags of every row of a workshop that has any, by row."""
    wanted = (
        sa.select(owner, tag)
        .join(owners, owner == owners.c.id)
        .where(owners.c.workshop_id == workshop_id)
    )
    found: dict[int, frozenset[T]] = {}
    for owner_id, each in conn.execute(wanted):
        found[owner_id] = found.get(owner_id, frozenset()) | {each}
    return found
