"""Registering by tables: the registers go out, come back, and show what would change.

Nothing is written here; :mod:`workshop_app.usecases.enrolling` writes what a person accepts.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from workshop_app import errors, glossary
from workshop_app.cleaning import clean
from workshop_app.export.to_register import (
    lay_out,
    read_guarded,
    to_register_csv,
    to_register_xlsx,
)
from workshop_app.register_words import COLUMNS, LABELS, Register, heading_of, keys_of
from workshop_app.sheets.register_table import RegisterRow, read_register
from workshop_app.store import Store, municipalities
from workshop_app.usecases import tabulating
from workshop_app.usecases.noting import note
from workshop_app.usecases.reporting import Paper
from workshop_app.usecases.tabulating import Entry, Town, Value

FORMATS: Mapping[str, str] = {"xlsx": "Excel", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry, before and after, in the words of the table."""

    field: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that would become a new entry."""

    number: int
    name: str
    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that would change an entry, field by field."""

    number: int
    entry_id: int
    name: str
    changes: tuple[Change, ...]
    old: Mapping[str, Value]
    new: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that would not be taken in, and why."""

    number: int
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class RegisterPreview:
    """A table as it would be taken in.

    ``len(new) + len(changed) + unchanged + len(refused)`` is the number of its rows.
    """

    municipality_id: int
    register: Register
    file_name: str
    new: tuple[NewRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    notes: tuple[str, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether accepting it would write something."""
        return bool(self.new or self.changed)


def register_paper(
    store: Store, municipality_id: int, register: Register, file_format: str
) -> Paper:
    """Return a register as a table that can be filled in and brought back.

    Raises
    ------
    UnusableInputError
        The format is unknown.
    """
    if file_format not in FORMATS:
        raise errors.UnusableInputError(f"形式「{file_format}」では書き出せません。")
    town = store.read(lambda conn: tabulating.read_town(conn, municipality_id))
    name = store.read(lambda conn: municipalities.get(conn, municipality_id).name)
    entries = town.entries(register)
    table = lay_out(
        f"{name} {LABELS[register]}",
        [(column.field, column.heading) for column in COLUMNS[register]],
        [tabulating.print_entry(each, town) for each in entries],
    )
    content = to_register_xlsx(table) if file_format == "xlsx" else to_register_csv(table)
    store.write(
        lambda conn: note(
            conn,
            municipality_id,
            "名簿を書き出す",
            LABELS[register],
            f"{file_format}・{len(entries)}件",
        ),
        municipality_id=municipality_id,
    )
    return Paper(f"{LABELS[register]}.{file_format}", content, len(entries))


def look_into(
    store: Store,
    municipality_id: int,
    register: Register,
    content: bytes,
    name: str,
    *,
    today: date,
    encoding: str | None = None,
) -> RegisterPreview:
    """Say what a table would change; nothing is kept.

    A row with a number changes that entry; a row without one is new. Entries the table does
    not name stay as they are, and so do the fields it has no column for.

    Raises
    ------
    UnreadableFileError
        It is no table.
    UnusableInputError
        It lacks a column that says what a row is about.
    """
    sheet = read_register(content, name, register, encoding=encoding)
    town = store.read(lambda conn: tabulating.read_town(conn, municipality_id))
    found: dict[type, list[Any]] = {NewRow: [], ChangedRow: [], RefusedRow: []}
    unchanged = 0
    taken = Names(town, register)
    for row in sheet.rows:
        cells = {field: read_guarded(cell) for field, cell in row.cells.items()}
        try:
            read = read_row(register, RegisterRow(row.number, cells), town, taken, today)
        except errors.UnusableInputError as problem:
            said = (" ".join(cells[key.field].split())[:30] for key in keys_of(register))
            excerpt = " ↔ ".join(each for each in said if each)
            found[RefusedRow].append(RefusedRow(row.number, str(problem), excerpt))
            continue
        if read is None:
            unchanged += 1
        else:
            found[type(read)].append(read)
    absent = len(town.entries(register)) - len(taken.seen_ids)
    return RegisterPreview(
        municipality_id,
        register,
        name,
        tuple(found[NewRow]),
        tuple(found[ChangedRow]),
        unchanged,
        tuple(found[RefusedRow]),
        (*sheet.notes, *_tell(sheet.unknown, absent)),
    )


