"""Replaying a meeting to practise on: its voices come again, in their order, only faster.

A rehearsal is a copy in a town of its own, under the name 練習.  What it was copied from is
only read.  It goes on when the desk looks, not by itself; voices that are withdrawn at their
source leave the copy too; and it is deleted whole, with the town it stands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workshop_app import errors
from workshop_app.model import Meeting, Rehearsal, TimerKind, Voice
from workshop_app.store import (
    Connection,
    Store,
    attendances,
    meetings,
    municipalities,
    rehearsals,
    run_rows,
    tables,
    timers,
    voices,
    workshops,
)
from workshop_app.usecases import entering, holding, opening, timing
from workshop_app.usecases.noting import note
from workshop_app.usecases.timing import Watch

SPEEDS = (1, 10, 30)
PREFIX = "練習・"
SHORTEST_PAUSE, LONGEST_PAUSE = 4.0, 30.0  # seconds between two voices, at the old speed
_SHEET = "evening_90"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rehearsal has come.

    Attributes
    ----------
    arrived, total : voices that came, of how many.
    story_seconds, whole_seconds : time told, of how much, at the old speed.
    """

    rehearsal: Rehearsal
    title: str
    is_running: bool
    arrived: int
    total: int
    story_seconds: float
    whole_seconds: float

    def sentence(self) -> str:
        """Say how far it has come."""
        state = "すすんでいます" if self.is_running else "とまっています"
        if self.arrived >= self.total:
            state = "おわりました"
        came = f"{self.total}件のうち{self.arrived}件がとどきました"
        return f"{came}（{state}、{self.rehearsal.speed}倍）。"


def prepare(store: Store, source_meeting_id: int, *, speed: int = 10) -> Meeting:
    """Make a practice meeting from one that was held; it waits to be started.

    Raises
    ------
    UnusableInputError
        The meeting has no voices, is practice itself, or the speed is not offered.
    """
    _check_speed(speed)
    room = entering.enter(store, source_meeting_id)
    told = _story(store.read(lambda conn: voices.list_of(conn, source_meeting_id)))
    if not told:
        raise errors.UnusableInputError(
            "この会には声がありません。声のある会を選んでください。"
        )

    def copy(conn: Connection) -> Meeting:
        if rehearsals.find(conn, source_meeting_id) is not None:
            raise errors.UnusableInputError("練習の会からは、練習を作れません。")
        town = municipalities.add(
            conn,
            name=PREFIX + room.municipality.name,
            coordinator_title=room.municipality.coordinator_title,
            is_sample=room.municipality.is_sample,
        )
        workshop = workshops.add(
            conn, municipality_id=town.id, title=PREFIX + room.workshop.title
        )
        made = meetings.add(
            conn,
            workshop_id=workshop.id,
            title=PREFIX + room.meeting.title,
            kind=room.meeting.kind,
            stage=room.meeting.stage,
            held_on=room.meeting.held_on,
            purpose=room.meeting.purpose,
            question=room.meeting.question,
            agenda=room.meeting.agenda,
        )
        for table in room.tables:
            tables.add(conn, meeting_id=made.id, number=table.number, note=table.note)
        for present in attendances.list_of(conn, source_meeting_id):
            attendances.put(conn, replace(present, meeting_id=made.id))
        _copy_rows(conn, source_meeting_id, made.id)
        rehearsals.put(conn, Rehearsal(made.id, source_meeting_id, speed))
        note(conn, town.id, "練習の会を作る", made.title)
        return made

    return store.write(copy, municipality_id=None)


def begin(store: Store, watch: Watch, meeting_id: int) -> None:
    """Start or go on."""
    _set_running(store, watch, meeting_id, is_running=True)


def pause(store: Store, watch: Watch, meeting_id: int) -> None:
    """Let the rehearsal wait."""
    _set_running(store, watch, meeting_id, is_running=False)


