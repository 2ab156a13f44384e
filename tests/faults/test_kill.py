"""kill -9 in the middle of a burst, fifty times: what was acknowledged is there."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from workshop_app import places
from workshop_app.model import MeetingKind, Party, Stage, VoiceSource
from workshop_app.store import Store, engine, meetings, municipalities, voices, workshops

KILLS = 50
BURST = Path(__file__).with_name("burst.py")


def make_meeting(conn):
    town = municipalities.add(conn, name="星見町")
    workshop = workshops.add(conn, municipality_id=town.id, title="外出を語る場")
    return meetings.add(
        conn,
        workshop_id=workshop.id,
        title="第1回",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 5),
    )


@pytest.fixture
def bursts():
    """A program that starts a burst of voices for every line it is given."""
    program = subprocess.Popen(
        [sys.executable, BURST],
        cwd=places.CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(places.CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    yield program
    program.stdin.close()
    program.wait(30)


def burst_and_kill(bursts, line, pause):
    """Start a burst, kill it *pause* seconds after its first voice, return what it promised."""
    bursts.stdin.write(line)
    bursts.stdin.flush()
    verb, pid = bursts.stdout.readline().split()
    assert verb == "pid"
    acknowledged = [bursts.stdout.readline().split()[1]]
    time.sleep(pause)
    os.kill(int(pid), signal.SIGKILL)
    while (told := bursts.stdout.readline().split())[0] == "ack":
        acknowledged.append(told[1])
    assert told == ["end", str(-signal.SIGKILL)]
    return acknowledged


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to start fifty bursts fast")
def test_fifty_kills_in_a_burst_lose_no_acknowledged_voice(settings, bursts):
    rng = random.Random(50)
    with Store.open(settings) as store:
        meeting = store.write(make_meeting, municipality_id=None)
    path = engine.sqlite_path(settings.database_url)
    promised = set()
    for number in range(KILLS):
        acknowledged = burst_and_kill(
            bursts,
            f"{path}\t{meeting.id}\t1\tround{number}\n",
            rng.uniform(0.01, 0.12),
        )
        promised.update(acknowledged)
        with Store.open(settings) as store:
            kept = assert_whole(store, meeting, promised)
            assert store.revision(1) == kept + 5 * number
            send_again(store, meeting, acknowledged[:1] * 5)
    assert len(promised) > KILLS * 5


def assert_whole(store, meeting, promised):
    """Every promised voice is there, once; and the file and the revision agree with it."""
    kept = [voice.client_key for voice in store.read(lambda c: voices.list_of(c, meeting.id))]
    assert promised - set(kept) == set()
    assert len(kept) == len(set(kept))
    with closing(engine.connect_reading(store.path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return len(kept)


def send_again(store, meeting, keys):
    """A phone that heard no answer sends the same voice once more: nothing is doubled."""
    before = store.read(lambda conn: voices.counts(conn, [meeting.id]))
    for key in keys:
        text = f"バスが減って病院に行けない {key}"
        again = store.write(
            lambda conn, key=key, text=text: voices.add(
                conn,
                meeting_id=meeting.id,
                text=text,
                party=Party.RESIDENTS,
                source=VoiceSource.PHONE,
                client_key=key,
            ),
            municipality_id=1,
        )
        assert again.client_key == key
    assert store.read(lambda conn: voices.counts(conn, [meeting.id])) == before
