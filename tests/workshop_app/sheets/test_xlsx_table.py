import datetime
import io
import itertools
import struct
import sys
import zipfile

import openpyxl
import pytest

from workshop_app import errors
from workshop_app.sheets import open_sheet, xlsx_table, xlsx_worker

SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def workbook_of(rows, title="声"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet_xml(xml, extra=()):
    """Return an honest workbook whose only sheet is replaced by *xml*."""
    source = zipfile.ZipFile(io.BytesIO(saved(workbook_of([["本文"]]))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, xml if name == SHEET else source.read(name))
        for name, content in extra:
            packed.writestr(name, content)
    return out.getvalue()


def refused(content, **asked):
    with pytest.raises(errors.UnreadableFileError) as raised:
        open_sheet(content, **asked)
    return str(raised.value)


def test_cells_are_read_as_people_see_them():
    book = workbook_of(
        [
            ["日付", "班", "本文", "引用可"],
            [datetime.date(2026, 11, 3), 3, "店が遠い", True],
            [
                datetime.datetime.fromisoformat("2026-11-03T13:30"),
                4.5,
                "　=1+1 ではない\n二行目",
                None,
            ],
            ["2026/11/3", "09012345678", 90123, 1e21],
        ]
    )
    assert [row.cells for row in open_sheet(saved(book)).rows] == [
        ("2026-11-03", "3", "店が遠い", "TRUE"),
        ("2026-11-03 13:30:00", "4.5", "　=1+1 ではない\n二行目", ""),
        ("2026/11/3", "09012345678", "90123", "1e+21"),
    ]


def test_row_numbers_are_those_of_the_workbook():
    book = workbook_of([])
    book.active["B3"], book.active["C3"] = "本文", "立場"
    book.active["B4"], book.active["C6"] = "店が遠い", "住民"
    book.active["B6"] = "夜が暗い"
    sheet = open_sheet(saved(book))
    assert (sheet.header_number, [row.number for row in sheet.rows]) == (3, [4, 5, 6])


def test_the_first_sheet_with_something_in_it_is_read_unless_one_is_named():
    book = workbook_of([], title="空")
    book.create_sheet("一枚目").append(["本文"])
    second = book.create_sheet("二枚目")
    second.append(["本文"])
    second.append(["夜が暗い"])
    book.create_sheet("かくれ").sheet_state = "hidden"
    content = saved(book)
    first = open_sheet(content)
    assert (first.sheet_name, first.sheet_names) == (
        "一枚目",
        ("空", "一枚目", "二枚目", "かくれ"),
    )
    assert any("4枚" in note for note in first.notes)
    assert any("かくれたシート" in note for note in first.notes)
    assert open_sheet(content, sheet="二枚目").rows[0].cells == ("夜が暗い",)
    assert "「三枚目」というシートはありません" in refused(content, sheet="三枚目")


def test_a_cell_merged_downwards_holds_for_all_its_rows():
    book = workbook_of(
        [["一覧", None, None], ["班", "立場", "本文"], [3, "住民", "店"], [None, "住民", "夜"]]
    )
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A3:A4")
    sheet = open_sheet(saved(book))
    assert [row.cells[0] for row in sheet.rows] == ["3", "3"]
    assert any("結合されたセルが1か所" in note for note in sheet.notes)


def test_the_content_decides_and_not_the_name(tmp_path):
    path = tmp_path / "声.csv"
    path.write_bytes(saved(workbook_of([["本文"], ["店が遠い"]])))
    assert open_sheet(path).encoding == "xlsx"
    path.with_suffix(".xlsx").write_bytes("本文\n店が遠い\n".encode("cp932"))
    assert open_sheet(path.with_suffix(".xlsx")).encoding == "cp932"


def test_more_rows_than_the_limit_are_refused():
    cells = '<row><c t="inlineStr"><is><t>店</t></is></c></row>'
    xml = f"<worksheet {SPACE}><sheetData>{cells * 100_020}</sheetData></worksheet>"
    out = io.BytesIO(with_sheet_xml(xml))
    stored = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(stored, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, source.read(name))
    assert "100,000行を超えている" in refused(stored.getvalue())


def test_a_table_too_wide_is_refused():
    assert "100列を超えている" in refused(saved(workbook_of([[str(n) for n in range(101)]])))


def test_a_single_cell_in_the_farthest_corner_is_no_giant():
    far = f'<worksheet {SPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
    far += (
        '<c r="XFD1048576" t="inlineStr"><is><t>遠い</t></is></c></row></sheetData></worksheet>'
    )
    sheet = open_sheet(with_sheet_xml(far))
    assert [row.cells for row in sheet.rows] == [("遠い",)]


def test_two_cells_in_opposite_corners_are_refused_and_nothing_else_falls():
    far = f"<worksheet {SPACE}><sheetData>{CELL.format(text='近い')}"
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert refused(with_sheet_xml(far)).endswith(("。", "。)"))


def test_a_stray_blank_at_the_bottom_of_excel_does_not_make_a_table_endless():
    book = workbook_of([["番号", "本文"], [1, "店が遠い"], [None, None], [2, "夜が暗い"]])
    book.active["B1048576"] = " "
    assert [row.number for row in open_sheet(saved(book)).rows] == [2, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a child")
def test_a_table_that_would_need_gigabytes_falls_alone():
    far = f"<worksheet {SPACE}><sheetData>{CELL.format(text='近い')}"
    far += '<row r="1048576"><c r="CC1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert "壊れている" in refused(with_sheet_xml(far))


def test_a_sheet_of_zeros_that_unpacks_to_far_more_is_refused_before_unpacking():
    content = with_sheet_xml(CELL.format(text="A" * 2_000_000))
    assert len(content) < 20_000
    assert "不自然に圧縮" in refused(content)


def test_the_sum_of_what_would_be_unpacked_is_limited(monkeypatch):
    monkeypatch.setattr(xlsx_table, "MAX_UNPACKED", 10_000)
    assert "不自然に圧縮" in refused(saved(workbook_of([["本文"], ["声" * 20_000]])))


def test_too_many_members_are_refused():
    extra = [(f"x/{number}", b"") for number in range(500)]
    assert "不自然に圧縮" in refused(with_sheet_xml("<worksheet/>", extra))


def test_entities_never_unfold():
    names = "abcdefghij"
    told = f'<!ENTITY a "{"A" * 10}">' + "".join(
        f'<!ENTITY {now} "{f"&{before};" * 10}">' for before, now in itertools.pairwise(names)
    )
    lol = f'<?xml version="1.0"?><!DOCTYPE l [{told}]><worksheet {SPACE}><sheetData>'
    lol += CELL.format(text="&j;") + "</sheetData></worksheet>"
    assert_read_nothing(with_sheet_xml(lol), "AAAA")


def test_no_file_of_this_machine_is_read_through_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("ひみつ", encoding="utf-8")
    xxe = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xxe += f"<worksheet {SPACE}><sheetData>{CELL.format(text='&x;')}</sheetData></worksheet>"
    assert_read_nothing(with_sheet_xml(xxe), "ひみつ")


def assert_read_nothing(content, forbidden):
    try:
        sheet = open_sheet(content)
    except errors.UnreadableFileError as told:
        assert str(told).endswith(("。", "。)"))
    else:
        assert not any(forbidden in cell for row in sheet.rows for cell in row.cells)


def test_a_header_that_lies_about_its_size_is_refused():
    content = bytearray(with_sheet_xml(CELL.format(text="声" * 5_000)))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    struct.pack_into("<I", content, entry + 24, 100)
    assert "壊れている" in refused(bytes(content))


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"\0" * 200, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000],
    ids=["no zip", "no workbook of old"],
)
def test_a_file_that_only_begins_like_a_workbook_is_refused(content):
    assert "壊れている" in refused(content)


def test_a_truncated_workbook_is_refused():
    content = saved(workbook_of([["本文"], ["店が遠い"]]))
    assert "壊れている" in refused(content[: len(content) // 2])


def test_another_kind_of_zip_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    assert "壊れているか、表ではありません" in refused(out.getvalue())


def test_an_empty_workbook_is_refused():
    assert "何も書かれていません" in refused(saved(workbook_of([])))


def test_a_workbook_with_only_a_header_has_no_rows():
    assert open_sheet(saved(workbook_of([["番号", "本文"]]))).rows == ()


def test_reading_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(xlsx_table, "SECONDS", 0.001)
    assert "読み終わりませんでした" in refused(saved(workbook_of([["本文"]])))


def test_whole_numbers_lose_their_point_and_others_do_not():
    assert xlsx_worker.as_text(3.0) == "3"
    assert xlsx_worker.as_text(-0.5) == "-0.5"
    assert xlsx_worker.as_text(datetime.time(9, 5)) == "09:05"
    assert xlsx_worker.as_text(datetime.timedelta(hours=30)) == "1 day, 6:00:00"
