"""The sheet 「つなぎたいこと」 as a workbook that prints on one A4 page.

Six fields, each written as text; no formula, no link, nobody's name that was not typed.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.workbook import Workbook

from workshop_app.cleaning import clean
from workshop_app.export.to_xlsx import FONT

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)


def to_handoff(town: str, fields: Sequence[tuple[str, str]]) -> bytes:
    """Return one sheet with the *fields*, name and text, for paper of A4."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "つなぎたいこと", "created": _EPOCH})
        sheet = workbook.add_worksheet("つなぎたいこと")
        sheet.set_paper(9)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 64)
        title = workbook.add_format({"font_name": FONT, "font_size": 20, "bold": True})
        name = workbook.add_format(
            {"font_name": FONT, "font_size": 14, "bold": True, "border": 1, "valign": "top"}
        )
        body = workbook.add_format(
            {
                "font_name": FONT,
                "font_size": 14,
                "text_wrap": True,
                "border": 1,
                "valign": "top",
            }
        )
        sheet.write_string(0, 0, f"つなぎたいこと　{clean(town)}", title)
        for row, (field, text) in enumerate(fields, start=2):
            sheet.set_row(row, 78)
            sheet.write_string(row, 0, field, name)
            sheet.write_string(row, 1, clean(text), body)
    return out.getvalue()
