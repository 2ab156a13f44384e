"""Every voice has its place, people's corrections hold, and nobody else ever moves."""

from datetime import date

import pytest

from analysis.constraints import Edit, Op
from workshop_app import errors
from workshop_app.embedders import character_model, load_default
from workshop_app.model import MadeBy, MeetingKind, Party, Stage
from workshop_app.store import Store, audit, themes
from workshop_app.usecases import entering, gathering, opening, reading, regrouping, theming
from workshop_app.usecases.gathering import Entry

SAID = [
    *(
        f"バスの本数が少ない。{n}"
        for n in ("病院に通えない", "駅まで遠い", "夕方がない", "困る")
    ),
    *(f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない", "困る")),
    "子どもに将棋を教えたい",
]
MODEL = load_default


@pytest.fixture
def meeting(store):
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry())
    theming.settle(store, meeting.workshop_id, MODEL())
    return meeting


def places(store, meeting):
    """Return the theme of every voice by its text."""
    board = reading.board_of_meeting(store, meeting.id)
    return {
        voice.text: card.theme.id
        for card in (*board.themes, *board.lone)
        for voice in card.voices
    }


def voice_ids(store, meeting):
    return {voice.text: voice.id for voice in gathering.said_so_far(store, meeting.id)}


def revision(store, meeting):
    return store.revision(entering.town_of(store, meeting.id))


