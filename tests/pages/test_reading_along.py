"""Whoever does not want to wait for a slow model puts the reading off, and goes on later."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import cli, places
from workshop_app.store import themes, voices
from workshop_app.ui import shared
from workshop_app.usecases import entering, gathering
from workshop_app.usecases.gathering import Entry


@pytest.fixture
def room(tmp_path, monkeypatch):
    folder = tmp_path / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    yield shared.room(entering.first_meeting_id(shared.store()))
    shared.close()
    shutil.rmtree(folder)


def count_waiting(workshop_id):
    def count(conn):
        said = {voice.id for voice in voices.list_of_workshop(conn, workshop_id)}
        placed = {one.voice_id for one in themes.assignments_of(conn, workshop_id)}
        return len(said - placed)

    return shared.store().read(count)


def test_the_page_stops_where_it_was_put_off_and_reads_on_when_asked(room):
    before = count_waiting(room.workshop.id)
    entry = Entry(table_number=1)
    gathering.record_voice(shared.store(), room.meeting.id, "夜に歯が痛くなると困る", entry)
    app = AppTest.from_file(str(places.ENTRY), default_timeout=120)
    app.session_state["visit.reading_put_off"] = room.workshop.id
    app.switch_page(str(places.PAGES / "themes.py"))
    app.run()
    assert not app.exception and not app.header
    assert any("読むのをやめてあります" in info.value for info in app.info)
    assert count_waiting(room.workshop.id) == before + 1
    app.button("read_on").click().run()
    assert not app.exception and app.header[0].value.startswith("テーマ")
    assert count_waiting(room.workshop.id) == before


def draw_a_reading():
    import streamlit as st

    from workshop_app.ui import reading_along

    if reading_along.is_put_off(7):
        st.text("やめてある")
    else:
        reading_along.Bar(7).show(64, 640)


def test_the_button_under_the_bar_puts_the_reading_off():
    app = AppTest.from_function(draw_a_reading).run()
    assert not app.text
    app.button("put_off_reading").click().run()
    assert [line.value for line in app.text] == ["やめてある"]
