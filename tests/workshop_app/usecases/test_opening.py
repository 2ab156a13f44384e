"""Towns, workshops and meetings are opened by a few words, and nothing is opened by none."""

from dataclasses import replace
from datetime import date

import pytest

from workshop_app import errors
from workshop_app.model import MeetingKind, Stage
from workshop_app.store import audit
from workshop_app.usecases import entering, opening

PLAN = opening.MeetingPlan(
    title="夕べの会",
    kind=MeetingKind.TOWN_MEETING,
    stage=Stage.HEARING,
    held_on=date(2026, 11, 20),
    table_count=3,
)


def test_a_town_has_itself_as_first_area_and_the_named_ones_below(store):
    assert not opening.has_towns(store)
    town = opening.found_town(store, " みはらし町 ", area_names=("北の里", "南の里"))
    assert opening.has_towns(store)
    assert town.name == "みはらし町"
    meeting = opening.open_meeting(store, town.id, PLAN)
    room = entering.enter(store, meeting.id)
    tiers = [(area.name, area.tier) for area in room.areas]
    assert tiers == [("みはらし町", 1), ("北の里", 2), ("南の里", 2)]
    assert {area.parent_id for area in room.areas[1:]} == {room.areas[0].id}
    assert room.area_name(room.areas[1].id) == "北の里"
    assert room.area_name(None) == ""


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_a_town_or_meeting_without_a_name_is_refused(store, name):
    with pytest.raises(errors.UnusableInputError, match="名前"):
        opening.found_town(store, name)
    town = opening.found_town(store, "みはらし町")
    with pytest.raises(errors.UnusableInputError, match="名前"):
        opening.open_meeting(store, town.id, replace(PLAN, title=name))
    assert entering.all_meetings(store) == []


@pytest.mark.parametrize("count", [0, -1, 41])
def test_the_number_of_tables_has_bounds(store, count):
    town = opening.found_town(store, "みはらし町")
    with pytest.raises(errors.UnusableInputError, match="1から40"):
        opening.open_meeting(store, town.id, replace(PLAN, table_count=count))
    assert entering.all_meetings(store) == []


def test_a_meeting_is_open_has_its_tables_and_a_code_of_its_own(store):
    town = opening.found_town(store, "みはらし町")
    first = opening.open_meeting(store, town.id, PLAN)
    second = opening.open_meeting(
        store, town.id, replace(PLAN, title="二回目"), workshop_id=first.workshop_id
    )
    assert first.is_open
    assert [table.number for table in entering.enter(store, first.id).tables] == [1, 2, 3]
    assert second.workshop_id == first.workshop_id
    assert first.join_code != second.join_code
    assert first.purpose == opening.DEFAULT_PURPOSE


def test_a_town_of_that_name_is_not_registered_twice(store):
    first = opening.open_in_town(store, "みはらし町", PLAN)
    second = opening.open_in_town(store, " みはらし町", replace(PLAN, title="二回目"))
    assert len(opening.towns(store)) == 1
    assert entering.town_of(store, first.id) == entering.town_of(store, second.id)
    opening.open_in_town(store, "となり町", PLAN)
    assert [town.name for town in opening.towns(store)] == ["みはらし町", "となり町"]


def test_a_refused_meeting_registers_no_town(store):
    with pytest.raises(errors.UnusableInputError):
        opening.open_in_town(store, "みはらし町", replace(PLAN, title=" "))
    with pytest.raises(errors.UnusableInputError):
        opening.open_in_town(store, "", PLAN)
    assert not opening.has_towns(store)


def test_a_real_town_stands_before_the_sample(store):
    opening.found_town(store, "見本町", is_sample=True)
    opening.found_town(store, "みはらし町")
    assert [town.name for town in opening.towns(store)] == ["みはらし町", "見本町"]


def test_a_newcomer_is_led_to_the_newest_open_meeting_of_a_real_town(store):
    assert entering.first_meeting_id(store) is None
    sample = opening.found_town(store, "見本町", is_sample=True)
    in_sample = opening.open_meeting(store, sample.id, PLAN)
    assert entering.first_meeting_id(store) == in_sample.id
    old = opening.open_in_town(store, "みはらし町", PLAN)
    new = opening.open_in_town(store, "みはらし町", replace(PLAN, held_on=date(2027, 1, 9)))
    assert entering.first_meeting_id(store) == new.id
    opening.close_meeting(store, new.id)
    assert entering.first_meeting_id(store) == old.id


def test_a_meeting_is_closed_and_opened_again_and_its_question_changed(store):
    meeting = opening.open_in_town(store, "みはらし町", PLAN)
    opening.close_meeting(store, meeting.id)
    assert not entering.enter(store, meeting.id).meeting.is_open
    opening.reopen_meeting(store, meeting.id)
    opening.change_question(store, meeting.id, " 冬に困ることは何ですか ")
    room = entering.enter(store, meeting.id)
    assert room.meeting.is_open
    assert room.meeting.question == "冬に困ることは何ですか"
    lines = store.read(lambda conn: audit.list_of(conn, room.municipality.id))
    said = {line.action for line in lines}
    assert {"町を登録", "会議を開く", "今日はここまで", "会議を開きなおす"} <= said


@pytest.mark.parametrize(
    "act",
    [
        opening.close_meeting,
        opening.reopen_meeting,
        lambda store, meeting_id: opening.change_question(store, meeting_id, "x"),
        entering.enter,
        entering.town_of,
    ],
)
def test_a_meeting_that_is_not_there_is_told(store, act):
    with pytest.raises(errors.NotFoundError, match="見つかりません"):
        act(store, 999)
