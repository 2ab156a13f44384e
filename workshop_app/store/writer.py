"""The one thread that writes to SQLite: many waiting writes share one commit.

A write is answered after the commit it was part of, so what was answered is on disk.
Each write stands inside a savepoint of its own: one that fails takes no other with it.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from workshop_app import errors
from workshop_app.store import municipalities, translating, turns

T = TypeVar("T")

_MOST_TOGETHER = 500
_CLOSED = "データベースは閉じられました。車座を起動し直してください。"


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Callable[[sa.Connection], Any]
    municipality_id: int | None
    answer: Future[Any] = field(default_factory=Future)


class _TransactionLostError(Exception):
    """SQLite rolled the whole transaction back by itself, as it does on a full disk."""


class Writer:
    """Takes writes from any thread and runs them in order in one."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def write(
        self, work: Callable[[sa.Connection], T], municipality_id: int | None = None
    ) -> T:
        """Run *work* in the writing thread and return its answer once it is on disk.

        Raises
        ------
        StoreError
            The store is closed, or the write could not be kept.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write may not start another write; use its own connection")
        answer = self.submit(work, municipality_id)
        try:
            return answer.result()
        finally:
            del answer  # an error holds this frame, and the frame the error

    def submit(
        self, work: Callable[[sa.Connection], T], municipality_id: int | None = None
    ) -> Future[T]:
        """Let *work* wait for its turn and return at once; the future hears when it is kept.

        Raises
        ------
        StoreError
            The store is closed.
        """
        waiting = _Waiting(work, municipality_id)
        with self._gate:
            if self._is_closed:
                raise errors.StoreError(_CLOSED)
            self._queue.put(waiting)
        return waiting.answer

    def close(self) -> None:
        """Answer everything that waits, then stop."""
        with self._gate:
            if not self._is_closed:
                self._is_closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            is_last = False
            while len(batch) < _MOST_TOGETHER and not self._queue.empty():
                waiting = self._queue.get()
                if waiting is None:
                    is_last = True
                    break
                batch.append(waiting)
            self._answer(batch)
            if is_last:
                return

    def _answer(self, batch: Sequence[_Waiting]) -> None:
        """Commit a batch together; where that is impossible, each write by itself."""
        try:
            self._commit(batch)
        except errors.StoreBusyError as error:
            _refuse(batch, error)
        except BaseException as error:
            if len(batch) == 1:
                _refuse(batch, error.__cause__ or error)
                return
            for waiting in batch:
                if not waiting.answer.done():
                    self._answer([waiting])

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        answers: list[tuple[_Waiting, Any]] = []
        with (
            translating.in_plain_words(),
            turns.held(self._path),
            self._engine.connect() as conn,
            conn.begin(),
        ):
            for waiting in batch:
                try:
                    answers.append((waiting, _run_one(conn, waiting)))
                except _TransactionLostError:
                    raise
                except BaseException as error:
                    waiting.answer.set_exception(translating.translate(error))
        for waiting, value in answers:
            waiting.answer.set_result(value)


def _run_one(conn: sa.Connection, waiting: _Waiting) -> Any:  # noqa: ANN401 - a caller's own
    savepoint = conn.begin_nested()
    try:
        if waiting.municipality_id is not None:
            municipalities.move_revision(conn, waiting.municipality_id)
        value = waiting.work(conn)
        savepoint.commit()
    except BaseException as error:
        if not _is_in_transaction(conn):
            raise _TransactionLostError from error
        savepoint.rollback()
        raise
    return value


def _is_in_transaction(conn: sa.Connection) -> bool:
    return bool(getattr(conn.connection.dbapi_connection, "in_transaction", False))


def _refuse(batch: Sequence[_Waiting], error: BaseException) -> None:
    for waiting in batch:
        if not waiting.answer.done():
            waiting.answer.set_exception(translating.translate(error))
