"""Reading and writing a shared database that may restart under us.

One transaction per piece of work, in the calling thread. Writers of one town queue on its
row, so that what they read stays true until they have written.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import sqlalchemy as sa

from workshop_app.store import municipalities

T = TypeVar("T")

_TRIES = 8
_FIRST_PAUSE = 0.05  # seconds, doubled each time: some 6 s in all
_QUEUE_OF_NO_TOWN = 0x4B55  # writes that belong to no town queue on this number
_TURN_LOST = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_CONNECTION_LOST = ("08", "57P")  # SQLSTATE classes: connection; shutdown and start-up


def read(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Return what *work* finds in one snapshot; a lost connection is tried again."""
    snapshot = engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    for pause in _pauses():
        try:
            with snapshot.connect() as conn, conn.begin():
                return work(conn)
        except sa.exc.DBAPIError as error:
            if pause is None or not _is_lost(error):
                raise
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def write(
    engine: sa.Engine,
    work: Callable[[sa.Connection], T],
    municipality_id: int | None,
    *,
    is_repeatable: bool,
) -> T:
    """Run *work* in one transaction; what is safe to do again is tried again.

    Before the commit was sent, a lost connection means that nothing was kept. Afterwards
    nobody knows, and only work that is repeatable is done again.
    """
    for pause in _pauses():
        attempt = _Attempt()
        try:
            return attempt.run(engine, work, municipality_id)
        except sa.exc.DBAPIError as error:
            if pause is None or not attempt.may_repeat(error, is_repeatable):
                raise
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


class _Attempt:
    def __init__(self) -> None:
        self._is_commit_sent = False

    def run(
        self,
        engine: sa.Engine,
        work: Callable[[sa.Connection], T],
        municipality_id: int | None,
    ) -> T:
        with engine.connect() as conn, conn.begin():
            if municipality_id is None:
                queue = sa.func.pg_advisory_xact_lock(_QUEUE_OF_NO_TOWN)
                conn.execute(sa.select(queue))
            else:
                municipalities.move_revision(conn, municipality_id)
            value = work(conn)
            self._is_commit_sent = True
        return value

    def may_repeat(self, error: sa.exc.DBAPIError, is_repeatable: bool) -> bool:
        if getattr(error.orig, "sqlstate", None) in _TURN_LOST:
            return True
        return _is_lost(error) and (is_repeatable or not self._is_commit_sent)


def _is_lost(error: sa.exc.DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_CONNECTION_LOST)
    return error.connection_invalidated or isinstance(error, sa.exc.OperationalError)


def _pauses() -> Iterator[float | None]:
    """Yield how long to wait after each failed try; None after the last."""
    for number in range(_TRIES - 1):
        yield _FIRST_PAUSE * 2**number
    yield None
