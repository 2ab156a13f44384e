"""``kurumaza screen``: a table in, the same rows with what a person should read first."""

import csv
import io

import pytest


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_every_row_stays_and_gets_three_columns(kurumaza, tmp_path):
    source, target = tmp_path / "声.csv", tmp_path / "結果.csv"
    source.write_text(
        "番号,本文,班\r\n1,田中さんの電話は090-1234-5678,3\r\n2,バスが1日3便,1\r\n3,,2\r\n"
        '4,"もう死に\nたい",2\r\n5,もう死にたいと言う,2\r\n6,"=1+1 徘徊",1\r\n',
        "utf-8",
    )
    said = kurumaza("screen", source, "-o", target)
    assert said.code == 0, said.err
    assert rows_of(target) == [
        ["番号", "本文", "班", "flagged", "reasons", "suggestion"],
        [
            *("1", "田中さんの電話は090-1234-5678", "3"),
            *("1", "人の名前;電話番号", "地域の方の電話は（電話番号）"),
        ],
        ["2", "バスが1日3便", "1", "0", "", ""],
        ["3", "", "2", "0", "", ""],
        ["4", "もう死に\nたい", "2", "0", "", ""],
        ["5", "もう死にたいと言う", "2", "1", "命や安全にかかわる話", ""],
        ["6", "=1+1 徘徊", "1", "0", "", "=1+1 ひとり歩き"],
    ]
    again = tmp_path / "もう一度.csv"
    assert kurumaza("screen", target, "-o", again).code == 0
    assert rows_of(again) == rows_of(target)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_the_tables_of_town_halls_are_read(kurumaza, tmp_path, encoding):
    source, target = tmp_path / "声.csv", tmp_path / "結果.csv"
    source.write_text("ご意見,メモ\r\n隣の人が心配だ,あ\r\n坂が多い,い\r\n", encoding)
    assert kurumaza("screen", source, "-o", target).code == 0
    assert [row[2] for row in rows_of(target)[1:]] == ["1", "0"]


def test_another_column_may_be_named(kurumaza, tmp_path):
    source, target = tmp_path / "声.csv", tmp_path / "結果.csv"
    source.write_text("本文,メモ\r\n坂が多い,佐藤さん\r\n", "utf-8")
    assert kurumaza("screen", source, "-o", target, "--text-column", "メモ").code == 0
    assert rows_of(target)[1][2:4] == ["1", "人の名前"]
    refused = kurumaza("screen", source, "-o", target, "--text-column", "声")
    assert refused.is_one_sentence


def test_what_is_no_table_is_told_in_a_sentence(kurumaza, tmp_path):
    assert kurumaza("screen", tmp_path / "ない.csv", "-o", tmp_path / "x.csv").is_one_sentence


def test_the_sample_town_can_be_published(kurumaza, sample_folder, tmp_path):
    target = tmp_path / "公開.csv"
    said = kurumaza(
        "export", "1", "--format", "csv", "--public", "-o", target, "--data", sample_folder
    )
    assert said.code == 0, said.err
    assert len(rows_of(target)) > 20
