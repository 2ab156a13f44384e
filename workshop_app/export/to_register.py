"""A register of the town as CSV and workbook: every cell a text, never a formula."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.workbook import Workbook

from workshop_app.cleaning import clean
from workshop_app.export.to_csv import guard_formula
from workshop_app.export.to_xlsx import FONT

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)
_WIDTHS: Mapping[str, int] = {
    "番号": 8,
    "名前": 32,
    "団体": 32,
    "相手の団体": 32,
    "条件": 32,
    "メモ": 40,
}
_WIDTH = 18


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A title, the headings, and rows as wide as they are."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def to_register_csv(table: RegisterTable) -> bytes:
    """Return *table* as UTF-8 with a byte order mark; no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for line in (table.header, *table.rows):
        writer.writerow([guard_formula(clean(cell)) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def to_register_xlsx(table: RegisterTable) -> bytes:
    """Return *table* as a workbook; the same table gives the same bytes."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": clean(table.title), "created": _EPOCH})
        sheet = workbook.add_worksheet("名簿")
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        body = {"font_name": FONT, "valign": "top", "text_wrap": True}
        plain = workbook.add_format(body)
        bold = workbook.add_format({**body, "bold": True, "bg_color": "#E8EEF4"})
        for column, name in enumerate(table.header):
            sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
            sheet.write_string(0, column, name, bold)
        for line, cells in enumerate(table.rows, start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, clean(cell), plain)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:Z100000"})
    return out.getvalue()


def read_guarded(cell: str) -> str:
    """Return a cell as it was before :func:`to_register_csv` guarded it."""
    bare = cell[1:]
    return bare if cell.startswith("'") and guard_formula(bare) == cell else cell


def lay_out(
    title: str, headings: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, str]]
) -> RegisterTable:
    """Return a table of *rows* under *headings*, each a field and its name."""
    return RegisterTable(
        title,
        tuple(name for _, name in headings),
        tuple(tuple(row.get(field, "") for field, _ in headings) for row in rows),
    )
