"""Who did what, when: only ever added to, and without anybody's name or words."""

import sqlalchemy as sa

from workshop_app.model import AuditEntry
from workshop_app.store import clock, schema
from workshop_app.store.rows import Rows

_ROWS = Rows(schema.audit_entries, AuditEntry, "その操作の記録は見つかりません。")


def append(
    conn: sa.Connection,
    *,
    municipality_id: int | None,
    role: str,
    action: str,
    subject: str = "",
    detail: str = "",
) -> AuditEntry:
    """Write down what was done and return the entry."""
    return _ROWS.add(
        conn,
        municipality_id=municipality_id,
        at=clock.now(),
        role=role,
        action=action,
        subject=subject,
        detail=detail,
    )


def list_of(
    conn: sa.Connection, municipality_id: int | None, limit: int | None = None
) -> list[AuditEntry]:
    """Return the entries of a town, the newest first; None asks for those of no town."""
    table = schema.audit_entries
    return _ROWS.list_of(
        conn,
        table.c.municipality_id.is_not_distinct_from(municipality_id),
        order=(table.c.id.desc(),),
        limit=limit,
    )
