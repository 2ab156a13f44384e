"""From what a database says to what a person can do about it.

Nothing here retries; the error that caused a translation stays attached to it.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from workshop_app import errors

BUSY = "ほかの操作がデータを使っています。少し待ってから、もう一度お試しください。"
UNREACHABLE = (
    "データベースにつながりません。"
    "ネットワークを確かめ、少し待ってから、もう一度お試しください。"
)
FULL = (
    "保存先の空き容量がありません。いらないファイルを消して空きを作り、もう一度お試しください。"
)
READ_ONLY = (
    "保存先に書き込めません。"
    "フォルダの権限を確かめるか、--data で書き込めるフォルダを選んでください。"
)
DAMAGED = (
    "データのファイルが壊れているか、車座のデータではありません。"
    "kurumaza restore でバックアップから戻してください。"
)
UNREADABLE = (
    "データのファイルを読み書きできません。"
    "ディスクの接続と空き容量を確かめ、もう一度お試しください。"
)
GONE = "対象の記録が見つかりません。画面を読み直してください。"
TAKEN = "同じ内容がすでに登録されています。画面を読み直して確かめてください。"
UNFIT = "この内容は保存できません。入力した値を確かめてください。"

_SYSTEM = {
    errno.EACCES: (errors.StoreError, READ_ONLY),
    errno.EPERM: (errors.StoreError, READ_ONLY),
    errno.EROFS: (errors.StoreError, READ_ONLY),
    errno.ENOSPC: (errors.StoreFullError, FULL),
    errno.EDQUOT: (errors.StoreFullError, FULL),
}
_SQLITE_PRIMARY = {
    sqlite3.SQLITE_BUSY: (errors.StoreBusyError, BUSY),
    sqlite3.SQLITE_LOCKED: (errors.StoreBusyError, BUSY),
    sqlite3.SQLITE_FULL: (errors.StoreFullError, FULL),
    sqlite3.SQLITE_READONLY: (errors.StoreError, READ_ONLY),
    sqlite3.SQLITE_PERM: (errors.StoreError, READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (errors.StoreError, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (errors.StoreError, DAMAGED),
    sqlite3.SQLITE_NOTADB: (errors.StoreError, DAMAGED),
    sqlite3.SQLITE_IOERR: (errors.StoreError, UNREADABLE),
}
_SQLITE_EXTENDED = {
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: (errors.NotFoundError, GONE),
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: (errors.EditConflictError, TAKEN),
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: (errors.EditConflictError, TAKEN),
    sqlite3.SQLITE_CONSTRAINT_CHECK: (errors.UnusableInputError, UNFIT),
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: (errors.UnusableInputError, UNFIT),
}
_POSTGRES_STATES = {
    "23503": (errors.NotFoundError, GONE),
    "23505": (errors.EditConflictError, TAKEN),
    "23514": (errors.UnusableInputError, UNFIT),
    "23502": (errors.UnusableInputError, UNFIT),
    "22003": (errors.UnusableInputError, UNFIT),
    "40001": (errors.StoreBusyError, BUSY),
    "40P01": (errors.StoreBusyError, BUSY),
    "55P03": (errors.StoreBusyError, BUSY),
    "53100": (errors.StoreFullError, FULL),
    "25006": (errors.StoreError, READ_ONLY),
    "42501": (errors.StoreError, READ_ONLY),
}


def translate(error: BaseException) -> BaseException:
    """Return the error a person should meet, or *error* itself where there is none.

    The cause stays attached, for those who look for it.
    """
    if isinstance(error, errors.KurumazaError):
        return error
    if isinstance(error, sa.exc.TimeoutError):
        return errors.StoreBusyError(BUSY)
    original = error.orig if isinstance(error, sa.exc.StatementError) else error
    if isinstance(original, errors.KurumazaError):
        return original
    if isinstance(original, OverflowError):
        return errors.UnusableInputError(UNFIT)
    if isinstance(original, sqlite3.Error):
        found = _of_sqlite(original)
    elif isinstance(error, sa.exc.DBAPIError):
        found = _of_postgres(error)
    elif isinstance(original, OSError):
        found = _SYSTEM.get(original.errno or 0, (errors.StoreError, UNREADABLE))
    else:
        found = None
    if found is None:
        return error
    kind, sentence = found
    plain = kind(sentence)
    plain.__cause__ = error
    return plain


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raise translated errors from what runs inside."""
    try:
        yield
    except Exception as error:
        plain = translate(error)
        if plain is error:
            raise
        raise plain from error


def _of_sqlite(error: sqlite3.Error) -> tuple[type[errors.KurumazaError], str] | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    return _SQLITE_EXTENDED.get(code) or _SQLITE_PRIMARY.get(code & 0xFF)


def _of_postgres(error: sa.exc.DBAPIError) -> tuple[type[errors.KurumazaError], str] | None:
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES_STATES:
        return _POSTGRES_STATES[state]
    if error.connection_invalidated or isinstance(error, sa.exc.OperationalError):
        return errors.StoreBusyError, UNREACHABLE
    return None
