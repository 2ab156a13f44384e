"""A voice that says two things becomes two, and nothing of it is lost or counted twice."""

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.store import voices
from workshop_app.usecases import (
    cutting,
    entering,
    flowing,
    gathering,
    reading,
    regrouping,
    reporting,
    screening,
    stepping,
    theming,
)
from workshop_app.usecases.gathering import Entry

BOTH = "膝が痛くて坂がつらい。\u3000回覧板は字が小さくて読めない　"
AT = len("膝が痛くて坂がつらい。")


@pytest.fixture
def meeting(store, make_meeting):
    return make_meeting(store)


@pytest.fixture
def said(store, meeting):
    entry = Entry(Party.CARE, 3, VoiceKind.TROUBLE, None, Consent.PUBLIC)
    voice = gathering.record_voice(store, meeting.id, BOTH, entry)
    theming.settle(store, meeting.workshop_id, load_default())
    return voice


def shown(store, meeting):
    return {v.id: v for v in gathering.said_so_far(store, meeting.id)}


def test_both_parts_are_pieces_of_the_voice_and_filed_as_it_was(store, meeting, said):
    before = len(shown(store, meeting))
    pair = cutting.cut(store, load_default(), said.id, AT)
    now = shown(store, meeting)
    first, second = (now[part_id] for part_id in pair)
    assert first.text + second.text == BOTH == cutting.origins(store, 1)[first.id].whole.text
    for part in (first, second):
        assert (part.party, part.table_number, part.kind) == (Party.CARE, 3, VoiceKind.TROUBLE)
        assert (part.consent, part.meeting_id) == (Consent.PUBLIC, meeting.id)
        assert part.recorded_at == said.recorded_at
    assert said.id not in now
    assert len(now) == before + 1, "the whole rests while its parts stand"
    assert store.read(lambda conn: voices.get(conn, said.id)).text == BOTH


def test_every_count_still_adds_up(store, meeting, said):
    cutting.cut(store, load_default(), said.id, AT)
    board = reading.board_of_meeting(store, meeting.id)
    counted = sum(len(card.voices) for card in (*board.themes, *board.lone))
    assert counted == board.total == len(shown(store, meeting))
    assert store.read(lambda conn: voices.counts(conn, [meeting.id]))[meeting.id] == counted
    paper = reporting.voices_paper(store, meeting.id, "csv")
    assert paper.rows == counted
    assert paper.content.decode("utf-8-sig").count("回覧板") == 1


def test_the_parts_stand_where_the_voice_stood_and_can_be_moved_apart(store, meeting, said):
    board = reading.board_of_meeting(store, meeting.id)
    home = next(c for c in (*board.themes, *board.lone) if said in c.voices)
    first, second = cutting.cut(store, load_default(), said.id, AT)
    card = reading.board_of_meeting(store, meeting.id).card(home.theme.id)
    assert {first, second} <= {v.id for v in card.voices}
    theming.set_alone(store, load_default(), second)
    regrouping.accept(store, meeting.workshop_id, load_default())
    board = reading.board_of_meeting(store, meeting.id)
    for card in (*board.themes, *board.lone):
        assert not {first, second} <= {v.id for v in card.voices}, "apart for good"


def test_parts_of_a_voice_a_person_placed_stay_through_regrouping(store, meeting, said):
    target = reading.board_of_meeting(store, meeting.id).themes[0].theme.id
    theming.move(store, load_default(), said.id, target)
    pair = cutting.cut(store, load_default(), said.id, AT)
    regrouping.accept(store, meeting.workshop_id, load_default())
    card = reading.board_of_meeting(store, meeting.id).card(target)
    assert set(pair) <= {v.id for v in card.voices}


def test_a_cut_is_taken_back_and_made_again(store, meeting, said, snapshot):
    before = snapshot(store, meeting.workshop_id)
    pair = cutting.cut(store, load_default(), said.id, AT)
    cut = snapshot(store, meeting.workshop_id)
    stepping.undo(store, meeting.workshop_id)
    assert snapshot(store, meeting.workshop_id) == before
    assert not set(pair) & set(shown(store, meeting))
    stepping.redo(store, meeting.workshop_id)
    assert snapshot(store, meeting.workshop_id) == cut
    stepping.undo(store, meeting.workshop_id)
    assert cutting.cut(store, load_default(), said.id, AT) == pair, "the same parts again"
    theming.settle(store, meeting.workshop_id, load_default())
    assert snapshot(store, meeting.workshop_id) == cut


def test_what_staff_took_over_of_a_cut_voice_does_not_come_back_with_the_whole(
    store, meeting, said
):
    one, other = cutting.cut(store, load_default(), said.id, AT)
    task = screening.hand_over(store, one)
    with pytest.raises(errors.EditConflictError, match="職員へ渡してある"):
        stepping.undo(store, meeting.workshop_id)
    assert not {said.id, one} & set(shown(store, meeting))
    assert other in shown(store, meeting)
    screening.close_task(store, task.id)
    with pytest.raises(errors.EditConflictError, match="職員へ渡してある"):
        stepping.undo(store, meeting.workshop_id)
    assert not {said.id, one} & set(shown(store, meeting))
    assert other in shown(store, meeting)


