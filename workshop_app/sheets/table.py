"""What a table is once it has been read: frozen text, with the row numbers people see."""

from dataclasses import dataclass

MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_BYTES = 100_000_000
EMPTY_FILE = "ファイルに何も書かれていません。"
NOT_A_TABLE = (
    "表として読めないファイルです。CSVかExcel(.xlsx)で保存し直して、もう一度お試しください。"
)
TOO_MANY_ROWS = (
    f"この表は{MAX_ROWS:,}行を超えているので読めません({MAX_ROWS:,}行以内に分けてください)。"
)
TOO_MANY_COLUMNS = (
    f"この表は{MAX_COLUMNS}列を超えているので読めません(いらない列を消してください)。"
)
TOO_LARGE = (
    f"このファイルは{MAX_BYTES // 1_000_000}MBを超えているので読めません"
    "(分けてから入れてください)。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` is the row number a person sees in Excel, counted from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but blanks."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """All rows of a file before anybody asked which one is the header."""

    rows: tuple[Row, ...]
    encoding: str
    notes: tuple[str, ...] = ()
    sheet_name: str = ""
    sheet_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be looked at: every row is as wide as the header.

    ``encoding`` is the codec's name, or ``xlsx`` for a workbook. ``header_number`` is the
    row number of the header, 0 where the file has none and the names were made here.
    ``named_columns`` counts the columns the header names; columns after it exist only
    because some rows are longer than the header.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    notes: tuple[str, ...]
    header_number: int
    named_columns: int
    sheet_name: str = ""
    sheet_names: tuple[str, ...] = ()
