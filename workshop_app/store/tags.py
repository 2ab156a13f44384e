"""Tags: fields of 地域包括ケア on themes (C10), directions on projects (C11)."""

from collections.abc import Collection

import sqlalchemy as sa

from workshop_app.model import CareTag, Direction
from workshop_app.store import schema


def set_tags(conn: sa.Connection, theme_id: int, tags: Collection[CareTag]) -> None:
    """Give a theme exactly these tags."""
    table = schema.theme_tags
    conn.execute(sa.delete(table).where(table.c.theme_id == theme_id))
    for tag in CareTag:
        if tag in tags:
            conn.execute(sa.insert(table).values(theme_id=theme_id, tag=tag))


def add_tags(conn: sa.Connection, theme_id: int, tags: Collection[CareTag]) -> None:
    """Give a theme these tags beside those it has."""
    table = schema.theme_tags
    own = sa.select(table.c.tag).where(table.c.theme_id == theme_id)
    set_tags(conn, theme_id, {*conn.execute(own).scalars(), *tags})


def tags_of(conn: sa.Connection, workshop_id: int) -> dict[int, frozenset[CareTag]]:
    """Return the tags of every theme of a workshop that has any, by theme."""
    table, themes = schema.theme_tags, schema.themes
    wanted = (
        sa.select(table.c.theme_id, table.c.tag)
        .join(themes, table.c.theme_id == themes.c.id)
        .where(themes.c.workshop_id == workshop_id)
    )
    found: dict[int, frozenset[CareTag]] = {}
    for theme_id, tag in conn.execute(wanted):
        found[theme_id] = found.get(theme_id, frozenset()) | {tag}
    return found


def set_directions(
    conn: sa.Connection, project_id: int, directions: Collection[Direction]
) -> None:
    """Give a project exactly these directions."""
    table = schema.project_directions
    conn.execute(sa.delete(table).where(table.c.project_id == project_id))
    for direction in Direction:
        if direction in directions:
            conn.execute(sa.insert(table).values(project_id=project_id, direction=direction))


def directions_of(conn: sa.Connection, workshop_id: int) -> dict[int, frozenset[Direction]]:
    """Return the directions of every project of a workshop that has any, by project."""
    table, projects = schema.project_directions, schema.projects
    wanted = (
        sa.select(table.c.project_id, table.c.direction)
        .join(projects, table.c.project_id == projects.c.id)
        .where(projects.c.workshop_id == workshop_id)
    )
    found: dict[int, frozenset[Direction]] = {}
    for project_id, direction in conn.execute(wanted):
        found[project_id] = found.get(project_id, frozenset()) | {direction}
    return found
