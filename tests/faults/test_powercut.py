"""The power goes in the middle of a burst, sixty times: what was acknowledged is there."""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from workshop_app import errors, places
from workshop_app.model import MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store, engine, meetings, municipalities, voices, workshops

HERE = Path(__file__).parent
CUTS_PER_KIND = 20
VOICES_PER_THREAD = 400  # enough for the log to be brought into the file several times

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or shutil.which("gcc") is None,
        reason="needs Linux and gcc to write down what reaches the disk",
    ),
]


def load_powercut():
    spec = importlib.util.spec_from_file_location("powercut", HERE / "powercut.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["powercut"] = module
    spec.loader.exec_module(module)
    return module


powercut = load_powercut()


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


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A burst of voices, as it reached the disk: the files before it, and the log."""
    room = tmp_path_factory.mktemp("powercut")
    folder = room / "disk"
    log, shim = room / "log", room / "disk_log.so"
    compile_it = ["gcc", "-shared", "-fPIC", "-O1", "-o", shim, HERE / "disk_log.c", "-ldl"]
    subprocess.run([*compile_it, "-lpthread"], check=True, capture_output=True)
    settings = Settings(folder, f"sqlite:///{folder.as_posix()}/kurumaza.db")
    with Store.open(settings) as store:
        meeting = store.write(make_meeting, municipality_id=None)
    before = {str(path): path.read_bytes() for path in folder.iterdir()}
    burst = [sys.executable, HERE / "burst.py", folder / "kurumaza.db", str(meeting.id), "1"]
    subprocess.run(
        [*burst, str(VOICES_PER_THREAD), folder / "acknowledged"],
        check=True,
        stdout=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": str(places.CHECKOUT),
            "LD_PRELOAD": str(shim),
            "DISK_LOG_FOLDER": str(folder),
            "DISK_LOG_FILE": str(log),
        },
    )
    return before, powercut.read_log(log), meeting.id


def cut(recorded, moment, rest, rng, *, is_lying=False):
    """Return the files after a power cut and the keys that were acknowledged before it."""
    before, entries, _ = recorded
    disk = powercut.Disk({path: bytearray(content) for path, content in before.items()})
    acknowledged = set()
    for entry in entries[:moment]:
        if entry.path.endswith("acknowledged"):
            if entry.content.startswith(b"ack "):
                acknowledged.add(entry.content.decode().split()[1])
        elif not entry.path.endswith("-shm") and not (is_lying and entry.kind == "S"):
            disk.take(entry)
    return disk.lose_power(rest, rng), acknowledged


def found_after(files, folder, meeting_id):
    """Open what is left and return the keys in it; the file must be whole."""
    folder.mkdir()
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
    with Store.open(Settings(folder, f"sqlite:///{folder.as_posix()}/kurumaza.db")) as store:
        kept = store.read(lambda conn: voices.list_of(conn, meeting_id))
        assert store.revision(1) == len(kept)
        with closing(engine.connect_reading(store.path)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return {voice.client_key for voice in kept}


def test_the_recording_is_of_a_burst_with_checkpoints(recorded):
    _, entries, _ = recorded
    synced = [entry.path for entry in entries if entry.kind == "S"]
    assert sum(path.endswith("-wal") for path in synced) > 50
    assert sum(path.endswith("kurumaza.db") for path in synced) >= 2
    _, acknowledged = cut(recorded, len(entries), powercut.Rest.NOTHING, random.Random(0))
    assert len(acknowledged) == 6 * VOICES_PER_THREAD


@pytest.mark.parametrize("rest", list(powercut.Rest), ids=lambda rest: rest.value)
def test_no_acknowledged_voice_is_lost_when_the_power_goes(recorded, rest, tmp_path):
    rng = random.Random(rest.value)
    for number in range(CUTS_PER_KIND):
        moment = rng.randint(1, len(recorded[1]))
        files, acknowledged = cut(recorded, moment, rest, rng)
        kept = found_after(files, tmp_path / str(number), recorded[2])
        assert acknowledged - kept == set(), f"cut at entry {moment}"


def test_a_disk_that_only_pretends_to_sync_is_seen_to_lose_voices(recorded, tmp_path):
    rng = random.Random(1)
    lost = 0
    for number in range(5):
        moment = rng.randint(len(recorded[1]) // 2, len(recorded[1]))
        files, acknowledged = cut(recorded, moment, powercut.Rest.NOTHING, rng, is_lying=True)
        try:
            kept = found_after(files, tmp_path / str(number), recorded[2])
        except (AssertionError, errors.StoreError):
            kept = set()
        lost += bool(acknowledged - kept)
    assert lost == 5
