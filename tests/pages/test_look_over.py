"""映すまえに by its buttons: what waits, what is decided, and words that stay text."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.ui import looking, shared
from workshop_app.ui.components import look_card, sources
from workshop_app.usecases import entering, gathering, screening
from workshop_app.usecases.gathering import Entry

HOSTILE = "<img src=x onerror=window.hit=1>田中さん [x](javascript:1) $x$ :smile:"


@pytest.fixture
def meeting_id(told_folder, tmp_path, monkeypatch):
    folder = tmp_path / "データ"
    shutil.copytree(told_folder, folder)
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield entering.first_meeting_id(shared.store())
    shared.close()


def show():
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    app.switch_page(str(places.PAGES / "look_over.py"))
    return app.run()


def press(app, label):
    [button] = [button for button in app.button if button.label.startswith(label)]
    button.click().run()
    assert not app.exception
    return app


def words(app):
    return " ".join(
        str(part.value)
        for kind in ("subheader", "text", "warning", "error")
        for part in app.get(kind)
    )


def test_the_buttons_decide_one_after_the_other_and_take_back(meeting_id):
    for text in (HOSTILE, "隣の○○さん、母の介護と赤ちゃんで倒れそう", "もう死にたい"):
        gathering.record_voice(shared.store(), meeting_id, text, Entry())
    app = show()
    assert "待っている声 3件" in words(app)
    assert "映すまえに見る声：3件" in words(app)
    assert "<img" not in words(app)
    app = press(app, "映す")
    assert "待っている声 2件" in words(app)
    app = press(app, "職員へ渡す")
    assert "待っている声 1件" in words(app)
    assert "0120-279-338" in words(app).replace("\\", "").replace(":small[]", "")
    assert "言いかえ" not in " ".join(button.label for button in app.button)
    app = press(app, "元にもどす")
    assert "待っている声 2件" in words(app)
    assert screening.count_waiting(shared.store(), meeting_id) == 2
    said = gathering.said_so_far(shared.store(), meeting_id)
    assert [voice.is_projected for voice in said if voice.text == HOSTILE] == [True]


def test_the_parts_of_a_statement_add_up_to_its_words(meeting_id):
    gathering.record_voice(shared.store(), meeting_id, HOSTILE, Entry())
    [waiting] = screening.queue(shared.store(), meeting_id)
    parts = looking.mark_parts(waiting)
    assert "".join(part.text for part in parts) == HOSTILE
    assert [part.text for part in parts if part.label == "人の名前"] == ["田中さん"]


def test_every_key_of_the_card_is_in_the_manual_and_in_the_script():
    manual = (places.CHECKOUT / "docs" / "manual" / "facilitator.md").read_text("utf-8")
    script = sources.script("look_card.js")
    for act, key in look_card.LOOK_KEYS.items():
        assert f"| {key} |" in manual
        assert f'{key.lower()}: "{act.value}"' in script


def test_no_script_of_ours_asks_for_a_camera_or_a_microphone():
    scripts = [
        *Path(sources.__file__).parent.glob("*.js"),
        *(places.CHECKOUT / "workshop_app" / "ui").glob("*.js"),
    ]
    assert len(scripts) >= 5
    for script in scripts:
        text = script.read_text("utf-8")
        for word in (
            "getUserMedia",
            "MediaRecorder",
            "mediaDevices",
            "SpeechRecognition",
            "capture=",
        ):
            assert word not in text, script.name