class Names:
    """The keys and numbers met so far, so that nothing is registered twice."""

    def __init__(self, town: Town, register: Register) -> None:
        self.register = register
        self.by_id = {each.id: each for each in town.entries(register)}
        self.known = {self.key_of(each): each.id for each in town.entries(register)}
        self.seen_ids: set[int] = set()
        self.new: dict[Hashable, int] = {}  # key to row number

    def key_of(self, entry: Entry) -> Hashable:
        """Return what no two entries may share."""
        return tabulating.key_of(self.register, asdict(entry))

    def claim(self, values: Mapping[str, Value], own: int | None, row_number: int) -> None:
        """Take the key of *values* for the entry *own*, or for a new one.

        Raises
        ------
        UnusableInputError
            It belongs to another entry, or another row wants it.
        """
        key = tabulating.key_of(self.register, values)
        same = "同じ団体どうしの、同じつながり"
        told = same if self.register is Register.RELATIONS else "同じ名前"
        known = self.known.get(key, own)
        if known != own:
            raise errors.UnusableInputError(
                f"{told}がもう登録されています(番号{known})。"
                "直すときは、その番号を書いてください。"
            )
        if key in self.new:
            raise errors.UnusableInputError(
                f"{told}が、この表の{self.new[key]}行目にもあります。"
            )
        self.new[key] = row_number


def read_row(
    register: Register, row: RegisterRow, town: Town, taken: Names, today: date
) -> NewRow | ChangedRow | None:
    """Return what a row would do, None where it changes nothing.

    Raises
    ------
    UnusableInputError
        The row cannot be taken in; the sentence says why.
    """
    written = unicodedata.normalize("NFKC", row.cells.get("id", "")).strip()
    if not written:
        return _read_new(register, row, town, taken, today)
    found = re.fullmatch(r"(\d{1,15})(?:\.0+)?", written)
    number = int(found.group(1)) if found else 0
    entry = taken.by_id.get(number)
    if entry is None:
        raise errors.UnusableInputError(
            f"番号「{written[:20]}」は、この町の{LABELS[register]}にありません。"
            "新しく入れるときは、番号を空けてください。"
        )
    if number in taken.seen_ids:
        raise errors.UnusableInputError(f"番号{number}の行が、表に2つ以上あります。")
    taken.seen_ids.add(number)
    printed = tabulating.print_entry(entry, town)
    differing = {
        field: cell
        for field, cell in row.cells.items()
        if field != "id" and clean(printed[field]).strip() != clean(cell)
    }
    values = tabulating.read_cells(register, differing, town, today=today)
    _refuse_people(values)
    new = {field: value for field, value in values.items() if getattr(entry, field) != value}
    if not new:
        return None
    after = replace(entry, **new)  # type: ignore[arg-type]
    _refuse_itself(asdict(after))
    if taken.key_of(after) != taken.key_of(entry):
        taken.claim(asdict(after), entry.id, row.number)
    told = tabulating.print_entry(after, town)
    return ChangedRow(
        row.number,
        entry.id,
        tabulating.name_entry(register, asdict(entry), town),
        tuple(
            Change(field, heading_of(register, field), printed[field], told[field])
            for field in new
        ),
        {field: getattr(entry, field) for field in new},
        new,
    )


def _read_new(
    register: Register, row: RegisterRow, town: Town, taken: Names, today: date
) -> NewRow:
    needed = {column.field: "" for column in COLUMNS[register] if column.is_needed}
    cells = {**needed, **row.cells}
    values = tabulating.read_cells(register, cells, town, today=today)
    _refuse_people(values)
    _refuse_itself(values)
    taken.claim(values, None, row.number)
    if register is Register.ASSETS:
        values.setdefault("noted_on", today)
    name = tabulating.name_entry(register, values, town)
    said = {field: cell for field, cell in row.cells.items() if field != "id" and cell}
    return NewRow(row.number, name, values, said)


def _refuse_itself(values: Mapping[str, Value]) -> None:
    """Refuse a relation of an organisation with itself."""
    if "source_id" in values and values["source_id"] == values["target_id"]:
        raise errors.UnusableInputError("ちがう2つの団体を書いてください。")


def _refuse_people(values: Mapping[str, Value]) -> None:
    for field in ("name", "contact_office"):
        text = str(values.get(field) or "")
        if glossary.mask_names(text) != text:
            raise errors.UnusableInputError(
                "人の名前らしいものがあります。役わりや団体、窓口の名前で書いてください。"
            )


def _tell(unknown: tuple[str, ...], absent: int) -> Iterator[str]:
    if unknown:
        yield f"「{'」「'.join(unknown[:8])}」の列は、名簿にないので読みません。"
    if absent:
        yield f"この表にない登録が{absent}件あります。消さずに、そのまま残します。"
