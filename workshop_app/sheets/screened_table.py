"""The table that ``kurumaza screen`` writes: the rows as read, and what was found in each."""

from collections.abc import Sequence
from pathlib import Path

from workshop_app.sheets.themes_table import ThemesTable, read_for_themes, write_with_columns

SCREEN_COLUMNS = ("flagged", "reasons", "suggestion")


def read_for_screening(path: Path, text_column: str | None = None) -> ThemesTable:
    """Read *path* and find the column of the voices, unless *text_column* names it.

    Raises
    ------
    UnusableInputError
        The file cannot be read, or has no column of that name.
    """
    return read_for_themes(path, text_column, own=SCREEN_COLUMNS)


def write_screened(path: Path, table: ThemesTable, extra: Sequence[Sequence[str]]) -> None:
    """Write *table* in order with :data:`SCREEN_COLUMNS`; all of the file or nothing of it.

    Raises
    ------
    UnusableInputError
        The file cannot be written there.
    """
    write_with_columns(path, table.header, table.rows, SCREEN_COLUMNS, extra)
