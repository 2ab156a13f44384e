"""What was read, kept in this process until something is written.

A value is good for one revision of its town and is never handed out for another.  It is kept
only after the write it belongs to is on the disk.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable

_MOST = 4  # a reading of six thousand voices takes some ten megabytes


class Memory:
    """The newest readings, each under its key and with the revision it was true at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[int, object]] = OrderedDict()

    def keep(self, key: Hashable, revision: int, value: object) -> None:
        """Keep *value* as of *revision*, unless a newer one is here."""
        with self._lock:
            if key in self._kept and self._kept[key][0] > revision:
                return
            self._kept[key] = (revision, value)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def recall(self, key: Hashable, revision: int) -> object | None:
        """Return what was kept under *key* as of *revision*, or None."""
        with self._lock:
            known, value = self._kept.get(key, (None, None))
            return value if known == revision else None
