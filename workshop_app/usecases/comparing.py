"""Comparing meetings and areas: the same issue over districts and rounds, never ranked (C17).

The themes of a workshop are shared by its meetings, so the same issue has the same id
everywhere and next year too (F20).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis import comparison
from analysis.comparison import Thread
from analysis.course import Course
from workshop_app.model import Area, Fate, Meeting, ThemeFate, Voice
from workshop_app.store import Connection, Store, areas, fates, meetings, workshops
from workshop_app.usecases import answering, reading
from workshop_app.usecases.filtering import Filter, narrow
from workshop_app.usecases.reading import ThemeBoard, ThemeCard

__all__ = ["Comparison", "Course", "Line", "Thread", "compare", "lay_out"]


@dataclass(frozen=True, slots=True)
class Line:
    """One theme in the comparison."""

    theme_id: int
    heading: str
    thread: Thread
    fate: Fate

    @property
    def is_answered(self) -> bool:
        """Whether somebody said what became of it."""
        return self.fate is not Fate.UNTOUCHED


@dataclass(frozen=True, slots=True)
class Comparison:
    """All themes over all meetings, in the order the meetings were held.

    Attributes
    ----------
    totals : voices of each area with a name, in the areas' own order.
    elsewhere : voices no area is known of; with ``totals`` they are all voices compared.
    """

    meetings: tuple[Meeting, ...]
    lines: tuple[Line, ...]
    totals: Mapping[str, int]
    elsewhere: int

    @property
    def town_wide(self) -> tuple[Line, ...]:
        """The themes spoken of in two areas or more: 「全市で考える課題」."""
        return tuple(line for line in self.lines if line.thread.is_town_wide)


def compare(
    store: Store,
    workshop_id: int,
    wanted: Filter | None = None,
    *,
    board: ThemeBoard | None = None,
) -> Comparison:
    """Compare the meetings of a workshop, or what a filter lets through of them.

    *board* is that of the whole workshop, where it was kept.
    """
    board = board or reading.board_of_workshop(store, workshop_id)

    def look(conn: Connection) -> tuple[list[Meeting], list[Area], dict[int, ThemeFate]]:
        town_id = workshops.get(conn, workshop_id).municipality_id
        held = meetings.list_of(conn, workshop_id)
        held.sort(key=lambda meeting: (meeting.held_on, meeting.id))
        return held, areas.list_of(conn, town_id), fates.newest_of(conn, workshop_id)

    held, known, answered = store.read(look)
    by_id = {meeting.id: meeting for meeting in held}
    return lay_out(narrow(board, wanted or Filter(), by_id), held, known, answered)


def lay_out(
    board: ThemeBoard,
    held: Sequence[Meeting],
    known: Sequence[Area],
    answered: Mapping[int, ThemeFate],
) -> Comparison:
    """Lay the themes of *board* out over meetings and the areas below the whole town."""
    names = {area.id: area.name for area in known if area.tier > 1}
    by_id = {meeting.id: meeting for meeting in held}
    places = _number_places(board, by_id, names)
    cards = (*board.themes, *board.lone)
    numbers = [number for number, _ in places]
    rounds = _number_rounds(held, names)
    counts = {str(card.theme.id): _count(card, by_id, names, places) for card in cards}
    everyone = _all_voices(board)
    totals = Counter((v.meeting_id, _area_of(v, by_id, names)) for v in everyone)
    threads = comparison.compare(
        counts,
        [totals[place] for place in places],
        [area for _, area in places],
        [rounds[number] for number in numbers],
    )
    in_areas = Counter(_area_of(voice, by_id, names) for voice in everyone)
    return Comparison(
        meetings=tuple(held),
        lines=tuple(
            Line(
                card.theme.id,
                card.theme.heading,
                thread,
                answering.fate_of(answered, card.theme.id),
            )
            for card, thread in zip(cards, threads, strict=True)
        ),
        totals={name: in_areas[name] for name in names.values()},
        elsewhere=in_areas[""],
    )


def _all_voices(board: ThemeBoard) -> list[Voice]:
    cards = (*board.themes, *board.lone)
    return [*(voice for card in cards for voice in card.voices), *board.waiting]


def _area_of(voice: Voice, held: Mapping[int, Meeting], names: Mapping[int, str]) -> str:
    own = voice.area_id if voice.area_id is not None else held[voice.meeting_id].area_id
    return "" if own is None else names.get(own, "")


def _number_places(
    board: ThemeBoard, held: Mapping[int, Meeting], names: Mapping[int, str]
) -> list[tuple[int, str]]:
    """Return every meeting and area voices were heard of, by day, then by area."""
    order = {name: place for place, name in enumerate(names.values())}
    found = {(v.meeting_id, _area_of(v, held, names)) for v in _all_voices(board)}
    return sorted(
        found,
        key=lambda place: (held[place[0]].held_on, place[0], order.get(place[1], len(order))),
    )


def _number_rounds(held: Sequence[Meeting], names: Mapping[int, str]) -> dict[int, int]:
    """Return the round of each meeting: the first of an area, its second, and so on."""
    seen: Counter[str] = Counter()
    rounds = {}
    for meeting in held:
        area = names.get(meeting.area_id, "") if meeting.area_id is not None else ""
        rounds[meeting.id] = seen[area]
        seen[area] += 1
    return rounds


def _count(
    card: ThemeCard,
    held: Mapping[int, Meeting],
    names: Mapping[int, str],
    places: Sequence[tuple[int, str]],
) -> list[int]:
    here = Counter((v.meeting_id, _area_of(v, held, names)) for v in card.voices)
    return [here[place] for place in places]
