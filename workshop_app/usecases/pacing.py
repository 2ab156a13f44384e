"""Pacing the evening: the run sheet's rows, which of them is at work, and how late it is.

The rows are the facilitator's own; a template is only where they start.  A row that takes
longer is said in words, and nothing moves on by itself.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workshop_app import errors
from workshop_app.cleaning import clean
from workshop_app.model import RunRow, TimerKind
from workshop_app.store import Connection, Store, meetings, run_rows, timers
from workshop_app.usecases import entering, opening, timing
from workshop_app.usecases.noting import note
from workshop_app.usecases.timing import Reading, Watch

MOST_ROWS = 40
MOST_MINUTES = 600
_ALMOST = 60.0  # seconds of drift nobody needs to hear of
_NO_ROW = "進行表が空です。型を選ぶか、行を足してください。"


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a person wants a row to be."""

    step: str
    minutes: int
    who: str = ""
    on_screen: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How far the evening has come.

    Attributes
    ----------
    current : the row at work, or None before the first and after the end.
    reading : the clock of that row.
    drift : seconds by which the end moves against the plan; negative is early.
    ends_at : when the evening will end if every row that is left takes its time.
    """

    rows: tuple[RunRow, ...]
    current: RunRow | None
    reading: Reading | None
    drift: float
    ends_at: datetime
    planned_end: datetime

    @property
    def following(self) -> RunRow | None:
        """The row after the one at work; before the start, the first."""
        if self.current is None:
            return self.rows[0] if self.rows and self.reading is None else None
        later = [row for row in self.rows if row.position > self.current.position]
        return later[0] if later else None

    def sentences(self) -> tuple[str, ...]:
        """Say in words how long the row still has, and whether the evening is on time."""
        if self.current is None or self.reading is None:
            total = sum(row.minutes for row in self.rows)
            return (
                (f"まだ始まっていません。ぜんぶで{total}分の予定です。",) if self.rows else ()
            )
        return say_row(self.reading), say_drift(self.drift)


def say_row(reading: Reading) -> str:
    """Say how long the row at work still has."""
    if reading.is_over:
        over = int(-reading.remaining // 60)
        return f"この行は、予定を{over}分すぎました。" if over else "この行の時間になりました。"
    left = int(reading.remaining // 60)
    return f"この行は、あと{left}分です。" if left else "この行は、あと1分ありません。"


def say_drift(seconds: float) -> str:
    """Say by how many minutes the evening will end later or earlier than planned."""
    minutes = round(abs(seconds) / 60)
    if abs(seconds) < _ALMOST or not minutes:
        return "予定どおりに進んでいます。"
    way = "おそく" if seconds > 0 else "早く"
    return f"予定より{minutes}分{way}終わる見こみです。"


def course(store: Store, watch: Watch, meeting_id: int) -> Course:
    """Return how far the evening has come, as of now."""
    return store.read(lambda conn: course_of(conn, watch, meeting_id))


def course_of(conn: Connection, watch: Watch, meeting_id: int) -> Course:
    """Return the course inside a transaction that is already open."""
    rows = tuple(run_rows.list_of(conn, meeting_id))
    clocks = timing.read_all(conn, watch, meeting_id)
    evening, reading = clocks.get(TimerKind.MEETING), clocks.get(TimerKind.ROW)
    current = next((r for r in rows if reading and r.id == reading.row_id), None)
    left = _seconds_left(rows, current, reading)
    gone = evening.spent if evening else 0.0
    drift = gone + left - 60.0 * sum(row.minutes for row in rows) if evening else 0.0
    ends_at = watch.now() + timedelta(seconds=left)
    return Course(rows, current, reading, drift, ends_at, ends_at - timedelta(seconds=drift))


def _seconds_left(
    rows: Sequence[RunRow], current: RunRow | None, reading: Reading | None
) -> float:
    if current is None or reading is None:
        return 0.0 if reading else 60.0 * sum(_length(row) for row in rows)
    later = sum(_length(row) for row in rows if row.position > current.position)
    return max(0.0, reading.remaining) + 60.0 * later


def _length(row: RunRow) -> int:
    return row.minutes + row.added_minutes


def take_sheet(store: Store, meeting_id: int, name: str) -> None:
    """Take the rows of a template in place of what is there.

    Raises
    ------
    EditConflictError
        The evening has begun; its rows are changed one by one.
    """

    def replace_rows(conn: Connection) -> None:
        if timers.find(conn, meeting_id, TimerKind.MEETING) is not None:
            raise errors.EditConflictError(
                "会はもう始まっています。進行表は、行ごとに直してください。"
            )
        for row in run_rows.list_of(conn, meeting_id):
            run_rows.remove(conn, row.id)
        opening.put_rows(conn, meeting_id, name)

    _write(store, meeting_id, replace_rows)


def add_row(store: Store, meeting_id: int, wanted: RowChange) -> RunRow:
    """Add a row at the end.

    Raises
    ------
    UnusableInputError
        It has no words, its minutes are out of range, or there are forty already.
    """
    checked = _checked(wanted)

    def add(conn: Connection) -> RunRow:
        if len(run_rows.list_of(conn, meeting_id)) >= MOST_ROWS:
            raise errors.UnusableInputError(f"進行表は{MOST_ROWS}行までです。")
        return run_rows.add(
            conn,
            meeting_id=meeting_id,
            step=checked.step,
            minutes=checked.minutes,
            who=checked.who,
            on_screen=checked.on_screen,
            recorded=checked.recorded,
        )

    return store.write(add, municipality_id=entering.town_of(store, meeting_id))


def change_row(store: Store, watch: Watch, row_id: int, wanted: RowChange) -> None:
    """Change a row; the clock of the row at work follows its minutes."""
    checked = _checked(wanted)

    def change(conn: Connection) -> None:
        row = run_rows.change(
            conn,
            row_id,
            step=checked.step,
            minutes=checked.minutes,
            who=checked.who,
            on_screen=checked.on_screen,
            recorded=checked.recorded,
        )
        _set_length(conn, watch, row)

    _write(store, _meeting_of(store, row_id), change)


def remove_row(store: Store, row_id: int) -> None:
    """Remove a row that is not at work."""

    def remove(conn: Connection) -> None:
        row = run_rows.get(conn, row_id)
        at_work = timers.find(conn, row.meeting_id, TimerKind.ROW)
        if at_work is not None and at_work.row_id == row_id:
            raise errors.EditConflictError(
                "いま進んでいる行です。次の行へ進んでから、消してください。"
            )
        run_rows.remove(conn, row_id)

    _write(store, _meeting_of(store, row_id), remove)


def move_row(store: Store, row_id: int, by: int) -> None:
    """Move a row up (-1) or down (+1); at either end nothing happens."""

    def move(conn: Connection) -> None:
        row = run_rows.get(conn, row_id)
        order = [each.id for each in run_rows.list_of(conn, row.meeting_id)]
        place = order.index(row_id)
        target = min(max(place + by, 0), len(order) - 1)
        order.insert(target, order.pop(place))
        run_rows.put_in_order(conn, order)

    _write(store, _meeting_of(store, row_id), move)


def start(store: Store, watch: Watch, meeting_id: int, row_id: int | None = None) -> None:
    """Set a row to work: the one named, else the first; the row before it is left.

    Raises
    ------
    NotYetError
        There is no row.
    """

    def begin(conn: Connection) -> None:
        rows = run_rows.list_of(conn, meeting_id)
        if not rows:
            raise errors.NotYetError(_NO_ROW)
        wanted = next((row for row in rows if row.id == row_id), None)
        if row_id is not None and wanted is None:
            raise errors.NotFoundError("その行はありません。画面を読み直してください。")
        _go_to(conn, watch, wanted or rows[0])

    _write(store, meeting_id, begin)


def go_on_to_next(store: Store, watch: Watch, meeting_id: int) -> None:
    """Leave the row at work for the next; after the last nothing changes."""
    _step(store, watch, meeting_id, by=1)


def go_back(store: Store, watch: Watch, meeting_id: int) -> None:
    """Take up the row before again, where it was left."""
    _step(store, watch, meeting_id, by=-1)


def _step(store: Store, watch: Watch, meeting_id: int, *, by: int) -> None:
    def go(conn: Connection) -> None:
        found = course_of(conn, watch, meeting_id)
        if found.current is None:
            if not found.rows:
                raise errors.NotYetError(_NO_ROW)
            _go_to(conn, watch, found.rows[0])
            return
        place = found.current.position + by
        if 0 <= place < len(found.rows):
            _go_to(conn, watch, found.rows[place])

    _write(store, meeting_id, go)


def give_minute(store: Store, watch: Watch, meeting_id: int, minutes: int = 1) -> None:
    """Give the row at work more time; where it is over, from now on."""

    def give(conn: Connection) -> None:
        found = course_of(conn, watch, meeting_id)
        if found.current is None or found.reading is None:
            raise errors.NotYetError("まだ始まっていません。先に「始める」を押してください。")
        over = max(0.0, -found.reading.remaining)
        row = run_rows.change(
            conn,
            found.current.id,
            added_minutes=found.current.added_minutes + minutes + math.ceil(over / 60),
        )
        _set_length(conn, watch, row)

    _write(store, meeting_id, give)


def finish(store: Store, watch: Watch, meeting_id: int) -> None:
    """End the evening (今日はここまで): every clock stands, the meeting closes, all is kept."""
    room = entering.enter(store, meeting_id)

    def end(conn: Connection) -> None:
        _leave(conn, watch, meeting_id)
        for timer in timers.list_of(conn, meeting_id).values():
            spent = watch.read(timer).spent
            timers.put(conn, watch.stamped(timer, spent, is_running=False))
        meetings.change(conn, meeting_id, is_open=False)
        note(conn, room.municipality.id, "今日はここまで", room.meeting.title)

    store.write(end, municipality_id=room.municipality.id)


def _go_to(conn: Connection, watch: Watch, row: RunRow) -> None:
    _leave(conn, watch, row.meeting_id)
    fresh = run_rows.get(conn, row.id)
    timing.set_going(
        conn,
        watch,
        row.meeting_id,
        TimerKind.ROW,
        seconds=60.0 * _length(fresh),
        spent=fresh.spent_seconds,
        row_id=row.id,
    )
    evening = timers.find(conn, row.meeting_id, TimerKind.MEETING)
    if evening is None or evening.running_since is None:
        gone = evening.spent_seconds if evening else 0.0
        timing.set_going(
            conn, watch, row.meeting_id, TimerKind.MEETING, seconds=0.0, spent=gone
        )


def _leave(conn: Connection, watch: Watch, meeting_id: int) -> None:
    """Write down how long the row at work took."""
    timer = timers.find(conn, meeting_id, TimerKind.ROW)
    if timer is not None and timer.row_id is not None:
        run_rows.change(conn, timer.row_id, spent_seconds=watch.read(timer).spent)


def _set_length(conn: Connection, watch: Watch, row: RunRow) -> None:
    timer = timers.find(conn, row.meeting_id, TimerKind.ROW)
    if timer is None or timer.row_id != row.id:
        return
    reading = watch.read(timer)
    timing.set_going(
        conn,
        watch,
        row.meeting_id,
        TimerKind.ROW,
        seconds=60.0 * _length(row),
        spent=reading.spent,
        row_id=row.id,
        is_running=reading.is_running,
    )


def _checked(wanted: RowChange) -> RowChange:
    step = clean(wanted.step).strip()
    if not step:
        raise errors.UnusableInputError("行ですることを、ことばで入れてください。")
    if not 0 <= wanted.minutes <= MOST_MINUTES:
        raise errors.UnusableInputError(f"分は0から{MOST_MINUTES}までで入れてください。")
    return RowChange(
        step[:200],
        wanted.minutes,
        clean(wanted.who).strip()[:100],
        clean(wanted.on_screen).strip()[:200],
        clean(wanted.recorded).strip()[:200],
    )


def _meeting_of(store: Store, row_id: int) -> int:
    return store.read(lambda conn: run_rows.get(conn, row_id)).meeting_id


def _write(store: Store, meeting_id: int, work: Callable[[Connection], None]) -> None:
    store.write(work, municipality_id=entering.town_of(store, meeting_id))
