"""The register of relations on the page 「つながり」: the difference, in, and back."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from workshop_app import places
from workshop_app.model import MeetingKind, Party, RelationKind, Stage
from workshop_app.register_words import LABELS, Register
from workshop_app.ui import shared
from workshop_app.usecases import entering, mapping, opening, tabulating

SHOP, CLUB = "**商店**<b>x</b>", "体操の会"


@pytest.fixture
def town(tmp_path, empty_database, monkeypatch):
    folder = tmp_path / "データ"
    folder.mkdir()
    shutil.copy(empty_database, folder / "kurumaza.db")
    monkeypatch.setenv("KURUMAZA_DATA", str(folder))
    monkeypatch.delenv("KURUMAZA_DATABASE_URL", raising=False)
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 24), 1
    )
    meeting = opening.open_in_town(shared.store(), "みはらし町", plan)
    town = entering.town_of(shared.store(), meeting.id)
    for name in (SHOP, CLUB):
        mapping.register_stakeholder(shared.store(), town, name, Party.RESIDENTS)
    yield town
    shared.close()


def relations(town):
    found = shared.store().read(lambda conn: tabulating.read_town(conn, town)).relations
    return [(tie.source_id, tie.target_id, tie.kind) for tie in found]


def press(app, start):
    next(button for button in app.button if button.label.startswith(start)).click().run()
    assert not app.exception, app.exception[0]


def test_relations_come_in_by_a_table_that_was_looked_at_and_go_back(town):
    app = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    app.switch_page(str(places.PAGES / "ties.py"))
    app.query_params["m"] = "1"
    app.session_state["which_register"] = list(Register).index(Register.RELATIONS)
    app.run()
    assert not app.exception, app.exception[0]
    table = f"団体,相手の団体,関係\n{SHOP},{CLUB},連携\nSC,{CLUB},連携\n".encode()
    [place] = [p for p in app.file_uploader if LABELS[Register.RELATIONS] in p.label]
    place.upload("つながり.csv", table, "text/csv").run()
    assert not app.exception, app.exception[0]
    assert relations(town) == []
    assert any("SC ↔ 体操の会" in t.value and "いくつかの意味" in t.value for t in app.text)
    assert any(f"{SHOP} ↔ {CLUB}" in list(d.value.get("名前", ())) for d in app.dataframe)
    press(app, "新しい1件と")
    assert relations(town) == [(1, 2, RelationKind.COOPERATION)]
    press(app, "さっきの直し")
    assert relations(town) == []
