"""What the room sees: kept through a restart, and never anything that was held back."""

from datetime import date
from functools import partial

import pytest

from workshop_app import errors, room_words, words
from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Palette, Party, ScreenView, Stage, TimerKind
from workshop_app.store import Store, municipalities
from workshop_app.usecases import (
    entering,
    gathering,
    marking,
    opening,
    pacing,
    replaying,
    screening,
    seating,
    showing,
    theming,
    timing,
    watching,
    welcoming,
)
from workshop_app.usecases.timing import Watch


@pytest.fixture(scope="module")
def encoder():
    return load_default()


@pytest.fixture
def settle(encoder):
    return lambda store, meeting: theming.settle(store, meeting.workshop_id, encoder)


def themes_on(screen):
    return [card.theme.id for card in (*screen.board.themes, *screen.board.lone)]


def test_the_wall_of_an_invented_town_and_of_practice_says_so(store, meeting, say):
    say(store, meeting, "集会所の椅子が低い")
    assert showing.look(store, meeting.id).mark == ""
    practice = replaying.prepare(store, meeting.id)
    assert showing.look(store, practice.id).mark == room_words.PRACTICE_MARK
    town = store.write(
        lambda conn: municipalities.add(conn, name="日之出町", is_sample=True),
        municipality_id=None,
    )
    plan = opening.MeetingPlan(
        "見本の会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 2
    )
    invented = opening.open_meeting(store, town.id, plan)
    assert showing.look(store, invented.id).mark == words.SAMPLE_MARK


def test_marks_of_interest_are_dots_on_the_wall_and_leave_with_their_phone(
    store, meeting, settle, say
):
    seen = say(store, meeting, "集会所の椅子が低い")
    settle(store, meeting)
    [card] = showing.look(store, meeting.id).board.lone
    assert showing.look(store, meeting.id).dots == {}
    welcoming.set_marking(store, meeting.id, is_open=True)
    code = entering.enter(store, meeting.id).meeting.join_code
    put = partial(marking.mark, code=code, theme_id=card.theme.id, shown={card.theme.id})
    for token in ("one", "two"):
        store.write(
            lambda conn, token=token: (
                welcoming.come_in(conn, code, token, party=Party.RESIDENTS, table_number=None),
                put(conn, token=token, is_on=True),
            ),
            municipality_id=None,
        )
    assert showing.look(store, meeting.id).dots == {card.theme.id: 2}
    store.write(lambda conn: put(conn, token="one", is_on=False), municipality_id=None)
    assert showing.look(store, meeting.id).dots == {card.theme.id: 1}
    gathering.set_projected(store, seen.id, is_projected=False)
    board = showing.look(store, meeting.id).board
    assert board.card(card.theme.id) is None, "no dot opens what is off the wall"


@pytest.mark.parametrize(
    ("number", "said"), [(0, ""), (1, "●"), (9, "●●●●●●●●●"), (10, "● 10"), (312, "● 312")]
)
def test_dots_are_drawn_one_by_one_until_there_are_ten(number, said):
    assert room_words.say_dots(number) == said


def test_the_desk_offers_to_show_only_what_was_decided_here(store, meeting, say):
    waits = say(store, meeting, "電話は090-1234-5678です")
    handed = say(store, meeting, "夜になると消えたいと思うことがある")
    taken_off = say(store, meeting, "集会所の椅子が低い")
    screening.hand_over(store, handed.id)
    gathering.set_projected(store, taken_off.id, is_projected=False)
    found = _overview(store, entering.enter(store, meeting.id), Watch().now())
    assert [voice.id for voice in found.held_back] == [taken_off.id]
    assert found.to_look_at == 1
    assert any("止めてある声が1件" in sentence for sentence in found.sentences())
    assert screening.undecided(store, meeting.id) == {waits.id, handed.id}
    with pytest.raises(errors.EditConflictError, match="職員"):
        gathering.set_projected(store, handed.id, is_projected=True)


