"""What a town already has."""

from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from workshop_app.model import Asset, AssetClass, AssetState
from workshop_app.store import schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.assets, Asset, "その資源は見つかりません。画面を読み直してください。")


class AssetChanges(TypedDict, total=False):
    """What may change about an asset."""

    name: str
    asset_class: AssetClass
    area_id: int | None
    owner_id: int | None
    availability: str
    capacity: int | None
    conditions: str
    contact_office: str
    state: AssetState
    noted_on: date


def add(
    conn: sa.Connection,
    *,
    municipality_id: int,
    name: str,
    asset_class: AssetClass,
    noted_on: date,
    area_id: int | None = None,
    owner_id: int | None = None,
    availability: str = "",
    capacity: int | None = None,
    conditions: str = "",
    contact_office: str = "",
    source_voice_id: int | None = None,
    state: AssetState = AssetState.HEARD,
) -> Asset:
    """Add an asset and return it."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        name=name,
        asset_class=asset_class,
        area_id=area_id,
        owner_id=owner_id,
        availability=availability,
        capacity=capacity,
        conditions=conditions,
        contact_office=contact_office,
        source_voice_id=source_voice_id,
        state=state,
        noted_on=noted_on,
    )


def get(conn: sa.Connection, asset_id: int) -> Asset:
    """Return one asset."""
    return _ROWS.get(conn, asset_id)


def list_of(conn: sa.Connection, municipality_id: int) -> list[Asset]:
    """Return the assets of a town in the order they were added."""
    return _ROWS.list_of(conn, schema.assets.c.municipality_id == municipality_id)


def change(conn: sa.Connection, asset_id: int, **fields: Unpack[AssetChanges]) -> Asset:
    """Change the given fields of an asset and return it."""
    return _ROWS.change(conn, asset_id, fields)


def remove(conn: sa.Connection, asset_id: int) -> None:
    """Remove an asset and the supports it gave."""
    _ROWS.remove(conn, asset_id)
