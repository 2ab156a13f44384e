from datetime import date

import pytest

from workshop_app import errors
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.sheets import ColumnMapping, Defaults, check, guess_columns, open_sheet

HEADER = "日付,会議名,圏域,班,立場,種別,本文,引用可\r\n"


def checked(rows, defaults=None, header=HEADER):
    sheet = open_sheet((header + rows).encode("cp932"))
    return check(sheet, guess_columns(sheet.header, sheet.rows).mapping, defaults)


def test_a_full_row_becomes_a_voice_with_all_it_says():
    rows = '令和8年11月3日,秋の集い,北圏域,３班,市民,困り事,"店が遠い、\n髙いし",可\r\n'
    (voice,) = checked(rows).good
    assert voice.text == "店が遠い、\n髙いし"
    assert (voice.number, voice.day, voice.meeting) == (2, date(2026, 11, 3), "秋の集い")
    assert (voice.area, voice.table_number) == ("北圏域", 3)
    assert (voice.party, voice.kind) == (Party.RESIDENTS, VoiceKind.TROUBLE)
    assert voice.consent is Consent.PUBLIC


def test_bad_rows_are_told_by_number_and_reason_and_good_ones_stay():
    told = checked(
        ",,,1,住民,,店が遠い,\r\n"
        ",,,1,宇宙人,,ようこそ,\r\n"
        ",,,1,住民,,　,\r\n"
        f",,,1,住民,,{'長' * 4001},\r\n"
        ",,,まんなか,住民,,夜が暗い,\r\n"
        ",,,1,住民,,夜が暗い,たぶん\r\n"
        ",,,1,住民,,店, 病院,可\r\n"
        ",,,1,住民,,夜が暗い,○\r\n"
    )
    assert [voice.number for voice in told.good] == [2, 9]
    assert [row.number for row in told.bad] == [3, 4, 5, 6, 7, 8]
    reasons = [row.reason for row in told.bad]
    for reason, part in zip(
        reasons,
        [
            "「宇宙人」がわかりません",
            "本文がありません",
            "4,000字まで",
            "班の「まんなか」",
            "引用可の「たぶん」",
            "見出しより列が多い",
        ],
        strict=True,
    ):
        assert part in reason
    assert told.bad[0].excerpt == "ようこそ"
    assert len(told.bad[2].excerpt) < 50


def test_blank_rows_are_no_fault():
    told = checked(",,,,,,,\r\n,,,1,住民,,店が遠い,\r\n , ,,,,,,\r\n")
    assert (len(told.good), told.bad) == (1, ())
    assert any("2行あり、読みとばしました" in note for note in told.notes)


def test_the_same_words_twice_are_flagged_and_both_kept():
    told = checked(",,,1,住民,,店が遠い,\r\n,,,1,住民,, 店が 遠い,\r\n,,,2,住民,,店が遠い,\r\n")
    assert len(told.good) == 3
    assert told.repeated == (3,)
    assert any("同じ声が1件" in note for note in told.notes)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", 3),
        ("３", 3),
        ("３班", 3),
        ("第3テーブル", 3),
        ("3.0", 3),
        ("三班", 3),
        ("Ｂ班", 2),
        ("c", 3),
        ("", None),
        ("12", 12),
    ],
)
def test_tables_are_read_in_any_width(written, number):
    (voice,) = checked(f",,,{written},住民,,店が遠い,\r\n").good
    assert voice.table_number == number


@pytest.mark.parametrize("written", ["1-2", "0", "1000", "北の班"])
def test_a_table_nobody_can_tell_is_not_guessed(written):
    assert checked(f",,,{written},住民,,店が遠い,\r\n").good == ()


@pytest.mark.parametrize(
    ("written", "consent"),
    [
        ("可", Consent.PUBLIC),
        ("○", Consent.PUBLIC),
        ("はい", Consent.PUBLIC),
        ("不可", Consent.ROOM),
        ("×", Consent.ROOM),
        ("市町村の中で使ってよい", Consent.TOWN),
    ],
)
def test_consent_is_read_as_it_was_given(written, consent):
    assert checked(f",,,1,住民,,店が遠い,{written}\r\n").good[0].consent is consent


def test_nobody_consents_by_saying_nothing():
    assert checked(",,,1,住民,,店が遠い,\r\n").good[0].consent is Consent.ROOM


def test_what_a_row_does_not_say_is_taken_from_the_defaults():
    known = Defaults(Party.COMPANIES, 4, VoiceKind.OFFER, Consent.TOWN)
    (voice,) = checked("配達できます\r\n", known, header="本文\r\n").good
    assert (voice.party, voice.table_number) == (Party.COMPANIES, 4)
    assert (voice.kind, voice.consent) == (VoiceKind.OFFER, Consent.TOWN)


def test_without_defaults_a_voice_of_an_unknown_party_counts_for_none_of_the_three():
    assert checked("店が遠い\r\n", header="本文\r\n").good[0].party is Party.OTHER


def test_an_unknown_kind_or_day_is_told_and_the_voice_is_kept():
    told = checked("きのう,,,1,住民,交通,店が遠い,\r\n")
    assert (told.good[0].kind, told.good[0].day) == (None, None)
    assert any("「交通」" in note for note in told.notes)
    assert any("日付を読めない行が1行" in note for note in told.notes)


def test_what_no_file_can_hold_is_cleaned_and_nothing_else_is_changed():
    (voice,) = checked(",,,1,住民,, ﾊﾞｽ\x08がない　,\r\n").good
    assert voice.text == " ﾊﾞｽがない　"


def test_a_mapping_of_another_table_is_refused():
    sheet = open_sheet("本文\n店が遠い\n".encode())
    with pytest.raises(errors.UnusableInputError, match="選び直して"):
        check(sheet, ColumnMapping(text=0, party=7))
