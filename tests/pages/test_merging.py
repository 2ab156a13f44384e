"""The copy of another laptop on the screen: shown first, then taken in once."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.model import MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.ui import shared
from workshop_app.usecases import entering, gathering, opening, packing, screening
from workshop_app.usecases.gathering import Entry

WORDS = "**坂**が<b>きつい</b>"


@pytest.fixture
def house(tmp_path, empty_database, monkeypatch):
    folder = tmp_path / "データ"
    folder.mkdir()
    shutil.copy(empty_database, folder / "kurumaza.db")
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield
    shared.close()


@pytest.fixture
def copy(tmp_path, empty_database):
    """The copy of another laptop, with a voice that is held and one too long for here."""
    folder = tmp_path / "むこう"
    folder.mkdir()
    file = shutil.copy(empty_database, folder / "kurumaza.db")
    with Store.open(Settings(folder, f"sqlite:///{file.as_posix()}")) as store:
        plan = opening.MeetingPlan(
            "**夕べ**の会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 2
        )
        meeting = opening.open_in_town(store, "みはらし町", plan)
        gathering.record_voice(store, meeting.id, WORDS, Entry())
        held = gathering.record_voice(store, meeting.id, "田中さんの090-1234-5678", Entry())
        screening.hold_back(store, held.id)
        return packing.pack(store)


def written(app):
    kinds = ("title", "text", "caption", "info", "warning", "success", "subheader")
    return " ".join(str(part.value) for kind in kinds for part in app.get(kind))


def test_a_copy_is_shown_taken_in_and_known_again(house, copy):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    app.switch_page(str(places.PAGES / "merge.py"))
    app.run()
    assert not app.exception and "このパソコンの控え" in app.header[-1].value
    app.file_uploader[0].upload("控え.db", copy, "application/octet-stream").run()
    assert not app.exception, app.exception[0]
    assert "新しい会1回" in written(app) and "新しい声2件" in written(app)
    assert entering.all_meetings(shared.store()) == []
    button = next(b for b in app.button if b.label == "この内容で合わせる")
    button.click().run()
    assert not app.exception, app.exception[0]
    assert "合わせました" in written(app)
    [line] = entering.all_meetings(shared.store())
    said = gathering.said_so_far(shared.store(), line.meeting.id)
    assert [(v.text, v.is_projected) for v in said] == [
        (WORDS, True),
        ("田中さんの090-1234-5678", False),
    ]
    app.file_uploader[0].upload("控え.db", copy, "application/octet-stream").run()
    assert "もう合わせてあります" in written(app)
    assert not any(b.label == "この内容で合わせる" for b in app.button)
    app.file_uploader[0].upload("表.csv", "声\n坂\n".encode(), "text/csv").run()
    assert not app.exception and "車座の控えではない" in written(app)
