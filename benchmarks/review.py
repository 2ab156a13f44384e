"""How fast the coordinator's desk answers with 36 meetings and 6,000 voices.

Run: ``python -m benchmarks.review [voices]``.  It prints what each wait takes, the middle of
five, and the memory at the end.  Voices are labelled statements with a running number; their
themes are laid by label, as people would have left them.
"""

import csv
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path

from streamlit.testing.v1 import AppTest

from workshop_app import places, settings
from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Party, Stage, VoiceSource
from workshop_app.store import Store, areas
from workshop_app.store.memory import Memory
from workshop_app.store.voices import VoiceDraft
from workshop_app.ui import shared
from workshop_app.usecases import (
    comparing,
    correcting,
    cutting,
    gathering,
    opening,
    reading,
    reviewing,
    searching,
    stepping,
    theming,
)
from workshop_app.usecases.theming import Arranged

DISTRICTS, ROUNDS = 9, 4
STATEMENTS = Path(__file__).with_name("voices_labelled.csv")


def main(voices: int = 6000) -> None:
    """Fill a store, then time what the coordinator waits for."""
    encoder = load_default()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with Store.open(settings.load(place)) as store:
            workshop_id = fill(store, voices)
            theming.settle(store, workshop_id, encoder)
            searching.read_index(store, workshop_id, encoder)  # embeds every text once
            measure(store, workshop_id)
        measure_page(place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("memory at its highest", f"{peak:,.0f} MB")


def fill(store: Store, voices: int) -> int:
    """Open the meetings, record the voices, lay the themes; return the workshop."""
    names = [f"第{n + 1}地区" for n in range(DISTRICTS)]
    town = opening.found_town(store, "九里市", area_names=names)
    ids = {a.name: a.id for a in store.read(lambda conn: areas.list_of(conn, town.id))}
    with STATEMENTS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    text_at, label_at = tuple(rows[0])[:2]
    workshop_id, number = None, 0
    laid: dict[str, list[str]] = defaultdict(list)
    parties = list(Party)[:3]
    for each in range(ROUNDS):
        for name in names:
            plan = opening.MeetingPlan(
                f"{name} 第{each + 1}回",
                MeetingKind.TOWN_MEETING,
                Stage.HEARING,
                date(2026, 5 + each, 1),
                8,
                area_id=ids[name],
            )
            meeting = opening.open_meeting(store, town.id, plan, workshop_id=workshop_id)
            workshop_id = meeting.workshop_id
            drafts = []
            for _ in range(voices // (DISTRICTS * ROUNDS)):
                row = rows[number % len(rows)]
                text = f"{row[text_at]}（{number}）"
                laid[row[label_at]].append(text)
                party = parties[number % 3]
                drafts.append(VoiceDraft(text, party, VoiceSource.FILE, number % 8 + 1))
                number += 1
            gathering.take_in(store, meeting.id, drafts)
    groups = [Arranged(label, tuple(texts)) for label, texts in laid.items()]
    theming.arrange(store, workshop_id, groups, by="町")
    return workshop_id


def measure(store: Store, workshop_id: int) -> None:
    """Print how long each thing takes."""
    encoder = load_default()
    board = reading.board_of_workshop(store, workshop_id)
    say("voices, themes", f"{board.total:,}, {len(board.themes)}")
    timed("opening the comparison", lambda: comparing.compare(store, workshop_id))
    timed("reading the index", lambda: searching.read_index(store, workshop_id, encoder))
    index = searching.read_index(store, workshop_id, encoder)
    timed("search by word", lambda: searching.by_word(index, "バス 病院"))
    timed("search by meaning", lambda: searching.by_meaning(index, "足がない", encoder))
    one, two = board.themes[0], board.themes[1]
    movers = cycle([v.id for v in one.voices])

    def move() -> None:
        seen = stepping.number(store, workshop_id)
        reviewing.move_all(store, encoder, [next(movers)], two.theme.id, seen=seen)

    timed("reading ahead", lambda: look_ahead(store, workshop_id))
    timed("a correction (move)", move)
    timed("undo", lambda: stepping.undo(store, workshop_id))
    timed("redo", lambda: stepping.redo(store, workshop_id))
    stepping.undo(store, workshop_id)
    stepping.undo(store, workshop_id)
    timed("a correction after two undos", move, times=1)
    longest = iter(sorted(two.voices, key=lambda v: -len(v.text)))
    timed("cut a voice", lambda: cutting.cut(store, encoder, next(longest).id, 3))
    half = [voice.id for voice in board.themes[2].voices[::2]]
    split = board.themes[2].theme.id
    timed("split a theme", lambda: theming.split(store, encoder, split, half), times=1)
    pair = [board.themes[3].theme.id, board.themes[4].theme.id]
    timed("merge two themes", lambda: theming.merge(store, encoder, pair), times=1)
    for _ in range(100):
        move()
    timed("a correction after 100", move)
    timed("the board of one meeting", lambda: reading.board_of_meeting(store, 1))


def look_ahead(store: Store, workshop_id: int) -> None:
    """Read what a correction needs as after a write by somebody else."""
    store.memory = Memory()
    correcting.look_ahead(store, workshop_id, load_default())


def measure_page(folder: Path) -> None:
    """Print how long the review page takes to be drawn after a correction."""
    os.environ["KURUMAZA_DATA"] = str(folder)
    page = AppTest.from_file(str(places.ENTRY), default_timeout=200)
    page.switch_page(str(places.PAGES / "review.py"))
    page.query_params["m"] = "1"
    page.run()
    store, encoder = shared.store(), shared.embedder()
    target, *others = reading.board_of_meeting(store, 1).themes
    movers = iter([voice for card in others for voice in card.voices])

    def correct_and_draw() -> None:
        reviewing.move_all(store, encoder, [next(movers).id], target.theme.id)
        page.run()

    timed("a correction, to the screen", correct_and_draw)
    shared.close()


def timed(name: str, act: Callable[[], object], times: int = 5) -> None:
    """Print the middle of some runs: by the clock, and of the processor, in milliseconds."""
    clock, processor = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        act()
        clock.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - busy))
    busy_for = f"{statistics.median(processor):,.0f} ms of the processor"
    say(name, f"{statistics.median(clock):,.0f} ms, {busy_for}")


def say(name: str, value: str) -> None:
    """Print one line."""
    print(f"{name:<28}{value}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
