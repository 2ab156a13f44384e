"""Whose turn it is to write to a SQLite file, between all programs on this computer.

SQLite up to 3.51.2 can damage a WAL database when one connection checkpoints while another
writes. Every write and checkpoint of ours therefore happens in a turn, and a turn is held
by one program at a time. The system takes a turn back from a program that dies.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop_app import errors
from workshop_app.store import translating

PATIENCE = 10.0  # seconds, as SQLite's own busy_timeout
_PAUSE = 0.005
_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


def lock_path_of(database: Path) -> Path:
    """Return the file whose lock stands for the turn of *database*."""
    return database.with_name(database.name + ".turn")


@contextmanager
def held(database: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the turn of *database* inside the block.

    Raises
    ------
    StoreBusyError
        Another program kept its turn for longer than *patience* seconds.
    """
    descriptor = os.open(lock_path_of(database), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        give_up_at = time.monotonic() + patience
        while not _try_to_lock(descriptor):
            if time.monotonic() > give_up_at:
                raise errors.StoreBusyError(translating.BUSY)
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _unlock(descriptor)
    finally:
        os.close(descriptor)


def _try_to_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _unlock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)
