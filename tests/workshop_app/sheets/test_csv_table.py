import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app import errors
from workshop_app.sheets import csv_table, open_sheet
from workshop_app.sheets.table import MAX_BYTES, MAX_ROWS


def texts_of(content, **asked):
    sheet = open_sheet(content, **asked)
    place = sheet.header.index("本文")
    return [row.cells[place] for row in sheet.rows]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_separator_is_found(mark):
    lines = [f"番号{mark}本文{mark}班", f"1{mark}店が遠い{mark}3", f"2{mark}夜が暗い{mark}4"]
    assert texts_of("\r\n".join(lines).encode()) == ["店が遠い", "夜が暗い"]


def test_commas_and_tabs_within_a_single_column_separate_nothing():
    content = "本文\n店, 病院, 役場が遠い\nバスが\tない\n".encode()
    assert texts_of(content) == ["店, 病院, 役場が遠い", "バスが\tない"]


def test_a_comma_before_a_headers_word_does_not_make_a_second_column():
    assert texts_of("本文\n店が遠い, 内容\n夜が暗い, 内容\n".encode())[0] == "店が遠い, 内容"


def test_a_quoted_cell_may_hold_everything():
    said = '一行目\n二行目, 「引用」 "二重" ﾊﾝｶｸ =1+1'
    content = f'番号,本文\r\n1,"{said.replace(chr(34), chr(34) * 2)}"\r\n2,次\r\n'.encode(
        "cp932"
    )
    assert texts_of(content) == [said, "次"]


def test_rows_are_numbered_as_excel_shows_them():
    content = '番号,本文\r\n1,"二行の\r\n声"\r\n\r\n3,次\r\n'.encode()
    assert [row.number for row in open_sheet(content).rows] == [2, 4]


def test_old_mac_line_ends_are_read():
    assert texts_of("番号,本文\r1,店\r2,夜\r".encode()) == ["店", "夜"]


def test_short_rows_are_filled_and_long_rows_keep_every_cell():
    sheet = open_sheet("番号,本文\n1\n2,店, 病院も\n3,夜\n".encode())
    assert sheet.header == ("番号", "本文", "列3")
    assert sheet.named_columns == 2
    assert [row.cells for row in sheet.rows] == [
        ("1", "", ""),
        ("2", "店", " 病院も"),
        ("3", "夜", ""),
    ]
    assert any("3行目" in note for note in sheet.notes)


def test_an_empty_cell_of_a_single_column_keeps_its_row():
    assert texts_of("本文\n店\n\n夜\n\n".encode()) == ["店", "", "夜"]
    assert texts_of('本文\n店\n""\n夜\n'.encode()) == ["店", "", "夜"]


def test_a_blank_row_of_cells_stays_but_a_line_of_nothing_is_no_row():
    sheet = open_sheet("番号,本文\n1,店\n,\n\n2,夜\n".encode())
    assert [row.cells for row in sheet.rows] == [("1", "店"), ("", ""), ("2", "夜")]


def test_a_cell_of_twenty_thousand_characters_is_read_whole():
    assert texts_of(f"本文\n{'声' * 20_000}\n".encode()) == ["声" * 20_000]


def test_a_cell_beyond_reason_is_refused_with_its_row():
    content = f"番号,本文\n1,店\n2,{'声' * 140_000}\n".encode()
    with pytest.raises(errors.UnreadableFileError, match=r"3行目.*131,072字"):
        open_sheet(content)


def test_a_quote_that_never_closes_is_told():
    sheet = open_sheet('番号,本文\n1,店\n2,"夜が\n3,暗い\n'.encode())
    assert any("3行目の引用符" in note for note in sheet.notes)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\r\n"])
def test_a_file_without_anything_is_refused(content):
    with pytest.raises(errors.UnreadableFileError, match="何も書かれていません"):
        open_sheet(content)


def test_a_file_with_only_a_header_has_no_rows():
    sheet = open_sheet("番号,本文\n".encode())
    assert sheet.header == ("番号", "本文")
    assert sheet.rows == ()


class CountingFile(io.BytesIO):
    """A stream that remembers how much of it was read."""

    taken = 0

    def read(self, *asked):
        part = super().read(*asked)
        self.taken += len(part)
        return part

    def read1(self, *asked):
        part = super().read1(*asked)
        self.taken += len(part)
        return part

    def readinto(self, buffer):
        size = super().readinto(buffer)
        self.taken += size
        return size

    def close(self):
        """Stay open, so that the test can ask."""


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "utf-16"])
def test_a_million_rows_are_refused_after_a_small_part_of_them(codec):
    content = ("本文,立場\r\n" + "店が遠い,住民\r\n" * 1_000_000).encode(codec)
    stream = CountingFile(content)
    with pytest.raises(errors.UnreadableFileError, match=r"100,000行を超えている") as refused:
        csv_table._refuse_too_long(stream, None)
    assert stream.taken < len(content) / 5
    assert str(refused.value).count("。") == 1
    with pytest.raises(errors.UnreadableFileError, match=r"^表\.csv: .*100,000行"):
        open_sheet(content, "表.csv")


