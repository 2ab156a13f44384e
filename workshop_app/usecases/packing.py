"""Packing everything this computer holds into one copy, to be merged or kept elsewhere."""

import tempfile
from datetime import date
from pathlib import Path

from workshop_app.store import Store, backup


def pack(store: Store) -> bytes:
    """Return a whole copy of the store, made while it serves.

    Raises
    ------
    StoreError
        The store is a shared database, which has tools of its own.
    """
    with tempfile.TemporaryDirectory(prefix="kurumaza-pack-") as folder:
        return backup.backup(store, Path(folder) / "copy.db").read_bytes()


def name_copy(day: date) -> str:
    """Return the name of a copy made on *day*."""
    return f"車座の控え_{day:%Y%m%d}.db"