def test_sizes_and_lone_voices_equal_the_total(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    sizes = [len(card.voices) for card in board.themes]
    assert sum(sizes) + len(board.lone) + len(board.waiting) == board.total == len(SAID)
    assert board.waiting == ()
    assert min(sizes) > 1
    assert all(len(card.voices) == 1 for card in board.lone)
    here = places(store, meeting)
    assert len({here[text] for text in SAID[:4]}) == 1
    assert len({here[text] for text in SAID[4:8]}) == 1
    assert here[SAID[8]] in {card.theme.id for card in board.lone}


def test_a_heading_is_in_residents_words_and_the_machines_until_a_person_adopts_it(
    store, meeting
):
    for card in reading.board_of_meeting(store, meeting.id).themes:
        assert card.theme.heading_by is MadeBy.MACHINE
        assert any(card.theme.heading in voice.text for voice in card.voices)


def test_settling_twice_writes_nothing(store, meeting):
    before = revision(store, meeting)
    assert theming.settle(store, meeting.workshop_id, MODEL()) == 0
    gathering.withdraw(store, [voice_ids(store, meeting)[SAID[0]]], reason="取り消し")
    withdrawn = revision(store, meeting)
    assert theming.settle(store, meeting.workshop_id, MODEL()) == 0
    assert revision(store, meeting) == withdrawn > before


def test_a_new_voice_finds_its_place_and_nobody_moves(store, meeting):
    before = places(store, meeting)
    gathering.record_voice(store, meeting.id, "バスの本数が少ない。買い物に困る", Entry())
    assert len(reading.board_of_meeting(store, meeting.id).waiting) == 1
    assert theming.settle(store, meeting.workshop_id, MODEL()) == 1
    after = places(store, meeting)
    assert after | before == after
    assert after["バスの本数が少ない。買い物に困る"] == before[SAID[0]]


def test_a_companion_makes_a_theme_of_a_lone_voice_which_keeps_its_id(store, meeting):
    lone = places(store, meeting)[SAID[8]]
    gathering.record_voice(store, meeting.id, "子どもたちに将棋を教えたい", Entry())
    theming.settle(store, meeting.workshop_id, MODEL())
    board = reading.board_of_meeting(store, meeting.id)
    assert len(board.card(lone).voices) == 2
    assert not board.card(lone).theme.is_lone
    assert lone in {card.theme.id for card in board.themes}


def test_a_voice_taken_back_comes_back_to_its_place(store, meeting):
    before = places(store, meeting)
    voice_id = voice_ids(store, meeting)[SAID[8]]
    gathering.withdraw(store, [voice_id], reason="取り消し")
    theming.settle(store, meeting.workshop_id, MODEL())
    assert places(store, meeting) == {t: p for t, p in before.items() if t != SAID[8]}
    gathering.restore(store, [voice_id])
    theming.settle(store, meeting.workshop_id, MODEL())
    assert places(store, meeting) == before


def test_what_officials_noted_is_no_theme(store, meeting):
    gathering.record_voice(store, meeting.id, "記録：休憩", Entry(party=Party.OFFICIALS))
    assert theming.settle(store, meeting.workshop_id, MODEL()) == 0
    assert "記録：休憩" not in places(store, meeting)


def test_a_voice_that_is_moved_stays_through_restart_model_and_regrouping(
    store, settings, meeting
):
    before = places(store, meeting)
    target = before[SAID[4]]
    theming.move(store, MODEL(), voice_ids(store, meeting)[SAID[0]], target)
    moved = before | {SAID[0]: target}
    assert places(store, meeting) == moved
    store.close()
    with Store.open(settings) as again:
        for encoder in (MODEL(), character_model()):
            theming.settle(again, meeting.workshop_id, encoder)
            regrouping.accept(again, meeting.workshop_id, encoder)
            assert places(again, meeting)[SAID[0]] == target


def test_a_correction_can_be_taken_back(store, meeting):
    before = places(store, meeting)
    ids = voice_ids(store, meeting)
    bus, snow = before[SAID[0]], before[SAID[4]]
    acts = (
        lambda: theming.move(store, MODEL(), ids[SAID[0]], snow),
        lambda: theming.set_alone(store, MODEL(), ids[SAID[1]]),
        lambda: theming.merge(store, MODEL(), [bus, snow]),
        lambda: theming.rename(store, MODEL(), bus, "足がない"),
        lambda: theming.move(store, MODEL(), ids[SAID[8]], snow),
    )
    headings = {
        card.theme.id: card.theme.heading
        for card in reading.board_of_meeting(store, meeting.id).themes
    }
    for act in acts:
        act()
        assert theming.undo_last(store, meeting.workshop_id)
        assert places(store, meeting) == before
        board = reading.board_of_meeting(store, meeting.id)
        assert {card.theme.id: card.theme.heading for card in board.themes} == headings
        assert [len(card.voices) for card in board.lone] == [1]
    assert not theming.undo_last(store, meeting.workshop_id)


def test_corrections_are_taken_back_in_their_order(store, meeting):
    before = places(store, meeting)
    ids = voice_ids(store, meeting)
    theming.move(store, MODEL(), ids[SAID[0]], before[SAID[4]])
    after_first = places(store, meeting)
    theming.set_alone(store, MODEL(), ids[SAID[5]])
    assert theming.undo_last(store, meeting.workshop_id)
    assert places(store, meeting) == after_first
    assert theming.undo_last(store, meeting.workshop_id)
    assert places(store, meeting) == before


def test_a_voice_is_set_alone_and_themes_are_merged_and_renamed(store, meeting):
    ids = voice_ids(store, meeting)
    bus, snow = (places(store, meeting)[SAID[n]] for n in (0, 4))
    theming.set_alone(store, MODEL(), ids[SAID[0]])
    board = reading.board_of_meeting(store, meeting.id)
    assert {card.voices[0].text for card in board.lone} == {SAID[0], SAID[8]}
    theming.merge(store, MODEL(), [snow, bus])
    board = reading.board_of_meeting(store, meeting.id)
    assert len(board.card(snow).voices) == 7
    assert board.card(bus) is None
    theming.rename(store, MODEL(), snow, " 冬の足 ")
    card = reading.board_of_meeting(store, meeting.id).card(snow)
    assert card.theme.heading == "冬の足"
    assert card.theme.heading_by is MadeBy.PERSON
    gathering.record_voice(store, meeting.id, "雪かきがつらい。坂もつらい", Entry())
    theming.settle(store, meeting.workshop_id, MODEL())
    regrouping.accept(store, meeting.workshop_id, MODEL())
    headings = [c.theme.heading for c in reading.board_of_meeting(store, meeting.id).themes]
    assert "冬の足" in headings, "a person's heading is never written over"


def test_a_contradiction_is_told_with_both_and_changes_nothing(store, meeting):
    said = {voice.text: voice.client_key for voice in gathering.said_so_far(store, meeting.id)}
    pair = (said[SAID[0]], said[SAID[4]])
    theming.correct(
        store, meeting.workshop_id, MODEL(), [Edit(Op.SAME, pair, name="ふたつは同じ")]
    )
    before, then = places(store, meeting), revision(store, meeting)
    with pytest.raises(errors.EditConflictError, match=r"別のもの.*同じ|同じ.*別のもの"):
        theming.correct(
            store, meeting.workshop_id, MODEL(), [Edit(Op.APART, pair, name="別のものだ")]
        )
    assert places(store, meeting) == before
    assert revision(store, meeting) == then


@pytest.mark.parametrize(
    "act",
    [
        lambda store, voice, theme: theming.move(store, MODEL(), voice, 999),
        lambda store, voice, theme: theming.move(store, MODEL(), 999, theme),
        lambda store, voice, theme: theming.set_alone(store, MODEL(), 999),
        lambda store, voice, theme: theming.rename(store, MODEL(), 999, "x"),
        lambda store, voice, theme: theming.rename(store, MODEL(), theme, " "),
        lambda store, voice, theme: theming.merge(store, MODEL(), [theme]),
        lambda store, voice, theme: theming.merge(store, MODEL(), [theme, theme]),
        lambda store, voice, theme: theming.merge(store, MODEL(), [theme, 999]),
    ],
)
def test_what_cannot_be_corrected_is_told_and_changes_nothing(store, meeting, act):
    before, then = places(store, meeting), revision(store, meeting)
    with pytest.raises(errors.KurumazaError):
        act(store, voice_ids(store, meeting)[SAID[0]], before[SAID[0]])
    assert places(store, meeting) == before
    assert revision(store, meeting) == then


def test_a_voice_that_waits_for_its_theme_can_be_corrected_at_once(store, meeting):
    fresh = gathering.record_voice(store, meeting.id, "灯油が高い", Entry())
    snow = places(store, meeting)[SAID[4]]
    theming.move(store, MODEL(), fresh.id, snow)
    assert places(store, meeting)["灯油が高い"] == snow
    other = gathering.record_voice(store, meeting.id, "バスの本数が少ない。朝がない", Entry())
    theming.set_alone(store, MODEL(), other.id)
    theming.settle(store, meeting.workshop_id, MODEL())
    lone = reading.board_of_meeting(store, meeting.id).lone
    assert other.text in {card.voices[0].text for card in lone}


def test_what_is_in_no_theme_cannot_be_moved(store, meeting):
    snow = places(store, meeting)[SAID[4]]
    noted = gathering.record_voice(
        store, meeting.id, "記録：休憩", Entry(party=Party.OFFICIALS)
    )
    gone = gathering.record_voice(store, meeting.id, "まちがい", Entry())
    gathering.withdraw(store, [gone.id], reason="取り消し")
    for voice in (noted, gone):
        with pytest.raises(errors.UnusableInputError, match="テーマに入りません"):
            theming.move(store, MODEL(), voice.id, snow)
        with pytest.raises(errors.UnusableInputError, match="テーマに入りません"):
            theming.set_alone(store, MODEL(), voice.id)


def test_a_proposal_knows_the_voices_that_came_in_a_moment_ago(store, meeting):
    gathering.record_voice(store, meeting.id, "灯油が高い", Entry())
    regrouping.describe(regrouping.propose(store, meeting.workshop_id, MODEL()))
    regrouping.accept(store, meeting.workshop_id, MODEL())
    board = reading.board_of_meeting(store, meeting.id)
    assert board.waiting == ()
    assert sum(len(card.voices) for card in (*board.themes, *board.lone)) == board.total


def test_a_theme_of_another_workshop_takes_no_voice(store, meeting):
    plan = opening.MeetingPlan("別の会", MeetingKind.SALON, Stage.HEARING, date(2026, 12, 1), 1)
    elsewhere = opening.open_in_town(store, "となり町", plan)
    gathering.record_voice(store, elsewhere.id, "灯油が高い", Entry())
    theming.settle(store, elsewhere.workshop_id, MODEL())
    [foreign] = set(places(store, elsewhere).values())
    with pytest.raises(errors.KurumazaError):
        theming.move(store, MODEL(), voice_ids(store, meeting)[SAID[0]], foreign)
    assert foreign not in places(store, meeting).values()


def test_cards_that_people_laid_are_taken_over_and_bind(store):
    plan = opening.MeetingPlan(
        "手作業の会", MeetingKind.SALON, Stage.HEARING, date(2026, 12, 1), 1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join([*SAID, SAID[0]]), Entry())
    laid = [
        theming.Arranged("冬と足", (SAID[0], SAID[4])),
        theming.Arranged("", (SAID[8],)),
        theming.Arranged("だれもいない", ("言われなかった声",)),
    ]
    theming.arrange(store, meeting.workshop_id, laid, by="推進員")
    theming.settle(store, meeting.workshop_id, MODEL())
    regrouping.accept(store, meeting.workshop_id, MODEL())
    board = reading.board_of_meeting(store, meeting.id)
    [own] = [card for card in board.themes if card.theme.heading == "冬と足"]
    assert {voice.text for voice in own.voices} >= {SAID[0], SAID[4]}
    assert sum(voice.text == SAID[0] for voice in own.voices) == 2
    assert "だれもいない" not in {card.theme.heading for card in board.themes}
    assert board.waiting == ()
    with pytest.raises(errors.EditConflictError, match="もうテーマがあります"):
        theming.arrange(store, meeting.workshop_id, laid, by="推進員")


def test_a_proposal_changes_nothing_until_it_is_accepted_and_can_be_taken_back(store, meeting):
    ids = voice_ids(store, meeting)
    for text in SAID[1:4]:
        theming.set_alone(store, MODEL(), ids[text])
    for _ in range(3):
        theming.undo_last(store, meeting.workshop_id)
    before, then = places(store, meeting), revision(store, meeting)
    offer = regrouping.describe(regrouping.propose(store, meeting.workshop_id, MODEL()))
    assert offer.summary
    assert places(store, meeting) == before
    assert revision(store, meeting) == then


def test_few_voices_and_equal_ones_work(store):
    plan = opening.MeetingPlan(
        "小さな会", MeetingKind.SALON, Stage.HEARING, date(2026, 12, 1), 1
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    assert theming.settle(store, meeting.workshop_id, MODEL()) == 0
    assert (
        regrouping.describe(regrouping.propose(store, meeting.workshop_id, MODEL())).steps == ()
    )
    for count in range(1, 6):
        gathering.record_voice(store, meeting.id, "同じ声です", Entry())
        theming.settle(store, meeting.workshop_id, MODEL())
        board = reading.board_of_meeting(store, meeting.id)
        assert board.total == count
        assert len(board.themes) == (count > 1)
        assert len(board.lone) == (count == 1)


def test_the_audit_log_names_the_act_but_no_voices_words(store, meeting):
    ids = voice_ids(store, meeting)
    theming.move(store, MODEL(), ids[SAID[8]], places(store, meeting)[SAID[0]])
    town_id = entering.town_of(store, meeting.id)
    lines = store.read(lambda conn: audit.list_of(conn, town_id))
    assert any(line.action == "声を別のテーマへ動かす" for line in lines)
    assert not any("将棋" in f"{line.subject}{line.detail}" for line in lines)


def test_a_retired_theme_is_not_shown_and_its_place_is_not_reused(store, meeting):
    bus, snow = (places(store, meeting)[SAID[n]] for n in (0, 4))
    theming.merge(store, MODEL(), [bus, snow])
    gathering.record_voice(store, meeting.id, "灯油が高い", Entry())
    theming.settle(store, meeting.workshop_id, MODEL())
    living = store.read(lambda conn: themes.list_of(conn, meeting.workshop_id))
    assert snow not in {theme.id for theme in living}
    positions = [theme.position for theme in living]
    assert len(set(positions)) == len(positions)


def test_taking_a_correction_back_does_not_forget_who_came_since(store, meeting):
    lone = places(store, meeting)["子どもに将棋を教えたい"]
    bus = places(store, meeting)[SAID[0]]
    theming.rename(store, MODEL(), bus, "足がない")
    gathering.record_voice(store, meeting.id, "子どもたちに将棋を教えたい", Entry())
    theming.settle(store, meeting.workshop_id, MODEL())
    assert len(reading.board_of_meeting(store, meeting.id).card(lone).voices) == 2
    assert theming.undo_last(store, meeting.workshop_id)
    board = reading.board_of_meeting(store, meeting.id)
    assert board.card(bus).theme.heading != "足がない"
    assert all(len(card.voices) == 1 for card in board.lone)
    assert lone in {card.theme.id for card in board.themes}
