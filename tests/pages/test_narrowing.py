"""The same choices on every page that shows themes, the wall's own, and what became of them."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import cli, places
from workshop_app.model import Direction, Fate, Party
from workshop_app.ui import shared
from workshop_app.usecases import answering, flowing, reading, showing


@pytest.fixture(scope="module")
def told_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("見本") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def house(told_folder, tmp_path, monkeypatch):
    folder = shutil.copytree(told_folder, tmp_path / "データ")
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield
    shared.close()


def show(page):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    app.switch_page(str(places.PAGES / f"{page}.py"))
    app.query_params["m"] = "1"
    app.run()
    assert not app.exception, app.exception[0]
    return app


def written(app):
    kinds = ("title", "header", "subheader", "text", "caption", "info", "warning", "success")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


def field(parts, label):
    return next(part for part in parts if part.label.startswith(label))


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception[0]


def test_the_desk_narrows_the_wall_and_ends_it_with_one_button(house):
    app = show("desk")
    field(app.multiselect, "立場").set_value([Party.COMPANIES])
    press(app, "選んだ声だけを映す")
    screen = showing.look(shared.store(), 1)
    assert screen.only.startswith("企業等だけを映しています")
    cards = (*screen.board.themes, *screen.board.lone)
    assert {v.party for card in cards for v in card.voices} == {Party.COMPANIES}
    assert "企業等だけを" in written(app).replace("\\", "")
    press(app, "しぼるのをやめて、ぜんぶ映す")
    assert showing.look(shared.store(), 1).only == "" and "だけを映しています（" not in written(
        app
    )


def test_themes_and_the_comparison_narrow_by_party_and_meeting(house):
    whole = reading.board_of_workshop(shared.store(), 1)
    companies = [v for v in everyone(whole) if v.party is Party.COMPANIES]
    here = [v for v in companies if v.meeting_id == 1]
    app = show("themes")
    field(app.multiselect, "立場").set_value([Party.COMPANIES]).run()
    assert f"のうち {len(here)}件" in written(app)
    other = next(m for m in field(app.multiselect, "会").options)
    assert other
    app = show("across")
    field(app.multiselect, "立場").set_value([Party.COMPANIES]).run()
    assert f"くらべている声 {len(companies)}件" in written(app)
    field(app.multiselect, "会").set_value([1]).run()
    assert f"くらべている声 {len(here)}件" in written(app)


def everyone(board):
    placed = [v for card in (*board.themes, *board.lone) for v in card.voices]
    return [*placed, *board.waiting]


def test_a_project_gets_its_directions_and_a_voice_says_what_became_of_it(house):
    store = shared.store()
    theme = reading.board_of_meeting(store, 1).themes[0]
    project = flowing.make_project(store, theme.theme.id, "**朝**の足")
    answering.answer(store, theme.theme.id, Fate.CONSIDERED, next_step="12月に話す")
    app = show("flow")
    app.session_state["visit.project"] = project.id
    app.run()
    field(app.multiselect, "対応の方向性").set_value([Direction.CHOICE, Direction.STAYING])
    press(app, "方向性をつける")
    found = answering.directions_by_project(store, 1)[project.id]
    assert found == {Direction.CHOICE, Direction.STAYING}
    assert "・**朝**の足" in written(show("flow"))
    app = show("across")
    app.text_input(key="trail_number").set_value(str(theme.voices[0].id)).run()
    told = written(app)
    assert f"→ テーマ「{theme.theme.heading}」" in told and "検討　次の一歩：12月に話す" in told
    assert "プロジェクト「**朝**の足」" in told
    app.text_input(key="trail_number").set_value("99999").run()
    assert "番号を確かめて" in written(app).replace("\\", "")
