"""Many evenings one after the other: memory stays flat and no card moves. `make soak`."""

import csv
import itertools
from datetime import date
from pathlib import Path

import psutil
import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Party, Stage
from workshop_app.store import themes
from workshop_app.usecases import gathering, opening, showing, theming
from workshop_app.usecases.gathering import Entry

EVENINGS = 25
VOICES = 120
SAID = Path(__file__).resolve().parents[1] / "analysis" / "sample_topics.csv"

pytestmark = pytest.mark.soak


def read_texts():
    with SAID.open(encoding="utf-8-sig", newline="") as stream:
        return [row["本文"] for row in csv.DictReader(stream)]


def hold_evening(store, town, number, texts):
    plan = opening.MeetingPlan(
        f"第{number}夜", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 1), 8
    )
    meeting = opening.open_meeting(store, town.id, plan)
    known: dict[int, int] = {}
    for place, text in enumerate(itertools.islice(texts, VOICES)):
        entry = Entry(party=list(Party)[place % 3], table_number=1 + place % 8)
        gathering.record_voice(store, meeting.id, text, entry)
        theming.settle(store, meeting.workshop_id, load_default())
        showing.look(store, meeting.id)
        now = {
            each.voice_id: each.theme_id
            for each in store.read(
                lambda conn: themes.assignments_of(conn, meeting.workshop_id)
            )
        }
        assert known.items() <= now.items(), "a card moved by itself"
        known = now


def test_evening_after_evening_memory_stays_flat_and_no_card_moves(store):
    town = opening.found_town(store, "みはらし町")
    texts = itertools.cycle(read_texts())
    mine = psutil.Process()
    used = []
    for number in range(1, EVENINGS + 1):
        hold_evening(store, town, number, texts)
        used.append(mine.memory_info().rss)
    settled = used[EVENINGS // 3]
    assert used[-1] <= 1.1 * settled, [value // 2**20 for value in used]
