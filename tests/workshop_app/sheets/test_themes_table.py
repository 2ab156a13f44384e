import csv

import pytest

from workshop_app import errors
from workshop_app.sheets import THEME_COLUMNS, read_for_themes, write_with_themes

THEMED = ("t1", "店が遠い", "0.91", "t2", "0")
EMPTY = ("", "", "", "", "")


def test_rows_come_back_in_order_with_their_empty_cells(tmp_path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes('番号,本文\r\n1,"店が、\r\n遠い"\r\n2,\r\n3,=1+1\r\n'.encode("cp932"))
    table = read_for_themes(source)
    assert table.text_index == 1
    assert table.texts == ("店が、\r\n遠い", "", "=1+1")
    write_with_themes(out, table.header, table.rows, [THEMED, EMPTY, THEMED])
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert written[0] == ["番号", "本文", *THEME_COLUMNS]
    assert written[1] == ["1", "店が、\r\n遠い", *THEMED]
    assert written[2] == ["2", "", *EMPTY]
    assert written[3][1] == "=1+1"


@pytest.mark.parametrize(
    "said", [[], ["店"], ["店", "", "夜"], ["声" * 20_000], ["👨‍👩‍👧", "\u200fعربي"]]
)
def test_any_number_of_rows_makes_a_file_that_reads_the_same(tmp_path, said):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["本文"], *([one] for one in said)])
    table = read_for_themes(source)
    assert table.texts == tuple(said)
    write_with_themes(out, table.header, table.rows, [THEMED] * len(said))
    again = read_for_themes(out)
    assert again.texts == tuple(said)
    assert again.column("theme_id") == ("t1",) * len(said)
    assert again.column("ない") is None


def test_theme_columns_of_an_earlier_run_are_replaced(tmp_path):
    out = tmp_path / "out.csv"
    write_with_themes(out, ["本文"], [["店"]], [THEMED])
    table = read_for_themes(out)
    write_with_themes(out, table.header, table.rows, [("t9", "別", "1", "", "1")])
    again = read_for_themes(out)
    assert again.header == ("本文", *THEME_COLUMNS)
    assert again.rows == (("店", "t9", "別", "1", "", "1"),)


def test_a_named_column_is_taken_and_a_missing_one_is_told_with_the_ones_there_are(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("本文,備考\n店が遠い,x\n", encoding="utf-8")
    assert read_for_themes(source, "備考").text_index == 1
    with pytest.raises(errors.UnusableInputError, match=r"「ない」という列.*「本文」「備考」"):
        read_for_themes(source, "ない")


def test_a_workbook_is_read_too(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["意見"])
    book.active.append(["店が遠い"])
    book.save(tmp_path / "in.xlsx")
    assert read_for_themes(tmp_path / "in.xlsx").texts == ("店が遠い",)


def test_a_failed_write_leaves_the_old_file_and_no_trace(tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("前の結果", encoding="utf-8")
    with pytest.raises(ValueError, match="zip"):
        write_with_themes(out, ["本文"], [["店"], ["夜"]], [THEMED])
    with pytest.raises(ValueError, match="5 values expected"):
        write_with_themes(out, ["本文"], [["店"]], [("t1",)])
    assert out.read_text(encoding="utf-8") == "前の結果"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(errors.UnusableInputError, match="書き込めません"):
        write_with_themes(tmp_path / "ない" / "out.csv", ["本文"], [], [])
    (tmp_path / "フォルダ").mkdir()
    with pytest.raises(errors.UnusableInputError, match="書き込めません"):
        write_with_themes(tmp_path / "フォルダ", ["本文"], [], [])
    assert [path.name for path in tmp_path.iterdir()] == ["フォルダ"]