def change_speed(store: Store, watch: Watch, meeting_id: int, speed: int) -> None:
    """Go on faster or slower from here; what has come stays where it is."""
    _check_speed(speed)

    def change(conn: Connection) -> None:
        rehearsal = _existing(conn, meeting_id)
        timer = timers.find(conn, meeting_id, TimerKind.REHEARSAL)
        rehearsals.put(conn, replace(rehearsal, speed=speed))
        if timer is None:
            return
        spent = watch.read(timer).spent * rehearsal.speed / speed
        is_running = timer.running_since is not None
        timers.put(conn, watch.stamped(timer, spent, is_running=is_running))

    store.write(change, municipality_id=entering.town_of(store, meeting_id))


def tick(store: Store, watch: Watch, meeting_id: int) -> int:
    """Let the voices arrive whose time has come; return how many did.

    Called as often as somebody likes and by as many windows as there are: each voice arrives
    once. A voice withdrawn at its source is withdrawn here.
    """
    found = _look(store, meeting_id)
    if found is None:
        return 0
    due = _due(found, _story_seconds(store, watch, found.rehearsal))
    known = {voice.client_key for voice in found.arrived}
    fresh = [voice for voice in due if _key(meeting_id, voice) not in known]
    alive = {_key(meeting_id, voice) for voice in found.source}
    gone = [
        voice.id
        for voice in found.arrived
        if voice.client_key not in alive
        and voice.client_key.startswith(_PRACTICE)
        and voice.withdrawn_at is None
    ]
    if not fresh and not gone:
        return 0

    drafts = [_draft(meeting_id, voice) for voice in fresh]
    # Looked through by the names the source's own town knows: what a person allowed in another
    # wording waits here again, and is practice for whoever looks it over.
    source_id = found.rehearsal.source_meeting_id
    judged = holding.judge(store, source_id, drafts) if source_id and drafts else []

    def arrive(conn: Connection) -> int:
        kept = holding.keep(conn, meeting_id, judged) if judged else []
        for voice_id in gone:
            voices.withdraw(conn, voice_id)
        return len(kept)

    town_id = entering.town_of(store, meeting_id)
    return store.write(arrive, municipality_id=town_id, is_repeatable=True)


def progress(store: Store, watch: Watch, meeting_id: int) -> Progress | None:
    """Return how far a rehearsal has come, or None where the meeting is none."""
    found = _look(store, meeting_id)
    if found is None:
        return None
    clock = timing.readings(store, watch, meeting_id).get(TimerKind.REHEARSAL)
    moments = _moments(found.source)
    arrived = sum(v.client_key.startswith(_PRACTICE) for v in found.arrived)
    return Progress(
        rehearsal=found.rehearsal,
        title=entering.enter(store, meeting_id).meeting.title,
        is_running=clock is not None and clock.is_running,
        arrived=arrived,
        total=max(len(found.source), arrived),
        story_seconds=_story_seconds(store, watch, found.rehearsal),
        whole_seconds=moments[-1] if moments else 0.0,
    )


def is_practice(store: Store, meeting_id: int) -> bool:
    """Say whether a meeting is a rehearsal."""
    return store.read(lambda conn: rehearsals.find(conn, meeting_id)) is not None


def all_rehearsals(store: Store) -> list[Rehearsal]:
    """Return every rehearsal, the oldest first."""
    return store.read(rehearsals.all_of)


def delete(store: Store, meeting_id: int) -> None:
    """Delete a practice meeting with its town; what it was copied from is not touched.

    Raises
    ------
    UnusableInputError
        The meeting is no practice.
    """
    room = entering.enter(store, meeting_id)

    def remove(conn: Connection) -> None:
        if rehearsals.find(conn, meeting_id) is None:
            raise errors.UnusableInputError(
                "練習の会ではありません。消すのは練習の会だけです。"
            )
        municipalities.remove(conn, room.municipality.id)

    store.write(remove, municipality_id=None)


