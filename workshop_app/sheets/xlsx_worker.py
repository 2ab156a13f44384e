"""The child process that opens workbooks: ``python -m workshop_app.sheets.xlsx_worker``.

Reads the workbook's bytes from standard input and writes one JSON object to standard output.
It runs apart from the application, so that a hostile file can only take this process down.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

MEMORY_LIMIT = 1 << 30


def main() -> None:
    """Read one sheet named by the first argument, or the first sheet with something in it."""
    _limit_memory()
    wanted, most_rows, most_columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    try:
        answer = read_workbook(sys.stdin.buffer.read(), wanted, most_rows, most_columns)
    except python_calamine.PasswordError:
        answer = {"refused": "password"}
    except (python_calamine.CalamineError, OSError, ValueError):
        answer = {"refused": "damaged"}
    json.dump(answer, sys.stdout)


def read_workbook(
    content: bytes, wanted: str, most_rows: int, most_columns: int
) -> dict[str, Any]:
    """Return the sheet *wanted* of *content* as plain values, or why it was refused."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    if wanted and wanted not in workbook.sheet_names:
        return {"refused": "no such sheet", "sheet_names": workbook.sheet_names}
    found = None
    for name in [wanted] if wanted else workbook.sheet_names:
        found = workbook.get_sheet_by_name(name)
        if found.height:
            break
    if found is None or not found.height:
        return {"refused": "empty"}
    rows = _read_rows(found, most_rows)
    if rows is None:
        return {"refused": "rows"}
    if any(any(cells[most_columns:]) for cells in rows.values()):
        return {"refused": "columns"}
    filled = _fill_merged(rows, found)
    return {
        "rows": [[number, cells[:most_columns]] for number, cells in rows.items()],
        "sheet_name": found.name,
        "sheet_names": workbook.sheet_names,
        "hidden": _hidden_sheets(workbook),
        "filled": filled,
    }


def _read_rows(
    sheet: python_calamine.CalamineSheet, most_rows: int
) -> dict[int, list[str]] | None:
    """Return the cells of each row by its number, or None if there are too many.

    A blank far below the table makes a sheet look endless; then blank rows are left out.
    """
    first = (sheet.start or (0, 0))[0] + 1
    is_tall = sheet.height > most_rows
    rows: dict[int, list[str]] = {}
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [as_text(value) for value in values]
        if number < first or (is_tall and not any(cell.strip() for cell in cells)):
            continue
        if len(rows) == most_rows:
            return None
        rows[number] = cells
    return rows


def as_text(value: object) -> str:
    """Return a cell as a person reads it: ``3.0`` is 3, a day is ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _fill_merged(rows: dict[int, list[str]], sheet: python_calamine.CalamineSheet) -> int:
    """Write a cell merged downwards into every row it covers, as a person sees it."""
    left = (sheet.start or (0, 0))[1]
    filled = 0
    for (first, column), (last, last_column) in sheet.merged_cell_ranges or []:
        place = column - left
        top = rows.get(first + 1)
        if column != last_column or top is None or not 0 <= place < len(top):
            continue
        below = [number for number in range(first + 2, last + 2) if number in rows]
        for number in below:
            rows[number][place] = top[place]
        filled += bool(below)
    return filled


def _hidden_sheets(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    visible = python_calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != visible]


def _limit_memory() -> None:
    """Let Linux stop this process at 1 GB; other systems rely on the time limit."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    main()
