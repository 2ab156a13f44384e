"""Voices from phones get their place under a theme soon after their receipt, never before it.

A post only says that there is something new.  One thread of its own does the rest: it gives
many voices their place together, rests in between, and lets those who are still waiting for
their receipts go first, so that a burst costs a few groupings and not a thousand.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from workshop_app import errors

_REST = 0.3  # seconds between two rounds, at least
_SHARE = 1.0  # a round that took long is followed by as long a rest
_LONGEST_REST = 2.0
_GLANCE = 0.05  # seconds between two looks whether a burst is over
_MOST_GLANCES = 40


class Placer:
    """Calls ``settle(workshop_id)`` for every workshop that was noticed; starts on demand."""

    def __init__(
        self,
        settle: Callable[[int], object],
        *,
        is_busy: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settle = settle
        self._is_busy = is_busy
        self._clock = clock
        self._noticed: set[int] = set()
        self._gate = threading.Condition()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def notice(self, workshop_id: int) -> None:
        """Say that a workshop has a new voice; returns at once."""
        with self._gate:
            if self._is_closed:
                return
            self._noticed.add(workshop_id)
            self._gate.notify()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="phone-placer", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """Stop after the round that is going on; voices without a place get it next time."""
        with self._gate:
            self._is_closed = True
            self._gate.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (workshops := self._wait()) is not None:
            self._let_receipts_go_first()
            began = self._clock()
            for workshop_id in workshops:
                # What is kept cannot be lost here: whoever looks next places it.
                with suppress(errors.KurumazaError):
                    self._settle(workshop_id)
            took = max(0.0, self._clock() - began)
            self._rest(min(_LONGEST_REST, max(_REST, took * _SHARE)))

    def _let_receipts_go_first(self) -> None:
        for _ in range(_MOST_GLANCES):
            if not self._is_busy() or self._rest(_GLANCE):
                return

    def _rest(self, seconds: float) -> bool:
        """Wait; return at once, and say so, where it is the end."""
        with self._gate:
            return self._gate.wait_for(lambda: self._is_closed, seconds)

    def _wait(self) -> list[int] | None:
        with self._gate:
            self._gate.wait_for(lambda: self._noticed or self._is_closed)
            if self._is_closed:
                return None
            found, self._noticed = sorted(self._noticed), set()
            return found
