"""Stepping back and forth through the corrections, to any depth, also after a restart.

What is taken back stays in the log and can be made again until somebody corrects something
else.  A page hands in the number of the newest step it has seen; where somebody else has
changed the same theme since, nothing is done and the person reads what changed.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from workshop_app import errors
from workshop_app.model import Deed, EditOp, EditStep
from workshop_app.model import Edit as EditRecord
from workshop_app.store import Connection, Store, edits, steps, workshops
from workshop_app.usecases import recalling, tracing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.tracing import Side

_MOST_NAMED = 3
_OF_AN_EARLIER_VERSION = "前の版の車座でした手直しです。"


@dataclass(frozen=True, slots=True)
class Ways:
    """What could be taken back or made again next, in a sentence each; empty: nothing."""

    back: str
    again: str
    number: int  # of the newest step; a page hands it in with its next correction


def number(store: Store, workshop_id: int) -> int:
    """Return the number of the newest step; read it before the themes it belongs to."""
    return store.read(lambda conn: steps.newest(conn, workshop_id))


def ways(store: Store, workshop_id: int) -> Ways:
    """Return what undo and redo would do now."""

    def look(conn: Connection) -> Ways:
        back, again = _next_back(conn, workshop_id), _next_again(conn, workshop_id)
        return Ways(
            "" if back is None else _sentence_of(conn, back),
            "" if again is None else _sentence_of(conn, again),
            steps.newest(conn, workshop_id),
        )

    return store.read(look)


def history(store: Store, workshop_id: int, most: int | None = None) -> list[EditStep]:
    """Return what was done with corrections, the newest first; all of it, or the *most* new."""
    if most is None:
        return store.read(lambda conn: steps.list_of(conn, workshop_id))[::-1]
    return store.read(lambda conn: steps.latest_of(conn, workshop_id, most))


def undo(store: Store, workshop_id: int, *, seen: int | None = None) -> str | None:
    """Take the newest correction back; return its sentence, or None where there is none.

    Raises
    ------
    EditConflictError
        Somebody has corrected something since *seen*; the sentence says what.
    """
    return _step(store, workshop_id, Deed.UNDONE, seen)


def redo(store: Store, workshop_id: int, *, seen: int | None = None) -> str | None:
    """Make the correction again that was taken back last; return its sentence, or None.

    Raises
    ------
    EditConflictError
        Somebody has corrected something since *seen*; the sentence says what.
    """
    return _step(store, workshop_id, Deed.REDONE, seen)


@dataclass(frozen=True, slots=True)
class _Stepped:
    told: str | None
    standing: recalling.Standing | None = None


def _step(store: Store, workshop_id: int, deed: Deed, seen: int | None) -> str | None:
    """Go one step back or forth; return the sentence of the correction, if there is one."""
    known = recalling.recall(store, workshop_id)
    find = _next_back if deed is Deed.UNDONE else _next_again

    def go(conn: Connection) -> _Stepped:
        require_unchanged(conn, workshop_id, seen)
        record = find(conn, workshop_id)
        if record is None:
            return _Stepped(None)
        return _go(conn, record, deed, recalling.still(conn, known))

    stepped = store.write(go, municipality_id=town_of_workshop(store, workshop_id))
    recalling.keep(store, stepped.standing)
    return stepped.told


def require_unchanged(
    conn: Connection,
    workshop_id: int,
    seen: int | None,
    theme_ids: Collection[int] | None = None,
) -> None:
    """Make sure that nobody has changed these themes, or any, since step *seen*.

    Raises
    ------
    EditConflictError
        Somebody has; the sentence says what was done.
    """
    if seen is None:
        return
    since = [
        each
        for each in steps.list_of(conn, workshop_id, after=seen)
        if theme_ids is None or set(theme_ids) & set(json.loads(each.touched))
    ]
    if since:
        told = "".join(each.summary for each in since[-_MOST_NAMED:])
        more = f"（ほか{len(since) - _MOST_NAMED}件）" if len(since) > _MOST_NAMED else ""
        raise errors.EditConflictError(
            f"ほかの人が先にここを直しました：{told}{more}"
            "今回の手直しはまだしていません。新しい様子を見て、もう一度お試しください。"
        )


@dataclass(frozen=True, slots=True)
class _Way:
    mark: Callable[[Connection, int], EditRecord]
    side: Side
    wording: str
    action: str


_WAYS = {
    Deed.UNDONE: _Way(edits.mark_undone, Side.BEFORE, "取り消し", "手直しを取り消す"),
    Deed.REDONE: _Way(edits.mark_redone, Side.AFTER, "やり直し", "手直しをやり直す"),
}


def _go(
    conn: Connection, record: EditRecord, deed: Deed, standing: recalling.Standing | None
) -> _Stepped:
    way, told = _WAYS[deed], tracing.read(record)
    way.mark(conn, record.id)
    late = tracing.restore(conn, record.workshop_id, told, way.side)
    base = _sentence_of(conn, record)
    tracing.step(conn, record, deed, f"【{way.wording}】{base}", told.touched)
    town_id = workshops.get(conn, record.workshop_id).municipality_id
    note(conn, town_id, way.action, f"手直し{record.id}", base)
    if standing is None:
        return _Stepped(base)
    voice_ids, theme_ids = told.voice_ids | late, told.theme_ids
    return _Stepped(
        base,
        recalling.follow(
            conn, standing, record, deed, voice_ids=voice_ids, theme_ids=theme_ids
        ),
    )


def _sentence_of(conn: Connection, record: EditRecord) -> str:
    made = steps.made_of(conn, record.id)
    return _OF_AN_EARLIER_VERSION if made is None else made.summary


def _next_back(conn: Connection, workshop_id: int) -> EditRecord | None:
    """Return the newest correction that stands; what people laid at first is none."""
    newest = edits.newest(conn, workshop_id)
    return None if newest is None or newest.op is EditOp.KEEP else newest


def _next_again(conn: Connection, workshop_id: int) -> EditRecord | None:
    taken_back: list[int] = []
    for edit_id, deed in steps.order_of(conn, workshop_id):
        match deed:
            case Deed.MADE:
                taken_back = []
            case Deed.UNDONE:
                taken_back.append(edit_id)
            case _:
                taken_back.remove(edit_id)
    return edits.get(conn, taken_back[-1]) if taken_back else None
