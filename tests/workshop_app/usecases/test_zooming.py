"""Seen closer or from farther away, a meeting's themes hold the same voices."""

from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Stage
from workshop_app.usecases import gathering, opening, preferring, reading, theming, zooming
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.theming import Arranged

BUSES = (
    "バスの本数を増やしてほしい",
    "バスの便が少なくて困る",
    "バスの本数が一日に二本しかない",
    "バス停まで歩けない",
    "バス停が遠くて歩けません",
    "バス停まで坂があって歩くのがつらい",
)
SNOW = ("玄関の雪が固くて開かない", "屋根の雪をおろす人がいない")


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町", area_names=("北の里",))
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 3
    )
    found = opening.open_meeting(store, town.id, plan)
    for text in BUSES + SNOW:
        gathering.record_voice(store, found.id, text, Entry())
    hand = [Arranged("バスのこと", BUSES), Arranged("雪のこと", SNOW)]
    theming.arrange(store, found.workshop_id, hand, by="世話役")
    return found


def look(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    return board, zooming.zoom(store, meeting.workshop_id, load_default(), board)


def test_the_parts_of_a_theme_add_up_to_it_and_speak_in_its_words(store, meeting):
    board, zoom = look(store, meeting)
    [card] = [card for card in board.themes if card.theme.heading == "バスのこと"]
    parts = zoom.parts[card.theme.id]
    assert len(parts) > 1
    told = [voice.id for part in parts for voice in part.voices]
    assert sorted(told) == sorted(voice.id for voice in card.voices)
    for part in parts:
        assert any(part.heading in voice.text for voice in part.voices)
    assert reading.board_of_meeting(store, meeting.id) == board, "looking moves nobody"


def test_every_card_is_in_one_band(store, meeting):
    board, zoom = look(store, meeting)
    held = [card.theme.id for band in zoom.bands for card in band]
    assert sorted(held) == sorted(card.theme.id for card in board.themes)


def test_a_town_without_proposed_headings_gets_numbers(store, meeting):
    town_id = store.read(lambda conn: zooming.workshops.get(conn, meeting.workshop_id))
    preferring.show_proposals(store, town_id.municipality_id, is_on=False)
    _, zoom = look(store, meeting)
    [parts] = zoom.parts.values()
    assert [part.heading for part in parts] == [f"まとまり{i + 1}" for i in range(len(parts))]