def test_a_long_file_never_lies_in_memory_as_a_whole(tmp_path):
    path = tmp_path / "長い.csv"
    path.write_bytes(("本文,立場\r\n" + "店が遠い,住民\r\n" * 1_000_000).encode("cp932"))
    tracemalloc.start()
    try:
        with pytest.raises(errors.UnreadableFileError, match="100,000行"):
            open_sheet(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size / 3


def test_exactly_the_limit_is_read_and_one_row_more_is_not():
    line = "店が遠い,住民\n"
    sheet = open_sheet(("本文,立場\n" + line * MAX_ROWS).encode())
    assert len(sheet.rows) == MAX_ROWS
    with pytest.raises(errors.UnreadableFileError, match="100,000行"):
        open_sheet(("本文,立場\n" + line * (MAX_ROWS + 1)).encode())


def test_quoted_line_breaks_do_not_count_as_rows():
    said = '"' + "行\n" * 10 + '"'
    content = ("番号,本文\n" + f"1,{said}\n" * (MAX_ROWS // 2)).encode()
    assert len(open_sheet(content).rows) == MAX_ROWS // 2


def test_a_table_too_wide_is_refused():
    with pytest.raises(errors.UnreadableFileError, match="100列を超えている"):
        open_sheet((",".join(f"列{n}" for n in range(101)) + "\n").encode())


def test_a_file_too_large_is_refused_without_being_opened(tmp_path):
    path = tmp_path / "大きい.csv"
    with path.open("wb") as stream:
        stream.write("本文\n".encode())
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(errors.UnreadableFileError, match="100MBを超えている"):
        open_sheet(path)


def test_a_missing_file_is_told_by_its_name(tmp_path):
    with pytest.raises(errors.UnreadableFileError, match=r"ない\.csv: ファイルを開けません"):
        open_sheet(tmp_path / "ない.csv")


def test_statements_of_the_broad_listening_format_are_read():
    content = (
        "comment-id,comment-body,source,attribute_年代\n"
        '1,"店が遠い, と母が言う",会場,70代\n2,夜が暗い,,60代\n'
    ).encode("utf-8-sig")
    sheet = open_sheet(content)
    assert [row.cells[1] for row in sheet.rows] == ["店が遠い, と母が言う", "夜が暗い"]
    assert sheet.header[3] == "attribute_年代"


POLIS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def test_an_unquoted_polis_export_keeps_commas_and_lines_within_its_statements():
    content = POLIS + (
        "1700000000000,Tue,0,1,5,2,1,buses, shops, and doctors\n"
        '1700000000001,Tue,1,2,3,1,0,"quoted" at the start, and\n\nmore lines\n'
        "1700000000002,Tue,2,2,3,1,0,plain\n"
    )
    sheet = open_sheet(content.encode())
    assert [row.cells[7] for row in sheet.rows] == [
        "buses, shops, and doctors",
        '"quoted" at the start, and\n\nmore lines',
        "plain",
    ]


def test_a_quoted_polis_export_is_read_as_any_csv():
    content = POLIS + '1700000000000,Tue,0,1,5,2,1,"buses, shops\nand ""doctors"""\n'
    sheet = open_sheet(content.encode())
    assert [row.cells[7] for row in sheet.rows] == ['buses, shops\nand "doctors"']


def test_sticky_notes_of_one_column_without_a_header_are_all_voices():
    content = '店が遠い\r\n"夜が\r\n暗い"\r\n""\r\n困りごと\r\n体操をしている\r\n'.encode(
        "utf-8-sig"
    )
    sheet = open_sheet(content)
    assert sheet.header_number == 0
    assert sheet.header == ("列1",)
    assert [row.cells[0] for row in sheet.rows] == [
        "店が遠い",
        "夜が\r\n暗い",
        "",
        "困りごと",
        "体操をしている",
    ]
    assert any("見出しの行が見つからない" in note for note in sheet.notes)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_end_in_anything_but_a_table_or_a_sentence(content):
    try:
        sheet = open_sheet(content)
    except errors.UnreadableFileError as refused:
        assert str(refused).endswith(("。", "。)"))
    else:
        assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)
