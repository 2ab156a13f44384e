"""The door to the records: reads and writes of whole pieces of work, nothing in between.

Every write is one transaction that also moves the revision of the town it belongs to.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import sqlalchemy as sa

from workshop_app.settings import Settings
from workshop_app.store import (
    engine,
    health,
    migrating,
    municipalities,
    postgres,
    translating,
    turns,
)
from workshop_app.store.memory import Memory
from workshop_app.store.writer import Writer

T = TypeVar("T")

_WAITING_WRITERS = 8  # threads that wait for a shared database on behalf of `write_later`


class Store:
    """An open database. Work is a function of a connection and touches nothing else.

    Work may be run again after a rollback; so it must be repeatable, and hand its results
    back by returning them.
    """

    def __init__(
        self, *, reading: sa.Engine, writing: sa.Engine, path: Path | None, copy: Path | None
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._writer = None if path is None else Writer(writing, path)
        self._pool = ThreadPoolExecutor(_WAITING_WRITERS, "store-later")
        self.memory = Memory()
        self.path = path  # of a SQLite file
        self.safety_copy = copy  # made because opening changed the schema

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the database of *settings*, brought to the newest schema.

        Raises
        ------
        StoreError
            It cannot be opened, is damaged, or is of a newer program.
        """
        with translating.in_plain_words():
            path = engine.sqlite_path(settings.database_url)
            if path is None:
                made = engine.for_postgres(settings.database_url)
                try:
                    migrating.upgrade_postgres(made)
                except BaseException:
                    made.dispose()
                    raise
                return cls(reading=made, writing=made, path=None, copy=None)
            engine.make_folder(path)
            with turns.held(path):
                copy = migrating.upgrade_sqlite(path)
                writing = engine.for_writing(path)
                writing.connect().close()
            return cls(reading=engine.for_reading(path), writing=writing, path=path, copy=copy)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Return what *work* finds, all of it as of one moment.

        Raises
        ------
        StoreBusyError
            No connection was free; trying again helps.
        StoreError
            The database cannot be read.
        """
        with translating.in_plain_words():
            if self.path is None:
                return postgres.read(self._reading, work)
            with self._reading.connect() as conn, conn.begin():
                return work(conn)

    def write(
        self,
        work: Callable[[sa.Connection], T],
        *,
        municipality_id: int | None,
        is_repeatable: bool = False,
    ) -> T:
        """Run *work* in one transaction and return its answer once it is on disk.

        The revision of the town moves with it. ``is_repeatable`` says that doing the work
        twice is as good as once (as with a ``client_key``): then a connection that broke
        in the very moment of the commit is no error either.

        Raises
        ------
        StoreBusyError
            Somebody else holds the database; trying again helps.
        StoreError
            The write could not be kept.
        NotFoundError
            There is no such town.
        """
        if self._writer is not None:
            return self._writer.write(work, municipality_id)
        with translating.in_plain_words():
            return postgres.write(
                self._writing, work, municipality_id, is_repeatable=is_repeatable
            )

    def write_later(
        self,
        work: Callable[[sa.Connection], T],
        *,
        municipality_id: int | None,
        is_repeatable: bool = False,
    ) -> Future[T]:
        """Do as :meth:`write` does without holding the caller up; the future answers.

        A thousand callers may wait at once: on SQLite they share commits and hold no thread.
        """
        if self._writer is not None:
            return self._writer.submit(work, municipality_id)
        return self._pool.submit(
            self.write, work, municipality_id=municipality_id, is_repeatable=is_repeatable
        )

    def revision(self, municipality_id: int) -> int:
        """Return how often a town has been written to."""
        return self.read(lambda conn: municipalities.revision(conn, municipality_id))

    def check(self) -> health.StoreReport:
        """Look the database over and say how it is."""
        return self.read(lambda conn: health.report_on(conn, self.path))

    def close(self) -> None:
        """Finish every waiting write and close; harmless when done twice."""
        self._pool.shutdown()
        if self._writer is not None:
            self._writer.close()
        self._reading.dispose()
        if self.path is not None:
            with translating.in_plain_words(), turns.held(self.path):
                self._writing.dispose()

    def __enter__(self) -> Self:
        """Return the store itself; it is closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()
