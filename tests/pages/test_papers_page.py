"""会議のあとの紙: all in one, one alone, the minutes, the templates."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import cli, places, settings
from workshop_app.store import Store
from workshop_app.ui import shared
from workshop_app.usecases import entering, minuting, replacing


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
    yield folder
    shared.close()


def show():
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    app.switch_page(str(places.PAGES / "papers.py"))
    return app.run()


def press(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def labels(app, kind):
    return [part.proto.label for part in app.get(kind)]


def test_a_coordinator_makes_the_papers_writes_the_minutes_and_meets_a_wrong_template(house):
    with Store.open(settings.load(house)) as store:
        meeting = entering.all_meetings(store)[-1].meeting
    app = show()
    assert not app.exception
    assert "場所" in " ".join(text.value for text in app.text)
    press(app, "すべての紙を作る")
    assert any("会議のあとの紙" in label for label in labels(app, "download_button"))
    press(app, "この紙を作る")
    assert any("会議概要" in label for label in labels(app, "download_button"))

    next(field for field in app.text_input if field.label == "場所").input("町民会館")
    next(f for f in app.text_input if f.label.startswith("傍聴者数")).input("三人ほど")
    press(app, "会議録に書く")
    assert "人数を数字で" in " ".join(part.value for part in app.warning)
    next(f for f in app.text_input if f.label.startswith("傍聴者数")).input("3人")
    press(app, "会議録に書く")
    press(app, "議題を書く")
    with Store.open(settings.load(house)) as store:
        told = minuting.look(store, meeting.id)
    assert (told.record.place, told.record.observers) == ("町民会館", 3)
    assert [item.topic for item in told.items] == [
        line.strip() for line in meeting.agenda.splitlines() if line.strip()
    ]

    folder = house / replacing.FOLDER
    folder.mkdir()
    (folder / "会議概要.docx").write_bytes(b"no word file")
    press(app, "この紙を作る")
    assert "Wordのファイル(.docx)として開けません" in " ".join(
        part.value.replace("\\", "") for part in app.warning
    )
    press(app, "はじめからのひな形にもどす")
    assert not replacing.find(house, "gaiyo").is_own