def test_a_handed_over_part_that_comes_back_lets_the_cut_be_taken_back(store, meeting, said):
    one, _ = cutting.cut(store, load_default(), said.id, AT)
    screening.hand_over(store, one)
    screening.undo(store, one)
    stepping.undo(store, meeting.workshop_id)
    assert said.id in shown(store, meeting) and one not in shown(store, meeting)


def test_a_part_may_be_cut_again_and_still_names_the_whole(store, meeting, said):
    first, _ = cutting.cut(store, load_default(), said.id, AT)
    inner = cutting.cut(store, load_default(), first, 4)
    found = cutting.origins(store, meeting.workshop_id)
    assert {found[part].whole.id for part in inner} == {said.id}
    assert "".join(shown(store, meeting)[part].text for part in inner) == BOTH[:AT]


def test_who_takes_the_voice_back_takes_all_its_parts_back(store, meeting, said):
    first, second = cutting.cut(store, load_default(), said.id, AT)
    inner = cutting.cut(store, load_default(), first, 4)
    card = next(
        c
        for c in reading.board_of_meeting(store, meeting.id).themes
        if second in {v.id for v in c.voices}
    )
    project = flowing.make_project(store, card.theme.id, "坂の腰かけ")
    assert {second, *inner} <= {v.id for v in flowing.voices_behind(store, project.id)}
    assert said.id not in {v.id for v in flowing.voices_behind(store, project.id)}
    gathering.withdraw(store, [said.id], reason="本人から")
    assert not {said.id, first, second, *inner} & set(shown(store, meeting))
    assert not {second, *inner} & {v.id for v in flowing.voices_behind(store, project.id)}
    gathering.restore(store, [said.id])
    assert {second, *inner} <= set(shown(store, meeting))


@pytest.mark.parametrize("at", [0, len(BOTH), len(BOTH) + 3, -1, len(BOTH) - 1])
def test_a_cut_that_leaves_no_words_on_one_side_is_refused(store, meeting, said, at):
    with pytest.raises(errors.UnusableInputError, match="どちらにも"):
        cutting.cut(store, load_default(), said.id, at)
    assert said.id in shown(store, meeting)


def test_a_voice_is_not_cut_twice_and_a_stale_page_is_told(store, meeting, said):
    seen = stepping.number(store, meeting.workshop_id)
    cutting.cut(store, load_default(), said.id, AT, seen=seen)
    with pytest.raises(errors.EditConflictError, match="もう分けられた"):
        cutting.cut(store, load_default(), said.id, 4, seen=seen)
    town = entering.town_of(store, meeting.id)
    assert store.revision(town) > 0


def test_a_cut_suggests_itself_between_sentences_only():
    assert cutting.places_to_cut(BOTH) == (AT,)
    assert cutting.places_to_cut("おわり。") == ()
    assert cutting.places_to_cut("。\nはい？いいえ") == (5,)


HELD = "電話は090-1234-5678です。坂がこわい"
HELD_AT = len("電話は090-1234-5678です。")


@pytest.fixture
def held(store, meeting):
    voice = gathering.record_voice(store, meeting.id, HELD, Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    assert not voice.is_projected
    return voice


def waiting(store, meeting):
    return [each.voice.id for each in screening.queue(store, meeting.id)]


def test_the_parts_of_a_held_voice_wait_in_its_place_and_the_whole_again_after_undo(
    store, meeting, held
):
    first, second = cutting.cut(store, load_default(), held.id, HELD_AT)
    assert waiting(store, meeting) == [first, second], "the whole rests, also in the queue"
    assert not any(shown(store, meeting)[each].is_projected for each in (first, second))
    screening.accept(store, second)
    assert shown(store, meeting)[second].is_projected
    stepping.undo(store, meeting.workshop_id)
    assert waiting(store, meeting) == [held.id]
    assert not shown(store, meeting)[held.id].is_projected


def test_the_parts_of_a_voice_that_was_held_back_are_held_back(store, meeting, held):
    screening.hold_back(store, held.id)
    pair = cutting.cut(store, load_default(), held.id, HELD_AT)
    assert waiting(store, meeting) == []
    assert not any(shown(store, meeting)[each].is_projected for each in pair)


def test_a_wording_for_the_whole_does_not_open_the_part_it_stood_for(store, meeting, held):
    screening.accept(store, held.id, wording="坂がこわい")
    first, second = cutting.cut(store, load_default(), held.id, HELD_AT)
    assert waiting(store, meeting) == [first]
    now = shown(store, meeting)
    assert (now[first].is_projected, now[second].is_projected) == (False, True)
    on_wall = reading.board_of_meeting(store, meeting.id, on_screen=True)
    said = [v.text for card in (*on_wall.themes, *on_wall.lone) for v in card.voices]
    assert not any("090" in text for text in said)


def test_the_parts_of_a_voice_accepted_as_it_was_said_stay_accepted(store, meeting, held):
    screening.accept(store, held.id)
    pair = cutting.cut(store, load_default(), held.id, HELD_AT)
    assert waiting(store, meeting) == []
    assert all(shown(store, meeting)[each].is_projected for each in pair)
