"""A crowd's voices are looked through in another process, or here where there is none."""

import subprocess
import sys
import time

import psutil
import pytest

from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.phone import looking
from workshop_app.phone.looking import Looker
from workshop_app.usecases import gathering, receiving

SAYINGS = (
    "買い物がふべんです",
    "電話は090-1234-5678です",
    "星見商店の田中さんに頼んでいます",
    "もう消えてしまいたいと思う日があります",
    "星見が丘の道がせまい",
)
OWNER = """
import time
from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.phone.looking import Looker
looker = Looker()
looker.look_through([], screening_lists())
while looker.process_id is None:
    time.sleep(0.02)
print(looker.process_id, flush=True)
time.sleep(600)
"""
LISTS = screening_lists(["星見が丘", "星見商店"])


def posts(how_many):
    said = [f"{SAYINGS[n % len(SAYINGS)]} {n}" for n in range(how_many)]
    return [
        receiving.Posted(None, receiving.Sent(text, gathering.Entry(), f"k{n}"))
        for n, text in enumerate(said)
    ]


def wait_for(holds, complaint):
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    assert holds(), complaint


@pytest.fixture
def looker():
    made = Looker()
    made.look_through(posts(1), LISTS)  # the first voice of the evening
    wait_for(lambda: made.process_id is not None, "the process never said that it is ready")
    yield made
    made.close()


def test_the_process_finds_what_is_found_here_and_ends_with_its_owner(looker):
    crowd = posts(3 * looking.FEWEST)
    expected = receiving.look_through(crowd, LISTS)
    assert any(each.judged.reasons for each in expected)
    assert any(each.judged.suggestion for each in expected)
    assert looker.look_through(crowd, LISTS) == expected
    assert looker.process_id is not None, "it was the process that answered"
    child = psutil.Process(looker.process_id)
    looker.close()
    assert not child.is_running() and looker.process_id is None
    assert looker.look_through(crowd, LISTS) == expected


def test_a_process_that_died_is_done_without(looker):
    crowd = posts(looking.FEWEST)
    child = psutil.Process(looker.process_id)
    child.kill()
    child.wait(20)
    assert looker.look_through(crowd, LISTS) == receiving.look_through(crowd, LISTS)
    assert looker.look_through(crowd, LISTS) == receiving.look_through(crowd, LISTS)
    assert looker.process_id is None


def test_a_process_that_stands_still_is_waited_for_only_a_moment(looker, monkeypatch):
    monkeypatch.setattr(looking, "_PATIENCE", 0.2)
    crowd = posts(looking.FEWEST)
    psutil.Process(looker.process_id).suspend()
    assert looker.look_through(crowd, LISTS) == receiving.look_through(crowd, LISTS)
    assert looker.process_id is None


def test_a_server_that_is_killed_leaves_no_such_process_behind():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(owner.stdout.readline()))
    owner.kill()
    owner.wait()
    owner.stdout.close()
    wait_for(
        lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, "it stays"
    )
