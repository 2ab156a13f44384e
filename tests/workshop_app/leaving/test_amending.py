"""A workbook that was corrected and brought back: by number, difference first, words never."""

import io

import openpyxl
import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.store import audit
from workshop_app.usecases import (
    amending,
    entering,
    gathering,
    reading,
    reporting,
    stepping,
    theming,
)
from workshop_app.usecases.gathering import Entry

SAID = (
    "バスの本数が少ない",
    "バスの便を増やしてほしい",
    "雪かきで腰がつらい",
    "=1+1の計算教室",
)


@pytest.fixture
def small(store, open_meeting):
    said = [(text, Party.RESIDENTS, Consent.TOWN, 1) for text in SAID]
    meeting = open_meeting(said)
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


class Book:
    """An exported workbook in the hands of somebody with a spreadsheet."""

    def __init__(self, store, meeting):
        paper = reporting.voices_paper(store, meeting.id, "xlsx")
        self.book = openpyxl.load_workbook(io.BytesIO(paper.content))

    def places(self, sheet):
        return {cell.value: cell.column for cell in self.book[sheet][1]}

    def row_of(self, text, sheet="声", column="本文"):
        place = self.places(sheet)[column]
        return next(r for r in self.book[sheet].iter_rows() if r[place - 1].value == text)[
            0
        ].row

    def set(self, text, column, value, sheet="声", by="本文"):
        row = self.row_of(text, sheet, by)
        self.book[sheet].cell(row, self.places(sheet)[column]).value = value

    @property
    def content(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def look(store, meeting, book):
    return amending.look_into(store, meeting.id, book.content, "直した表.xlsx")


def test_a_workbook_nobody_touched_changes_nothing(store, small):
    found = look(store, small, Book(store, small))
    assert found.is_empty
    assert (found.differences, found.refused, found.notes) == ((), (), ())


def test_the_difference_is_shown_then_written_by_the_number_then_taken_back(store, small):
    book = Book(store, small)
    for column, value in (
        ("立場", "企業"),
        ("班", 3),
        ("種別", "できること"),
        ("引用可", "可"),
    ):
        book.set(SAID[2], column, value)
    book.set(SAID[2], "圏域", "南の里")
    sheet = book.book["声"]
    sheet.move_range(f"A2:{sheet.cell(5, sheet.max_column).coordinate}", rows=4)  # moved down
    found = look(store, small, book)
    before = gathering.said_so_far(store, small.id)
    assert {(one.number, one.field, one.after) for one in found.differences} == {
        (before[2].id, "立場", "企業"),
        (before[2].id, "班", "3"),
        (before[2].id, "種別", "できること"),
        (before[2].id, "引用可", "可"),
        (before[2].id, "圏域", "南の里"),
    }
    assert gathering.said_so_far(store, small.id) == before
    assert amending.accept(store, load_default(), found) == 5
    after = gathering.said_so_far(store, small.id)
    assert (after[2].party, after[2].table_number) == (Party.COMPANIES, 3)
    assert (after[2].kind, after[2].consent) == (VoiceKind.OFFER, Consent.PUBLIC)
    room = entering.enter(store, small.id)
    assert room.area_name(after[2].area_id) == "南の里"
    assert [v for n, v in enumerate(after) if n != 2] == [
        v for n, v in enumerate(before) if n != 2
    ]
    town_id = room.municipality.id
    line = store.read(lambda conn: audit.list_of(conn, town_id))[0]
    assert (line.action, line.detail) == ("表の直しを取り込む", "5か所")
    amending.take_back(store, amending.unpack(store, amending.pack(found)))
    assert gathering.said_so_far(store, small.id) == before


def test_a_voice_moves_and_a_theme_is_renamed_and_both_can_be_undone(store, small):
    board = reading.board_of_meeting(store, small.id)
    cards = [*board.themes, *board.lone]
    bus = next(card for card in cards if SAID[0] in {v.text for v in card.voices})
    book = Book(store, small)
    book.set(SAID[2], "テーマ", bus.theme.heading)
    book.set(bus.theme.heading, "テーマ", "通院の足", sheet="テーマ", by="テーマ")
    found = look(store, small, book)
    assert {one.field for one in found.differences} == {"テーマ", "見出し"}
    amending.accept(store, load_default(), found)
    card = reading.board_of_meeting(store, small.id).themes[0]
    assert card.theme.heading == "通院の足"
    assert SAID[2] in {voice.text for voice in card.voices}
    stepping.undo(store, small.workshop_id)
    stepping.undo(store, small.workshop_id)
    again = reading.board_of_meeting(store, small.id)
    assert not any(SAID[2] in {v.text for v in c.voices} for c in again.themes)


STRANGE = {
    "本文": ("別のことば", "声の文は直せません"),
    "立場": ("宇宙人", "立場の「宇宙人」"),
    "班": ("千", "班の「千」"),
    "圏域": ("東の里", "圏域の「東の里」"),
    "種別": ("謎", "種別の「謎」"),
    "引用可": ("たぶん", "引用可の「たぶん」"),
    "テーマ": ("ないテーマ", "動かせません"),
}


def test_what_cannot_be_taken_over_is_told_with_its_row(store, open_meeting):
    said = [f"{column}をまちがえる声" for column in STRANGE]
    meeting = open_meeting([(text, Party.RESIDENTS, Consent.TOWN, 1) for text in said])
    book = Book(store, meeting)
    rows = {column: book.row_of(text) for column, text in zip(STRANGE, said, strict=True)}
    for (column, (value, _)), text in zip(STRANGE.items(), said, strict=True):
        book.set(text, column, value)
    found = look(store, meeting, book)
    assert found.is_empty
    assert [refused.row for refused in found.refused] == list(rows.values())
    for refused, (_, told) in zip(found.refused, STRANGE.values(), strict=True):
        assert told in refused.reason


def test_what_somebody_corrected_meanwhile_is_not_written_over(store, small):
    book = Book(store, small)
    [first, second, *_] = gathering.said_so_far(store, small.id)
    gathering.refile(
        store, first.id, Entry(party=Party.CARE, table_number=1, consent=Consent.TOWN)
    )
    gathering.refile(store, second.id, Entry(party=Party.CARE, table_number=1))
    book.set(SAID[0], "立場", "企業等")
    found = look(store, small, book)
    assert [one.reason[:12] for one in found.refused] == ["書き出したあとに、ほかの人"[:12]]
    assert found.is_empty  # the second row was left as it was: what is here is newer
    fresh = Book(store, small)
    fresh.set(SAID[2], "立場", "企業等")
    seen = look(store, small, fresh)
    third = gathering.said_so_far(store, small.id)[2]
    gathering.refile(store, third.id, Entry(party=Party.OTHER))
    with pytest.raises(errors.EditConflictError, match="何も書きかえていません"):
        amending.accept(store, load_default(), seen)


def test_rows_that_are_missing_new_or_of_another_meeting_change_nothing(
    store, small, open_meeting
):
    book = Book(store, small)
    places = book.places("声")
    sheet = book.book["声"]
    sheet.delete_rows(book.row_of(SAID[1]))
    sheet.cell(9, places["本文"]).value = "新しい声"
    sheet.cell(10, places["本文"]).value = "どこかの声"
    sheet.cell(10, places["声の番号"]).value = 999_999
    found = look(store, small, book)
    assert found.is_empty
    assert [one.number for one in found.refused] == [999_999]
    assert [note[:10] for note in found.notes] == ["ファイルにない声が1", "番号のない行が1行あ"]
    other = open_meeting([("よその声", Party.RESIDENTS, Consent.TOWN, 1)], title="よその会")
    moved = amending.look_into(store, other.id, Book(store, small).content, "x.xlsx")
    assert len(moved.refused) >= len(SAID)
    assert moved.is_empty


def test_a_file_without_numbers_is_refused(store, small):
    book = Book(store, small)
    book.book["声"].delete_cols(book.places("声")["声の番号"])
    with pytest.raises(errors.UnusableInputError, match="声の番号"):
        look(store, small, book)


def test_a_public_workbook_has_no_numbers_to_come_back_by(store, small):
    paper = reporting.voices_paper(store, small.id, "xlsx", for_public=True)
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    assert "声の番号" not in [cell.value for cell in book["声"][1]]
    assert "テーマの番号" not in [cell.value for cell in book["テーマ"][1]]


def test_the_workbook_can_be_read_in_excel(store, small):
    book = Book(store, small).book
    sheet = book["声"]
    places = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.column_dimensions[places["本文"]].width >= 50
    assert sheet.column_dimensions[places["しるし"]].hidden
    assert sheet[f"{places['声の番号']}2"].data_type == "n"
    assert sheet[f"{places['班']}2"].data_type == "n"
    assert {cell.data_type for cell in sheet[places["本文"]]} == {"s"}
