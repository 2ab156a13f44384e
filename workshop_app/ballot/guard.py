"""Counts wrong codes for each address, and says when there were too many.

Right codes are never slowed down: a room behind one address can always score.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MOST_WRONG = 20
_SECONDS = 60.0
_MOST_ADDRESSES = 1000


class Guard:
    """Remembers when an address last asked for codes that do not exist."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_shut(self, address: str) -> bool:
        """Say whether an address has asked for too many wrong codes in the last minute."""
        with self._lock:
            return len(self._recent(address)) >= _MOST_WRONG

    def note_wrong(self, address: str) -> None:
        """Count one wrong code."""
        with self._lock:
            times = self._recent(address)
            times.append(self._clock())
            self._wrong[address] = times
            self._wrong.move_to_end(address)
            while len(self._wrong) > _MOST_ADDRESSES:
                self._wrong.popitem(last=False)

    def _recent(self, address: str) -> "deque[float]":
        times = self._wrong.get(address, deque(maxlen=_MOST_WRONG))
        while times and times[0] <= self._clock() - _SECONDS:
            times.popleft()
        return times
