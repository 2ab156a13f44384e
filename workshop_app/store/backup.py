"""Copies of a SQLite store that are whole, made while it serves, and the way back.

A copy holds everything the store holds and nothing protects it: it is to be kept as the
store is kept. A PostgreSQL database is backed up with its own tools.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors
from workshop_app.settings import Settings
from workshop_app.store import copying, engine, migrating, translating, turns
from workshop_app.store.store import Store

_ONLY_SQLITE = (
    "共有データベース(PostgreSQL)のバックアップは、車座ではなく"
    "PostgreSQLの道具(pg_dump と pg_restore)で行ってください。"
)
_COMPANIONS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore left: the file in use now, and where the one before it is kept."""

    path: Path
    kept_aside: Path | None


def backup(store: Store, target_path: Path, *, may_replace: bool = False) -> Path:
    """Copy the whole store into one file while it goes on serving; return the file.

    The copy is checked before it gets its name, so that a file of that name is always whole.

    Raises
    ------
    StoreError
        The target exists and may not be replaced, cannot be written, or is the store itself;
        or the store is not a SQLite file.
    """
    if store.path is None:
        raise errors.StoreError(_ONLY_SQLITE)
    target = target_path.expanduser().resolve()
    if target == store.path.resolve():
        raise errors.StoreError(
            "使用中のデータと同じファイルには保存できません。別の名前を選んでください。"
        )
    if target.exists() and not may_replace:
        raise errors.StoreError(
            f"{target} はすでにあります。別の名前を選ぶか、上書きすると指定してください。"
        )
    with translating.in_plain_words(), _workroom(target.parent) as room:
        copy = room / "copy.db"
        copying.copy_whole(store.path, copy)
        check(copy)
        copy.replace(target)
        _sync_folder(target.parent)
    return target


def restore(settings: Settings, source_path: Path) -> Restored:
    """Put a backup in the place of the present data, which is kept beside it, dated.

    Raises
    ------
    StoreError
        The source is damaged, of a newer program or no data of this program; or the
        settings name no SQLite file. Nothing has changed then.
    StoreBusyError
        The present data is in use.
    """
    with translating.in_plain_words():
        path = engine.sqlite_path(settings.database_url)
        if path is None:
            raise errors.StoreError(_ONLY_SQLITE)
        source = source_path.expanduser().resolve()
        _refuse_as_source(source, path)
        engine.make_folder(path)
        with _workroom(path.parent) as room:
            fresh = _bring_in(source, room)
            check(fresh)
            with turns.held(path):
                kept = _keep_aside(path)
                fresh.replace(path)
                _sync_folder(path.parent)
    return Restored(path, kept)


def check(path: Path) -> str:
    """Return the schema of a file that is whole and of this program.

    Raises
    ------
    StoreError
        It is damaged, of a newer program, or no data of this program.
    """
    looking = engine.for_reading(path)
    try:
        with translating.in_plain_words(), looking.connect() as conn:
            verdict = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            strays = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
            known = migrating.check_known(conn)
            if verdict != "ok" or strays is not None or known is None:
                raise errors.StoreError(translating.DAMAGED)
            return known
    finally:
        looking.dispose()


def _refuse_as_source(source: Path, present: Path) -> None:
    if not source.is_file():
        raise errors.StoreError(
            f"{source} が見つかりません。バックアップのファイルを確かめてください。"
        )
    if source == present.resolve():
        raise errors.StoreError(
            "使用中のデータそのものからは戻せません。バックアップのファイルを選んでください。"
        )


def _bring_in(source: Path, room: Path) -> Path:
    """Copy a backup, with the log beside it if there is one, and make one whole file of it."""
    brought = room / "brought.db"
    shutil.copyfile(source, brought)
    log = source.with_name(source.name + "-wal")
    if log.exists():
        shutil.copyfile(log, brought.with_name(brought.name + "-wal"))
    fresh = room / "fresh.db"
    copying.copy_whole(brought, fresh)
    return fresh


def _keep_aside(path: Path) -> Path | None:
    """Give the present data a second, dated name; its own name stays until it is replaced."""
    if not path.exists():
        return None
    _settle(path)
    kept = copying.dated(path, "before-restore")
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + companion))
    try:
        kept.hardlink_to(path)
    except OSError:  # some file systems know no second name
        shutil.copyfile(path, kept)
    return kept


def _settle(path: Path) -> None:
    """Bring the present data into one file; that also shows whether somebody has it open.

    Raises
    ------
    StoreBusyError
        Another connection is open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as conn:
            conn.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if isinstance(translating.translate(error), errors.StoreBusyError):
            raise errors.StoreBusyError(
                "車座が動いている間は戻せません。車座を終了してから、もう一度お試しください。"
            ) from error
        # A damaged file is why people restore: it is kept as it is.


@contextmanager
def _workroom(folder: Path) -> Iterator[Path]:
    """Give a folder beside the target, so that the last step is a rename on one disk."""
    with tempfile.TemporaryDirectory(prefix=".kurumaza-", dir=folder) as name:
        yield Path(name)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
