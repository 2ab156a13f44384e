"""Amending by a workbook: exported, corrected in Excel, and brought back.

Rows are found by the number of the voice, however they were sorted.  Nothing is written before
a person has seen every difference.  A voice's words are never taken from a workbook, and a row
that is no longer there deletes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analysis.constraints import Edit, Op
from workshop_app import errors, words
from workshop_app.cleaning import clean
from workshop_app.embedders import Embedder
from workshop_app.export import PrintedVoice, VoiceReport
from workshop_app.export.columns import (
    EDITABLE,
    HEADER,
    MARK,
    THEME_ID,
    VOICE_ID,
    mark_of,
    mark_of_cells,
    print_cells,
)
from workshop_app.model import Consent, Party, Theme, Voice, VoiceKind
from workshop_app.sheets import Sheet, open_sheet
from workshop_app.store import Connection, Store, themes, voices
from workshop_app.usecases import correcting, entering, reporting
from workshop_app.usecases.entering import Room
from workshop_app.usecases.noting import note
from workshop_app.usecases.selecting import Order

_VOICES, _THEMES = "声", "テーマ"
_MOST_TABLES = 999
_NO_NUMBERS = (
    f"「{VOICE_ID}」の列がありません。Excelで書き出したファイルを、"
    "その列を消さずに直して、選んでください。"
)
_NEWER = "書き出したあとに、ほかの人が直しています。新しく書き出してから直してください。"
_KEEPS_ITS_WORDS = "声の文は直せません。言い直しが要るときは、取り消して入れ直してください。"
_GONE = "この会の声にありません（取り消されたか、ほかの会の声です）。"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs: which row and column, what stands here, what the file says."""

    row: int
    number: int  # of the voice, or of the theme
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken over, and why."""

    row: int
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a workbook would change; ``voices`` are before and after, ``corrections`` themes."""

    meeting_id: int
    differences: tuple[Difference, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    voices: tuple[tuple[Voice, Voice], ...]
    corrections: tuple[Edit, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.voices and not self.corrections


@dataclass(frozen=True, slots=True)
class _Here:
    """What stands in the store, by the numbers the workbook knows."""

    room: Room
    report: VoiceReport
    printed: Mapping[int, PrintedVoice]
    said: Mapping[int, Voice]
    themes: tuple[Theme, ...]


def look_into(store: Store, meeting_id: int, content: bytes, name: str) -> Amendment:
    """Compare a corrected workbook with what is here; nothing is kept.

    Raises
    ------
    UnreadableFileError
        It is no workbook.
    UnusableInputError
        It has no numbers of voices.
    """
    room = entering.enter(store, meeting_id)
    report = reporting.report_of(store, room, Order())
    here = _Here(
        room,
        report,
        {printed.voice_id: printed for printed in report.rows},
        {v.id: v for v in store.read(lambda conn: voices.list_of(conn, meeting_id))},
        tuple(store.read(lambda conn: themes.list_of(conn, room.workshop.id))),
    )
    sheet = open_sheet(content, name, sheet=_VOICES, has_header=True)
    if VOICE_ID not in sheet.header:
        raise errors.UnusableInputError(f"{name}: {_NO_NUMBERS}")
    found = [_compare_voice(here, cells, row) for row, cells in _read_rows(sheet, VOICE_ID)]
    headings = [
        _compare_heading(here, cells, row)
        for row, cells in _read_rows(
            open_sheet(content, name, sheet=_THEMES, has_header=True), THEME_ID
        )
    ]
    missing = len(here.said) - len({each.number for each in found} & set(here.said))
    notes = [f"ファイルにない声が{missing}件あります。消さずに、そのまま残します。"]
    added = sum(
        not row.is_blank and not row.cells[sheet.header.index(VOICE_ID)].strip()
        for row in sheet.rows
    )
    if added:
        notes.append(
            f"番号のない行が{added}行あります。新しい声は「取り込む」の画面で入れます。"
        )
    every = [*found, *headings]
    return Amendment(
        meeting_id=meeting_id,
        differences=tuple(one for each in every for one in each.differences),
        refused=tuple(one for each in every for one in each.refused),
        notes=tuple(notes if missing else notes[1:]),
        voices=tuple(pair for each in found for pair in each.voices),
        corrections=tuple(one for each in every for one in each.corrections),
    )


def accept(store: Store, encoder: Embedder, amendment: Amendment) -> int:
    """Write what was shown; return how many cells changed.

    Raises
    ------
    EditConflictError
        Somebody changed one of the voices meanwhile, or a theme cannot take a voice; then
        nothing is written.
    """
    room = entering.enter(store, amendment.meeting_id)
    store.read(lambda conn: _require_unchanged(conn, amendment.voices))
    if amendment.corrections:
        correcting.correct(store, room.workshop.id, encoder, amendment.corrections)
    _write(store, room, amendment.voices, "表の直しを取り込む", len(amendment.differences))
    return len(amendment.differences)


def take_back(store: Store, amendment: Amendment) -> None:
    """Give the voices back what they were filed under; themes go back by their own undo.

    Raises
    ------
    EditConflictError
        Somebody changed one of them since.
    """
    room = entering.enter(store, amendment.meeting_id)
    back = tuple((after, before) for before, after in amendment.voices)
    _write(store, room, back, "表の直しを元にもどす", len(back))


def pack(amendment: Amendment) -> str:
    """Return what :func:`take_back` needs as a small text, to be kept for a visit."""
    rows = [[before.id, _filing(before), _filing(after)] for before, after in amendment.voices]
    return json.dumps({"meeting": amendment.meeting_id, "voices": rows})


def unpack(store: Store, packed: str) -> Amendment:
    """Return the amendment that :func:`pack` wrote; it is good for :func:`take_back` alone."""
    told = json.loads(packed)
    now = store.read(lambda conn: voices.get_many(conn, [row[0] for row in told["voices"]]))
    pairs = tuple(
        (_filed(now[number], before), _filed(now[number], after))
        for number, before, after in told["voices"]
        if number in now
    )
    return Amendment(told["meeting"], (), (), (), pairs, ())


def _filing(voice: Voice) -> list[str | int | None]:
    kind = None if voice.kind is None else voice.kind.value
    return [voice.party.value, voice.table_number, kind, voice.area_id, voice.consent.value]


def _filed(voice: Voice, filing: Sequence[Any]) -> Voice:
    party, table, kind, area, consent = filing
    return replace(
        voice,
        party=Party(party),
        table_number=table,
        kind=None if kind is None else VoiceKind(kind),
        area_id=area,
        consent=Consent(consent),
    )


def _write(
    store: Store, room: Room, pairs: Sequence[tuple[Voice, Voice]], action: str, count: int
) -> None:
    def change(conn: Connection) -> None:
        _require_unchanged(conn, pairs)
        for _, after in pairs:
            voices.change(
                conn,
                after.id,
                party=after.party,
                table_number=after.table_number,
                kind=after.kind,
                area_id=after.area_id,
                consent=after.consent,
            )
        note(conn, room.municipality.id, action, room.meeting.title, f"{count}か所")

    store.write(change, municipality_id=room.municipality.id)


def _require_unchanged(conn: Connection, pairs: Sequence[tuple[Voice, Voice]]) -> None:
    now = voices.get_many(conn, [before.id for before, _ in pairs])
    moved = [before.id for before, _ in pairs if now.get(before.id) != before]
    if moved:
        raise errors.EditConflictError(
            f"No.{moved[0]}の声は、いまほかの人が直しました。もう一度ファイルを選んでください。"
            "何も書きかえていません。"
        )


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    differences: tuple[Difference, ...] = ()
    refused: tuple[Refused, ...] = ()
    voices: tuple[tuple[Voice, Voice], ...] = ()
    corrections: tuple[Edit, ...] = ()


def _read_rows(sheet: Sheet, key: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows that have a number under *key*, as cells by the names of columns."""
    if key not in sheet.header:
        return []
    place = sheet.header.index(key)
    return [
        (row.number, {n: clean(c) for n, c in zip(sheet.header, row.cells, strict=True)})
        for row in sheet.rows
        if row.cells[place].strip()
    ]


def _number(cell: str) -> int:
    plain = cell.strip().removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else 0


def _compare_voice(here: _Here, cells: Mapping[str, str], row: int) -> _Found:
    number = _number(cells[VOICE_ID])
    printed = here.printed.get(number)
    if printed is None or number not in here.said:
        return _Found(number, refused=(Refused(row, number, _GONE),))
    now = dict(zip(HEADER, print_cells(printed), strict=True))
    wanted = {name: cells.get(name, now[name]).strip() for name in EDITABLE}
    changed = [name for name in EDITABLE if wanted[name] != now[name].strip()]
    left_as = cells.get(MARK, "").strip()
    if cells.get("本文", now["本文"]).strip() != now["本文"].strip():
        return _Found(number, refused=(Refused(row, number, _KEEPS_ITS_WORDS),))
    if not changed or (left_as and mark_of_cells(wanted) == left_as):
        return _Found(number)  # nobody touched this row in the workbook
    if left_as and left_as != mark_of(printed):
        return _Found(number, refused=(Refused(row, number, _NEWER),))
    try:
        return _change(here, here.said[number], row, now, wanted, changed)
    except errors.UnusableInputError as problem:
        return _Found(number, refused=(Refused(row, number, str(problem)),))


def _change(
    here: _Here,
    voice: Voice,
    row: int,
    now: Mapping[str, str],
    wanted: Mapping[str, str],
    changed: Sequence[str],
) -> _Found:
    after, corrections = voice, []
    for name in changed:
        cell = wanted[name]
        if name == "立場":
            after = replace(after, party=_chosen(words.find(Party, cell), name, cell))
        elif name == "種別":
            kind = _chosen(words.find(VoiceKind, cell), name, cell) if cell else None
            after = replace(after, kind=kind)
        elif name == "引用可":
            after = replace(after, consent=_chosen(words.find(Consent, cell), name, cell))
        elif name == "班":
            after = replace(after, table_number=_table(cell))
        elif name == "圏域":
            after = replace(after, area_id=_area(here, cell))
        else:
            corrections.append(_place(here, voice, cell))
    told = tuple(Difference(row, voice.id, name, now[name], wanted[name]) for name in changed)
    pairs = () if after == voice else ((voice, after),)
    return _Found(voice.id, told, voices=pairs, corrections=tuple(corrections))


def _chosen(found: T | None, name: str, cell: str) -> T:
    if found is None:
        raise errors.UnusableInputError(f"{name}の「{cell[:20]}」がわかりません。")
    return found


def _table(cell: str) -> int | None:
    if not cell:
        return None
    number = _number(cell)
    if not 1 <= number <= _MOST_TABLES:
        raise errors.UnusableInputError(f"班の「{cell[:20]}」から番号が読めません。")
    return number


def _area(here: _Here, cell: str) -> int | None:
    if not cell:
        return None
    return _chosen({area.name: area.id for area in here.room.areas}.get(cell), "圏域", cell)


def _place(here: _Here, voice: Voice, heading: str) -> Edit:
    """Return the correction that puts a voice under the theme of that heading."""
    theme_ids = [one.theme_id for one in here.report.theme_counts if one.heading == heading]
    if voice.party is Party.OFFICIALS or not heading or len(theme_ids) != 1:
        raise errors.UnusableInputError(
            f"「{heading[:20]}」へは動かせません。いまあるテーマの見出しを書いてください。"
        )
    name = f"No.{voice.id}を動かす"
    return Edit(Op.MOVE, (voice.client_key,), (str(theme_ids[0]),), name=name)


def _compare_heading(here: _Here, cells: Mapping[str, str], row: int) -> _Found:
    number, heading = _number(cells[THEME_ID]), " ".join(cells.get(_THEMES, "").split())
    printed = next((one for one in here.report.theme_counts if one.theme_id == number), None)
    if printed is None or number not in {theme.id for theme in here.themes}:
        told = "このテーマは、もうありません。"
        return _Found(0, refused=(Refused(row, number, told),))
    if heading == " ".join(clean(printed.heading).split()):
        return _Found(0)
    if not heading:
        return _Found(0, refused=(Refused(row, number, "見出しが空です。"),))
    edit = Edit(Op.RENAME, (), (str(number),), label=heading, name=f"見出しを「{heading}」に")
    differs = Difference(row, number, "見出し", printed.heading, heading)
    return _Found(0, (differs,), corrections=(edit,))
