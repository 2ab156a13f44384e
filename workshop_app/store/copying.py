"""One whole file of a SQLite database, as of one moment, while others write to it.

A plain copy of a live file would lack what is still in its write-ahead log.
"""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from workshop_app.store import engine


def copy_whole(source: Path, target: Path) -> None:
    """Write everything *source* holds at this moment into the new file *target*, durably.

    The copy expects no write-ahead log, so it opens on a read-only medium too.
    """
    with closing(engine.connect_reading(source)) as conn:
        conn.execute("PRAGMA query_only=OFF")  # SQLite takes VACUUM INTO for a write
        conn.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def dated(path: Path, reason: str) -> Path:
    """Return a name beside *path* that says why and when it was put aside."""
    at = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}.{reason}-{at}{path.suffix}")
