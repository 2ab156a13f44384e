"""kill -9 in the middle of an evening: reopened within ten seconds, it stands where it was."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from workshop_app import places
from workshop_app.model import MeetingKind, Stage
from workshop_app.store import Store
from workshop_app.usecases import gathering, opening, pacing, parking, showing, timing

EVENING = Path(__file__).with_name("evening.py")


@pytest.fixture
def meeting_id(settings):
    with Store.open(settings) as store:
        plan = opening.MeetingPlan(
            title="夕べの語らい",
            kind=MeetingKind.TOWN_MEETING,
            stage=Stage.HEARING,
            held_on=date(2026, 11, 20),
            table_count=4,
            run_sheet="town_meeting_120",
        )
        return opening.open_in_town(store, "みはらし町", plan).id


def play_and_kill(folder, meeting_id, lines):
    """Play until so many promises were told, kill, and return the promises."""
    program = subprocess.Popen(
        [sys.executable, EVENING, str(folder), str(meeting_id)],
        cwd=places.CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(places.CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = [program.stdout.readline().split() for _ in range(lines)]
    program.kill()
    told += [line.split() for line in program.stdout.read().splitlines()]
    program.wait(30)
    return told


@pytest.mark.parametrize("lines", [3, 17, 60])
def test_an_evening_that_is_killed_opens_where_it_was(settings, meeting_id, lines):
    told = play_and_kill(settings.data_folder, meeting_id, lines)
    promised = {kind: [each[1:] for each in told if each[0] == kind] for kind, *_ in told}
    with Store.open(settings) as store:
        screen = showing.look(store, meeting_id, timing.Watch())
        course = pacing.course(store, timing.Watch(), meeting_id)
        said = {voice.id for voice in gathering.said_so_far(store, meeting_id)}
        parked = {item.id for item in parking.parked(store, meeting_id)}
        assert store.check().is_sound
    assert said >= {int(number) for [number] in promised["voice"]}
    assert parked >= {int(number) for [number] in promised.get("parked", [])}
    serial, view = promised["wall"][-1]
    # One more choice may have reached the disk without being told.
    assert screen.state.serial - int(serial) in (0, 1)
    assert screen.state.serial > int(serial) or screen.state.view.value == view
    [row] = promised.get("row", [["0"]])[-1]
    assert course.current.position - int(row) in (0, 1)
    assert course.reading.is_running and 0 <= course.reading.spent < 60
    assert screen.clock.step == course.current.step
