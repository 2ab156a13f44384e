"""A file is looked into first; only what a person accepts is kept, with how it was read."""

from dataclasses import replace
from datetime import date

import pytest

from workshop_app import errors
from workshop_app.model import Consent, MeetingKind, Party, Stage, VoiceKind, VoiceSource
from workshop_app.sheets import Certainty, Defaults
from workshop_app.usecases import entering, gathering, importing, opening

FORM = "受付,ひとこと,立場,班,圏域,引用可,種別\r\n"
ROWS = (
    "x,バスがない,住民,3班,北の里,可,困りごと\r\n"
    "x,店が遠い,医療・介護,２,東の里,,\r\n"
    "x,,住民,1,,,\r\n"
    "x,月へ行きたい,宇宙人,1,,,\r\n"
)


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町", area_names=("北の里", "南の里"))
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
    )
    return opening.open_meeting(store, town.id, plan)


def look(store, meeting, content=FORM + ROWS, **more):
    return importing.look_into(store, meeting.id, content.encode("cp932"), "声.csv", **more)


def kept(store, meeting):
    return gathering.said_so_far(store, meeting.id)


def test_looking_keeps_nothing(store, meeting):
    preview = look(store, meeting)
    assert preview.certainty is not Certainty.SURE
    assert kept(store, meeting) == []
    revision = store.revision(entering.town_of(store, meeting.id))
    look(store, meeting)
    assert store.revision(entering.town_of(store, meeting.id)) == revision


def test_the_good_rows_are_kept_as_they_are(store, meeting):
    preview = look(store, meeting)
    assert [bad.number for bad in preview.checked.bad] == [4, 5]
    assert importing.accept(store, preview) == 2
    first, second = kept(store, meeting)
    north = entering.enter(store, meeting.id).areas[1]
    assert (first.text, first.party, first.table_number) == ("バスがない", Party.RESIDENTS, 3)
    assert (first.area_id, first.kind) == (north.id, VoiceKind.TROUBLE)
    assert first.consent is Consent.PUBLIC
    assert (second.text, second.party, second.table_number) == ("店が遠い", Party.CARE, 2)
    assert {voice.source for voice in (first, second)} == {VoiceSource.FILE}


def test_nobodys_consent_is_widened(store, meeting):
    importing.accept(store, look(store, meeting))
    assert kept(store, meeting)[1].consent is not Consent.PUBLIC


def test_an_area_the_town_does_not_have_is_told_and_left_open(store, meeting):
    preview = look(store, meeting)
    assert any("東の里" in sentence for sentence in preview.notes)
    importing.accept(store, preview)
    assert kept(store, meeting)[1].area_id is None


def test_the_way_a_form_was_read_is_remembered_for_the_next_file_of_this_form(store, meeting):
    preview = look(store, meeting)
    assert not preview.is_remembered
    other = replace(preview.mapping, party=None, text=0)
    corrected = importing.read_with(store, preview, other)
    assert {row.text for row in corrected.checked.good} == {"x"}
    importing.accept(store, corrected)
    again = look(store, meeting)
    assert again.is_remembered
    assert again.mapping == other
    assert not look(store, meeting, "本文,立場\r\n雪,住民\r\n").is_remembered


def test_what_a_row_does_not_say_is_filled_in_by_the_person(store, meeting):
    preview = look(store, meeting, "本文\r\n雪かきがつらい\r\n坂がつらい\r\n")
    filled = importing.read_with(
        store, preview, preview.mapping, Defaults(party=Party.CARE, table_number=4)
    )
    importing.accept(store, filled)
    assert {(voice.party, voice.table_number) for voice in kept(store, meeting)} == {
        (Party.CARE, 4)
    }


def test_without_a_good_row_nothing_is_kept_or_remembered(store, meeting):
    preview = look(store, meeting, "本文,立場\r\n,住民\r\n")
    with pytest.raises(errors.UnusableInputError, match="取り込める行がありません"):
        importing.accept(store, preview)
    assert kept(store, meeting) == []
    assert not look(store, meeting, "本文,立場\r\n,住民\r\n").is_remembered


def test_a_wrong_encoding_can_be_corrected(store, meeting):
    content = "本文\r\n坂がつらい\r\n".encode("cp932")
    spoiled = importing.look_into(store, meeting.id, content, "声.csv", encoding="utf-8")
    assert any("読めない文字" in sentence for sentence in spoiled.notes)
    right = importing.look_into(store, meeting.id, content, "声.csv", encoding="cp932")
    assert [row.text for row in right.checked.good] == ["坂がつらい"]
    with pytest.raises(errors.UnreadableFileError, match=r"^声\.csv"):
        importing.look_into(store, meeting.id, content, "声.csv", encoding="klingon")


def test_a_meeting_is_found_by_number_or_code_however_it_is_typed(store, meeting):
    wide = str(meeting.id).translate({ord("0") + n: ord("０") + n for n in range(10)})
    code = meeting.join_code
    for typed in (str(meeting.id), wide, f" {meeting.id} ", code, code.upper(), f"{code}\n"):
        assert importing.find_meeting(store, typed).meeting.id == meeting.id


@pytest.mark.parametrize("typed", ["", "0", "-1", "99", "²", "9" * 40, "nobody", "%", "1 OR 1"])
def test_what_names_no_meeting_is_told(store, meeting, typed):
    with pytest.raises(errors.NotFoundError, match="kurumaza meetings"):
        importing.find_meeting(store, typed)


def test_looking_for_a_meeting_that_is_gone_is_told(store):
    with pytest.raises(errors.NotFoundError):
        importing.look_into(store, 5, "本文\nx\n".encode(), "声.csv")


def test_the_same_file_a_second_time_is_told_before_it_is_kept(store, meeting):
    content = "本文,立場,班\nバスがない,住民,1\n店が遠い,住民,2\n".encode()
    first = importing.look_into(store, meeting.id, content, "一度目.csv")
    assert not any("二度取り込んで" in note for note in first.notes)
    importing.accept(store, first)
    again = importing.look_into(store, meeting.id, content, "二度目.csv")
    assert any("もう2件あります" in note for note in again.notes)
