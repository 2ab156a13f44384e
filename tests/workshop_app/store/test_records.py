"""Every kind of record goes in and comes out, on SQLite and on a real PostgreSQL alike."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
import sqlalchemy as sa

from workshop_app import errors
from workshop_app.model import (
    AssetClass,
    AssetState,
    Assignment,
    DecisionOutcome,
    EditOp,
    MadeBy,
    MeetingKind,
    Party,
    ProjectState,
    RelationKind,
    ServiceType,
    Stage,
    VoiceKind,
    VoiceSource,
)
from workshop_app.store import (
    areas,
    assets,
    audit,
    decisions,
    edits,
    mappings,
    meetings,
    municipalities,
    positions,
    projects,
    relations,
    schema,
    stakeholders,
    supports,
    tables,
    themes,
    voices,
    workshops,
)


@pytest.fixture
def write(store, town):
    """Run a function of the store with keyword arguments in a write of the town."""
    return lambda work, *given, **named: store.write(
        lambda conn: work(conn, *given, **named), municipality_id=town.id
    )


@pytest.fixture
def read(store):
    """Run a function of the store with arguments in a read."""
    return lambda work, *given, **named: store.read(lambda conn: work(conn, *given, **named))


@pytest.fixture
def say(write, meeting):
    """Put a voice of the given party into the meeting."""
    return lambda text, party=Party.RESIDENTS, **more: write(
        voices.add,
        meeting_id=meeting.id,
        text=text,
        party=party,
        source=VoiceSource.KEYBOARD,
        **more,
    )


def test_a_town_can_be_renamed_and_its_coordinators_too(town, write, read):
    write(municipalities.rename, town.id, name="星見市", coordinator_title="支え合い推進員")
    found = read(municipalities.get, town.id)
    assert (found.name, found.coordinator_title) == ("星見市", "支え合い推進員")
    assert not found.is_sample


def test_areas_are_listed_from_wide_to_narrow(town, write, read):
    school = write(areas.add, municipality_id=town.id, name="北小学校区", tier=3)
    whole = write(areas.add, municipality_id=town.id, name="全域", tier=1)
    north = write(areas.add, municipality_id=town.id, name="北圏域", tier=2, parent_id=whole.id)
    assert read(areas.list_of, town.id) == [whole, north, school]
    assert write(areas.rename, north.id, name="北部").name == "北部"
    with pytest.raises(errors.UnusableInputError):
        write(areas.add, municipality_id=town.id, name="第4層", tier=4)


def test_a_workshop_can_be_renamed(workshop, write, read, town):
    write(workshops.rename, workshop.id, title="買い物を語る場")
    assert [found.title for found in read(workshops.list_of, town.id)] == ["買い物を語る場"]


def test_a_meeting_keeps_what_it_was_given_and_can_change(meeting, write, read, workshop):
    assert (meeting.kind, meeting.stage) == (MeetingKind.TOWN_MEETING, Stage.HEARING)
    assert meeting.held_on == date(2026, 11, 5)
    assert meeting.is_open
    changed = write(meetings.change, meeting.id, question="足は足りていますか", is_open=False)
    assert changed == replace(meeting, question="足は足りていますか", is_open=False)
    assert read(meetings.list_of, workshop.id) == [changed]
    assert write(meetings.change, meeting.id) == changed


def test_a_join_code_is_long_unmistakable_and_of_one_meeting(meeting, write, read):
    codes = {meetings.draw_join_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{10}", code) for code in codes)
    assert read(meetings.find_by_code, meeting.join_code) == meeting
    renewed = write(meetings.renew_join_code, meeting.id)
    assert read(meetings.find_by_code, meeting.join_code) is None
    assert read(meetings.find_by_code, renewed.join_code) == renewed


def test_a_meeting_knows_its_town(meeting, read, town):
    assert read(meetings.municipality_of, meeting.id) == town.id


def test_tables_are_listed_by_number_and_each_number_is_there_once(meeting, write, read):
    second = write(tables.add, meeting_id=meeting.id, number=2)
    first = write(tables.add, meeting_id=meeting.id, number=1, note="窓ぎわ")
    assert read(tables.list_of, meeting.id) == [first, second]
    with pytest.raises(errors.EditConflictError):
        write(tables.add, meeting_id=meeting.id, number=2)
    assert write(tables.annotate, second.id, note="耳の遠い方").note == "耳の遠い方"
    write(tables.remove, first.id)
    assert len(read(tables.list_of, meeting.id)) == 1


def test_a_voice_changes_its_kind_and_party_but_never_its_words(say, write, read):
    said = say("病院が遠い")
    changed = write(
        voices.change, said.id, kind=VoiceKind.TROUBLE, party=Party.CARE, table_number=4
    )
    assert changed == replace(said, kind=VoiceKind.TROUBLE, party=Party.CARE, table_number=4)
    assert write(voices.change, said.id, kind=None).kind is None
    assert "text" not in voices.VoiceChanges.__annotations__


def test_a_withdrawn_voice_is_in_no_list_and_no_count(say, write, read, meeting, workshop):
    kept, gone = say("残る声"), say("取り下げる声")
    write(themes.assign, [_place(gone, _theme(write, workshop).id)])
    taken = write(voices.withdraw, gone.id)
    assert taken.withdrawn_at
    assert read(voices.list_of, meeting.id) == [kept]
    assert read(voices.list_of_workshop, workshop.id) == [kept]
    assert read(voices.counts, [meeting.id, 999]) == {meeting.id: 1, 999: 0}
    assert read(voices.counts_by_party, workshop.id)[Party.RESIDENTS] == 1
    assert read(themes.assignments_of, workshop.id) == []
    assert read(voices.list_of, meeting.id, include_withdrawn=True) == [kept, taken]
    assert write(voices.restore, gone.id) == gone
    assert read(voices.list_of, meeting.id) == [kept, gone]


def test_every_party_is_counted_the_silent_ones_as_nothing(say, read, workshop):
    say("一")
    say("二")
    say("三", Party.CARE)
    assert read(voices.counts_by_party, workshop.id) == {
        Party.RESIDENTS: 2,
        Party.CARE: 1,
        Party.COMPANIES: 0,
        Party.OFFICIALS: 0,
        Party.OTHER: 0,
    }


def _theme(write, workshop, heading="外出", **more):
    return write(themes.add, workshop_id=workshop.id, heading=heading, **more)


def _place(voice, theme_id, **more):
    given = {"certainty": 0.5, "second_theme_id": None, "is_pinned": False, **more}
    return Assignment(voice.id, theme_id, made_by=MadeBy.MACHINE, **given)


def test_themes_keep_their_places_and_a_retired_one_leaves_its_place_empty(
    write, read, workshop
):
    first, second, third = (_theme(write, workshop, heading) for heading in "一二三")
    assert [theme.position for theme in (first, second, third)] == [0, 1, 2]
    write(themes.retire, third.id)
    assert read(themes.list_of, workshop.id) == [first, second]
    assert len(read(themes.list_of, workshop.id, include_retired=True)) == 3
    assert read(themes.next_position, workshop.id) == 3
    assert write(themes.revive, third.id) == third


def test_a_theme_renamed_by_a_person_says_so(write, workshop):
    theme = _theme(write, workshop, is_lone=True)
    renamed = write(themes.rename, theme.id, heading="足がない")
    assert renamed == replace(theme, heading="足がない", heading_by=MadeBy.PERSON)
    assert not write(themes.change, theme.id, is_lone=False).is_lone


def test_a_voice_stands_in_one_place_and_moves_when_assigned_again(say, write, read, workshop):
    one, other = _theme(write, workshop, "一"), _theme(write, workshop, "二")
    voice, beside = say("声"), say("となりの声")
    write(themes.assign, [_place(voice, one.id), _place(beside, one.id)])
    moved = _place(voice, other.id, certainty=1.0, second_theme_id=one.id, is_pinned=True)
    write(themes.assign, [moved])
    assert read(themes.assignments_of, workshop.id) == [moved, _place(beside, one.id)]
    write(themes.assign, [])
    write(themes.unassign, [voice.id])
    assert read(themes.assignments_of, workshop.id) == [_place(beside, one.id)]


def test_a_certainty_beyond_one_is_refused(say, write, workshop):
    voice, theme = say("声"), _theme(write, workshop)
    with pytest.raises(errors.UnusableInputError):
        write(themes.assign, [_place(voice, theme.id, certainty=1.5)])


def test_corrections_stay_in_order_also_when_undone(write, read, workshop):
    moved = write(edits.append, workshop_id=workshop.id, op=EditOp.MOVE, detail='{"a":1}')
    pinned = write(edits.append, workshop_id=workshop.id, op=EditOp.PIN, detail="{}")
    undone = write(edits.mark_undone, moved.id)
    assert undone.undone_at
    assert read(edits.list_of, workshop.id) == [undone, pinned]
    assert read(edits.list_of, workshop.id, include_undone=False) == [pinned]
    assert write(edits.mark_redone, moved.id) == moved == read(edits.get, moved.id)


@pytest.fixture
def shop(write, town):
    """A stakeholder: a shop."""
    return write(
        stakeholders.add, municipality_id=town.id, name="みなと商店会", party=Party.COMPANIES
    )


@pytest.fixture
def clinic(write, town):
    """A stakeholder: a clinic."""
    return write(stakeholders.add, municipality_id=town.id, name="丘の診療所", party=Party.CARE)


@pytest.fixture
def bus(write, town, shop):
    """An asset: a small bus of the shop."""
    return write(
        assets.add,
        municipality_id=town.id,
        name="送迎バス",
        asset_class=AssetClass.THING,
        noted_on=date(2026, 11, 6),
        owner_id=shop.id,
        capacity=9,
    )


def test_stakeholders_and_assets_change_and_are_listed_by_town(
    write, read, town, shop, clinic, bus
):
    assert read(stakeholders.list_of, town.id) == [shop, clinic]
    assert read(assets.list_of, town.id) == [bus]
    changed = write(assets.change, bus.id, state=AssetState.USABLE, availability="平日の昼")
    assert changed == replace(bus, state=AssetState.USABLE, availability="平日の昼")
    assert read(assets.get, bus.id) == changed
    assert write(stakeholders.change, shop.id, note="会長交代").note == "会長交代"
    assert read(stakeholders.get, shop.id).note == "会長交代"


def test_a_removed_stakeholder_leaves_its_asset_without_owner(
    write, read, town, workshop, shop, clinic, bus
):
    theme = _theme(write, workshop)
    write(supports.add, theme_id=theme.id, stakeholder_id=shop.id)
    write(
        relations.add,
        municipality_id=town.id,
        source_id=shop.id,
        target_id=clinic.id,
        kind=RelationKind.JOINT,
    )
    write(stakeholders.remove, shop.id)
    assert read(assets.get, bus.id).owner_id is None
    assert read(supports.list_of, workshop.id) == []
    assert read(relations.list_of, town.id) == []
    with pytest.raises(errors.NotFoundError):
        write(stakeholders.remove, shop.id)


def test_a_relation_has_two_sides(write, read, town, shop, clinic):
    relation = write(
        relations.add,
        municipality_id=town.id,
        source_id=shop.id,
        target_id=clinic.id,
        kind=RelationKind.INFORMATION,
    )
    changed = write(relations.change, relation.id, last_contact_on=date(2026, 10, 1))
    assert read(relations.list_of, town.id) == [changed]
    write(relations.remove, relation.id)
    with pytest.raises(errors.UnusableInputError):
        write(
            relations.add,
            municipality_id=town.id,
            source_id=shop.id,
            target_id=shop.id,
            kind=RelationKind.JOINT,
        )


def test_a_support_is_a_stakeholder_or_an_asset_never_both_or_neither(
    write, read, workshop, shop, bus
):
    theme = _theme(write, workshop)
    by_shop = write(supports.add, theme_id=theme.id, stakeholder_id=shop.id)
    by_bus = write(supports.add, theme_id=theme.id, asset_id=bus.id, note="土曜のみ")
    for given in ({}, {"stakeholder_id": shop.id, "asset_id": bus.id}):
        with pytest.raises(errors.UnusableInputError):
            write(supports.add, theme_id=theme.id, **given)
    with pytest.raises(errors.EditConflictError):
        write(supports.add, theme_id=theme.id, asset_id=bus.id)
    assert read(supports.list_of, workshop.id) == [by_shop, by_bus]
    write(supports.remove, by_shop.id)
    assert read(supports.list_of, workshop.id) == [by_bus]


@pytest.fixture
def project(write, workshop):
    """A project on the board."""
    return write(projects.add, workshop_id=workshop.id, title="買い物便")


def test_a_project_changes_on_its_way(write, read, project, workshop, town):
    assert project.state is ProjectState.HEARING
    changed = write(
        projects.change,
        project.id,
        state=ProjectState.TRIAL,
        trial_from=date(2026, 12, 1),
        service_type=ServiceType.HOME_D,
    )
    assert read(projects.get, project.id) == changed
    assert (changed.trial_from, changed.service_type) == (
        date(2026, 12, 1),
        ServiceType.HOME_D,
    )
    assert read(projects.list_of, workshop.id) == [changed]
    assert read(projects.all_of, town.id) == [changed]


def test_a_project_knows_its_voices_except_the_withdrawn_ones(say, write, read, project):
    said = [say(f"声{number}").id for number in range(4)]
    write(projects.link_voices, project.id, said)
    write(projects.link_voices, project.id, said[:2])
    write(voices.withdraw, said[1])
    write(projects.unlink_voices, project.id, [said[3]])
    assert read(projects.voices_of, project.id) == [said[0], said[2]]


def test_results_subsidies_and_returns_belong_to_a_project(write, read, project, meeting):
    result = write(
        projects.add_result,
        project_id=project.id,
        stage=Stage.HEARING,
        summary="足の声が48件",
        meeting_id=meeting.id,
    )
    assert read(projects.results_of, project.id) == [result]
    late = write(
        projects.add_subsidy, project_id=project.id, paid_on=date(2027, 1, 5), yen=10**10
    )
    early = write(
        projects.add_subsidy, project_id=project.id, paid_on=date(2026, 12, 5), yen=50_000
    )
    assert read(projects.subsidies_of, project.id) == [early, late]
    write(projects.remove_subsidy, early.id)
    write(projects.remove_result, result.id)
    assert read(projects.subsidies_of, project.id) == [late]
    assert read(projects.results_of, project.id) == []


def test_a_month_has_one_return_and_the_later_one_counts(write, read, project):
    keep = partial(write, projects.keep_return, project_id=project.id)
    first = keep(month=date(2026, 12, 24), income_yen=1000, cost_yen=2000)
    assert first.month == date(2026, 12, 1)
    again = keep(month=date(2026, 12, 1), income_yen=1500, cost_yen=2000, uses=12, people=7)
    january = keep(month=date(2027, 1, 31), income_yen=0, cost_yen=0)
    assert again.id == first.id
    assert read(projects.returns_of, project.id) == [again, january]


def test_a_removed_project_leaves_its_voices(say, write, read, project, workshop, meeting):
    said = say("声")
    write(projects.link_voices, project.id, [said.id])
    write(projects.remove, project.id)
    assert read(projects.list_of, workshop.id) == []
    assert read(voices.list_of, meeting.id) == [said]


def test_a_decision_is_kept_with_its_reason(write, read, project, workshop):
    decision = write(
        decisions.add,
        workshop_id=workshop.id,
        project_id=project.id,
        decided_on=date(2026, 11, 20),
        outcome=DecisionOutcome.CONDITIONAL,
        body="3か月だけ試す",
        reason="冬の道が心配",
    )
    assert read(decisions.list_of, workshop.id) == [decision]
    assert read(decisions.list_of_project, project.id) == [decision]
    assert read(decisions.get, decision.id) == decision


def test_the_audit_shows_the_newest_first_and_each_town_its_own(write, read, town):
    first = write(audit.append, municipality_id=town.id, role="record", action="export")
    second = write(
        audit.append, municipality_id=town.id, role="host", action="withdraw", subject="voice"
    )
    nobodys = write(audit.append, municipality_id=None, role="admin", action="backup")
    assert read(audit.list_of, town.id) == [second, first]
    assert read(audit.list_of, town.id, limit=1) == [second]
    assert read(audit.list_of, None) == [nobodys]


def test_nodes_stay_where_they_were_put(write, read, workshop):
    write(positions.put_many, workshop.id, {"theme:1": (0.5, -0.25), "org:1": (1, 2)})
    write(positions.put_many, workshop.id, {"org:1": (3.0, 4.0)})
    assert read(positions.list_of, workshop.id) == {
        "theme:1": (0.5, -0.25),
        "org:1": (3.0, 4.0),
    }


def test_a_column_mapping_is_remembered_by_town_and_header(write, read, town):
    write(mappings.put, town.id, "意見,班", {"本文": "text"})
    write(mappings.put, town.id, "意見,班", {"意見": "text", "班": "table_number"})
    assert read(mappings.get, town.id, "意見,班") == {"意見": "text", "班": "table_number"}
    assert read(mappings.get, town.id, "べつの見出し") is None


def test_everything_of_a_town_goes_with_its_workshop(say, write, read, store, workshop):
    say("声")
    write(
        lambda conn: conn.execute(
            sa.delete(schema.workshops).where(schema.workshops.c.id == workshop.id)
        )
    )
    assert read(lambda conn: conn.execute(sa.select(schema.voices)).all()) == []
