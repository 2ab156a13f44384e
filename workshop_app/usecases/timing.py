"""The evening's clocks: the run sheet's row at work, a turn, silence, a break.

A clock is kept as the seconds it ran and the moment of its last write.  Between two writes a
:class:`Watch` counts by the processor's steady clock, so a laptop whose time is set back, or
jumps, moves nothing.  After a restart the seconds since the last write are believed only where
they can be true.  Nothing here sleeps, and nothing runs in the background.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from workshop_app import errors
from workshop_app.model import Timer, TimerKind
from workshop_app.store import Connection, Store, timers
from workshop_app.usecases import entering

LONGEST = 10 * 3600.0  # seconds a clock may be set to
_BELIEVABLE = 3 * 3600.0  # a longer silence since the last write is a changed clock
_WRITTEN_EVERY = 10.0  # seconds between two writes of a running clock
_REMEMBERED = 300  # written moments of clocks
SIDE_KINDS = (TimerKind.TURN, TimerKind.WRITING, TimerKind.BREAK)


def _wall() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock as it stands now.

    Attributes
    ----------
    seconds : how long it is to run.
    spent : seconds it ran, never negative and never less than a moment ago.
    is_running : whether it runs.
    """

    kind: TimerKind
    seconds: float
    spent: float
    is_running: bool
    row_id: int | None = None

    @property
    def remaining(self) -> float:
        """Seconds that are left; negative by as much as it is over."""
        return self.seconds - self.spent

    @property
    def is_over(self) -> bool:
        """Whether its time is used up."""
        return self.remaining <= 0


class Watch:
    """Reads running clocks by the steady clock of this process.

    Parameters
    ----------
    steady : seconds that only grow, whatever happens to the time of day.
    wall : the time of day, with its zone.
    """

    def __init__(
        self,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _wall,
    ) -> None:
        self._steady = steady
        self._wall = wall
        self._lock = threading.Lock()
        self._anchors: dict[tuple[int, TimerKind, str], tuple[float, float]] = {}

    def now(self) -> datetime:
        """Return the time of day."""
        return self._wall()

    def read(self, timer: Timer) -> Reading:
        """Return how a clock stands; one that was written elsewhere is taken up from there."""
        spent = timer.spent_seconds
        if timer.running_since is not None:
            with self._lock:
                base, since = self._anchor(timer, timer.running_since)
                spent = base + max(0.0, self._steady() - since)
        return Reading(
            timer.kind, timer.seconds, spent, timer.running_since is not None, timer.row_id
        )

    def _anchor(self, timer: Timer, running_since: str) -> tuple[float, float]:
        """Return the seconds a clock had run at some moment, and that moment."""
        key = timer.meeting_id, timer.kind, running_since
        if key not in self._anchors:
            away = (self._wall() - datetime.fromisoformat(running_since)).total_seconds()
            believed = away if 0.0 <= away <= _BELIEVABLE else 0.0
            self._keep(key, timer.spent_seconds + believed)
        return self._anchors[key]

    def _keep(self, key: tuple[int, TimerKind, str], spent: float) -> None:
        self._anchors[key] = spent, self._steady()
        while len(self._anchors) > _REMEMBERED:
            del self._anchors[next(iter(self._anchors))]

    def stamped(self, timer: Timer, spent: float, *, is_running: bool) -> Timer:
        """Return the clock as it is to be written now, and go on reading it without a step."""
        since = self._wall().isoformat(timespec="microseconds") if is_running else None
        if since is not None:
            with self._lock:
                self._keep((timer.meeting_id, timer.kind, since), spent)
        return replace(timer, spent_seconds=spent, running_since=since)


def read_all(conn: Connection, watch: Watch, meeting_id: int) -> dict[TimerKind, Reading]:
    """Return every clock of a meeting, inside a transaction that is already open."""
    found = timers.list_of(conn, meeting_id)
    return {kind: watch.read(timer) for kind, timer in found.items()}


def readings(store: Store, watch: Watch, meeting_id: int) -> dict[TimerKind, Reading]:
    """Return every clock of a meeting as it stands now."""
    return store.read(lambda conn: read_all(conn, watch, meeting_id))


