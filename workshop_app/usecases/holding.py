"""Holding back: a voice is looked through as it comes in, and waits where it should be read.

The screening happens before the transaction, the hold is written in it.  Nobody's words are
changed, and every hold can be overruled (``screening``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis import screening
from analysis.hazards import Finding, ScreeningLists, Severity
from workshop_app import errors, screening_words
from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.model import Hold, HoldState, ScreeningMode, Voice, VoiceSource
from workshop_app.store import (
    Connection,
    Store,
    areas,
    holds,
    meetings,
    preferences,
    stakeholders,
    voices,
)
from workshop_app.usecases.noting import STAFF

_MODE = "screening_of_meeting_{}"
_TYPED_HERE = frozenset({VoiceSource.KEYBOARD, VoiceSource.SAMPLE})

Verdict = tuple[tuple[str, ...], str]  # the keys of the reasons, and another wording


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft that has been looked through; ``reasons`` keep it back, if there are any."""

    draft: voices.VoiceDraft
    reasons: tuple[str, ...]
    suggestion: str


def judge(store: Store, meeting_id: int, drafts: Sequence[voices.VoiceDraft]) -> list[Judged]:
    """Look drafts through, without keeping anything."""
    lists = store.read(lambda conn: lists_of_meeting(conn, meeting_id))
    return judge_by(lists, drafts)


def judge_by(lists: ScreeningLists, drafts: Sequence[voices.VoiceDraft]) -> list[Judged]:
    """Look drafts through by word lists that were read before."""
    return [Judged(draft, *look_at(draft.text, lists)) for draft in drafts]


def look_at(text: str, lists: ScreeningLists) -> Verdict:
    """Return the reasons that hold a text back, if there are any, and another wording."""
    found = screening.screen(text, lists)
    return reasons_of(found), suggestion_of(text, found)


def reasons_of(found: Sequence[Finding]) -> tuple[str, ...]:
    """Return the keys of the reasons that hold a voice back, each once."""
    return tuple(dict.fromkeys(one.reason for one in found if one.severity > Severity.HINT))


def suggestion_of(text: str, found: Sequence[Finding]) -> str:
    """Return another wording of the whole text, or nothing where only people have one.

    Nobody in danger is reworded: such a voice is for staff.
    """
    if screening.is_urgent(found):
        return ""
    reworded = screening.reword(text, found)
    return "" if reworded == text else reworded


def lists_of_meeting(conn: Connection, meeting_id: int) -> ScreeningLists:
    """Return the word lists with the town's own names of places and organisations."""
    return lists_of_town(conn, meetings.municipality_of(conn, meeting_id))


def lists_of_town(
    conn: Connection, town_id: int | None, more: Sequence[str] = ()
) -> ScreeningLists:
    """Return the word lists of a town, or of one that is not here yet; *more* are places."""
    known = list(more)
    if town_id is not None:
        known += [area.name for area in areas.list_of(conn, town_id)]
        known += [actor.name for actor in stakeholders.list_of(conn, town_id)]
    return screening_lists(known)


def keep(conn: Connection, meeting_id: int, judged: Sequence[Judged]) -> list[Voice]:
    """Store judged drafts; those with a reason are not projected and wait to be looked at."""
    mode = mode_of(conn, meeting_id)
    final = [_with_mode(one, mode) for one in judged]
    drafts = [
        replace(one.draft, is_projected=False) if one.reasons else one.draft for one in final
    ]
    stored = voices.add_many(conn, meeting_id=meeting_id, drafts=drafts)
    held = [(voice, one) for voice, one in zip(stored, final, strict=True) if one.reasons]
    known = holds.of_voices(conn, [voice.id for voice, _ in held]) if held else {}
    for voice, one in held:
        if voice.id not in known and not voice.is_projected:
            known[voice.id] = hold(conn, voice, one)
    return stored


def hold(conn: Connection, voice: Voice, judged: Judged) -> Hold:
    """Let a voice wait to be looked at."""
    return holds.add(
        conn,
        voice_id=voice.id,
        reasons=" ".join(judged.reasons),
        suggestion=judged.suggestion,
    )


def pass_on(conn: Connection, whole: Voice, made: Sequence[Voice]) -> None:
    """Let the parts of a held voice be held like the whole they were cut from.

    What was accepted as it was said stays accepted.  Where another wording was accepted, it was
    for the whole: a part that still has a reason waits, with a suggestion of its own.
    """
    kept = holds.of_voice(conn, whole.id)
    if kept is None or (kept.state is HoldState.ACCEPTED and not kept.wording):
        return
    lists = lists_of_meeting(conn, whole.meeting_id)
    for part in made:
        found = screening.screen(part.text, lists)
        reasons = reasons_of(found)
        if kept.state is HoldState.ACCEPTED and not reasons:
            continue
        mine = holds.of_voice(conn, part.id) or holds.add(
            conn,
            voice_id=part.id,
            reasons=" ".join(reasons) or kept.reasons,
            suggestion=suggestion_of(part.text, found),
        )
        state = HoldState.HELD if kept.state is HoldState.HELD else HoldState.WAITING
        holds.decide(conn, mine.id, state, by=STAFF)
        voices.change(conn, part.id, is_projected=False)


def _with_mode(judged: Judged, mode: ScreeningMode) -> Judged:
    waits = mode is ScreeningMode.AFTER_A_LOOK and judged.draft.source not in _TYPED_HERE
    if judged.reasons or not waits:
        return judged
    return replace(judged, reasons=(screening_words.LOOK_FIRST,))


def mode_of(conn: Connection, meeting_id: int) -> ScreeningMode:
    """Return when the voices of a meeting are shown."""
    town_id = meetings.municipality_of(conn, meeting_id)
    kept = preferences.get(conn, _MODE.format(meeting_id), municipality_id=town_id)
    return ScreeningMode(kept) if kept else ScreeningMode.AT_ONCE


def set_mode(conn: Connection, meeting_id: int, mode: ScreeningMode) -> None:
    """Keep when the voices of a meeting are shown."""
    town_id = meetings.municipality_of(conn, meeting_id)
    preferences.put(conn, _MODE.format(meeting_id), mode.value, municipality_id=town_id)


def note_choice(conn: Connection, voice_id: int, *, is_projected: bool) -> None:
    """Take 「画面に出す」 or 「画面から消す」 of a held voice for what was decided about it."""
    kept = holds.of_voice(conn, voice_id)
    if kept is not None and kept.state is not HoldState.HANDED_OVER:
        state = HoldState.ACCEPTED if is_projected else HoldState.HELD
        wording = kept.wording if is_projected else None
        holds.decide(conn, kept.id, state, by=STAFF, wording=wording)


def refuse_if_handed_over(conn: Connection, voice_id: int) -> None:
    """Refuse to bring a voice back that staff have taken over; that is an undo of its own.

    Raises
    ------
    EditConflictError
        It was handed over.
    """
    kept = holds.of_voice(conn, voice_id)
    if kept is not None and kept.state is HoldState.HANDED_OVER:
        raise errors.EditConflictError(
            "この声は職員へ渡してあります。「映すまえに」の画面でもどせます。"
        )


def wordings(conn: Connection, workshop_id: int) -> Mapping[int, str]:
    """Return the accepted wordings, marked as such, by the voice they stand beside."""
    return {
        kept.voice_id: f"{kept.wording}{screening_words.REWORDED}"
        for kept in holds.of_workshop(conn, workshop_id)
        if kept.wording and kept.state is HoldState.ACCEPTED
    }
