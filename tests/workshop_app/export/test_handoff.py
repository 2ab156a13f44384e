"""The sheet for the prefecture: six fields as text, on one page of A4 (C38)."""

import io

import openpyxl

from workshop_app.export.to_handoff import to_handoff

FIELDS = [("困っていること", "=1+1"), *((f"欄{n}", f"文{n}" * 40) for n in range(5))]


def test_six_fields_stand_as_text_on_one_page_of_a4():
    book = openpyxl.load_workbook(io.BytesIO(to_handoff("みはらし町", FIELDS)))
    [sheet] = book.worksheets
    told = [(name.value, text.value) for name, text in sheet["A3:B8"]]
    assert told == FIELDS
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert min(c.font.sz for row in sheet["A1:B8"] for c in row if c.value) >= 12
