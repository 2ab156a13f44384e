"""Organisations and roles of a town; never a private person's name."""

from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Party, Stakeholder
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(
    schema.stakeholders, Stakeholder, "その団体は見つかりません。画面を読み直してください。"
)


class StakeholderChanges(TypedDict, total=False):
    """What may change about a stakeholder."""

    name: str
    party: Party
    category: str
    area_id: int | None
    note: str


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    name: str,
    party: Party,
    category: str = "",
    area_id: int | None = None,
    note: str = "",
) -> Stakeholder:
    """Add a stakeholder and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        name=name,
        party=party,
        category=category,
        area_id=area_id,
        note=note,
    )


def get(conn: sa.Connection, stakeholder_id: int) -> Stakeholder:
    """Return one stakeholder."""
    return _ROWS.get(conn, stakeholder_id)


def list_of(conn: sa.Connection, municipality_id: int) -> list[Stakeholder]:
    """Return the stakeholders of a town in the order they were added."""
    return _ROWS.list_of(conn, schema.stakeholders.c.municipality_id == municipality_id)


def change(
    conn: sa.Connection, stakeholder_id: int, **fields: Unpack[StakeholderChanges]
) -> Stakeholder:
    """Change the given fields of a stakeholder and return it."""
    return _ROWS.change(conn, stakeholder_id, fields)


def remove(conn: sa.Connection, stakeholder_id: int) -> None:
    """Remove a stakeholder with its relations and supports; its assets stay, without owner."""
    _ROWS.remove(conn, stakeholder_id)
