"""Where voices stand, read once for many phones.

A full hall asks for the same board hundreds of times a minute while voices come in.  A board
is read again only after something was written, and reading never takes more than a twentieth
of the time: among a thousand voices a phone may see what was true two seconds ago.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop_app.store import Store
from workshop_app.usecases import reading
from workshop_app.usecases.reading import ThemeCard
from workshop_app.usecases.welcoming import Entrance

_SHARE = 20
_LONGEST = 2.0  # seconds
_MOST = 16


@dataclass(frozen=True, slots=True)
class _Held:
    cards: Mapping[int, ThemeCard]
    revision: int
    until: float


class Boards:
    """Keeps the newest board of each meeting for a moment."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[int, _Held] = {}
        self._gate = threading.Lock()

    def cards(self, store: Store, entrance: Entrance) -> Mapping[int, ThemeCard]:
        """Return the card of each voice that the room sees, by voice."""
        meeting_id = entrance.meeting.id
        with self._gate:  # one reads, the others wait for it and read nothing
            held = self._held.get(meeting_id)
            began = self._clock()
            if held is not None and began < held.until:
                return held.cards
            revision = store.revision(entrance.town_id)
            if held is not None and held.revision == revision:
                return held.cards
            board = reading.board_of_meeting(store, meeting_id, on_screen=True)
            cards = {
                voice.id: card for card in (*board.themes, *board.lone) for voice in card.voices
            }
            took = max(0.0, self._clock() - began)
            until = self._clock() + min(_LONGEST, _SHARE * took)
            self._held[meeting_id] = _Held(cards, revision, until)
            while len(self._held) > _MOST:
                del self._held[next(iter(self._held))]
            return cards
