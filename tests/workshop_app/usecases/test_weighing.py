"""A closer look at themes says where they are divided and how they rank, and changes none."""

from dataclasses import replace
from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Party, Stage
from workshop_app.store import guests, receipts, voices
from workshop_app.ui import weights
from workshop_app.usecases import (
    entering,
    gathering,
    opening,
    reading,
    rehearsing,
    theming,
    weighing,
)
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.theming import Arranged
from workshop_app.usecases.weighing import Course

BUSES = (
    "バスをもう少し増やしてほしい",
    "もう少しバスを増やして",
    "からっぽのバスに、これ以上税金をつぎ込むのは反対だ",
    "病院の帰りのバスがない",
)
SNOW = ("玄関の雪が固くて開かない", "屋根の雪をおろす人がいない")


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町", area_names=("北の里", "南の里"))
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 3
    )
    return opening.open_meeting(store, town.id, plan)


def say(store, meeting, texts, party=Party.RESIDENTS, tables=(1, 2, 3)):
    for place, text in enumerate(texts):
        entry = Entry(party=party, table_number=tables[place % len(tables)])
        gathering.record_voice(store, meeting.id, text, entry)


def weigh(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    return board, weighing.weigh(store, meeting.workshop_id, load_default(), board)


def test_two_sides_and_repeats_are_shown_within_their_theme(store, meeting):
    say(store, meeting, BUSES + SNOW)
    hand = [Arranged("バスのこと", BUSES), Arranged("雪のこと", SNOW)]
    theming.arrange(store, meeting.workshop_id, hand, by="世話役")
    board, weighed = weigh(store, meeting)
    insight = weighed.insights[board.themes[0].theme.id]
    [side] = [side for side in insight.sides if side.about == "バス"]
    assert BUSES[2] in {voice.text for voice in side.refusing}
    assert {voice.text for voice in side.wanting} >= set(BUSES[:2])
    [repeat] = insight.repeats
    assert {voice.text for voice in repeat.voices} == set(BUSES[:2])
    assert (repeat.tables, repeat.phones) == (2, None)
    assert insight.distinct == 3
    assert reading.board_of_meeting(store, meeting.id) == board


def test_one_phone_that_says_the_same_thirty_times_is_one_phone(store, meeting):
    said = [BUSES[0] + "！" * n for n in range(30)]
    say(store, meeting, [*said, BUSES[3]], tables=(2,))
    hand = [Arranged("バスのこと", [*said, BUSES[3]])]
    theming.arrange(store, meeting.workshop_id, hand, by="世話役")
    send_by_phone(store, meeting, lambda text: text in said)
    board, weighed = weigh(store, meeting)
    insight = weighed.insights[board.themes[0].theme.id]
    assert (len(board.themes[0].voices), insight.distinct) == (31, 2)
    assert (insight.from_phones, insight.phones) == (30, 1)
    [repeat] = insight.repeats
    assert (len(repeat.voices), repeat.tables, repeat.phones) == (30, 1, 1)
    assert weights.count_repeat(repeat) == "ほぼ同じ声 30件・1班・スマホ1台"
    unknown = replace(repeat, tables=0, phones=None)
    assert weights.count_repeat(unknown) == "ほぼ同じ声 30件"


def send_by_phone(store, meeting, came):
    """Give the voices that *came* by phone receipts of one phone."""

    def note(conn):
        guest = guests.add(
            conn, meeting_id=meeting.id, token="札", party=Party.RESIDENTS, table_number=2
        )
        said = voices.list_of_workshop(conn, meeting.workshop_id)
        receipts.add_many(conn, {voice.id: guest.id for voice in said if came(voice.text)})

    town = entering.town_of(store, meeting.id)
    store.write(note, municipality_id=town)


def test_nobody_calls_weak_what_people_laid_together(store, meeting):
    say(store, meeting, BUSES + SNOW)
    theming.arrange(
        store, meeting.workshop_id, [Arranged("なんでも", BUSES + SNOW)], by="世話役"
    )
    board, weighed = weigh(store, meeting)
    assert not weighed.insights[board.themes[0].theme.id].is_weak


def test_three_orders_stand_side_by_side_with_a_sentence_where_they_differ(store, meeting):
    say(store, meeting, BUSES, tables=(1,))
    say(store, meeting, SNOW, tables=(1, 2))
    hand = [Arranged("バスのこと", BUSES), Arranged("雪のこと", SNOW)]
    theming.arrange(store, meeting.workshop_id, hand, by="世話役")
    _, weighed = weigh(store, meeting)
    assert weighed.rankings.by_voices == ("バスのこと", "雪のこと")
    assert weighed.rankings.by_tables == ("雪のこと", "バスのこと")
    assert "班の数の順では「雪のこと」" in weighed.rankings.remark


def test_saturation_is_said_once_nothing_new_comes(store, meeting):
    many = tuple(f"バスの本数が足りない、その{number}" for number in range(40))
    say(store, meeting, many)
    theming.arrange(store, meeting.workshop_id, [Arranged("バスのこと", many)], by="世話役")
    _, weighed = weigh(store, meeting)
    assert weighed.is_saturated


def test_themes_are_followed_through_the_meetings_and_areas_of_the_sample(store):
    town = rehearsing.load(store, None, load_default())
    [workshop] = opening.all_workshops(store)
    board = reading.board_of_workshop(store, workshop.id)
    areas = {2: "本町", 3: "川西", 4: "日向", 5: "奥沢"}
    passages = weighing.follow(store, workshop.id, board, areas)
    assert town.is_sample
    assert [meeting.stage for meeting in passages.meetings] == [
        Stage.HEARING,
        Stage.PLANNING,
        Stage.PLANNING,
        Stage.TRIAL,
    ]
    for passage, card in zip(passages.themes, board.themes, strict=True):
        assert sum(passage.by_meeting) == len(card.voices)
    shopping = passages.themes[0]
    assert shopping.course is Course.GROWN
    assert shopping.is_town_wide
    assert {passage.course for passage in passages.themes} >= {Course.GONE, Course.STEADY}
