"""The workbook has its sheets: voices, themes, both crossed, steps; CP932 is honest."""

import io

import openpyxl

from workshop_app.embedders import load_default
from workshop_app.model import ConsentRecord, Fate, NoticeWay
from workshop_app.usecases import (
    agreeing,
    answering,
    gathering,
    reading,
    reporting,
    stepping,
    theming,
)
from workshop_app.usecases.gathering import Entry


def test_the_workbook_tells_themes_their_fate_and_the_corrections(store, make_meeting):
    meeting = make_meeting(store)
    card = reading.board_of_meeting(store, meeting.id).themes[0]
    theming.rename(store, load_default(), card.theme.id, "通院の足")
    stepping.undo(store, meeting.workshop_id)
    stepping.redo(store, meeting.workshop_id)
    answering.answer(store, card.theme.id, Fate.CONSIDERED, next_step="協議体で話す")
    paper = reporting.voices_paper(store, meeting.id, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    assert book.sheetnames == ["声", "テーマ", "立場とテーマ", "手直し", "集計"]
    heads, *rows = book["テーマ"].iter_rows(values_only=True)
    [row] = [row for row in rows if "通院の足" in row]
    assert "検討　次の一歩：協議体で話す" in row
    assert len(heads) == len(row)
    crossed = list(book["立場とテーマ"].iter_rows(values_only=True))
    assert crossed[-1][0] == "計" and crossed[-1][-1] == paper.rows
    for row in crossed[1:]:
        assert sum(row[1:-1]) == row[-1]
    told = [row[1] for row in book["手直し"].iter_rows(values_only=True)]
    assert len(told) == 4 and told[2].startswith("【取り消し】")
    answers = (False, False, True)  # photos, recording, quoting
    agreeing.write_down(
        store, ConsentRecord(meeting.id, "使い方", NoticeWay.SPOKEN, *answers, meeting.held_on)
    )
    public = reporting.voices_paper(store, meeting.id, "xlsx", for_public=True)
    assert "手直し" not in openpyxl.load_workbook(io.BytesIO(public.content)).sheetnames


def test_cp932_names_what_it_cannot_hold_and_writes_nothing(kurumaza, tmp_path):
    assert kurumaza("sample", "--data", tmp_path / "町").code == 0
    from workshop_app import settings
    from workshop_app.store import Store

    with Store.open(settings.load(tmp_path / "町")) as store:
        said = gathering.record_voice(store, 1, "𠮷田さんの店の前に♥の椅子", Entry())
    out = tmp_path / "声.csv"
    words = ("export", "1", "--data", tmp_path / "町", "--format", "csv-cp932", "-o", out)
    answered = kurumaza(*words)
    assert answered.is_one_sentence and "𠮷" in answered.err and "♥" in answered.err
    assert not out.exists()
    with Store.open(settings.load(tmp_path / "町")) as store:
        gathering.withdraw(store, [said.id], reason="ためし")
    assert kurumaza(*words).code == 0
    assert "番号,日付" in out.read_bytes().decode("cp932")
