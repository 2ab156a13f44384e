import pytest

from workshop_app.sheets import open_sheet


def read(text, **asked):
    return open_sheet(text.encode(), **asked)


@pytest.mark.parametrize("title", ["令和8年度 声の一覧", "住民の声"])
def test_title_lines_above_the_header_are_left_out_and_told(title):
    sheet = read(f"{title}\n\n番号,立場,ご意見\n1,住民,店が遠い\n")
    assert sheet.header == ("番号", "立場", "ご意見")
    assert sheet.header_number == 3
    assert len(sheet.rows) == 1
    assert any("見出しは3行目" in note for note in sheet.notes)


def test_a_header_of_unknown_names_is_still_a_header():
    sheet = read("整理,聞いたこと,誰\n1,店が遠い,住民\n2,夜が暗い,住民\n")
    assert sheet.header == ("整理", "聞いたこと", "誰")


def test_rows_of_speech_without_a_header_are_all_kept():
    sheet = read("住民,店が遠い。\n企業,配達できます。\n")
    assert sheet.header_number == 0
    assert len(sheet.rows) == 2


@pytest.mark.parametrize(
    "name", ["本文", "text", "参加者の声", "住民のご意見", "コメント", "statement"]
)
def test_one_column_may_have_a_header(name):
    sheet = read(f"{name}\n店が遠い\n")
    assert (sheet.header, len(sheet.rows)) == ((name,), 1)


@pytest.mark.parametrize(
    "said",
    [
        "店が遠い",
        "夜が暗いという声を、近所の人からよく聞きます",
        "猫",
        "大きな声",
        "図書カード",
    ],
)
def test_the_first_voice_of_one_column_is_not_mistaken_for_a_header(said):
    sheet = read(f"{said}\nバスがない\n")
    assert (sheet.header, len(sheet.rows)) == (("列1",), 2)


def test_a_voice_that_is_a_headers_word_does_not_swallow_the_rows_above():
    sheet = read("整理,聞いたこと\n1,店が遠い\n2,カード\n")
    assert sheet.header == ("整理", "聞いたこと")
    assert len(sheet.rows) == 2


def test_a_name_that_was_asked_for_makes_its_row_the_header():
    sheet = read("ねこ\n店が遠い\n", column="ねこ")
    assert (sheet.header, len(sheet.rows)) == (("ねこ",), 1)


def test_a_person_decides_about_the_header():
    text = "本文\n店が遠い\n"
    assert len(read(text, has_header=False).rows) == 2
    assert read("店が遠い\n夜が暗い\n", has_header=True).header == ("店が遠い",)


def test_columns_without_a_name_keep_their_place():
    sheet = read("番号,,本文\n1,x,店\n")
    assert sheet.header == ("番号", "", "本文")
