"""What became of themes, their fields and directions, connecting acts: the worked numbers."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.embedders import load_default
from workshop_app.model import CareTag, Direction, Fate, MeetingKind, Party, Stage
from workshop_app.store import receipts
from workshop_app.usecases import (
    answering,
    connecting,
    crossing,
    flowing,
    gathering,
    opening,
    reading,
    searching,
    theming,
    trailing,
)
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.gathering import Entry


@pytest.fixture
def meeting(store, make_meeting):
    return make_meeting(store)


@pytest.fixture
def board(store, meeting):
    return reading.board_of_meeting(store, meeting.id)


def test_a_theme_and_its_voices_say_what_became_of_them_and_keep_the_history(
    store, meeting, board
):
    theme = board.themes[0].theme
    answered = answering.answers(store, meeting.workshop_id)
    assert answering.fate_of(answered, theme.id) is Fate.UNTOUCHED
    answering.answer(store, theme.id, Fate.CONSIDERED, next_step="6月の協議体で話す")
    answering.answer(store, theme.id, Fate.ADOPTED)
    answered = answering.answers(store, meeting.workshop_id)
    fates = answering.of_voices(board, answered)
    assert {fates[voice.id] for voice in board.themes[0].voices} == {Fate.ADOPTED}
    assert {fates[voice.id] for voice in board.themes[1].voices} == {Fate.UNTOUCHED}
    history = answering.history(store, theme.id)
    assert [each.fate for each in history] == [Fate.CONSIDERED, Fate.ADOPTED]
    assert answering.say(history[0]) == "検討　次の一歩：6月の協議体で話す"


@pytest.mark.parametrize(("reason", "step"), [("", ""), ("道が狭い", " "), ("", "別の道で")])
def test_a_refusal_needs_a_reason_and_a_next_step(store, board, reason, step):
    theme_id = board.themes[0].theme.id
    with pytest.raises(errors.UnusableInputError, match="理由と、次の一歩"):
        answering.answer(store, theme_id, Fate.REFUSED, reason=reason, next_step=step)
    assert answering.history(store, theme_id) == []
    answering.answer(store, theme_id, Fate.REFUSED, reason="道が狭い", next_step="別の道で")


def test_a_theme_with_two_fields_is_in_both_filters_and_counted_once(store, meeting, board):
    one, two = (card.theme.id for card in board.themes[:2])
    answering.tag(store, one, {CareTag.DAILY_LIFE, CareTag.HOUSING})
    answering.tag(store, two, {CareTag.CARE})
    tags = answering.tags_by_theme(store, meeting.workshop_id)
    assert answering.tagged(tags, {CareTag.DAILY_LIFE}) == {one}
    assert answering.tagged(tags, {CareTag.HOUSING}) == {one}
    assert answering.tagged(tags, {CareTag.DAILY_LIFE, CareTag.HOUSING}) == {one}
    answering.tag(store, two, set())
    assert set(answering.tags_by_theme(store, meeting.workshop_id)) == {one}


def test_a_direction_finds_only_the_projects_that_have_it(store, meeting, board):
    one = flowing.make_project(store, board.themes[0].theme.id, "朝の足")
    two = flowing.make_project(store, board.themes[1].theme.id, "雪の日")
    answering.direct(store, one.id, {Direction.MANY_ACTORS, Direction.STAYING})
    answering.direct(store, two.id, {Direction.PROVISION})
    found = answering.projects_directed(store, meeting.workshop_id, Direction.MANY_ACTORS)
    assert [project.id for project in found] == [one.id]
    every = answering.directions_by_project(store, meeting.workshop_id)
    assert every[one.id] == {Direction.MANY_ACTORS, Direction.STAYING}


def test_nine_acts_of_a_quarter_four_with_companies(store, meeting):
    for number in range(9):
        connecting.record_act(
            store,
            1,
            done_on=date(2026, 7 + number % 3, 3),
            partner=Party.COMPANIES if number < 4 else Party.RESIDENTS,
            title=f"体操の会と店{number}",
        )
    connecting.record_act(
        store, 1, done_on=date(2026, 10, 1), partner=Party.COMPANIES, title="次の期"
    )
    done = connecting.acts_of(store, 1)
    share = connecting.count_acts(done, date(2026, 8, 15))
    assert connecting.say_acts(share) == "つないだ件数 9、うち企業等 4 (44.4%)"
    connecting.remove_act(store, done[0])
    assert len(connecting.acts_of(store, 1)) == 9
    with pytest.raises(errors.UnusableInputError):
        connecting.record_act(store, 1, done_on=date(2026, 8, 1), partner=Party.CARE, title=" ")


def test_quarters_begin_in_january_april_july_and_october():
    assert connecting.quarter_of(date(2026, 12, 31)) == (date(2026, 10, 1), date(2027, 1, 1))
    assert connecting.quarter_of(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 4, 1))


def test_two_new_and_four_existing_occasions_are_two_thirds(store):
    kinds = (
        MeetingKind.TOWN_MEETING,
        MeetingKind.WORKSHOP,
        MeetingKind.KYOGITAI,
        MeetingKind.SALON,
        MeetingKind.SENIORS_CLUB,
        MeetingKind.JICHIKAI,
        MeetingKind.INTERVIEW,
    )
    for number, kind in enumerate(kinds, start=1):
        plan = opening.MeetingPlan(f"会{number}", kind, Stage.HEARING, date(2026, 5, number), 1)
        opening.open_in_town(store, "みはらし町", plan)
    held = connecting.meetings_of_town(store, 1)
    counted = connecting.occasions(held, date(2026, 4, 1), date(2027, 3, 31))
    assert connecting.say_occasions(counted) == "既存の場 66.7%"
    assert counted.by_kind[MeetingKind.SALON] == 1
    nothing = connecting.occasions(held, date(2020, 4, 1), date(2021, 3, 31))
    assert connecting.say_occasions(nothing) == "既存の場 —"


def test_the_table_of_themes_and_parties_has_every_voice_once(store, meeting, board):
    gathering.record_voice(store, meeting.id, "記録：休憩", Entry(Party.OFFICIALS))
    board = reading.board_of_meeting(store, meeting.id)
    counted = crossing.cross(board)
    assert counted.total == board.total == 10
    shown = crossing.public(counted, Filter())
    assert all(cell is None or cell == 0 for row in shown.cells for cell in row)
    crossing.public(counted, Filter(tables=frozenset({1})))
    with pytest.raises(errors.UnusableInputError, match="しぼりこみを1つまで"):
        crossing.public(counted, Filter(tables=frozenset({1}), areas=frozenset({1})))


def test_a_search_finds_words_in_any_width_and_meaning_in_other_words(store, meeting):
    gathering.record_voice(store, meeting.id, "ＡＥＤが集会所にほしい", Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    index = searching.read_index(store, meeting.workshop_id, load_default())
    [found] = searching.by_word(index, "aed 集会所")
    assert found.text == "ＡＥＤが集会所にほしい"
    near = searching.by_meaning(index, "除雪で困っている", load_default(), most=3)
    assert {voice.text[:3] for voice in near} == {"雪かき"}
    assert searching.by_word(index, "どこにもないことば") == []
    for act in (searching.by_word, lambda i, q: searching.by_meaning(i, q, load_default())):
        with pytest.raises(errors.UnusableInputError):
            act(index, " ")


def test_one_voice_is_followed_by_its_number_or_its_receipt(store, meeting, board):
    theme = board.themes[0]
    voice, other = theme.voices[0], board.themes[1].voices[0]
    store.write(
        lambda conn: receipts.bring_over(conn, {voice.id: "ABCD2345"}), municipality_id=1
    )
    project = flowing.make_project(store, theme.theme.id, "朝の足")
    answering.answer(
        store, theme.theme.id, Fate.REFUSED, reason="道が狭い", next_step="別の道で"
    )
    for written in (str(voice.id), f"ＮＯ．{voice.id}", "abcd-2345", " ABCD2345 "):
        found = trailing.follow(store, meeting.workshop_id, written)
        assert found.voice.id == voice.id and found.theme.id == theme.theme.id
        assert answering.say(found.answer) == "できない　理由：道が狭い　次の一歩：別の道で"
        assert [each.project.id for each in found.outcomes] == [project.id]
    untouched = trailing.follow(store, meeting.workshop_id, str(other.id))
    assert untouched.answer is None and untouched.outcomes == ()
    gathering.withdraw(store, [voice.id], reason="本人が")
    for written in (str(voice.id), "ABCD2345", "99999", "九", "9" * 40, "=1+1"):
        with pytest.raises(errors.NotFoundError, match="番号を確かめて"):
            trailing.follow(store, meeting.workshop_id, written)
