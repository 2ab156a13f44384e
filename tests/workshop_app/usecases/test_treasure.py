"""The treasure hunt: what voices tell of, registered with its source, people as roles (C4)."""

from collections import Counter
from datetime import date

import pytest

from workshop_app.model import AssetClass, MeetingKind, Stage, VoiceKind
from workshop_app.usecases import gathering, mapping, opening
from workshop_app.usecases.gathering import Entry

FINDS = ("公民館は水曜の午後あいている", "スーパーの駐車場", "元大工の○○さん", "赤い羽根の助成")


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町")
    plan = opening.MeetingPlan(
        "宝さがし", MeetingKind.WORKSHOP, Stage.HEARING, date(2026, 11, 20), 1
    )
    return opening.open_meeting(store, town.id, plan)


def test_four_finds_become_two_places_a_person_and_money(store, meeting):
    for said in FINDS:
        gathering.record_voice(store, meeting.id, said, Entry(kind=VoiceKind.RESOURCE))
    found = mapping.find_assets(store, meeting.workshop_id)
    assert [find.voice.text for find in found] == list(FINDS)
    town = opening.towns(store)[0]
    for find in found:
        mapping.register_asset(
            store,
            town.id,
            find.suggested_name,
            find.asset_class,
            noted_on=date(2026, 11, 20),
            source_voice_id=find.voice.id,
        )
    kept = mapping.registers_of(store, meeting.workshop_id).assets
    assert Counter(asset.asset_class for asset in kept) == {
        AssetClass.PLACE: 2,
        AssetClass.PERSON: 1,
        AssetClass.MONEY: 1,
    }
    assert "元大工の方" in {asset.name for asset in kept}
    assert mapping.find_assets(store, meeting.workshop_id) == []


def test_a_trouble_is_no_treasure(store, meeting):
    gathering.record_voice(
        store, meeting.id, "公民館の階段がつらい", Entry(kind=VoiceKind.TROUBLE)
    )
    assert mapping.find_assets(store, meeting.workshop_id) == []
