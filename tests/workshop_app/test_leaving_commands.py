"""What leaves and what is erased, by command: the list first, then the file."""

import csv
import io
import json

import openpyxl
import pytest


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_list_is_said_before_the_file_is_written(kurumaza, town, tmp_path):
    only = kurumaza("export", 1, "--check", "--scope", "town", "--data", town)
    assert only.code == 0
    assert "町の中で使ってよい声だけ、" in only.out
    assert "△ 組み合わせ" in only.out
    out = tmp_path / "声.csv"
    done = kurumaza(
        "export", 1, "--format", "csv", "--party", "企業", "-o", out, "--data", town
    )
    assert done.code == 0
    assert done.out.index("書き出すもの：すべての声、立場＝企業等") < done.out.index(
        "書き出しました"
    )
    assert {row[5] for row in rows_of(out)[1:]} == {"企業等"}
    strange = kurumaza("export", 1, "--party", "宇宙人", "-o", out, "--data", town)
    assert strange.is_one_sentence
    assert kurumaza("export", 1, "--data", town).is_one_sentence


def test_files_of_other_tools_go_out_and_come_in_as_a_new_meeting(kurumaza, town, tmp_path):
    out = tmp_path / "広聴AI.json"
    assert kurumaza("export", 4, "--format", "kouchou", "-o", out, "--data", town).code == 0
    assert json.loads(out.read_text("utf-8"))["comment_num"] == 10
    back = kurumaza("import", out, "--format", "auto", "--data", town)
    assert back.code == 0, back.err
    assert "広聴AIのファイルとして読みます" in back.out
    assert "10件を「広聴AI」に取り込みました" in back.out
    polis = tmp_path / "p.csv"
    assert kurumaza("export", 4, "--format", "polis", "-o", polis, "--data", town).code == 0
    assert rows_of(polis)[0][:3] == ["timestamp", "datetime", "comment-id"]
    wrong = kurumaza("import", polis, "--format", "sensemaking", "--data", town)
    assert wrong.is_one_sentence
    assert "Sensemakingの列" in wrong.err


def test_a_file_can_come_first_of_all(kurumaza, tmp_path):
    table = tmp_path / "意見.csv"
    table.write_text("participant_id,survey_text\np1,バスがない\n", "utf-8")
    folder = tmp_path / "はじめて"
    done = kurumaza("import", table, "--data", folder)
    assert done.code == 0, done.err
    assert "新しい会議「意見」（番号 1）" in done.out
    empty = tmp_path / "空.csv"
    empty.write_text("participant_id,survey_text\np1,\n", "utf-8")
    assert kurumaza("import", empty, "--data", folder).is_one_sentence
    listed = json.loads(kurumaza("meetings", "--json", "--data", folder).out)
    assert [line["voices"] for line in listed] == [1]


def test_a_corrected_workbook_is_shown_then_written(kurumaza, town, tmp_path):
    out = tmp_path / "声.xlsx"
    assert kurumaza("export", 4, "-o", out, "--data", town).code == 0
    book = openpyxl.load_workbook(out)
    sheet = book["声"]
    place = next(cell.column for cell in sheet[1] if cell.value == "班")
    sheet.cell(2, place).value = 9
    book.save(out)
    shown = kurumaza("import", 4, out, "--update", "--data", town)
    assert shown.code == 0
    assert "→ 9" in shown.out and "まだ何も書きかえていません" in shown.out
    done = kurumaza("import", 4, out, "--update", "--yes", "--data", town)
    assert "1か所を直しました" in done.out
    assert (
        "直すところはありません" in kurumaza("import", 4, out, "--update", "--data", town).out
    )
    assert kurumaza("import", out, "--update", "--data", town).is_one_sentence


def test_a_locked_file_opens_with_its_password_alone(kurumaza, town, tmp_path):
    secret, out = tmp_path / "合言葉.txt", tmp_path / "鍵.html"
    secret.write_text("坂の上の古い松の木まで\n", "utf-8")
    short = kurumaza("export", 4, "-o", out, "--password-file", secret, "--data", town)
    assert short.is_one_sentence
    assert not out.exists()
    secret.write_text("坂の上の古い松の木まで歩く\n", "utf-8")
    done = kurumaza(
        "export", 4, "--format", "csv", "-o", out, "--password-file", secret, "--data", town
    )
    assert done.code == 0, done.err
    assert "松の木" not in done.out
    opened = tmp_path / "開いた.csv"
    assert kurumaza("unlock", out, "-o", opened, "--password-file", secret).code == 0
    assert len(rows_of(opened)) == 11
    secret.write_text("ちがう合言葉をここに書いた\n", "utf-8")
    opened.unlink()
    assert kurumaza("unlock", out, "-o", opened, "--password-file", secret).is_one_sentence
    assert not opened.exists()
    drawn = kurumaza("export", 4, "-o", out, "--lock", "--data", town)
    assert "合言葉は " in drawn.out


def test_a_day_is_kept_reported_and_the_erasing_asks_first(kurumaza, town):
    kept = kurumaza("retention", 4, "--until", "2026-12-01", "--json", "--data", town)
    [line] = [row for row in json.loads(kept.out)["meetings"] if row["id"] == 4]
    assert (line["delete_on"], line["voices"]) == ("2026-12-01", 10)
    assert kurumaza("retention", 4, "--until", "きのう", "--data", town).is_one_sentence
    assert kurumaza("retention", 4, "--data", town).is_one_sentence
    assert kurumaza("erase", 4, "--data", town).is_one_sentence
    done = kurumaza("erase", 4, "--yes", "--data", town)
    assert done.code == 0
    assert "（10件）を消しました" in done.out
    assert "消した" in kurumaza("retention", "--data", town).out
    assert kurumaza("erase", 1, "--town", "--yes", "--data", town).code == 0
    assert "会議はまだありません" in kurumaza("meetings", "--data", town).out


@pytest.mark.parametrize(
    "words", [("erase", 99, "--yes"), ("retention", 99, "--until", "none")]
)
def test_what_names_no_meeting_is_told(kurumaza, town, words):
    assert kurumaza(*words, "--data", town).is_one_sentence
