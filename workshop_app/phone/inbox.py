"""Voices that come in at the same moment are kept together: one transaction for many.

A post never waits in a thread.  What came in while the last transaction was on its way to the
disk goes into the next one, and each post hears of its own voice only after the commit.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from workshop_app import errors
from workshop_app.store import Connection, Store
from workshop_app.usecases import receiving
from workshop_app.usecases.receiving import Kept, Posted

_MOST_TOGETHER = 200  # others who write wait no longer than these take


@dataclass(frozen=True, slots=True)
class _Item:
    posted: Posted
    answer: Future[Kept] = field(default_factory=Future)


@dataclass(slots=True)
class _Batch:
    code: str
    town_id: int
    items: list[_Item] = field(default_factory=list)


class Inbox:
    """Takes posts from any thread; *get_store* is asked whenever something is to be kept."""

    def __init__(self, get_store: Callable[[], Store]) -> None:
        self._get_store = get_store
        self._gate = threading.Lock()
        self._waiting: dict[str, list[_Item]] = {}  # a code is here while its batch is out

    def post(self, code: str, town_id: int, posted: Posted) -> Future[Kept]:
        """Let a voice wait for the next transaction; the future hears when it is kept."""
        item = _Item(posted)
        with self._gate:
            is_first = code not in self._waiting
            self._waiting.setdefault(code, []).append(item)
        if is_first:
            self._send(_Batch(code, town_id))
        return item.answer

    def _send(self, batch: _Batch) -> None:
        def keep(conn: Connection) -> list[Kept | errors.KurumazaError]:
            self._fill(batch)  # at the last moment; done again after a rollback, it is the same
            return receiving.receive(conn, batch.code, [item.posted for item in batch.items])

        try:
            done = self._get_store().write_later(
                keep, municipality_id=batch.town_id, is_repeatable=True
            )
        except errors.KurumazaError as problem:
            self._answer(batch, problem)
            return
        done.add_done_callback(lambda kept: self._hear(batch, kept))

    def _fill(self, batch: _Batch) -> None:
        with self._gate:
            if not batch.items:
                waiting = self._waiting[batch.code]
                batch.items.extend(waiting[:_MOST_TOGETHER])
                del waiting[:_MOST_TOGETHER]

    def _hear(self, batch: _Batch, kept: Future[list[Kept | errors.KurumazaError]]) -> None:
        problem = kept.exception()
        if problem is not None:
            self._answer(batch, problem)
            return
        self._go_on(batch)
        for item, told in zip(batch.items, kept.result(), strict=True):
            if isinstance(told, Kept):
                item.answer.set_result(told)
            else:
                item.answer.set_exception(told)

    def _answer(self, batch: _Batch, problem: BaseException) -> None:
        self._fill(batch)  # where it failed before anything was tried
        self._go_on(batch)
        for item in batch.items:
            item.answer.set_exception(problem)

    def _go_on(self, batch: _Batch) -> None:
        with self._gate:
            is_done = not self._waiting[batch.code]
            if is_done:
                del self._waiting[batch.code]
        if not is_done:
            self._send(_Batch(batch.code, batch.town_id))
