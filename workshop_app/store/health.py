"""How a store is: what a person in charge should know before the evening begins."""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from workshop_app.store import migrating

_WAL_RESET_BUG_FIXED = (3, 51, 3)
_LITTLE_SPACE = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What is known about the health of a store; ``warnings`` are Japanese sentences."""

    database: str  # sqlite or postgresql
    version: str
    schema: str
    journal_mode: str  # empty for PostgreSQL
    path: Path | None  # the file, for SQLite
    free_bytes: int | None
    is_sound: bool
    warnings: tuple[str, ...]


def report_on(conn: sa.Connection, path: Path | None) -> StoreReport:
    """Look a database over; a damaged one gives a report, not an error, where it can."""
    known = migrating.check_known(conn) or ""
    if path is None:
        version = str(conn.exec_driver_sql("SHOW server_version").scalar_one())
        return StoreReport("postgresql", version, known, "", None, None, True, ())
    free = shutil.disk_usage(path.parent).free
    is_sound = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok"
    return StoreReport(
        database="sqlite",
        version=sqlite3.sqlite_version,
        schema=known,
        journal_mode=str(conn.exec_driver_sql("PRAGMA journal_mode").scalar_one()),
        path=path,
        free_bytes=free,
        is_sound=is_sound,
        warnings=tuple(_warnings(free, is_sound, sqlite3.sqlite_version_info)),
    )


def _warnings(free: int, is_sound: bool, version: tuple[int, ...]) -> list[str]:
    said = []
    if not is_sound:
        said.append(
            "データのファイルに傷みがあります。"
            "kurumaza restore でバックアップから戻してください。"
        )
    if free < _LITTLE_SPACE:
        said.append(
            f"保存先の空きが{free // 1_000_000}MBしかありません。"
            "いらないファイルを消してください。"
        )
    if version < _WAL_RESET_BUG_FIXED:
        said.append(
            f"SQLite {'.'.join(map(str, version))} には、ほかのソフトが同時に書き込むと"
            "ファイルが傷む不具合があります(3.51.3で修正)。車座だけで使う分には問題ありません。"
            "車座を動かしている間は、ほかのソフトでデータのファイルを開かないでください。"
        )
    return said
