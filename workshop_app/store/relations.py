"""How two stakeholders work together."""

from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Relation, RelationKind
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.relations, Relation, "そのつながりは見つかりません。画面を読み直してください。"
)


class RelationChanges(TypedDict, total=False):
    """What may change about a relation."""

    source_id: int
    target_id: int
    kind: RelationKind
    last_contact_on: date | None
    note: str


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    source_id: int,
    target_id: int,
    kind: RelationKind,
    last_contact_on: date | None = None,
    note: str = "",
) -> Relation:
    """Add a relation between two different stakeholders and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        source_id=source_id,
        target_id=target_id,
        kind=kind,
        last_contact_on=last_contact_on,
        note=note,
    )


def list_of(conn: sa.Connection, municipality_id: int) -> list[Relation]:
    """Return the relations of a town in the order they were added."""
    return _ROWS.list_of(conn, schema.relations.c.municipality_id == municipality_id)


def change(
    conn: sa.Connection, relation_id: int, **fields: Unpack[RelationChanges]
) -> Relation:
    """Change the given fields of a relation and return it."""
    return _ROWS.change(conn, relation_id, fields)


def remove(conn: sa.Connection, relation_id: int) -> None:
    """Remove a relation."""
    _ROWS.remove(conn, relation_id)
