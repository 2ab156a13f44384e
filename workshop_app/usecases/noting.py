"""Noting in the audit log who did what; never a participant's name or a voice's words."""

from workshop_app.store import Connection, Store, audit

STAFF = "記録"
COMMAND = "コマンド"
LEFT = "書き出す"


def note(
    conn: Connection,
    municipality_id: int,
    action: str,
    subject: str,
    detail: str = "",
    *,
    by: str = STAFF,
) -> None:
    """Write one line of the audit log inside the transaction that does the act."""
    audit.append(
        conn,
        municipality_id=municipality_id,
        role=by,
        action=action,
        subject=subject,
        detail=detail,
    )


def note_export(
    store: Store,
    municipality_id: int,
    subject: str,
    detail: str,
    *,
    by: str = STAFF,
    action: str = LEFT,
) -> None:
    """Write down that something left the house: who, what, in which form, by which filter.

    Every function that hands out a file calls it, after the file is made (P13).
    """
    store.write(
        lambda conn: note(conn, municipality_id, action, subject, detail, by=by),
        municipality_id=municipality_id,
    )
