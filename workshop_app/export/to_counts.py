"""Numbers of themes by party as a workbook, and nothing that anybody said."""

import io
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook

from workshop_app import words
from workshop_app.cleaning import clean
from workshop_app.export.to_xlsx import EPOCH, FONT


def to_counts(
    title: str,
    purpose: str,
    parties: Sequence[str],
    headings: Sequence[str],
    cells: Sequence[Sequence[int | str]],
    sums: Sequence[int | str],
) -> bytes:
    """Return one sheet: a row for each heading, a column for each party, sums at the edges.

    Parameters
    ----------
    title, purpose : what stands above.
    parties : the names of the columns, without the one of the sums.
    headings, cells : the rows; each has a cell for every party and one for its sum.
    sums : the last row, as long as the others.
    """
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": clean(title)[:200], "created": EPOCH})
        plain = workbook.add_format({"font_name": FONT, "font_size": 12, "border": 1})
        bold = workbook.add_format(
            {"font_name": FONT, "font_size": 12, "border": 1, "bold": True, "text_wrap": True}
        )
        sheet = workbook.add_worksheet("数だけ")
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, len(parties) + 1, 12)
        told = (title, purpose or words.NO_PURPOSE, words.not_the_whole_town())
        for line, text in enumerate((*told, words.COUNTS_ARE_NOT_WEIGHT)):
            sheet.write_string(line, 0, clean(text))
        rows: list[tuple[int | str, ...]] = [("テーマ", *parties, "計")]
        rows += [(name, *row) for name, row in zip(headings, cells, strict=True)]
        rows += [("計", *sums)]
        for line, row in enumerate(rows, start=5):
            style = bold if line in (5, 4 + len(rows)) else plain
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell, style)
                else:
                    sheet.write_string(line, column, clean(cell), style)
        sheet.freeze_panes(6, 1)
        sheet.repeat_rows(5)
    return out.getvalue()