def set_going(
    conn: Connection,
    watch: Watch,
    meeting_id: int,
    kind: TimerKind,
    *,
    seconds: float,
    spent: float = 0.0,
    row_id: int | None = None,
    is_running: bool = True,
) -> None:
    """Put a clock up from *spent* seconds on, inside a transaction that is already open."""
    fresh = Timer(meeting_id, kind, row_id, seconds, spent, None)
    timers.put(conn, watch.stamped(fresh, spent, is_running=is_running))


def begin(
    store: Store, watch: Watch, meeting_id: int, kind: TimerKind, *, seconds: float
) -> None:
    """Start a speaking turn, the silent writing or a break anew.

    Raises
    ------
    UnusableInputError
        The time is not between one second and ten hours.
    """
    if not (math.isfinite(seconds) and 1 <= seconds <= LONGEST):
        raise errors.UnusableInputError("時間は、1秒から10時間までで入れてください。")
    store.write(
        lambda conn: set_going(conn, watch, meeting_id, kind, seconds=seconds),
        municipality_id=entering.town_of(store, meeting_id),
    )


def pause(store: Store, watch: Watch, meeting_id: int, kind: TimerKind) -> None:
    """Let a clock stand; it keeps what it counted."""
    _set_running(store, watch, meeting_id, kind, is_running=False)


def go_on(store: Store, watch: Watch, meeting_id: int, kind: TimerKind) -> None:
    """Let a standing clock run on."""
    _set_running(store, watch, meeting_id, kind, is_running=True)


def _set_running(
    store: Store, watch: Watch, meeting_id: int, kind: TimerKind, *, is_running: bool
) -> None:
    def change(conn: Connection) -> None:
        timer = _existing(conn, meeting_id, kind)
        spent = watch.read(timer).spent
        timers.put(conn, watch.stamped(timer, spent, is_running=is_running))

    store.write(change, municipality_id=entering.town_of(store, meeting_id))


def add_time(
    store: Store, watch: Watch, meeting_id: int, kind: TimerKind, *, seconds: float
) -> None:
    """Give a clock more time, from now on where it is over already."""

    def change(conn: Connection) -> None:
        timer = _existing(conn, meeting_id, kind)
        spent = watch.read(timer).spent
        longer = min(LONGEST, max(timer.seconds, spent) + seconds)
        changed = replace(timer, seconds=longer)
        is_running = timer.running_since is not None
        timers.put(conn, watch.stamped(changed, spent, is_running=is_running))

    store.write(change, municipality_id=entering.town_of(store, meeting_id))


def put_away(store: Store, meeting_id: int, kind: TimerKind) -> None:
    """Put a clock away: its turn, silence or break is over."""
    store.write(
        lambda conn: timers.remove(conn, meeting_id, kind),
        municipality_id=entering.town_of(store, meeting_id),
    )


def keep_up(store: Store, watch: Watch, meeting_id: int) -> bool:
    """Write running clocks down from time to time; return whether anything was written.

    After a sudden end at most ten seconds depend on the laptop's time of day. Nothing that
    a screen reads changes, so the revision of the town stays.
    """
    due = [
        timer
        for timer in store.read(lambda conn: timers.list_of(conn, meeting_id)).values()
        if timer.running_since is not None
        and watch.read(timer).spent - timer.spent_seconds >= _WRITTEN_EVERY
    ]
    if not due:
        return False

    def write_down(conn: Connection) -> None:
        for timer in timers.list_of(conn, meeting_id).values():
            if timer.running_since is not None and timer in due:
                spent = watch.read(timer).spent
                timers.put(conn, watch.stamped(timer, spent, is_running=True))

    store.write(write_down, municipality_id=None)
    return True


def _existing(conn: Connection, meeting_id: int, kind: TimerKind) -> Timer:
    timer = timers.find(conn, meeting_id, kind)
    if timer is None:
        raise errors.NotYetError(
            "その時計は、まだ始まっていません。先に「始める」を押してください。"
        )
    return timer
