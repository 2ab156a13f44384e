"""Reading the tables that town halls make, as they make them.

Pure functions from a path or bytes to frozen values; this package knows neither the store
nor the export. :func:`open_sheet` reads a file, :func:`guess_columns` says what its columns
may hold, and :func:`check` turns its rows into voices and into rows with a reason.
"""

from workshop_app.cleaning import MAX_VOICE, clean
from workshop_app.sheets.columns import (
    Certainty,
    ColumnGuess,
    ColumnMapping,
    guess_columns,
    header_key,
    read_mapping,
    write_mapping,
)
from workshop_app.sheets.decoding import CHOICES as ENCODINGS
from workshop_app.sheets.foreign import NAMES as FOREIGN_NAMES
from workshop_app.sheets.foreign import ForeignSheet, open_foreign
from workshop_app.sheets.opening import open_sheet
from workshop_app.sheets.other_columns import personal_columns
from workshop_app.sheets.screened_table import (
    SCREEN_COLUMNS,
    read_for_screening,
    write_screened,
)
from workshop_app.sheets.table import MAX_ROWS, Row, Sheet
from workshop_app.sheets.themes_table import (
    THEME_COLUMNS,
    ThemesTable,
    read_for_themes,
    write_with_themes,
)
from workshop_app.sheets.voice_rows import (
    BadRow,
    CheckedRows,
    Defaults,
    VoiceDraft,
    check,
    used_by,
)

__all__ = [
    "ENCODINGS",
    "FOREIGN_NAMES",
    "MAX_ROWS",
    "MAX_VOICE",
    "SCREEN_COLUMNS",
    "THEME_COLUMNS",
    "BadRow",
    "Certainty",
    "CheckedRows",
    "ColumnGuess",
    "ColumnMapping",
    "Defaults",
    "ForeignSheet",
    "Row",
    "Sheet",
    "ThemesTable",
    "VoiceDraft",
    "check",
    "clean",
    "guess_columns",
    "header_key",
    "open_foreign",
    "open_sheet",
    "personal_columns",
    "read_for_screening",
    "read_for_themes",
    "read_mapping",
    "used_by",
    "write_mapping",
    "write_screened",
    "write_with_themes",
]
