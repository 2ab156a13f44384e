"""Importing voices from a file: look into it, show what is wrong, keep what is confirmed.

Nothing is kept before a person accepts the preview; then the good rows are kept together
with the way the columns were read, so that the next file of this form needs no questions.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from workshop_app import errors
from workshop_app.model import Area, MeetingKind, Stage, Voice, VoiceExtra, VoiceSource
from workshop_app.sheets import (
    ENCODINGS,
    FOREIGN_NAMES,
    Certainty,
    CheckedRows,
    ColumnMapping,
    Defaults,
    Sheet,
    VoiceDraft,
    check,
    header_key,
    open_foreign,
    personal_columns,
    read_mapping,
    used_by,
    write_mapping,
)
from workshop_app.store import Store, extras, mappings, municipalities, voices
from workshop_app.usecases import entering, gathering, opening

__all__ = [
    "ENCODINGS",
    "FOREIGN_NAMES",
    "Preview",
    "accept",
    "find_meeting",
    "look_into",
    "read_with",
]

_MAPPING = "columns"
_CHUNK = 500
_NEW_TOWN = "わたしたちの町"


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be taken in."""

    meeting_id: int
    sheet: Sheet
    mapping: ColumnMapping
    certainty: Certainty
    is_remembered: bool
    checked: CheckedRows
    notes: tuple[str, ...]
    tool: str = "table"  # the tool it is of, a key of ``sheets.FOREIGN_NAMES``


def find_meeting(store: Store, number_or_code: str) -> entering.Room:
    """Return the meeting a person named by its number or its join code.

    Raises
    ------
    NotFoundError
        There is none.
    """
    asked = unicodedata.normalize("NFKC", number_or_code).strip().casefold()
    for line in entering.all_meetings(store):
        if asked in (line.meeting.join_code, str(line.meeting.id)):
            return entering.enter(store, line.meeting.id)
    raise errors.NotFoundError(
        f"会議「{number_or_code}」が見つかりません。"
        "kurumaza meetings で番号を確かめてください。"
    )


def require_readable(
    content: bytes, name: str, tool: str, encoding: str | None, sheet: str | None
) -> None:
    """Make sure that a file can be read before anything is opened for it.

    Raises
    ------
    UnreadableFileError
        It is not a table, or too large.
    UnusableInputError
        It is not of that tool, or no row of it can be kept.
    """
    opened = open_foreign(content, name, tool=tool, encoding=encoding, sheet=sheet)
    if not check(opened.sheet, opened.guess.mapping).good:
        raise errors.UnusableInputError(
            "取り込める行がありません。列の選び方を確かめてください。"
        )


def open_for_file(store: Store, title: str) -> entering.Room:
    """Open a meeting for the voices of a file that belong to none yet.

    Raises
    ------
    UnusableInputError
        There are several towns, and nobody said which.
    """
    towns = store.read(municipalities.all)
    real = [town for town in towns if not town.is_sample] or towns
    if len(real) > 1:
        raise errors.UnusableInputError(
            "町がいくつもあるので、どこに入れるか決められません。"
            "kurumaza meetings で番号を確かめて、会議を書いてください。"
        )
    plan = opening.MeetingPlan(
        title=title,
        kind=MeetingKind.WORKSHOP,
        stage=Stage.HEARING,
        held_on=date.today(),  # noqa: DTZ011 - the day on the wall of the town hall
        table_count=1,
    )
    if real:
        return entering.enter(store, opening.open_meeting(store, real[0].id, plan).id)
    return entering.enter(store, opening.open_in_town(store, _NEW_TOWN, plan).id)


def look_into(
    store: Store,
    meeting_id: int,
    content: bytes,
    name: str,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    tool: str = "auto",
) -> Preview:
    """Read a file and say how it would be taken in; nothing is kept yet.

    *tool* is a key of ``sheets.FOREIGN_NAMES``; ``auto`` tells it by the columns.

    Raises
    ------
    UnreadableFileError
        It is not a table, or too large.
    UnusableInputError
        It is not of that tool.
    """
    opened = open_foreign(content, name, tool=tool, encoding=encoding, sheet=sheet)
    found, guess = opened.sheet, opened.guess
    town_id = entering.town_of(store, meeting_id)
    key = header_key(found.header)
    kept = store.read(lambda conn: mappings.get(conn, town_id, key))
    remembered = read_mapping(kept[_MAPPING]) if kept else None
    preview = Preview(
        meeting_id=meeting_id,
        sheet=found,
        mapping=remembered or guess.mapping,
        certainty=guess.certainty,
        is_remembered=remembered is not None,
        checked=CheckedRows((), (), (), ()),
        notes=(),
        tool=opened.tool,
    )
    return read_with(store, preview, preview.mapping)


