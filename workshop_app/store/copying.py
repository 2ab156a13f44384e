"""One whole file of a SQLite database, as of one moment, while others write to it.

A plain copy of a live file would lack what is still in its write-ahead log.
"""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from workshop_app.store import engine


def copy_whole(source: Path, target: Path) -> None:
    """Write everything *source* holds at this moment into the new file *target*, durably."""
    with closing(engine.connect_reading(source)) as conn:
        conn.execute("PRAGMA query_only=OFF")  # SQLite takes VACUUM INTO for a write
        conn.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as conn:
        # A file that expects a write-ahead log cannot be opened on a read-only medium.
        conn.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def dated(path: Path, reason: str) -> Path:
    """Return a name beside *path* that says why and when it was put aside."""
    at = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}.{reason}-{at}{path.suffix}")
