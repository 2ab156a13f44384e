"""A register that comes back as a table: its columns found by name, its cells as written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_app import errors, words
from workshop_app.register_words import COLUMNS, LABELS, Register, keys_of
from workshop_app.sheets.opening import open_sheet
from workshop_app.sheets.table import Sheet


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row; ``cells`` holds only the fields whose column the table has."""

    number: int  # as Excel counts
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A table of a register, and the headings that mean nothing to it."""

    rows: tuple[RegisterRow, ...]
    fields: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]


def read_register(
    content: bytes, name: str, register: Register, *, encoding: str | None = None
) -> RegisterSheet:
    """Read a table of *register*, CSV or workbook, whatever its encoding.

    Raises
    ------
    UnreadableFileError
        It is no table.
    UnusableInputError
        It lacks a column that says what a row is about.
    """
    sheet = open_sheet(content, name, encoding=encoding)
    places = _find(register, sheet.header)
    keys = keys_of(register)
    if any(key.field not in places for key in keys):
        again = open_sheet(content, name, encoding=encoding, has_header=True)
        sheet, places = again, _find(register, again.header)
    lacking = "」「".join(key.heading for key in keys if key.field not in places)
    if lacking:
        seen = "」「".join(sheet.header[:12])
        raise errors.UnusableInputError(
            f"{name} に「{lacking}」の列がありません。あるのは「{seen}」です。"
            f"いちど「{LABELS[register]}」を書き出し、その表に書き足してください。"
        )
    return RegisterSheet(
        tuple(
            RegisterRow(row.number, {f: row.cells[at].strip() for f, at in places.items()})
            for row in sheet.rows
            if not row.is_blank
        ),
        tuple(places),
        _unknown(register, sheet, places),
        tuple(note for note in sheet.notes if "声として" not in note),
    )


def _find(register: Register, header: Sequence[str]) -> dict[str, int]:
    """Return where each field stands: its own heading first, then the other names of it."""
    folded = [words.fold(name) for name in header]
    read = [column for column in COLUMNS[register] if not column.is_told_only]
    places: dict[str, int] = {}
    for rank in (0, 1):
        for column in read:
            names = [column.heading] if rank == 0 else column.aliases.split()
            known = [words.fold(name) for name in names]
            free = [at for at, name in enumerate(folded) if name in known]
            free = [at for at in free if at not in places.values()]
            if column.field not in places and free:
                places[column.field] = free[0]
    return places


def _unknown(register: Register, sheet: Sheet, places: Mapping[str, int]) -> tuple[str, ...]:
    told = {words.fold(c.heading) for c in COLUMNS[register] if c.is_told_only}
    return tuple(
        name
        for at, name in enumerate(sheet.header)
        if at not in places.values() and words.fold(name) not in told and name.strip()
    )
