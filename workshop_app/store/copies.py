"""Looking into a copy of another laptop's data, which stays exactly as it is.

It is copied into a folder of its own, looked over, brought to this program's schema there, and
thrown away afterwards.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop_app import errors
from workshop_app.settings import Settings
from workshop_app.store import backup, engine, translating
from workshop_app.store.store import Store

_HEAD = b"SQLite format 3\0"
_NO_COPY = (
    "このファイルは、車座の控えではないか、壊れています。"
    "むこうのパソコンで「kurumaza backup」で取った控え（.db）を選んでください。"
)


@contextmanager
def opened(given: bytes | Path) -> Iterator[Store]:
    """Open a copy, given as a file or as what is in it, to be read only.

    Raises
    ------
    UnreadableFileError
        It is no copy of this program's data, or damaged.
    StoreError
        It is of a newer program.
    """
    with tempfile.TemporaryDirectory(prefix="kurumaza-copy-") as name:
        folder = Path(name)
        file = folder / "copy.db"
        _put(given, file)
        _check(file)
        url = f"sqlite:///{file.as_posix()}"
        with Store.open(Settings(data_folder=folder, database_url=url)) as store:
            yield store


def _put(given: bytes | Path, file: Path) -> None:
    if isinstance(given, bytes):
        file.write_bytes(given)
    else:
        try:
            shutil.copyfile(given, file)
        except OSError as problem:
            raise errors.UnreadableFileError(
                f"{given} を開けません。場所と名前を確かめてください。"
            ) from problem
        log = given.with_name(given.name + "-wal")
        if log.exists():
            shutil.copyfile(log, file.with_name(file.name + "-wal"))
    file.chmod(0o600)
    with file.open("rb") as head:
        if head.read(len(_HEAD)) != _HEAD:
            raise errors.UnreadableFileError(_NO_COPY)


def _check(file: Path) -> None:
    """Refuse a file that is damaged, or that would do something by itself when it is used."""
    try:
        backup.check(file)
    except errors.StoreError as problem:
        if str(problem) != translating.DAMAGED:
            raise
        raise errors.UnreadableFileError(_NO_COPY) from problem
    looking = engine.for_reading(file)
    try:
        with looking.connect() as conn:
            acting = "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
            if conn.exec_driver_sql(acting).scalar_one():
                raise errors.UnreadableFileError(_NO_COPY)
    finally:
        looking.dispose()
