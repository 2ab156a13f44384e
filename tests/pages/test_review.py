"""The coordinator's page: it narrows, searches, answers, hides small numbers, keeps shape."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import cli, places
from workshop_app.model import MeetingKind, Party, Stage, VoiceSource
from workshop_app.store.voices import VoiceDraft
from workshop_app.ui import shared
from workshop_app.usecases import (
    answering,
    gathering,
    opening,
    reading,
    reviewing,
    stepping,
    theming,
)
from workshop_app.usecases.theming import Arranged


@pytest.fixture(scope="module")
def told_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("見本") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def house(told_folder, tmp_path, monkeypatch):
    folder = tmp_path / "データ"
    shutil.copytree(told_folder, folder)
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield
    shared.close()


def show(page="review", meeting=1):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    app.switch_page(str(places.PAGES / f"{page}.py"))
    app.query_params["m"] = str(meeting)
    app.run()
    assert not app.exception, app.exception[0]
    return app


def written(app):
    kinds = ("title", "text", "caption", "info", "warning", "markdown")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


def field(parts, label):
    return next(part for part in parts if part.label == label)


def test_the_page_narrows_searches_answers_and_hides_small_numbers(house):
    app = show()
    field(app.multiselect, "立場").set_value([Party.COMPANIES]).run()
    assert "しぼりこんでいます：185件のうち" in written(app)
    field(app.multiselect, "立場").set_value([])
    field(app.text_input, "声をさがす").set_value("豆腐").run()
    assert "1件 見つかりました" in written(app)
    field(app.text_input, "声をさがす").set_value("")
    field(app.toggle, "公開用にする（小さい数をかくす）").set_value(True).run()
    table = app.table[0].value
    assert "5未満" in table.to_numpy() and "―" in table.to_numpy()
    assert not {"1", "2", "3", "4"} & set(table.to_numpy().ravel())
    field(app.selectbox, "どうなったか").set_value(3)
    next(button for button in app.button if button.label == "記す").click().run()
    assert "理由と、次の一歩の両方" in written(app)
    field(app.text_input, "理由（「できない」には必ず）").set_value("人手がない")
    field(app.text_input, "次の一歩（「できない」には必ず）").set_value("次の会で話す")
    next(button for button in app.button if button.label == "記す").click().run()
    assert "できない　理由：人手がない　次の一歩：次の会で話す" in written(app)
    assert not app.exception
    assert len(answering.answers(shared.store(), 1)) == 1


def test_a_line_of_the_list_moves_a_voice_with_one_tap(house):
    store, encoder = shared.store(), shared.embedder()
    card = reading.board_of_meeting(store, 1).themes[0]
    reviewing.set_all_alone(store, encoder, [voice.id for voice in card.voices[:8]])
    before = stepping.number(store, 1)
    app = show()
    field(app.radio, "何を見るか").set_value("lone").run()
    next(button for button in app.button if button.label == "そちらへ動かす").click().run()
    assert not app.exception
    assert stepping.number(store, 1) == before + 1
    assert "へ、声を1枚動かしました。" in written(app)


@pytest.mark.parametrize("count", [0, 1, 7, 60])
def test_the_page_holds_with_any_number_of_themes_and_a_long_voice(house, count):
    plan = opening.MeetingPlan("形", MeetingKind.WORKSHOP, Stage.HEARING, date(2026, 5, 1), 1)
    meeting = opening.open_in_town(shared.store(), "形の町", plan)
    said = [f"{n}番の道のこと{m}" for n in range(count) for m in "あい"]
    said += ["ながい話。" * 4000] if count else []
    drafts = [VoiceDraft(text, Party.RESIDENTS, VoiceSource.FILE) for text in said]
    gathering.take_in(shared.store(), meeting.id, drafts)
    groups = [Arranged(f"見出し{n}", (said[2 * n], said[2 * n + 1])) for n in range(count)]
    theming.arrange(shared.store(), meeting.workshop_id, groups, by="町")
    app = show(meeting=meeting.id)
    if not count:
        assert "まだ声がありません" in written(app)
        return
    board = reading.board_of_meeting(shared.store(), meeting.id)
    assert board.total == len(said)
    offered = field(app.selectbox, "テーマ").options
    assert [heading for heading in offered if heading.startswith("見出し")] == [
        f"見出し{n}" for n in range(count)
    ]
    assert len(offered) == count + 1, "the long voice stands alone"
    counted = app.table[0].value
    assert len(counted) == count + 1 and sum(counted["計"]) == len(said)


def test_two_windows_take_the_same_line_and_one_is_told(house):
    """As two browsers do: both have read the page before either of them moves the voice."""
    store, encoder = shared.store(), shared.embedder()
    card = reading.board_of_meeting(store, 1).themes[0]
    reviewing.set_all_alone(store, encoder, [voice.id for voice in card.voices[:8]])
    windows = [show(), show()]
    for app in windows:
        field(app.radio, "何を見るか").set_value("lone").run()
    before = stepping.number(store, 1)
    for app in windows:
        next(button for button in app.button if button.label == "そちらへ動かす").click().run()
        assert not app.exception
    assert "ほかの人が先に" not in written(windows[0])
    assert "ほかの人が先にここを直しました" in written(windows[1])
    assert stepping.number(store, 1) == before + 1


def test_a_closer_look_is_of_the_store_that_is_open(told_folder, tmp_path, monkeypatch):
    """Two stores may count the same revision; nothing of the first is shown for the second."""
    for place in (0, 1):
        folder = tmp_path / str(place)
        shutil.copytree(told_folder, folder)
        monkeypatch.setenv("KURUMAZA_DATA", str(folder))
        monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
        store, encoder = shared.store(), shared.embedder()
        themes = [card.theme.id for card in reading.board_of_meeting(store, 1).themes]
        theming.merge(store, encoder, [themes[place], themes[place + 1]])
        board = shared.board(1)
        weighed = shared.weighing(1)
        shared.close()
        assert set(weighed.insights) == {card.theme.id for card in board.themes}
