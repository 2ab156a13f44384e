"""A town's indicators: definitions, values by fiscal year, and what each viewpoint says."""

import sqlalchemy as sa

from workshop_app.model import IndicatorDefinition, IndicatorValue, Viewpoint, ViewpointNote
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_DEFINITIONS = Rows(
    schema.indicator_definitions, IndicatorDefinition, "その指標は見つかりません。"
)
_VALUES = Rows(schema.indicator_values, IndicatorValue, "その指標の値は見つかりません。")
_NOTES = Rows(schema.viewpoint_notes, ViewpointNote, "その視点の記録は見つかりません。")


def keep_definition(
    conn: sa.Connection, *, municipality_id: int, key: str, numerator: str, denominator: str
) -> None:
    """Keep how a town defines an indicator."""
    row = {
        "municipality_id": municipality_id,
        "key": key,
        "numerator": numerator,
        "denominator": denominator,
    }
    upsert(conn, schema.indicator_definitions, [row], "municipality_id", "key")


def definitions_of(conn: sa.Connection, municipality_id: int) -> list[IndicatorDefinition]:
    """Return the definitions a town has changed."""
    table = schema.indicator_definitions
    return _DEFINITIONS.list_of(conn, table.c.municipality_id == municipality_id)


def keep_value(
    conn: sa.Connection,
    *,
    municipality_id: int,
    key: str,
    fiscal_year: int,
    numerator: int,
    denominator: int | None,
    next_step: str,
) -> None:
    """Keep an indicator of a year, in place of what was there."""
    row = {
        "municipality_id": municipality_id,
        "key": key,
        "fiscal_year": fiscal_year,
        "numerator": numerator,
        "denominator": denominator,
        "next_step": next_step,
    }
    upsert(conn, schema.indicator_values, [row], "municipality_id", "key", "fiscal_year")


def values_of(conn: sa.Connection, municipality_id: int) -> list[IndicatorValue]:
    """Return the values of a town by year."""
    table = schema.indicator_values
    return _VALUES.list_of(
        conn,
        table.c.municipality_id == municipality_id,
        order=(table.c.fiscal_year, table.c.id),
    )


def keep_note(
    conn: sa.Connection,
    *,
    municipality_id: int,
    fiscal_year: int,
    viewpoint: Viewpoint,
    body: str,
) -> None:
    """Keep what a viewpoint says of a year."""
    row = {
        "municipality_id": municipality_id,
        "fiscal_year": fiscal_year,
        "viewpoint": viewpoint,
        "body": body,
    }
    upsert(conn, schema.viewpoint_notes, [row], "municipality_id", "fiscal_year", "viewpoint")


def notes_of(
    conn: sa.Connection, municipality_id: int, fiscal_year: int
) -> list[ViewpointNote]:
    """Return what the viewpoints say of a year."""
    table = schema.viewpoint_notes
    return _NOTES.list_of(
        conn, table.c.municipality_id == municipality_id, table.c.fiscal_year == fiscal_year
    )
