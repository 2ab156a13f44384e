"""Plan sheets: their texts, lines and parts, and what is known of an idea before any money."""

import sqlalchemy as sa

from workshop_app.model import (
    Concept,
    LineKind,
    PlanEntry,
    PlanField,
    PlanLine,
    ProjectPart,
    ServiceType,
    SmallStart,
    StartTime,
    Supply,
)
from workshop_app.store import schema
from workshop_app.store.rows import Rows, upsert

_ENTRIES = Rows(schema.plan_entries, PlanEntry, "その企画の文は見つかりません。")
_LINES = Rows(schema.plan_lines, PlanLine, "その行は見つかりません。画面を読み直してください。")
_PARTS = Rows(schema.project_parts, ProjectPart, "その活動は見つかりません。")
_STARTS = Rows(schema.small_starts, SmallStart, "その始めやすさは見つかりません。")


def keep_entry(conn: sa.Connection, *, project_id: int, field: PlanField, body: str) -> None:
    """Keep one text of a plan sheet, in place of what was there."""
    row = {"project_id": project_id, "field": field, "body": body}
    upsert(conn, schema.plan_entries, [row], "project_id", "field")


def entries_of(conn: sa.Connection, project_id: int) -> dict[PlanField, str]:
    """Return the texts of a plan sheet by field."""
    table = schema.plan_entries
    rows = _ENTRIES.list_of(conn, table.c.project_id == project_id)
    return {row.field: row.body for row in rows}


def add_line(
    conn: sa.Connection,
    *,
    project_id: int,
    kind: LineKind,
    name: str,
    who: str = "",
    yen: int = 0,
) -> PlanLine:
    """Add a role, a cost or an income and return it."""
    return _LINES.add(conn, project_id=project_id, kind=kind, name=name, who=who, yen=yen)


def get_line(conn: sa.Connection, line_id: int) -> PlanLine:
    """Return one line."""
    return _LINES.get(conn, line_id)


def lines_of(conn: sa.Connection, project_id: int) -> list[PlanLine]:
    """Return the lines of a plan in the order they were written."""
    return _LINES.list_of(conn, schema.plan_lines.c.project_id == project_id)


def remove_line(conn: sa.Connection, line_id: int) -> None:
    """Remove a line."""
    _LINES.remove(conn, line_id)


def add_part(
    conn: sa.Connection,
    *,
    project_id: int,
    name: str,
    concept: Concept,
    service_type: ServiceType | None = None,
) -> ProjectPart:
    """Add a part of an activity and return it."""
    return _PARTS.add(
        conn, project_id=project_id, name=name, concept=concept, service_type=service_type
    )


def get_part(conn: sa.Connection, part_id: int) -> ProjectPart:
    """Return one part."""
    return _PARTS.get(conn, part_id)


def parts_of(conn: sa.Connection, project_id: int) -> list[ProjectPart]:
    """Return the parts of an activity in the order they were written."""
    return _PARTS.list_of(conn, schema.project_parts.c.project_id == project_id)


def remove_part(conn: sa.Connection, part_id: int) -> None:
    """Remove a part."""
    _PARTS.remove(conn, part_id)


def keep_start(
    conn: sa.Connection, *, project_id: int, people: int, supply: Supply, start_time: StartTime
) -> None:
    """Keep what is known of an idea, in place of what was there."""
    row = {
        "project_id": project_id,
        "people": people,
        "supply": supply,
        "start_time": start_time,
    }
    upsert(conn, schema.small_starts, [row], "project_id")


def start_of(conn: sa.Connection, project_id: int) -> SmallStart | None:
    """Return what is known of an idea, if anything."""
    return _STARTS.find(conn, schema.small_starts.c.project_id == project_id)
