"""Noting in the audit log who did what; never a participant's name or a voice's words."""

from workshop_app.store import Connection, audit

STAFF = "記録"


def note(
    conn: Connection, municipality_id: int, action: str, subject: str, detail: str = ""
) -> None:
    """Write one line of the audit log inside the transaction that does the act."""
    audit.append(
        conn,
        municipality_id=municipality_id,
        role=STAFF,
        action=action,
        subject=subject,
        detail=detail,
    )
