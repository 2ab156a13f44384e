"""What of erased words could still lie on the disk: the log beside the file, and old copies."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from workshop_app.store import engine
from workshop_app.store.store import Store


class Copy(NamedTuple):
    """A whole copy of the data beside the file in use."""

    path: Path
    made_on: date


def overwrite_log(store: Store) -> bool:
    """Bring the log into the file and empty it; return whether nothing was left in it.

    Deleted words are overwritten in the file itself (``secure_delete``). Where somebody reads
    at this moment the log is emptied the next time, at the latest when the store is closed.
    A PostgreSQL database is cleared by its own tools (VACUUM).
    """
    if store.path is None:
        return False
    try:
        with closing(engine.connect_writing(store.path)) as conn:
            busy, *_ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy


def copies(store: Store) -> list[Copy]:
    """Return the copies of the data in its folder: they hold what was erased since."""
    if store.path is None:
        return []
    used = store.path
    found = [
        path
        for path in used.parent.glob(f"{used.stem}.*{used.suffix}")
        if path != used and path.is_file()
    ]
    return [
        Copy(path, datetime.fromtimestamp(path.stat().st_mtime, UTC).date())
        for path in sorted(found)
    ]


def remove_copies(store: Store) -> int:
    """Delete the copies in the data folder and return how many there were."""
    found: Sequence[Copy] = copies(store)
    for copy in found:
        copy.path.unlink(missing_ok=True)
        for companion in ("-wal", "-shm", "-journal"):
            copy.path.with_name(copy.path.name + companion).unlink(missing_ok=True)
    return len(found)
