import pytest

from workshop_app.sheets import columns
from workshop_app.sheets.columns import Certainty, ColumnMapping, guess_columns
from workshop_app.sheets.table import Row


def rows_of(*cells):
    return [Row(number, tuple(row)) for number, row in enumerate(cells, start=2)]


def test_the_eight_columns_of_a_record_are_known_by_name():
    header = ("日付", "会議名", "圏域", "班", "立場", "種別", "本文", "引用可")
    guess = guess_columns(
        header, rows_of(["2026/11/3", "集い", "北", "3", "住民", "", "店", "可"])
    )
    assert guess.mapping == ColumnMapping(
        day=0, meeting=1, area=2, table=3, party=4, kind=5, text=6, consent=7
    )
    assert guess.certainty is Certainty.SURE


@pytest.mark.parametrize(
    "name",
    [
        "本文",
        "comment-body",
        "Text",
        "comment",
        "意見",
        "ご意見",
        "内容",
        "自由記述",
        "コメント",
        "発言内容",
        "ｺﾒﾝﾄ",
        "comment_body",
        "自由回答",
    ],
)
def test_a_name_for_voices_is_sure(name):
    guess = guess_columns(
        ("番号", name, "備考"), rows_of(["1", "店が遠い", "とても長い備考です"])
    )
    assert guess.mapping.text == 1
    assert guess.certainty is Certainty.SURE


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("comment-id", "comment-body", "source"), 1),
        (("comment-id", "original-comment", "category"), 1),
        (("番号", "Q3 ご意見をお書きください", "年代"), 1),
        (("意見番号", "参加者からの意見など", "意見の件数"), 1),
    ],
)
def test_a_name_among_other_words_is_found_and_ids_are_not(header, expected):
    rows = rows_of(["1", "店が遠くて困ります", "会場"], ["2", "夜が暗いのがこわい", "会場"])
    assert guess_columns(header, rows).mapping.text == expected


def test_without_any_name_the_longest_texts_are_the_voices():
    rows = rows_of(
        ["20261103100000", "住民", "店が遠い"], ["20261103100001", "企業", "夜が暗い"]
    )
    guess = guess_columns(("列1", "列2", "列3"), rows)
    assert guess.mapping.text == 2
    assert guess.mapping.party == 1
    assert guess.certainty is Certainty.UNSURE


def test_a_column_of_different_sentences_is_never_a_list():
    rows = rows_of(*[[f"住民の{number}人目", "店が遠い"] for number in range(40)])
    assert guess_columns(("あ", "本文"), rows).mapping.party is None


def test_a_table_without_rows_gets_a_guess_too():
    assert guess_columns(("番号", "意見"), ()).mapping.text == 1
    assert guess_columns(("x",), ()).mapping.text == 0


def test_the_key_of_a_header_ignores_width_and_case_but_not_order():
    key = columns.header_key(("班", "Text"))
    assert key == columns.header_key((" 班", "ＴＥＸＴ"))
    assert key != columns.header_key(("Text", "班"))


def test_a_mapping_is_remembered_as_it_was():
    mapping = ColumnMapping(text=3, party=0, consent=5)
    assert columns.read_mapping(columns.write_mapping(mapping)) == mapping


@pytest.mark.parametrize(
    "remembered", ["", "[]", "{}", '{"text": "x"}', '{"text": 1, "party": "a"}']
)
def test_what_is_no_mapping_is_forgotten(remembered):
    assert columns.read_mapping(remembered) is None