def read_with(
    store: Store, preview: Preview, mapping: ColumnMapping, defaults: Defaults | None = None
) -> Preview:
    """Return the preview as it is when the columns mean *mapping*."""
    checked = check(preview.sheet, mapping, defaults)
    areas = entering.enter(store, preview.meeting_id).areas
    said = gathering.said_so_far(store, preview.meeting_id)
    notes = (
        *preview.sheet.notes,
        *checked.notes,
        *_other_columns(preview.sheet, mapping, checked),
        *_unknown_areas(checked, areas),
        *_said_before(checked, said),
    )
    return replace(preview, mapping=mapping, checked=checked, notes=notes)


def accept(store: Store, preview: Preview) -> int:
    """Keep the good rows and how the columns were read; return how many were kept.

    Raises
    ------
    UnusableInputError
        There is no good row.
    """
    if not preview.checked.good:
        raise errors.UnusableInputError(
            "取り込める行がありません。列の選び方を確かめてください。"
        )
    room = entering.enter(store, preview.meeting_id)
    by_name = {area.name: area.id for area in room.areas}
    drafts = [
        voices.VoiceDraft(
            text=row.text,
            party=row.party,
            source=VoiceSource.FILE,
            table_number=row.table_number,
            kind=row.kind,
            area_id=by_name.get(row.area),
            consent=row.consent,
        )
        for row in preview.checked.good
    ]
    kept = gathering.take_in(store, preview.meeting_id, drafts)
    _keep_other_columns(store, room.municipality.id, kept, preview.checked.good)
    key = header_key(preview.sheet.header)
    written = {_MAPPING: write_mapping(preview.mapping)}
    store.write(
        lambda conn: mappings.put(conn, room.municipality.id, key, written),
        municipality_id=room.municipality.id,
    )
    return len(kept)


def _keep_other_columns(
    store: Store, town_id: int, kept: Sequence[Voice], rows: Sequence[VoiceDraft]
) -> None:
    """Keep the columns that no field of a voice holds, beside the voices of their rows."""
    found = [
        VoiceExtra(voice.id, position, name, value)
        for voice, row in zip(kept, rows, strict=True)
        for position, (name, value) in enumerate(row.extras)
    ]
    for chunk in (found[start : start + _CHUNK] for start in range(0, len(found), _CHUNK)):
        store.write(partial(extras.put_many, kept=chunk), municipality_id=town_id)


def _other_columns(
    sheet: Sheet, mapping: ColumnMapping, checked: CheckedRows
) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for row in checked.good for name, _ in row.extras))
    left = personal_columns(sheet.header, used_by(mapping))
    told = []
    if names:
        shown = "」「".join(names[:8])
        told.append(f"ほかの列も、声といっしょに残します：「{shown}」")
    if left:
        shown = "」「".join(left)
        told.append(f"だれか分かる列は取り込みません：「{shown}」")
    return tuple(told)


def _said_before(checked: CheckedRows, said: Sequence[Voice]) -> tuple[str, ...]:
    known = {(voice.text, voice.party, voice.table_number) for voice in said}
    again = sum((row.text, row.party, row.table_number) in known for row in checked.good)
    if not again:
        return ()
    return (
        f"同じ声がこの会議にもう{again}件あります。"
        "同じファイルを二度取り込んでいないか、確かめてください。",
    )


def _unknown_areas(checked: CheckedRows, areas: tuple[Area, ...]) -> tuple[str, ...]:
    known = {area.name for area in areas} | {""}
    unknown = sorted({row.area for row in checked.good} - known)
    if not unknown:
        return ()
    shown = "、".join(unknown[:5])
    return (f"この町に登録のない圏域は空けておきます：{shown}",)
