"""The one door: any file a town hall may bring, opened by what it holds."""

from pathlib import Path

from workshop_app import errors
from workshop_app.sheets import csv_table, header, xlsx_table
from workshop_app.sheets.table import Sheet


def open_sheet(
    source: Path | bytes,
    name: str | None = None,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    column: str | None = None,
    has_header: bool | None = None,
) -> Sheet:
    """Read a CSV or workbook into one frozen table.

    Parameters
    ----------
    source
        Where the file lies, or its bytes.
    name
        The file's name, for the sentences only; the content decides how it is read.
    encoding
        One of :data:`workshop_app.sheets.decoding.CHOICES`, where a person corrects it.
    sheet
        The sheet of a workbook; the first with something in it otherwise.
    column
        A column name the header must have, where one is known.
    has_header
        Whether the first row is a header, where a person decided it.

    Raises
    ------
    UnreadableFileError
        The file cannot be read as a table; the sentence says why and begins with *name*.
    """
    try:
        if xlsx_table.is_workbook(_read_head(source)):
            raw = xlsx_table.read_rows(source, sheet)
        else:
            raw = csv_table.read_rows(source, encoding)
        return header.name_columns(raw, column, has_header)
    except OSError as error:
        raise errors.UnreadableFileError(
            f"{_named(name, source)}ファイルを開けません。場所と名前を確かめてください。"
        ) from error
    except errors.UnreadableFileError as error:
        raise errors.UnreadableFileError(f"{_named(name, source)}{error}") from error


def _read_head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:8]
    with source.open("rb") as stream:
        return stream.read(8)


def _named(name: str | None, source: Path | bytes) -> str:
    known = name or (source.name if isinstance(source, Path) else "")
    return f"{known}: " if known else ""
