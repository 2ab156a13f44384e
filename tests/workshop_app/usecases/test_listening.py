"""Listening at a node: whose voices stand behind it, and what it could be asked."""

from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import AssetClass, MeetingKind, Party, Stage
from workshop_app.usecases import (
    entering,
    gathering,
    introducing,
    listening,
    mapping,
    opening,
    reading,
    recognising,
    theming,
)
from workshop_app.usecases.gathering import Entry

TODAY = date(2026, 11, 24)
SAID = ["社協の人が来てくれた", "米が買えない。店が遠い", "集会所は昼に空いている"]


@pytest.fixture
def town(store):
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, TODAY, table_count=1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting, entering.town_of(store, meeting.id)


def listen(store, town, node):
    meeting, town_id = town
    board = reading.board_of_workshop(store, meeting.workshop_id)
    landscape = mapping.survey(store, meeting.workshop_id, board=board)
    return listening.listen(store, town_id, landscape, node)


def test_an_organisation_tells_the_voices_it_was_heard_in_and_those_of_its_themes(store, town):
    meeting, town_id = town
    first = recognising.hear(store, meeting.workshop_id)[0]
    recognising.confirm(store, town_id, first, first.mention.candidates[0], "星見社協")
    who = mapping.registers_of(store, meeting.workshop_id).stakeholders[0]
    story = listen(store, town, f"actor:{who.id}")
    assert [voice.text for voice in story.heard] == [SAID[0]]
    assert SAID[0] in [voice.text for each in story.themes for voice in each.voices]
    assert (story.stakeholder, story.asset) == (who, None)
    assert "支えるテーマ" in story.sentence


def test_an_asset_tells_the_voice_it_came_from_and_what_it_could_be_asked(store, town):
    meeting, town_id = town
    board = reading.board_of_workshop(store, meeting.workshop_id)
    said = {v.text: v for card in (*board.themes, *board.lone) for v in card.voices}
    shop = mapping.register_stakeholder(store, town_id, "みどり商店", Party.COMPANIES)
    van = mapping.register_asset(
        store,
        town_id,
        "移動販売車",
        AssetClass.THING,
        noted_on=TODAY,
        owner_id=shop.id,
        source_voice_id=said[SAID[2]].id,
    )
    story = listen(store, town, f"asset:{van.id}")
    assert [voice.text for voice in story.heard] == [SAID[2]]
    found = introducing.board(store, meeting.workshop_id, load_default())
    asked = listening.introductions_of(found, story)
    assert [each.need.text for each in asked.fresh] == [SAID[1]]
    match = introducing.take_up(store, meeting.workshop_id, asked.fresh[0])
    found = introducing.board(store, meeting.workshop_id, load_default())
    for node in (f"asset:{van.id}", f"actor:{shop.id}"):
        again = listening.introductions_of(found, listen(store, town, node))
        assert ([m.id for m in again.running], again.fresh) == ([match.id], ())


def test_a_party_tells_its_own_voices_and_what_is_gone_tells_nothing(store, town):
    story = listen(store, town, "party:residents")
    voices = [voice.text for each in story.themes for voice in each.voices]
    assert sorted(voices) == sorted(SAID)
    assert listen(store, town, "actor:999") is None


def test_what_a_fold_stands_for_can_be_opened_one_by_one(store, town):
    _, town_id = town
    who = [
        mapping.register_stakeholder(store, town_id, f"団体{n:02}", Party.RESIDENTS)
        for n in range(40)
    ]
    fold = listen(store, town, "fold:actor:residents")
    assert set(fold.members) == {f"actor:{each.id}" for each in who}
    assert listen(store, town, f"actor:{who[7].id}").name == "団体07"
