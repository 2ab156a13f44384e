"""A program that writes voices as fast as it can, to be killed; run by the tests beside it.

Each line on standard input, ``FILE MEETING TOWN ROUND``, starts a child by fork, so that
Python and its libraries are loaded once for all rounds. Standard output tells what happens:
``pid N``, one ``ack KEY`` after each voice was acknowledged, and ``end STATUS`` when the
child is gone. With arguments in place of standard input it writes one finite burst itself.
"""

import os
import sys
import threading
from pathlib import Path

from workshop_app.model import Party, VoiceSource
from workshop_app.settings import Settings
from workshop_app.store import Store, voices

THREADS = 6


def tell(descriptor, line):
    """Write one line at once, so that lines of several threads never mix."""
    os.write(descriptor, f"{line}\n".encode())


def write_voices(store, meeting_id, town_id, prefix, how_many, descriptor):
    """Write voices one after another and acknowledge each."""
    for number in range(how_many):
        key = f"{prefix}-{number}"
        store.write(
            lambda conn, key=key: voices.add(
                conn,
                meeting_id=meeting_id,
                text=f"バスが減って病院に行けない {key}",
                party=Party.RESIDENTS,
                source=VoiceSource.PHONE,
                client_key=key,
            ),
            municipality_id=town_id,
        )
        tell(descriptor, f"ack {key}")


def burst(path, meeting_id, town_id, name, how_many, descriptor):
    """Write voices from several threads until they are all written, or until killed."""
    store = Store.open(Settings(path.parent, f"sqlite:///{path.as_posix()}"))
    tell(descriptor, f"pid {os.getpid()}")
    threads = [
        threading.Thread(
            target=write_voices,
            args=(store, meeting_id, town_id, f"{name}-{number}", how_many, descriptor),
        )
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return store


def serve():
    """Fork a child for every line that comes in, and wait until it is gone."""
    for line in sys.stdin:
        path, meeting_id, town_id, name = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            burst(Path(path), int(meeting_id), int(town_id), name, 1_000_000, 1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        tell(1, f"end {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        serve()
    else:
        database, meeting, town, count, acknowledged = sys.argv[1:]
        acknowledging = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        burst(Path(database), int(meeting), int(town), "cut", int(count), acknowledging)
        os._exit(0)  # as a machine that loses power: nothing is closed
