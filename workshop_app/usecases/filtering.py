"""Filtering a board: by party, table, area, kind, meeting and period; the sums still agree.

A pure narrowing of what was read: it works for the desk, for papers, and for the projector
(``narrow(screen_board, wanted, meetings)``).  A field nobody has chosen anything in lets
everything through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workshop_app.model import Meeting, Party, Voice, VoiceKind
from workshop_app.store import Store, meetings
from workshop_app.usecases.reading import ThemeBoard, ThemeCard


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at; empty means everything."""

    parties: frozenset[Party] = frozenset()
    tables: frozenset[int | None] = frozenset()
    areas: frozenset[int | None] = frozenset()
    kinds: frozenset[VoiceKind | None] = frozenset()
    meetings: frozenset[int] = frozenset()
    since: date | None = None
    until: date | None = None
    voices: frozenset[int] | None = None  # those a search has found

    @property
    def is_open(self) -> bool:
        """Whether everything goes through."""
        return self == Filter()


def meetings_by_id(store: Store, workshop_id: int) -> Mapping[int, Meeting]:
    """Return the meetings of a workshop, which a filter needs for days and areas."""
    held = store.read(lambda conn: meetings.list_of(conn, workshop_id))
    return {meeting.id: meeting for meeting in held}


def narrow(
    board: ThemeBoard,
    wanted: Filter,
    held: Mapping[int, Meeting],
    *,
    keeps_places: bool = False,
) -> ThemeBoard:
    """Return *board* with the voices that *wanted* lets through; themes without any go.

    A theme keeps its own kind: one with a single voice left does not become a lone voice.
    With *keeps_places* a theme without any stays where it is, empty, so that no card jumps.
    """
    if wanted.is_open:
        return board

    def keep(said: Sequence[Voice]) -> tuple[Voice, ...]:
        return tuple(v for v in said if lets_through(wanted, v, held[v.meeting_id]))

    def cut(cards: Sequence[ThemeCard]) -> tuple[ThemeCard, ...]:
        narrowed = (_with_voices(card, keep(card.voices)) for card in cards)
        stay = (
            card
            for card in narrowed
            if card.voices or (keeps_places and not card.theme.is_lone)
        )
        return tuple(stay)

    themes, lone = cut(board.themes), cut(board.lone)
    waiting, asides = keep(board.waiting), keep(board.asides)
    standing = sum(len(card.voices) for card in (*themes, *lone))
    return ThemeBoard(themes, lone, waiting, asides, standing + len(waiting) + len(asides))


def lets_through(wanted: Filter, voice: Voice, meeting: Meeting) -> bool:
    """Say whether a voice, said at *meeting*, is looked at."""
    area_id = meeting.area_id if voice.area_id is None else voice.area_id
    return (
        _has(wanted.parties, voice.party)
        and _has(wanted.tables, voice.table_number)
        and _has(wanted.areas, area_id)
        and _has(wanted.kinds, voice.kind)
        and _has(wanted.meetings, voice.meeting_id)
        and (wanted.since is None or wanted.since <= meeting.held_on)
        and (wanted.until is None or meeting.held_on <= wanted.until)
        and (wanted.voices is None or voice.id in wanted.voices)
    )


def _has(chosen: frozenset[object], value: object) -> bool:
    return not chosen or value in chosen


def _with_voices(card: ThemeCard, kept: tuple[Voice, ...]) -> ThemeCard:
    if len(kept) == len(card.voices):
        return card
    return replace(
        card, voices=kept, assignments={voice.id: card.assignments[voice.id] for voice in kept}
    )
