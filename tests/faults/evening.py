"""Plays an evening until it is killed: says what was promised, a line for each promise."""

import sys
from pathlib import Path

from workshop_app.model import ScreenView
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import gathering, pacing, parking, showing, timing
from workshop_app.usecases.gathering import Entry


def tell(*words: object) -> None:
    """Say one promise."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(folder: str, meeting_id: int) -> None:
    """Do one thing after the other, and tell each once it is on the disk."""
    watch = timing.Watch()
    views = (ScreenView.BALANCE, ScreenView.TIMER, ScreenView.QUESTION, ScreenView.CLOSING)
    with Store.open(Settings(Path(folder), f"sqlite:///{folder}/kurumaza.db")) as store:
        pacing.start(store, watch, meeting_id)
        for turn in range(10_000):
            said = gathering.record_voice(store, meeting_id, f"声{turn}", Entry())
            tell("voice", said.id)
            kept = showing.change_screen(store, meeting_id, view=views[turn % 4])
            tell("wall", kept.serial, kept.view.value)
            if turn % 7 == 3:
                pacing.go_on_to_next(store, watch, meeting_id)
                current = pacing.course(store, watch, meeting_id).current
                tell("row", current.position if current else -1)
            item = parking.park(store, meeting_id, f"あとで{turn}")
            tell("parked", item.id)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
