"""Phones at a bad hour: the server killed, the line cut, the clock set back, the disk full.

Every test starts the real program and speaks to it as phones do.
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from workshop_app import places
from workshop_app.model import MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store, receipts, voices
from workshop_app.usecases import opening

HERE = Path(__file__).parent
PHONES = 40
VOICES_EACH = 5
PATIENCE = 120  # seconds
needs_gcc = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("gcc") is None,
    reason="needs Linux and gcc to spoil the disk and the clock of one process",
)


class Hall:
    """A meeting, and the server that takes its voices; it can be killed and started again."""

    def __init__(self, folder, env=None):
        self.data = folder / "データ"
        self.env = os.environ | {"PYTHONPATH": str(places.CHECKOUT)} | (env or {})
        self.log = folder / "log.txt"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with self.open() as store:
            plan = opening.MeetingPlan(
                "夜の会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 5), 4
            )
            self.meeting = opening.open_in_town(store, "星見町", plan)
        self.page = f"/j/{self.meeting.join_code}"
        self.start()

    def open(self):
        return Store.open(Settings(self.data, f"sqlite:///{(self.data / 'kurumaza.db')}"))

    def start(self):
        command = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [*command, "--port", str(self.port), "--data", str(self.data)],
                cwd=places.CHECKOUT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.server.poll() is None, self.log.read_text("utf-8")
            with contextlib.suppress(OSError):
                return self.ask("GET", self.page)
            time.sleep(0.05)
        raise AssertionError(self.log.read_text("utf-8"))

    def kill(self):
        self.server.send_signal(signal.SIGKILL)
        self.server.wait(30)

    def ask(self, method, path, body=None, kind="application/json"):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Content-Type": kind} if body is not None else {}
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            line.close()

    def send(self, text, key):
        told = {"text": text, "party": "residents", "table": 2, "client_key": key}
        status, body = self.ask("POST", f"{self.page}/voices", json.dumps(told))
        return status, json.loads(body)

    def kept(self):
        with self.open() as store:
            return store.read(lambda conn: voices.list_of(conn, self.meeting.id))


@pytest.fixture
def make_hall(tmp_path):
    halls = []

    def make(**env):
        halls.append(Hall(tmp_path, env))
        return halls[-1]

    yield make
    for hall in halls:
        hall.kill()


def send_until_heard(hall, number, heard):
    """A phone that sends its voices one by one, each until it hears that it is kept."""
    for count in range(VOICES_EACH):
        key, until = f"phone{number}-{count}", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, told = hall.send(f"バスが減って病院に行けない {key}", key)
                if status in (200, 201):
                    heard[key] = told["receipt"]
                    break
            time.sleep(0.1)


def test_a_server_killed_twice_in_a_burst_loses_and_doubles_no_voice(make_hall):
    hall = make_hall()
    heard = {}
    phones = [
        threading.Thread(target=send_until_heard, args=(hall, number, heard))
        for number in range(PHONES)
    ]
    for phone in phones:
        phone.start()
    for share in (0.2, 0.6):
        until = time.monotonic() + PATIENCE
        while len(heard) < share * PHONES * VOICES_EACH:
            assert time.monotonic() < until
            time.sleep(0.01)
        hall.kill()
        before = dict(heard)
        kept = [voice.text.split()[-1] for voice in hall.kept()]
        assert set(before) - set(kept) == set(), "acknowledged, and gone"
        hall.start()
    for phone in phones:
        phone.join(PATIENCE)
    hall.kill()
    kept = hall.kept()
    told = [voice.text.split()[-1] for voice in kept]
    assert sorted(told) == sorted(heard) and len(told) == PHONES * VOICES_EACH
    with hall.open() as store:
        numbers = store.read(
            lambda conn: receipts.list_of_voices(conn, [voice.id for voice in kept])
        )
    by_key = {voice.text.split()[-1]: numbers[voice.id] for voice in kept}
    assert by_key == heard, "each receipt is still the one that was told"


def cut(hall, body, *, share):
    """Send a post, but only a *share* of its body, and hang up without listening."""
    head = (
        f"POST {hall.page}/voices HTTP/1.1\r\nHost: localhost:{hall.port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", hall.port), timeout=20) as line:
        line.sendall(head.encode() + body[: int(share * len(body))])


def test_a_line_cut_before_or_after_the_voice_was_kept_leaves_it_once(make_hall):
    hall = make_hall()
    told = {"text": "線が切れても残る声", "party": "residents", "client_key": "cut"}
    body = json.dumps(told).encode()
    cut(hall, body, share=0.5)
    status, _ = hall.ask("GET", hall.page)
    assert status == 200 and hall.kept() == [], "half a voice is none"
    for _ in range(3):
        cut(hall, body, share=1.0)
    until = time.monotonic() + PATIENCE
    while not hall.kept():
        assert time.monotonic() < until
        time.sleep(0.05)
    status, first = hall.send("線が切れても残る声", "cut")
    again = hall.send("線が切れても残る声", "cut")
    assert (status, again) == (200, (200, first)), "it was kept although nobody listened"
    assert len(hall.kept()) == 1
    assert hall.send("ほかのことば", "cut")[0] == 409


@pytest.fixture
def faults(tmp_path):
    """A folder in which a file spoils something for the server, and the library that does."""
    library = tmp_path / "room_faults.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library)]
    subprocess.run([*command, str(HERE / "room_faults.c"), "-ldl"], check=True)
    folder = tmp_path / "faults"
    folder.mkdir()
    return folder, {"LD_PRELOAD": str(library), "ROOM_FAULTS": str(folder)}


@needs_gcc
def test_a_clock_set_back_changes_no_order_and_keeps_no_phone_waiting(make_hall, faults):
    folder, env = faults
    hall = make_hall(**env)
    assert hall.send("一番目の声", "a")[0] == 201
    (folder / "back").touch()
    for number in range(12):
        assert hall.send(f"時計がもどったあとの声 {number}", f"b{number}")[0] == 201
    assert hall.send("一番目の声", "a")[0] == 200
    (folder / "back").unlink()
    assert hall.send("最後の声", "c")[0] == 201
    kept = hall.kept()
    assert [kept[0].text, kept[-1].text] == ["一番目の声", "最後の声"]
    assert kept[1].recorded_at < kept[0].recorded_at, "the clock did go back"


@needs_gcc
def test_a_full_disk_is_a_sentence_and_the_words_are_not_lost(make_hall, faults):
    folder, env = faults
    hall = make_hall(**env)
    assert hall.send("空きがあったときの声", "a")[0] == 201
    (folder / "full").touch()
    status, told = hall.send("空きがないときの声", "b")
    assert status == 507 and "空き容量" in told["error"]
    form = urlencode({"text": "消えてはこまる<b>声", "party": "residents", "client_key": "c"})
    status, page = hall.ask(
        "POST", f"{hall.page}/voices", form, "application/x-www-form-urlencoded"
    )
    assert status == 507 and "空き容量" in page
    assert "消えてはこまる&lt;b&gt;声" in page, "what was written is still there to copy"
    assert hall.ask("GET", hall.page)[0] == 200, "reading goes on"
    (folder / "full").unlink()
    assert hall.send("空きがないときの声", "b")[0] == 201, "the same key, once there is room"
    assert [voice.text for voice in hall.kept()] == [
        "空きがあったときの声",
        "空きがないときの声",
    ]