@dataclass(frozen=True, slots=True)
class _Found:
    rehearsal: Rehearsal
    source: list[Voice]  # what is told, without the withdrawn
    arrived: list[Voice]  # what came, with the withdrawn


_PRACTICE = "practice-"


def _look(store: Store, meeting_id: int) -> _Found | None:
    def read(conn: Connection) -> _Found | None:
        rehearsal = rehearsals.find(conn, meeting_id)
        if rehearsal is None:
            return None
        source_id = rehearsal.source_meeting_id
        source = voices.list_of(conn, source_id) if source_id is not None else []
        return _Found(
            rehearsal, _story(source), voices.list_of(conn, meeting_id, include_withdrawn=True)
        )

    return store.read(read)


def _story(said: Sequence[Voice]) -> list[Voice]:
    """Return what is told again: in order, without what was held back from the room."""
    return [voice for voice in said if voice.is_projected]


def _moments(told: Sequence[Voice]) -> list[float]:
    """Return when each voice comes, in seconds from the start at the old speed.

    The pauses between voices are those of the evening, but none so short that nobody could
    have typed it, and none so long that the learner waits.
    """
    moments: list[float] = []
    at, before = 0.0, None
    for voice in told:
        said_at = datetime.fromisoformat(voice.recorded_at)
        gap = (said_at - before).total_seconds() if before is not None else 0.0
        at += min(max(gap, SHORTEST_PAUSE), LONGEST_PAUSE)
        moments.append(at)
        before = said_at
    return moments


def _due(found: _Found, story_seconds: float) -> list[Voice]:
    moments = _moments(found.source)
    return [
        voice
        for voice, moment in zip(found.source, moments, strict=True)
        if moment <= story_seconds
    ]


def _story_seconds(store: Store, watch: Watch, rehearsal: Rehearsal) -> float:
    clocks = timing.readings(store, watch, rehearsal.meeting_id)
    clock = clocks.get(TimerKind.REHEARSAL)
    return clock.spent * rehearsal.speed if clock else 0.0


def _key(meeting_id: int, voice: Voice) -> str:
    return f"{_PRACTICE}{meeting_id}-{voice.id}"


def _draft(meeting_id: int, voice: Voice) -> voices.VoiceDraft:
    return voices.VoiceDraft(
        text=voice.text,
        party=voice.party,
        source=voice.source,
        table_number=voice.table_number,
        kind=voice.kind,
        consent=voice.consent,
        client_key=_key(meeting_id, voice),
    )


def _copy_rows(conn: Connection, source_meeting_id: int, meeting_id: int) -> None:
    rows = run_rows.list_of(conn, source_meeting_id)
    if not rows:
        opening.put_rows(conn, meeting_id, _SHEET)
    for row in rows:
        run_rows.add(
            conn,
            meeting_id=meeting_id,
            step=row.step,
            minutes=row.minutes,
            who=row.who,
            on_screen=row.on_screen,
            recorded=row.recorded,
        )


def _set_running(store: Store, watch: Watch, meeting_id: int, *, is_running: bool) -> None:
    def change(conn: Connection) -> None:
        _existing(conn, meeting_id)
        timer = timers.find(conn, meeting_id, TimerKind.REHEARSAL)
        spent = watch.read(timer).spent if timer else 0.0
        timing.set_going(
            conn,
            watch,
            meeting_id,
            TimerKind.REHEARSAL,
            seconds=0.0,
            spent=spent,
            is_running=is_running,
        )

    store.write(change, municipality_id=entering.town_of(store, meeting_id))


def _existing(conn: Connection, meeting_id: int) -> Rehearsal:
    rehearsal = rehearsals.find(conn, meeting_id)
    if rehearsal is None:
        raise errors.NotFoundError("その練習はありません。画面を読み直してください。")
    return rehearsal


def _check_speed(speed: int) -> None:
    if speed not in SPEEDS:
        offered = "、".join(f"{each}倍" for each in SPEEDS)
        raise errors.UnusableInputError(f"速さは{offered}から選んでください。")
