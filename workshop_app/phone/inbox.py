"""Voices that come in at the same moment are looked through and kept together.

One thread takes whatever waits and looks it through; a second keeps it in one transaction,
batch after batch in the order they came, while the first looks through what came in meanwhile.
Each post hears of its own voice only after the commit, and none waits in a thread: those of one
batch are woken together.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from analysis.hazards import ScreeningLists
from workshop_app.store import Store
from workshop_app.usecases import receiving
from workshop_app.usecases.receiving import Kept, LookedThrough, Posted

_MOST_TOGETHER = 200  # others who write wait no longer than these take
_GLANCE = 0.01  # seconds between two looks whether more come
_MOST_GLANCES = 8
_COMING = 4  # voices since the last look that make a crowd
_CROWD = 20  # waiting voices
_FRESH = 2.0  # seconds for which the word lists of a meeting are not read again


@dataclass(frozen=True, slots=True)
class _Lists:
    words: ScreeningLists
    until: float


@dataclass(frozen=True, slots=True)
class _Item:
    code: str
    town_id: int
    posted: Posted
    answer: asyncio.Future[Kept]


class Inbox:
    """Takes posts from any thread; *get_store* is asked whenever something is to be kept."""

    def __init__(
        self,
        get_store: Callable[[], Store],
        look_through: Callable[
            [Sequence[Posted], ScreeningLists], Sequence[LookedThrough]
        ] = receiving.look_through,
    ) -> None:
        self._get_store = get_store
        self._look_through = look_through
        self._gate = threading.Lock()
        self._waiting: list[_Item] = []
        self._is_at_work = False
        self._lists: dict[str, _Lists] = {}
        self._looker = ThreadPoolExecutor(1, "phone-inbox")
        self._keeper = ThreadPoolExecutor(1, "phone-keeper")
        self._unkept = 0  # batches that were looked through and are not kept yet

    @property
    def is_busy(self) -> bool:
        """Whether voices wait to be kept."""
        return self._is_at_work or self._unkept > 0

    def is_crowded(self) -> bool:
        """Say whether so many wait that screens which renew themselves should let them go."""
        return len(self._waiting) >= _CROWD

    async def keep(self, code: str, town_id: int, posted: Posted) -> Kept:
        """Keep a voice in the next transaction and return it when it is on the disk.

        Raises
        ------
        NotFoundError
            The code opens nothing.
        EditConflictError
            Its key came before with other words.
        StoreError
            It could not be kept.
        """
        answer: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        with self._gate:
            self._waiting.append(_Item(code, town_id, posted, answer))
            is_first, self._is_at_work = not self._is_at_work, True
        if is_first:
            self._looker.submit(self._work)
        return await answer

    def _work(self) -> None:
        while batch := self._gather():
            try:
                store = self._get_store()
                lists = self._lists_of(store, batch[0].code)
                judged = self._look_through([item.posted for item in batch], lists)
            except BaseException as problem:  # each post is told, and the next batch is tried
                _tell_all(batch, [problem] * len(batch))
                continue
            with self._gate:
                self._unkept += 1
            self._keeper.submit(self._keep, store, batch, judged)

    def _keep(
        self, store: Store, batch: Sequence[_Item], judged: Sequence[LookedThrough]
    ) -> None:
        code = batch[0].code
        told: Sequence[Kept | BaseException]
        try:
            told = store.write(
                lambda conn: receiving.receive(conn, code, judged),
                municipality_id=batch[0].town_id,
                is_repeatable=True,
            )
        except BaseException as problem:  # each post is told, and the next batch is tried
            told = [problem] * len(batch)
        with self._gate:
            self._unkept -= 1
        _tell_all(batch, told)

    def _gather(self) -> list[_Item]:
        """Take what waits; while a crowd comes in, a moment later and then more at once.

        A transaction costs almost the same for one voice as for a hundred.  Whoever comes
        alone waits for nobody.
        """
        seen = 0
        for _ in range(_MOST_GLANCES):
            waiting = len(self._waiting)
            if waiting < seen + _COMING or waiting >= _MOST_TOGETHER:
                break
            seen = waiting
            time.sleep(_GLANCE)
        return self._take()

    def _take(self) -> list[_Item]:
        """Return the oldest that wait, all of one code; nobody is at work after the last."""
        with self._gate:
            code = self._waiting[0].code if self._waiting else ""
            batch = [item for item in self._waiting if item.code == code][:_MOST_TOGETHER]
            taken = {id(item) for item in batch}
            self._waiting = [item for item in self._waiting if id(item) not in taken]
            self._is_at_work = bool(batch)
            return batch

    def _lists_of(self, store: Store, code: str) -> ScreeningLists:
        now = time.monotonic()
        known = {name: each for name, each in self._lists.items() if now < each.until}
        if code not in known:
            known[code] = _Lists(receiving.lists_behind(store, code), now + _FRESH)
        self._lists = known
        return known[code].words


def _tell_all(batch: Sequence[_Item], told: Sequence[Kept | BaseException]) -> None:
    _tell(list(zip((item.answer for item in batch), told, strict=True)))


def _tell(told: Sequence[tuple[asyncio.Future[Kept], Kept | BaseException]]) -> None:
    """Wake those who wait, all of one loop at once: each wake-up costs a turn."""
    loops = {answer.get_loop() for answer, _ in told}
    for loop in loops:
        mine = [each for each in told if each[0].get_loop() is loop]
        with suppress(RuntimeError):  # the server has stopped; what is kept is kept
            loop.call_soon_threadsafe(_settle, mine)


def _settle(told: Sequence[tuple[asyncio.Future[Kept], Kept | BaseException]]) -> None:
    for answer, outcome in told:
        if answer.done():  # the phone hung up
            continue
        if isinstance(outcome, Kept):
            answer.set_result(outcome)
        else:
            answer.set_exception(outcome)
