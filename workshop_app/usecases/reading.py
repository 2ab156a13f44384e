"""Reading the themes: cards with their voices, counted so that every sum agrees."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis import headings
from workshop_app import screening_words
from workshop_app.model import (
    THREE_PARTIES,
    Assignment,
    Consent,
    MadeBy,
    Party,
    Theme,
    Voice,
)
from workshop_app.store import Connection, Store, meetings, themes, voices, workshops
from workshop_app.usecases import gathering, holding, preferring


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme, or a lone voice, with the voices it has in what is being looked at."""

    theme: Theme
    voices: tuple[Voice, ...]
    assignments: Mapping[int, Assignment]  # by voice id

    @property
    def tally(self) -> gathering.Tally:
        """The theme's voices by party, table and kind."""
        return gathering.count(self.voices)

    @property
    def table_count(self) -> int:
        """How many tables (班) said it; voices without a table are not counted."""
        return len({v.table_number for v in self.voices if v.table_number is not None})

    @property
    def party_count(self) -> int:
        """How many of the three parties said it."""
        parties = {voice.party for voice in self.voices}
        return sum(party in parties for party in THREE_PARTIES)

    @property
    def silent(self) -> tuple[Party, ...]:
        """The parties that have not spoken about it."""
        return self.tally.silent()


@dataclass(frozen=True, slots=True)
class ThemeBoard:
    """All themes and lone voices of a meeting or a whole workshop.

    ``sum(len(card.voices)) over themes and lone + len(waiting) + len(asides) == total``.
    What officials and recorders noted (``asides``) is kept apart and enters no theme.
    """

    themes: tuple[ThemeCard, ...]
    lone: tuple[ThemeCard, ...]
    waiting: tuple[Voice, ...]
    asides: tuple[Voice, ...]
    total: int

    def card(self, theme_id: int) -> ThemeCard | None:
        """Return the card of one theme."""
        return next((c for c in (*self.themes, *self.lone) if c.theme.id == theme_id), None)


def board_of_meeting(store: Store, meeting_id: int, *, on_screen: bool = False) -> ThemeBoard:
    """Return one meeting's board; *on_screen* leaves out what must not be projected."""

    def read(conn: Connection) -> ThemeBoard:
        workshop_id = meetings.get(conn, meeting_id).workshop_id
        placed = themes.places_in_meeting(conn, workshop_id, meeting_id)
        return _board(conn, workshop_id, voices.list_of(conn, meeting_id), placed, on_screen)

    return store.read(read)


def board_of_workshop(store: Store, workshop_id: int) -> ThemeBoard:
    """Return the board of all meetings of a workshop together."""

    def read(conn: Connection) -> ThemeBoard:
        said = voices.list_of_workshop(conn, workshop_id)
        placed = themes.assignments_of(conn, workshop_id)
        return _board(conn, workshop_id, said, placed, on_screen=False)

    return store.read(read)


def board_of_hall(store: Store, meeting_id: int) -> ThemeBoard:
    """Return what the room of a meeting may see of its whole workshop.

    What was said at another meeting for that room only stays there.
    """

    def read(conn: Connection) -> ThemeBoard:
        workshop_id = meetings.get(conn, meeting_id).workshop_id
        said = [
            voice
            for voice in voices.list_of_workshop(conn, workshop_id)
            if voice.meeting_id == meeting_id or voice.consent is not Consent.ROOM
        ]
        placed = themes.assignments_of(conn, workshop_id)
        return _board(conn, workshop_id, said, placed, on_screen=True)

    return store.read(read)


def _board(
    conn: Connection,
    workshop_id: int,
    said: Sequence[Voice],
    places: Sequence[Assignment],
    on_screen: bool,
) -> ThemeBoard:
    reworded = holding.wordings(conn, workshop_id)
    visible = [voice for voice in said if voice.is_projected or not on_screen]
    if on_screen:
        visible = [_as_shown(voice, reworded) for voice in visible]
    shown = [voice for voice in visible if voice.party is not Party.OFFICIALS]
    placed = {each.voice_id: each for each in places}
    members: dict[int, list[Voice]] = {}
    for voice in shown:
        if voice.id in placed:
            members.setdefault(placed[voice.id].theme_id, []).append(voice)
    town_id = workshops.get(conn, workshop_id).municipality_id
    proposes = preferring.shows_proposals(conn, town_id)

    @cache
    def quotable() -> str:
        if on_screen:
            return _join(voice.text for voice in visible)
        said = voices.texts_shown(conn, workshop_id)
        return _join(reworded.get(voice_id, text) for voice_id, text in said.items())

    cards = [
        ThemeCard(
            _with_heading(
                theme,
                [_as_shown(v, reworded) for v in members[theme.id] if v.is_projected],
                quotable,
                proposes=proposes,
            ),
            tuple(members[theme.id]),
            {voice.id: placed[voice.id] for voice in members[theme.id]},
        )
        for theme in themes.list_of(conn, workshop_id)
        if theme.id in members
    ]
    standing = {voice.id for card in cards for voice in card.voices}
    return ThemeBoard(
        themes=tuple(card for card in cards if not card.theme.is_lone),
        lone=tuple(card for card in cards if card.theme.is_lone),
        waiting=tuple(voice for voice in shown if voice.id not in standing),
        asides=tuple(voice for voice in visible if voice.party is Party.OFFICIALS),
        total=len(visible),
    )


def _as_shown(voice: Voice, reworded: Mapping[int, str]) -> Voice:
    """Return the voice in the words a person took to show it in, marked as such."""
    wording = reworded.get(voice.id)
    return voice if wording is None else replace(voice, text=wording)


def _join(texts: Iterable[str]) -> str:
    """Return texts as one, a line each; what has no line break is in it if it is in one."""
    return "\n".join(" ".join(text.split()) for text in texts)


def _with_heading(
    theme: Theme, shown: Sequence[Voice], quotable: Callable[[], str], *, proposes: bool
) -> Theme:
    """Return the theme as it is called here.

    A heading of the machine is a piece of somebody's voice. Where nobody says it whose voice
    may be shown, its words leave the heading too; and a town may want no such headings at all.
    """
    if theme.heading_by is MadeBy.PERSON:
        return theme
    if not proposes and not theme.is_lone:
        return replace(theme, heading=f"テーマ{theme.position + 1}")
    quoted = theme.heading.rstrip("…")
    if quoted in quotable():
        return theme
    if not shown:
        return replace(theme, heading=screening_words.NOT_SHOWN)
    return replace(theme, heading=headings.quote(shown[0].text))
