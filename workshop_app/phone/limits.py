"""How often one device may ask: token buckets in memory, bounded, on a clock never set back.

A hall sits behind one address, so devices are limited by their own token, and addresses only
as a bound on what no token is known for.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Limit:
    """At most ``burst`` acts at once, and ``per_second`` in the long run, for each name."""

    def __init__(
        self,
        burst: float,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        most_names: int = 20_000,
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._most_names = most_names
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._gate = threading.Lock()

    def allows(self, name: str) -> bool:
        """Count one act of *name*, and say whether it may be done."""
        with self._gate:
            now = self._clock()
            bucket = self._buckets.pop(name, None) or _Bucket(self._burst, now)
            grown = bucket.level + max(0.0, now - bucket.at) * self._per_second
            bucket.level, bucket.at = min(self._burst, grown), now
            may = bucket.level >= 1.0
            if may:
                bucket.level -= 1.0
            self._buckets[name] = bucket
            while len(self._buckets) > self._most_names:
                self._buckets.popitem(last=False)
            return may
