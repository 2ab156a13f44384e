"""The tables that ``kurumaza themes`` reads and writes."""

import csv
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors, words
from workshop_app.sheets.columns import guess_columns
from workshop_app.sheets.opening import open_sheet
from workshop_app.sheets.table import Row, Sheet

THEME_COLUMNS = ("theme_id", "theme_label", "certainty", "second_theme_id", "is_lone")


@dataclass(frozen=True, slots=True)
class ThemesTable:
    """A table whose voices get themes: its columns and rows as given, in order."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_index: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The cell of the voices' column in every row; empty ones included."""
        return tuple(row[self.text_index] for row in self.rows)

    def column(self, name: str) -> tuple[str, ...] | None:
        """Return the cells of the column called *name*, or None if there is none."""
        if name not in self.header:
            return None
        place = self.header.index(name)
        return tuple(row[place] for row in self.rows)


def read_for_themes(
    path: Path, text_column: str | None = None, *, own: Sequence[str] = THEME_COLUMNS
) -> ThemesTable:
    """Read *path* and find the column of the voices, unless *text_column* names it.

    The columns called *own* were written by an earlier run and are never the voices.

    Raises
    ------
    UnusableInputError
        The file cannot be read, or has no column of that name.
    """
    sheet = open_sheet(path, column=text_column)
    rows = tuple(row.cells for row in sheet.rows)
    if text_column is None:
        return ThemesTable(sheet.header, rows, _guess_text(sheet, own))
    folded = [words.fold(name) for name in sheet.header]
    if text_column in sheet.header:
        return ThemesTable(sheet.header, rows, sheet.header.index(text_column))
    if words.fold(text_column) in folded:
        return ThemesTable(sheet.header, rows, folded.index(words.fold(text_column)))
    raise errors.UnusableInputError(
        f"「{text_column}」という列はありません。あるのは「{'」「'.join(sheet.header)}」です。"
    )


def _guess_text(sheet: Sheet, written: Sequence[str]) -> int:
    """Return the likely column of the voices; never one that an earlier run wrote."""
    own = [place for place, name in enumerate(sheet.header) if name not in written]
    if not own:
        return 0
    rows = [Row(row.number, tuple(row.cells[place] for place in own)) for row in sheet.rows]
    return own[guess_columns([sheet.header[place] for place in own], rows).mapping.text]


def write_with_themes(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    extra: Sequence[Sequence[str]],
) -> None:
    """Write *rows* in order with the five theme columns; all of the file or nothing of it.

    Parameters
    ----------
    path
        The file to write: UTF-8 with a byte order mark, CRLF.
    header, rows
        The table as it was read; theme columns of an earlier run are replaced.
    extra
        The values of :data:`THEME_COLUMNS` for each row, empty text for an empty cell.

    Raises
    ------
    UnusableInputError
        The file cannot be written there.
    """
    write_with_columns(path, header, rows, THEME_COLUMNS, extra)


def write_with_columns(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    columns: Sequence[str],
    extra: Sequence[Sequence[str]],
) -> None:
    """Write *rows* in order with *columns* after them, as :func:`write_with_themes` does."""
    kept = [place for place, name in enumerate(header) if name not in columns]
    lines = [[*(header[place] for place in kept), *columns]]
    for row, themed in zip(rows, extra, strict=True):
        if len(themed) != len(columns):
            raise ValueError(f"{len(columns)} values expected, got {len(themed)}")
        lines.append([*(row[place] for place in kept), *themed])
    try:
        _write_whole(path, lines)
    except OSError as error:
        raise errors.UnusableInputError(
            f"{path} に書き込めません。"
            "フォルダがあるか、ほかで開いていないかを確かめてください。"
        ) from error


def _write_whole(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write beside *path* first and put it in place in one step, or leave no trace."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("x", encoding="utf-8-sig", errors="replace", newline="") as stream:
            csv.writer(stream).writerows(lines)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
