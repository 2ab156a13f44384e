"""What must hold for every format: texts stay texts, and what goes out can come in again."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workshop_app import errors, words
from workshop_app.cleaning import clean
from workshop_app.export import (
    FORMATS,
    build_report,
    to_cp932,
    to_csv,
    to_machine_csv,
    to_whole_cp932,
    to_xlsx,
)
from workshop_app.export.to_csv import guard_formula
from workshop_app.model import Assignment, Consent, MadeBy, Party, Theme, VoiceKind
from workshop_app.sheets import check, guess_columns, open_sheet

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","見る")',
    "+81-3-0000-0000",
    "-買い物",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "　=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060\u00a0@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\u200b ＝1",
    "\x00=1+1",
    "\u202e=1+1",
]
MARKUP = [
    "<script>document.title='x'</script>",
    '"><img src=x onerror="document.title=1">',
    "'><svg onload=alert(1)>",
    "[見る](javascript:alert(1))",
    "![](http://example.invalid/a.png)",
    "]]><x/><![CDATA[",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "{{constructor.constructor('x')()}}",
    "${x}",
    "</t></is></c></row>",
    "_x0008_ _x003D_1",
    "http://example.invalid/" + "a" * 3_000,
    "mailto:x@example.invalid",
    "internal:'声'!A1",
    "{=SUM(A1)}",
]
HARMLESS = [
    "",
    "　前後　",
    "3-4",
    "0123",
    "1E5",
    "2026/11/3",
    "TRUE",
    "ﾊﾞｽ",
    "髙﨑①㈱",
    "か\u3099",
]
STRANGE = [
    "\x08\x0b\x0c\x1b",
    "\ud800",
    "\ufffe",
    "👨‍👩‍👧‍👦",
    "葛\U000e0100",
    "a\u202eb",
    "𠮷♥",
]
CORPUS = FORMULAS + MARKUP + HARMLESS + STRANGE
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SIGNS = set("=+-@＝＋－＠\t\r")


def cells_of(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def texts_in(content):
    sheet = open_sheet(content)
    place = sheet.header.index("本文")
    return [row.cells[place] for row in sheet.rows]


def is_formula(cell):
    bare = cell.lstrip(" \n\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00a0")
    return bool(bare) and bare[0] in SIGNS


def with_text_everywhere(report, text):
    row = replace(report.rows[0], text=text, theme=text, meeting=text, area=text)
    counted = replace(report.theme_counts[0], heading=text)
    return replace(
        report, title=text, purpose=text, remark=text, rows=(row,), theme_counts=(counted,)
    )


@pytest.mark.parametrize("said", CORPUS, ids=ascii)
def test_nothing_said_is_a_formula_in_a_csv_for_people(said, report_of):
    report = with_text_everywhere(report_of("x"), said)
    for content in (to_csv(report), to_cp932(report).content.decode("cp932").encode()):
        assert not any(is_formula(cell) for line in cells_of(content) for cell in line)


@pytest.mark.parametrize("said", CORPUS, ids=ascii)
def test_nothing_said_is_a_formula_or_a_link_in_a_workbook(said, report_of):
    content = to_xlsx(with_text_everywhere(report_of("x"), said))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in cells)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in packed.read(name) for name in sheets)
        assert not any(name.endswith(".rels") for name in sheets)


@pytest.mark.parametrize("said", CORPUS, ids=ascii)
def test_what_was_said_comes_back_as_it_was(said, report_of):
    report = report_of("最初", said, "最後")
    expected = ["最初", clean(said), "最後"]
    assert texts_in(to_machine_csv(report)) == expected
    assert texts_in(to_xlsx(report)) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(said=st.lists(ANY_TEXT, max_size=6))
def test_no_writer_fails_on_any_text(report_of, said):
    report = report_of(*said)
    for name, write in FORMATS.items():
        try:
            assert write(report)
        except errors.UnusableInputError:
            assert name == "csv-cp932"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(said=st.lists(ANY_TEXT, min_size=1, max_size=6))
@example(said=["\ue000\U00012544\U00013439\U00018cd6"] * 2)  # signs of no living language
def test_any_text_survives_the_machines_csv(report_of, said):
    assert texts_in(to_machine_csv(report_of(*said))) == [clean(one) for one in said]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(said=st.lists(ANY_TEXT, min_size=1, max_size=40))
def test_any_text_survives_the_workbook(report_of, said):
    assert texts_in(to_xlsx(report_of(*said))) == [clean(one) for one in said]


@given(ANY_TEXT)
def test_a_guarded_cell_is_never_a_formula_and_else_unchanged(said):
    guarded = guard_formula(clean(said))
    assert not is_formula(guarded)
    assert guarded.removeprefix("'") == clean(said).removeprefix("'")


@pytest.mark.parametrize("write", [to_machine_csv, to_xlsx])
def test_everything_about_a_voice_comes_in_again(write, evening, speak, areas):
    said = [
        speak(id=1, text="店が遠い、\n坂も", kind=VoiceKind.TROUBLE, consent=Consent.ROOM),
        speak(id=2, text="=配達できます", party=Party.COMPANIES, table_number=None, area_id=2),
        speak(id=3, text="訪問のとき話せる", party=Party.CARE, consent=Consent.TOWN),
        speak(id=4, text="記録", party=Party.OFFICIALS, kind=VoiceKind.IDEA),
    ]
    report = build_report("声", [evening], said, areas=areas)
    sheet = open_sheet(write(report))
    told = check(sheet, guess_columns(sheet.header, sheet.rows).mapping)
    assert told.bad == ()
    assert [
        (v.text, v.party, v.table_number, v.kind, v.area, v.consent, v.day, v.meeting)
        for v in told.good
    ] == [
        (r.text, r.party, r.table_number, r.kind, r.area, r.consent, r.day, r.meeting)
        for r in report.rows
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_carries_the_purpose(name, report_of, evening):
    content = FORMATS[name](report_of("店が遠い"))
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        told = [str(cell.value) for line in book["集計"].iter_rows() for cell in line]
        assert all(sheet.oddFooter.left.text == evening.purpose for sheet in book)
    else:
        text = content.decode("cp932" if name == "csv-cp932" else "utf-8-sig")
        told = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert evening.purpose in told


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_without_voices_is_a_proper_file(name, evening):
    content = FORMATS[name](build_report("声", [evening], []))
    assert "本文" in open_sheet(content).header


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(name, report_of):
    assert FORMATS[name](report_of("店", "夜")) == FORMATS[name](report_of("店", "夜"))


def test_excel_in_japan_opens_the_csv(report_of):
    assert to_csv(report_of("店")).startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in to_csv(report_of("店"))


def test_what_cp932_cannot_hold_is_listed_and_marked(report_of):
    written = to_cp932(report_of("𠮷野さんち—♥と♥", "髙﨑Ⅲ㎝①㈱", "👍"))
    assert written.unheld == ("𠮷", "—", "♥", "👍")
    assert texts_in(written.content)[0] == "〓野さんち〓〓と〓"
    assert texts_in(written.content)[1] == "髙﨑Ⅲ㎝①㈱"


def test_a_cp932_file_is_whole_or_refused_with_the_characters(report_of):
    assert texts_in(to_whole_cp932(report_of("店が遠い〜"))) == ["店が遠い～"]
    with pytest.raises(errors.UnusableInputError, match=r"2種類あります\(「𠮷」「♥」\)"):
        to_whole_cp932(report_of("𠮷♥"))


def test_a_text_longer_than_a_cell_is_refused_by_its_number(report_of):
    assert texts_in(to_xlsx(report_of("声" * 32_767)))
    with pytest.raises(errors.UnusableInputError, match=r"2番の声.*32,767字"):
        to_xlsx(report_of("店", "声" * 32_768))
    with pytest.raises(errors.UnusableInputError, match="1番の声"):
        to_xlsx(report_of("👍" * 16_384))
    assert texts_in(to_machine_csv(report_of("声" * 40_000))) == ["声" * 40_000]


def test_the_workbook_has_three_sheets_with_sums_that_agree(evening, speak):
    said = [speak(id=number) for number in range(1, 6)]
    said.append(speak(id=6, party=Party.CARE))
    themes = [
        Theme(1, 1, "店が遠い", MadeBy.MACHINE, False, 0, None),
        Theme(2, 1, "夜が暗い", MadeBy.MACHINE, True, 1, None),
    ]
    placed = [
        Assignment(voice.id, 2 if voice.id == 5 else 1, 1.0, None, False, MadeBy.MACHINE)
        for voice in said[:5]
    ]
    report = build_report("声", [evening], said, themes=themes, assignments=placed)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)))
    assert book.sheetnames == ["声", "テーマ", "立場とテーマ", "手直し", "集計"]
    assert book["声"].freeze_panes == "A2"
    assert book["声"]["A2"].font.name == "游ゴシック"
    lines = [[cell.value for cell in line] for line in book["テーマ"].iter_rows(min_row=2)]
    assert [line[2] for line in lines] == [4, 1, 1, 6]
    assert lines[1][1] == "○"
    for column in range(5, 10):
        assert sum(line[column] for line in lines[:-1]) == lines[-1][column]
    counts = {line[0].value: line[1].value for line in book["集計"].iter_rows()}
    assert (counts["住民"], counts["医療・介護"], counts["企業等"]) == (5, 1, 0)
    assert counts["テーマにまとまった声"] == 4
    assert counts[words.LONE_VOICES] == counts[words.NO_THEME] == 1
    assert counts["計"] == 6
    assert "企業等の声が0件です" in counts
    assert words.COUNTS_ARE_NOT_WEIGHT in counts


def test_the_sheets_print_at_twelve_points_on_a3_or_a4_without_being_shrunk(report_of):
    """A letter of 12 points is some 5.9 points wide; A3 across leaves 1,090 of them (A12)."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report_of("店が遠い"))))
    for sheet in book:
        area = (sheet.print_area or sheet.dimensions).split("!")[-1]
        last = max(cell.column for line in sheet[area] for cell in line)
        widths = {
            place: each.width
            for each in sheet.column_dimensions.values()
            for place in range(each.min, each.max + 1)
        }
        wide = sum(widths.get(place, 8.4) for place in range(1, last + 1))
        room = {"8": 1090, "9": 742}[str(sheet.page_setup.paperSize)]
        assert wide * 5.9 <= room, sheet.title
        assert all(
            cell.font.size >= 12 for line in sheet.iter_rows() for cell in line if cell.value
        )
