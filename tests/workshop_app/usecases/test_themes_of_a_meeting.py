"""A hundred and twenty notes become at most ten themes and the lone voices (C3)."""

import csv
from datetime import date
from pathlib import Path

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Stage, VoiceSource
from workshop_app.store import voices
from workshop_app.usecases import gathering, opening, reading, theming

SAID = Path(__file__).resolve().parents[2] / "analysis" / "sample_topics.csv"


def open_meeting(store, number):
    town = opening.found_town(store, f"みはらし町{number}")
    plan = opening.MeetingPlan(
        "百二十枚の会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 8
    )
    meeting = opening.open_meeting(store, town.id, plan)
    with SAID.open(encoding="utf-8-sig", newline="") as stream:
        texts = [row["本文"] for row in csv.DictReader(stream)][:120]
    drafts = [
        voices.VoiceDraft(text, party, VoiceSource.FILE, table_number=1 + place % 8)
        for place, (text, party) in enumerate(
            zip(texts, (["residents", "care", "companies"] * 40), strict=True)
        )
    ]
    gathering.take_in(store, meeting.id, drafts)
    theming.settle(store, meeting.workshop_id, load_default())
    return meeting


@pytest.fixture
def meeting(store):
    return open_meeting(store, 1)


def sizes(board):
    return sum(len(card.voices) for card in (*board.themes, *board.lone))


def test_sizes_and_lone_voices_are_everybody_and_a_move_keeps_the_sum(store, meeting):
    board = reading.board_of_meeting(store, meeting.id)
    assert 1 < len(board.themes) <= 10
    assert board.lone
    assert sizes(board) == board.total == 120
    moved = board.themes[0].voices[0]
    theming.move(store, load_default(), moved.id, board.themes[1].theme.id)
    after = reading.board_of_meeting(store, meeting.id)
    assert sizes(after) == 120
    assert moved in after.card(board.themes[1].theme.id).voices


def test_the_same_voices_give_the_same_themes(store, meeting):
    def picture(one):
        board = reading.board_of_meeting(store, one.id)
        return {
            (card.theme.heading, frozenset(voice.text for voice in card.voices))
            for card in (*board.themes, *board.lone)
        }

    assert picture(meeting) == picture(open_meeting(store, 2))


def test_every_theme_shows_voices_tables_and_parties(store, meeting):
    for card in reading.board_of_meeting(store, meeting.id).themes:
        assert 1 <= card.table_count <= 8
        assert 1 <= card.party_count <= 3
        assert sum(card.tally.by_party.values()) == len(card.voices)