def test_a_wall_nobody_chose_for_shows_the_themes(store, meeting):
    state = showing.state(store, meeting.id)
    assert (state.view, state.is_blank, state.serial) == (ScreenView.THEMES, False, 0)


def test_what_was_chosen_is_there_after_opening_again(
    store, settings, meeting, settle, say, watch
):
    said = say(store, meeting, "坂の上までバスが来ない")
    settle(store, meeting)
    [theme] = themes_on(showing.look(store, meeting.id))
    showing.change_screen(
        store,
        meeting.id,
        view=ScreenView.THEME,
        theme_id=theme,
        palette=Palette.DARK,
        text_percent=140,
        has_ruby=True,
        farewell="つぎは12月4日です",
    )
    showing.change_screen(store, meeting.id, is_blank=True)
    pacing.start(store, watch, meeting.id)
    before = showing.look(store, meeting.id, watch)
    store.close()
    with Store.open(settings) as again:
        after = showing.look(again, meeting.id, watch)
        assert after.state == before.state
        assert (after.state.view, after.state.theme_id) == (ScreenView.THEME, theme)
        assert (after.state.text_percent, after.state.palette) == (140, Palette.DARK)
        assert after.clock.step == before.clock.step
        assert [v.id for c in after.board.lone for v in c.voices] == [said.id]


def test_a_state_is_the_same_on_both_databases(either, either_meeting):
    kept = showing.change_screen(
        either, either_meeting.id, view=ScreenView.BALANCE, page=2, mark="x" * 99
    )
    assert showing.state(either, either_meeting.id) == kept
    assert (kept.serial, kept.mark) == (1, "x" * 40)
    again = showing.change_screen(either, either_meeting.id, text_percent=900)
    assert (again.text_percent, again.serial, again.mark) == (200, 2, "")
    assert again.view is ScreenView.BALANCE


def test_nothing_held_back_or_withdrawn_can_be_opened_from_the_wall(
    store, meeting, settle, say
):
    hidden = say(store, meeting, "回覧板の字が小さい")
    gone = say(store, meeting, "やっぱり取り消してほしい話")
    seen = say(store, meeting, "集会所の椅子が低い")
    settle(store, meeting)
    themes = {
        voice.id: card.theme.id
        for card in (lambda b: (*b.themes, *b.lone))(showing.look(store, meeting.id).board)
        for voice in card.voices
    }
    gathering.set_projected(store, hidden.id, is_projected=False)
    gathering.withdraw(store, [gone.id], reason="本人の希望")
    screen = showing.look(store, meeting.id)
    assert [v.id for c in (*screen.board.themes, *screen.board.lone) for v in c.voices] == [
        seen.id
    ]
    for voice_id in (hidden.id, gone.id, 9999):
        with pytest.raises(errors.NotFoundError):
            showing.voice_on_screen(store, meeting.id, voice_id)
        with pytest.raises(errors.NotFoundError):
            showing.take_off(store, meeting.id, voice_id)
    for theme_id in {themes[hidden.id], themes[gone.id]} - {themes[seen.id]} | {9999}:
        with pytest.raises(errors.NotFoundError):
            showing.theme_on_screen(store, meeting.id, theme_id)
        with pytest.raises(errors.NotFoundError):
            showing.change_screen(store, meeting.id, view=ScreenView.THEME, theme_id=theme_id)
    with pytest.raises(errors.NotFoundError):
        showing.change_screen(store, meeting.id, view=ScreenView.THEME)


def test_a_theme_that_loses_its_last_shown_voice_closes_on_the_wall(
    store, meeting, settle, say
):
    said = say(store, meeting, "集会所の椅子が低い")
    settle(store, meeting)
    [theme] = themes_on(showing.look(store, meeting.id))
    showing.change_screen(store, meeting.id, view=ScreenView.THEME, theme_id=theme)
    showing.take_off(store, meeting.id, said.id)
    screen = showing.look(store, meeting.id)
    assert (screen.state.view, screen.state.theme_id) == (ScreenView.THEMES, None)
    assert [v.id for v in showing.held_back(store, meeting.id)] == [said.id]
    with pytest.raises(errors.NotFoundError):
        showing.take_off(store, meeting.id, said.id)


