"""Spotlighting: letting the wall show some of the voices only, saying so, and ending it.

Chosen at the desk, for one meeting's wall.  It narrows what may be shown and opens nothing:
what is held back or withdrawn was never in it, and of other meetings only what was not said
for that room alone.  Themes stay in their places.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workshop_app import errors, words
from workshop_app.model import Meeting, Party, VoiceKind
from workshop_app.store import Connection, Store, areas, meetings, preferences
from workshop_app.usecases import entering, filtering, reading
from workshop_app.usecases.filtering import Filter
from workshop_app.usecases.reading import ThemeBoard

_KEPT = "wall_filter_of_meeting_{}"


@dataclass(frozen=True, slots=True)
class Spot:
    """What the wall shows now.

    ``everyone`` is the same without regard to the party, for the balance of the parties;
    ``sentence`` says what is shown, and is empty where that is everything.
    """

    board: ThemeBoard
    everyone: ThemeBoard
    sentence: str


def chosen(store: Store, meeting_id: int) -> Filter:
    """Return what the wall of a meeting is narrowed to; everything where nobody chose."""
    return store.read(lambda conn: chosen_in(conn, meeting_id))


def chosen_in(conn: Connection, meeting_id: int) -> Filter:
    """Return the same inside a transaction that is open."""
    town_id = meetings.municipality_of(conn, meeting_id)
    kept = preferences.get(conn, _KEPT.format(meeting_id), municipality_id=town_id)
    return _unpack(json.loads(kept)) if kept else Filter()


def choose(store: Store, meeting_id: int, wanted: Filter) -> None:
    """Let the wall show only what *wanted* lets through; an open filter shows everything.

    Raises
    ------
    UnusableInputError
        The last day is before the first.
    """
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise errors.UnusableInputError(
            "「この日まで」が「この日から」より前です。日を選びなおしてください。"
        )
    town_id = entering.town_of(store, meeting_id)
    packed = "" if wanted.is_open else json.dumps(_pack(wanted))
    store.write(
        lambda conn: preferences.put(
            conn, _KEPT.format(meeting_id), packed, municipality_id=town_id
        ),
        municipality_id=town_id,
    )


def spans_meetings(wanted: Filter) -> bool:
    """Say whether a filter asks for other meetings than the one in the room."""
    return bool(wanted.meetings or wanted.since or wanted.until)


def spot(
    store: Store,
    meeting_id: int,
    board_of: Callable[[int, bool], ThemeBoard] | None = None,
) -> Spot:
    """Return what the wall of a meeting shows now.

    *board_of* gives the board of the meeting, or of all its workshop (True), as the room may
    see it, where those are kept.
    """
    wanted = chosen(store, meeting_id)
    is_wide = spans_meetings(wanted)
    read = board_of or (lambda key, wide: _read(store, key, is_wide=wide))
    board = read(meeting_id, is_wide)
    if wanted.is_open:
        return Spot(board, board, "")
    held = filtering.meetings_by_id(store, entering.enter(store, meeting_id).workshop.id)
    shown = filtering.narrow(board, wanted, held, keeps_places=not is_wide)
    everyone = filtering.narrow(board, replace(wanted, parties=frozenset()), held)
    told = store.read(lambda conn: _say(conn, meeting_id, wanted, held))
    return Spot(shown, everyone, f"{told}だけを映しています（{shown.total}件）")


def _read(store: Store, meeting_id: int, *, is_wide: bool) -> ThemeBoard:
    if is_wide:
        return reading.board_of_hall(store, meeting_id)
    return reading.board_of_meeting(store, meeting_id, on_screen=True)


def _say(conn: Connection, meeting_id: int, wanted: Filter, held: Mapping[int, Meeting]) -> str:
    town_id = meetings.municipality_of(conn, meeting_id)
    names = {area.id: area.name for area in areas.list_of(conn, town_id)}
    parts = [
        _join(words.label(party) for party in Party if party in wanted.parties),
        _join(f"{number}班" for number in sorted(n for n in wanted.tables if n is not None)),
        _join(name for key, name in names.items() if key in wanted.areas),
        _join(words.label(kind) for kind in VoiceKind if kind in wanted.kinds),
        _join(f"「{each.title}」" for key, each in held.items() if key in wanted.meetings),
        _say_period(wanted.since, wanted.until),
    ]
    return "　".join(part for part in parts if part) or "選んだ声"


def _join(told: Iterable[str]) -> str:
    return "と".join(told)


def _say_period(since: date | None, until: date | None) -> str:
    begin = f"{since.year}年{since.month}月{since.day}日から" if since else ""
    end = f"{until.year}年{until.month}月{until.day}日まで" if until else ""
    return begin + end


def _pack(wanted: Filter) -> dict[str, Any]:
    return {
        "parties": sorted(wanted.parties),
        "tables": sorted(number for number in wanted.tables if number is not None),
        "areas": sorted(area for area in wanted.areas if area is not None),
        "kinds": sorted(kind for kind in wanted.kinds if kind is not None),
        "meetings": sorted(wanted.meetings),
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
    }


def _unpack(kept: Mapping[str, Any]) -> Filter:
    return Filter(
        parties=frozenset(map(Party, kept["parties"])),
        tables=frozenset(kept["tables"]),
        areas=frozenset(kept["areas"]),
        kinds=frozenset(map(VoiceKind, kept["kinds"])),
        meetings=frozenset(kept["meetings"]),
        since=date.fromisoformat(kept["since"]) if kept["since"] else None,
        until=date.fromisoformat(kept["until"]) if kept["until"] else None,
    )
