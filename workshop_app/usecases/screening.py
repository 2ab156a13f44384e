"""Screening: a person looks at what waits and decides; every decision can be taken back.

Accept, hold, or hand over to staff (C12).  What is handed over leaves every screen, theme,
count and paper; its kind, its area and an open task stay.  When the task is closed, the words
are deleted for good; until then it can be undone.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from analysis import screening
from analysis.hazards import Finding, ScreeningLists
from workshop_app import errors, screening_words
from workshop_app.glossary.screening_lists import Contact, contacts_for
from workshop_app.model import (
    Concern,
    HandOver,
    Hold,
    HoldState,
    MadeBy,
    Receiver,
    ScreeningMode,
    Urgency,
    Voice,
)
from workshop_app.store import (
    Connection,
    Store,
    hand_overs,
    holds,
    meetings,
    merged_states,
    preferences,
    themes,
    voices,
)
from workshop_app.usecases import entering, holding
from workshop_app.usecases.noting import STAFF, note, note_export

T = TypeVar("T")

_JOINT = "joint_work"
_ON = "on"
LOG_HEADER = ("時刻", "声の番号", "止めたわけ", "どうしたか", "決めた時刻", "決めた役")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A voice that waits to be looked at; the findings point into its own words."""

    hold: Hold
    voice: Voice
    findings: tuple[Finding, ...]
    contacts: tuple[Contact, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The keys of the reasons it waits for."""
        return tuple(self.hold.reasons.split())


@dataclass(frozen=True, slots=True)
class Handing:
    """What is told to staff with a case: its kind, how soon, and who takes it."""

    concern: Concern = Concern.OTHER
    urgency: Urgency = Urgency.SOON
    receiver: Receiver = Receiver.HOKATSU


def queue(store: Store, meeting_id: int) -> tuple[Waiting, ...]:
    """Return what waits, the oldest first."""

    def read(conn: Connection) -> tuple[Waiting, ...]:
        lists = holding.lists_of_meeting(conn, meeting_id)
        return tuple(
            _waiting(kept, voices.get(conn, kept.voice_id), lists)
            for kept in holds.of_meeting(conn, meeting_id, HoldState.WAITING)
        )

    return store.read(read)


def _waiting(kept: Hold, voice: Voice, lists: ScreeningLists) -> Waiting:
    found = screening.screen(voice.text, lists)
    return Waiting(kept, voice, found, contacts_for(kept.reasons.split()))


def count_waiting(store: Store, meeting_id: int) -> int:
    """Return how many voices of a meeting wait to be looked at."""
    return store.read(lambda conn: len(holds.of_meeting(conn, meeting_id, HoldState.WAITING)))


def undecided(store: Store, meeting_id: int) -> frozenset[int]:
    """Return the voices that no other page may show: they wait, or staff have them."""
    away = (HoldState.WAITING, HoldState.HANDED_OVER)
    return store.read(
        lambda conn: frozenset(
            kept.voice_id for kept in holds.of_meeting(conn, meeting_id) if kept.state in away
        )
    )


def look_through(store: Store, meeting_id: int) -> int:
    """Look through the voices that came before there was a screening; return how many wait."""
    said = store.read(lambda conn: voices.list_of(conn, meeting_id))
    lists = store.read(lambda conn: holding.lists_of_meeting(conn, meeting_id))
    found = {voice.id: screening.screen(voice.text, lists) for voice in said}

    def change(conn: Connection) -> int:
        known = holds.of_voices(conn, list(found))
        fresh = 0
        for voice in voices.list_of(conn, meeting_id):
            reasons = holding.reasons_of(found.get(voice.id, ()))
            if not reasons or voice.id in known:
                continue
            holds.add(
                conn,
                voice_id=voice.id,
                reasons=" ".join(reasons),
                suggestion=holding.suggestion_of(voice.text, found[voice.id]),
            )
            voices.change(conn, voice.id, is_projected=False)
            fresh += 1
        note(
            conn, town_id, "ある声を調べる", meetings.get(conn, meeting_id).title, f"{fresh}件"
        )
        return fresh

    town_id = entering.town_of(store, meeting_id)
    return store.write(change, municipality_id=town_id)


def accept(store: Store, voice_id: int, *, wording: str | None = None) -> None:
    """Show a voice: as it is, or in another wording that a person takes; it stays as said.

    Raises
    ------
    UnusableInputError
        The wording has no words.
    NotFoundError
        The voice does not wait.
    """
    if wording is not None and not wording.strip():
        raise errors.UnusableInputError("言いかえの文を入れてください。")
    _decide(store, voice_id, HoldState.ACCEPTED, wording)


def hold_back(store: Store, voice_id: int) -> None:
    """Keep a voice off the screen; it stays in the record and in its theme."""
    _decide(store, voice_id, HoldState.HELD, None)


def _decide(store: Store, voice_id: int, state: HoldState, wording: str | None) -> None:
    def change(conn: Connection) -> None:
        kept = _hold_of(conn, voice_id)
        if kept.state is HoldState.HANDED_OVER:
            raise errors.EditConflictError(
                "この声は職員へ渡してあります。さきに「元にもどす」を押してください。"
            )
        holds.decide(conn, kept.id, state, by=STAFF, wording=wording)
        voices.change(conn, voice_id, is_projected=state is HoldState.ACCEPTED)
        how = "言いかえて映す" if wording else screening_words.label(state)
        note(conn, _town_of(conn, voice_id), f"映すまえに：{how}", f"No.{voice_id}")

    _write(store, voice_id, change)


def hand_over(store: Store, voice_id: int, handing: Handing | None = None) -> HandOver:
    """Take a voice off every screen, theme, count and paper, and open a task for staff.

    Raises
    ------
    EditConflictError
        It was handed over before.
    """

    def change(conn: Connection) -> HandOver:
        voice = voices.get(conn, voice_id)
        kept = holds.of_voice(conn, voice_id) or holds.add(conn, voice_id=voice_id, reasons="")
        if kept.state is HoldState.HANDED_OVER:
            raise errors.EditConflictError("この声は、もう職員へ渡してあります。")
        told = handing or suggest_handing(conn, voice)
        meeting = meetings.get(conn, voice.meeting_id)
        town_id = _town_of(conn, voice_id)
        holds.decide(conn, kept.id, HoldState.HANDED_OVER, by=STAFF)
        voices.change(conn, voice_id, is_projected=False)
        voices.withdraw(conn, voice_id)
        _forget_headings(conn, meeting.workshop_id, voice)
        task = hand_overs.add(
            conn,
            municipality_id=town_id,
            meeting_id=meeting.id,
            voice_id=voice_id,
            concern=told.concern,
            area_id=voice.area_id or meeting.area_id,
            urgency=told.urgency,
            receiver=told.receiver,
        )
        what = f"{screening_words.label(told.concern)}・{screening_words.label(told.receiver)}"
        note(conn, town_id, "職員へ渡す", f"引き継ぎ{task.id}", what)
        return task

    return _write(store, voice_id, change)


def _forget_headings(conn: Connection, workshop_id: int, gone: Voice) -> None:
    """Take the words of a voice out of the machine's headings, also of retired themes."""
    said = [voice.text for voice in voices.list_of_workshop(conn, workshop_id)]
    for theme in themes.list_of(conn, workshop_id, include_retired=True):
        quoted = theme.heading.rstrip("…")
        is_his = theme.heading_by is MadeBy.MACHINE and quoted in " ".join(gone.text.split())
        if quoted and is_his and not any(quoted in text for text in said):
            themes.change(conn, theme.id, heading=f"テーマ{theme.position + 1}")


def undo(store: Store, voice_id: int) -> None:
    """Take back what was decided about a voice; it waits again.

    Raises
    ------
    NotFoundError
        Nothing is known of it, or its task is closed.
    """

    def change(conn: Connection) -> None:
        kept = _hold_of(conn, voice_id)
        if kept.state is HoldState.HANDED_OVER:
            task = hand_overs.open_of_voice(conn, voice_id)
            if task is not None:
                hand_overs.remove(conn, task.id)
            voices.restore(conn, voice_id)
        holds.decide(conn, kept.id, HoldState.WAITING, by=STAFF)
        voices.change(conn, voice_id, is_projected=False)
        note(conn, _town_of(conn, voice_id), "映すまえに：元にもどす", f"No.{voice_id}")

    _write(store, voice_id, change)


def change_task(store: Store, task_id: int, handing: Handing) -> None:
    """Correct the kind, urgency or receiver of an open task."""
    task = store.read(lambda conn: hand_overs.get(conn, task_id))
    store.write(
        lambda conn: hand_overs.change(
            conn,
            task_id,
            concern=handing.concern,
            urgency=handing.urgency,
            receiver=handing.receiver,
        ),
        municipality_id=task.municipality_id,
    )


def close_task(store: Store, task_id: int) -> None:
    """Write down that staff have taken over, and delete the words of the voice for good."""
    task = store.read(lambda conn: hand_overs.get(conn, task_id))
    if task.closed_at is not None:
        raise errors.EditConflictError("この引き継ぎは、もう終わっています。")

    def change(conn: Connection) -> None:
        hand_overs.close(conn, task_id)
        if task.voice_id is not None:
            key = voices.get(conn, task.voice_id).client_key
            merged_states.note_erased(conn, task.municipality_id, key)
            voices.erase(conn, task.voice_id)
        note(conn, task.municipality_id, "引き継ぎを終える", f"引き継ぎ{task_id}")

    store.write(change, municipality_id=task.municipality_id)


def open_tasks(store: Store, municipality_id: int) -> list[HandOver]:
    """Return the tasks that wait for staff, the oldest first."""
    return store.read(
        lambda conn: hand_overs.list_of(conn, municipality_id, include_closed=False)
    )


def suggest_handing(conn: Connection, voice: Voice) -> Handing:
    """Return what a case seems to be; a person may correct it in the list of tasks."""
    town_id = _town_of(conn, voice.id)
    concern = suggest_concern(voice.text)
    receiver = Receiver.HOKATSU
    if concern is Concern.YOUNG_CARER:
        receiver = Receiver.CHILD_DESK
    if preferences.get(conn, _JOINT, municipality_id=town_id) == _ON:
        receiver = Receiver.JOINT_WORK
    urgency = Urgency.NOW if concern is Concern.CRISIS else Urgency.SOON
    return Handing(concern, urgency, receiver)


def suggest_concern(text: str) -> Concern:
    """Return the kind of case *text* seems to tell of."""
    for concern, groups in _TELLING:
        if all(any(word in text for word in group) for group in groups):
            return concern
    return Concern.OTHER


_CARE = ("介護", "世話", "看病")
_TELLING: tuple[tuple[Concern, tuple[tuple[str, ...], ...]], ...] = (
    (Concern.CRISIS, (("死に", "消えたい", "自殺", "殺", "首を", "虐待", "殴", "暴力", "DV"),)),
    (Concern.DOUBLE_CARE, (_CARE, ("赤ちゃん", "子育て", "乳飲み子", "幼い子", "保育園"))),
    (
        Concern.YOUNG_CARER,
        (("ヤングケアラー", "小学生", "中学生", "高校生"), (*_CARE, "ヤング")),
    ),
    (
        Concern.AGEING_PARENTS,
        (("引きこも", "ひきこも", "無職", "働いて"), ("息子", "娘", "親", "子")),
    ),
    (
        Concern.FAMILY_CARER,
        ((*_CARE, "老老"), ("母", "父", "夫", "妻", "親", "主人", "嫁", "家族")),
    ),
    (
        Concern.ISOLATION,
        (("孤立", "孤独", "さみしい", "寂しい", "だれとも", "誰とも", "閉じこも"),),
    ),
    (Concern.LIVING_ALONE, (("一人暮らし", "ひとり暮らし", "独居", "独り暮らし"),)),
)


def uses_joint_work(store: Store, municipality_id: int) -> bool:
    """Say whether the town runs 重層的支援体制整備事業 (C41)."""
    kept = store.read(
        lambda conn: preferences.get(conn, _JOINT, municipality_id=municipality_id)
    )
    return kept == _ON


def use_joint_work(store: Store, municipality_id: int, *, is_on: bool) -> None:
    """Say whether cases go to 多機関協働事業 in this town."""

    def change(conn: Connection) -> None:
        value = _ON if is_on else "off"
        preferences.put(conn, _JOINT, value, municipality_id=municipality_id)
        note(
            conn,
            municipality_id,
            "重層的支援体制整備事業",
            "している" if is_on else "していない",
        )

    store.write(change, municipality_id=municipality_id)


def mode(store: Store, meeting_id: int) -> ScreeningMode:
    """Return when the voices of a meeting are shown."""
    return store.read(lambda conn: holding.mode_of(conn, meeting_id))


def choose_mode(store: Store, meeting_id: int, chosen: ScreeningMode) -> None:
    """Show the voices of a meeting at once, or after somebody looked."""
    room = entering.enter(store, meeting_id)

    def change(conn: Connection) -> None:
        holding.set_mode(conn, meeting_id, chosen)
        told = screening_words.label(chosen)
        note(conn, room.municipality.id, "映し方を選ぶ", room.meeting.title, told)

    store.write(change, municipality_id=room.municipality.id)


def log_of(store: Store, meeting_id: int) -> bytes:
    """Return what was held and what became of it as CSV, without anybody's words."""
    kept = store.read(lambda conn: holds.of_meeting(conn, meeting_id))
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(LOG_HEADER)
    writer.writerows(_log_lines(kept))
    room = entering.enter(store, meeting_id)
    told = f"csv・映すまえにの記録・{len(kept)}件"
    note_export(store, room.municipality.id, room.meeting.title, told)
    return written.getvalue().encode("utf-8-sig")


def _log_lines(kept: Iterable[Hold]) -> Iterable[tuple[str, ...]]:
    for one in kept:
        kinds = ";".join(screening_words.kinds_of(one.reasons.split()))
        state = "言いかえて映す" if one.wording else screening_words.label(one.state)
        yield (
            one.made_at,
            f"No.{one.voice_id}",
            kinds,
            state,
            one.decided_at or "",
            one.decided_by,
        )


def _hold_of(conn: Connection, voice_id: int) -> Hold:
    kept = holds.of_voice(conn, voice_id)
    if kept is None:
        raise errors.NotFoundError("その声は、もう待っていません。画面を読み直してください。")
    return kept


def _town_of(conn: Connection, voice_id: int) -> int:
    return meetings.municipality_of(conn, voices.get(conn, voice_id).meeting_id)


def _write(store: Store, voice_id: int, change: Callable[[Connection], T]) -> T:
    town_id = store.read(lambda conn: _town_of(conn, voice_id))
    return store.write(change, municipality_id=town_id)