def test_a_voice_of_another_meeting_is_not_on_this_wall(store, meeting, open_meeting, say):
    other = open_meeting(store)
    said = say(store, other, "ほかの会の声")
    with pytest.raises(errors.NotFoundError):
        showing.take_off(store, meeting.id, said.id)
    assert gathering.said_so_far(store, other.id)[0].is_projected


def test_the_wall_says_how_many_people_these_voices_are_of(store, meeting):
    plain = "参加者の声です。市民全体の割合ではありません。"
    assert showing.look(store, meeting.id).remark == plain
    seating.count_people(store, meeting.id, {Party.RESIDENTS: 30, Party.CARE: 8})
    remark = "参加者38人の声です。市民全体の割合ではありません。"
    assert showing.look(store, meeting.id).remark == remark


def test_a_turn_or_silence_is_shown_before_the_row_at_work(store, meeting, watch, clocks):
    look = partial(showing.look, store, meeting.id, watch)
    assert look().clock is None
    pacing.start(store, watch, meeting.id)
    rows = pacing.course(store, watch, meeting.id).rows
    assert (look().clock.step, look().clock.following) == (rows[0].step, rows[1].step)
    timing.begin(store, watch, meeting.id, TimerKind.WRITING, seconds=300)
    clocks.pass_(60)
    assert (look().clock.title, look().clock.reading.remaining) == ("静かに書く時間", 240)
    timing.put_away(store, meeting.id, TimerKind.WRITING)
    assert look().clock.step == rows[0].step


def test_a_farewell_too_long_for_a_wall_is_refused(store, meeting):
    with pytest.raises(errors.UnusableInputError):
        showing.change_screen(store, meeting.id, farewell="あ" * 121)


def test_the_desk_sees_tables_new_topics_and_when_it_is_enough(
    store, meeting, settle, say, watch
):
    room = entering.enter(store, meeting.id)
    texts = ["坂の上までバスが来ない", "集会所の椅子が低い"]
    said = [say(store, meeting, text, table=n) for n, text in enumerate(texts, 2)]
    gathering.set_projected(store, said[1].id, is_projected=False)
    look = partial(_overview, store, room)
    now = timing.Watch().now()
    before = look(now)
    assert before.waiting == 2
    assert "テーマの場所がまだない声が2件あります。" in before.sentences()
    settle(store, meeting)
    after = look(now)
    assert [(t.number, t.voices, t.recent) for t in after.tables] == [
        (1, 0, 0),
        (2, 1, 1),
        (3, 1, 1),
        (4, 0, 0),
    ]
    assert [voice.id for voice in after.held_back] == [said[1].id]
    assert len(after.fresh) == 2
    assert after.sentences()[0].startswith("この10分で出た新しい話題：2")
    assert look(now + watching.WINDOW + watching.WINDOW).fresh == ()
    assert sum(line.voices for line in after.tables) == after.tally.total == 2


def _overview(store, room, now):
    from workshop_app.usecases import reading

    said = gathering.said_so_far(store, room.meeting.id)
    board = reading.board_of_meeting(store, room.meeting.id)
    held = screening.undecided(store, room.meeting.id)
    return watching.look_over(room, said, board, now, held=held)


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (None, ""),
        (0.0, "さいごの20件に、新しい話題はありませんでした。つぎへ進んでもよい頃です。"),
        (0.15, "さいごの20件のうち3件が、新しい話題でした。"),
    ],
)
def test_saturation_is_said_in_words(share, sentence):
    assert watching.say_saturation(share) == sentence


def test_a_party_that_sits_in_the_hall_and_says_nothing_is_named():
    sentences = watching.silent_sentences(
        {Party.RESIDENTS: 5}, {Party.RESIDENTS: 20, Party.COMPANIES: 3, Party.OFFICIALS: 2}
    )
    assert sentences == ["企業等の声が0件です（会場に3人）。"]
