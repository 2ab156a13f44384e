"""How the two kinds of database are opened: SQLite for one laptop, PostgreSQL for many.

Nothing here knows a table. See docs/decisions/0003-store.md for why each setting is there.
"""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from workshop_app import errors
from workshop_app.store import turns

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
_READERS = 8
_MORE_READERS = 24


def sqlite_path(database_url: str) -> Path | None:
    """Return the file a URL names, or None where it names a PostgreSQL database.

    Raises
    ------
    StoreError
        The URL names neither.
    """
    if database_url.startswith(_SQLITE) and len(database_url) > len(_SQLITE):
        return Path(database_url.removeprefix(_SQLITE))
    if database_url.split(":", 1)[0] in _POSTGRES:
        return None
    raise errors.StoreError(
        "データベースの指定が読めません。"
        "sqlite:/// または postgresql:// で始まるアドレスを "
        "KURUMAZA_DATABASE_URL に入れてください。"
    )


def make_folder(path: Path) -> None:
    """Make the folder of a database file; what is new is for this user alone."""
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)


def connect_writing(path: Path, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """Return the connection that writes: durable, and the only one that checkpoints.

    Raises
    ------
    StoreError
        The place cannot keep a write-ahead log, as network folders cannot.
    """
    if not path.exists():
        path.touch(mode=0o600)  # for this user alone, in whatever folder it lies
    made = _connect(path)
    mode = made.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        made.close()
        raise errors.StoreError(
            f"{path.parent} にはデータを安全に保存できません(journal_mode={mode})。"
            "--data で、このパソコンの中の別のフォルダを選んでください。"
        )
    for pragma in ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON"):
        made.execute(f"PRAGMA {pragma}")
    if not foreign_keys:
        made.execute("PRAGMA foreign_keys=OFF")
    return made


def connect_reading(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write and never checkpoints."""
    made = _connect(path)
    for pragma in ("query_only=ON", "wal_autocheckpoint=0"):
        made.execute(f"PRAGMA {pragma}")
    return made


def _connect(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(
        path, timeout=turns.PATIENCE, isolation_level=None, check_same_thread=False
    )
    for pragma in ("foreign_keys=ON", "secure_delete=ON"):
        made.execute(f"PRAGMA {pragma}")
    return made


def for_writing(path: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """Return the engine of the one writing connection; its transactions are IMMEDIATE.

    Only while tables are rebuilt are ``foreign_keys`` off.
    """
    made = sa.create_engine(
        "sqlite://",
        creator=lambda: connect_writing(path, foreign_keys=foreign_keys),
        poolclass=sa.pool.StaticPool,
    )
    sa.event.listen(made, "begin", _begin_immediate)
    return made


def for_reading(path: Path) -> sa.Engine:
    """Return the engine of the reading connections."""
    made = sa.create_engine(
        "sqlite://",
        creator=lambda: connect_reading(path),
        poolclass=sa.pool.QueuePool,
        pool_size=_READERS,
        max_overflow=_MORE_READERS,
        pool_timeout=turns.PATIENCE,
    )
    sa.event.listen(made, "begin", _begin)
    return made


def for_postgres(database_url: str) -> sa.Engine:
    """Return the engine of a shared database; it asks whether a connection lives first.

    Raises
    ------
    StoreError
        The driver is not installed.
    """
    rest = database_url.split(":", 1)[1]
    try:
        return sa.create_engine(
            f"postgresql+psycopg:{rest}",
            pool_pre_ping=True,
            pool_size=_READERS,
            max_overflow=_MORE_READERS,
            pool_timeout=turns.PATIENCE,
        )
    except ImportError as error:
        raise errors.StoreError(
            "PostgreSQLにつなぐ部品がありません。"
            'pip install "kurumaza[postgres]" を実行してから、もう一度お試しください。'
        ) from error


def _begin_immediate(conn: sa.Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(conn: sa.Connection) -> None:
    conn.exec_driver_sql("BEGIN")
