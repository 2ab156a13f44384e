"""Showing the room what it said: a few large things at a time, in places that stay.

What the wall shows is kept, so that a wall which was closed, or whose cable fell out, opens
where it was. Nothing that was held back or withdrawn can be asked for here: it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack

from workshop_app import errors, room_words, words
from workshop_app.cleaning import clean
from workshop_app.model import (
    Meeting,
    Palette,
    Photo,
    RunRow,
    ScreenState,
    ScreenView,
    TimerKind,
    Voice,
)
from workshop_app.store import (
    Connection,
    Store,
    consents,
    marks,
    meetings,
    photos,
    screen_states,
)
from workshop_app.usecases import (
    entering,
    gathering,
    pacing,
    photographing,
    reading,
    seating,
    spotlighting,
    timing,
)
from workshop_app.usecases.timing import Reading, Watch

LEAST_TEXT, MOST_TEXT = 100, 200  # per cent
_LONGEST_FAREWELL = 120
_NOT_ON_SCREEN = "いま画面に出せるものではありません。画面を読み直してください。"


class ScreenChanges(TypedDict, total=False):
    """What may be chosen for the wall."""

    view: ScreenView
    theme_id: int | None
    page: int
    is_blank: bool
    palette: Palette
    text_percent: int
    has_ruby: bool
    farewell: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownClock:
    """The clock the wall shows, the step it belongs to, and the step after it."""

    title: str
    step: str
    following: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Screen:
    """What is projected; held-back and withdrawn voices are not in it.

    ``dots`` has the marks of interest by the id of the theme; ``mark`` says that the meeting is
    invented or practice (P25).
    """

    meeting: Meeting
    board: reading.ThemeBoard
    tally: gathering.Tally
    remark: str
    state: ScreenState
    clock: ShownClock | None
    sheets: tuple[Photo, ...]
    dots: Mapping[int, int]
    mark: str
    only: str = ""  # says what alone is shown, where that is not everything


def look(
    store: Store,
    meeting_id: int,
    watch: Watch | None = None,
    *,
    spot: spotlighting.Spot | None = None,
) -> Screen:
    """Return what the room sees now.

    *spot* is what :func:`spotlighting.spot` gave, where it was made from kept boards.
    """
    spot = spot or spotlighting.spot(store, meeting_id)
    board, everyone = spot.board, spot.everyone
    shown = [voice for card in (*everyone.themes, *everyone.lone) for voice in card.voices]
    eye = watch or Watch()

    def read(conn: Connection) -> Screen:
        return Screen(
            meeting=meetings.get(conn, meeting_id),
            board=board,
            tally=gathering.count([*shown, *everyone.waiting, *everyone.asides]),
            remark=words.not_the_whole_town(seating.turnout_of(conn, meeting_id).total),
            state=_seen(state_of(conn, meeting_id), board),
            clock=_clock(conn, eye, meeting_id),
            sheets=_sheets(conn, meeting_id),
            dots=marks.counts(conn, meeting_id),
            mark=entering.mark_of(conn, meeting_id),
            only=spot.sentence,
        )

    return store.read(read)


def state_of(conn: Connection, meeting_id: int) -> ScreenState:
    """Return what the wall is to show; before anybody chose, the themes."""
    return screen_states.find(conn, meeting_id) or ScreenState(
        meeting_id=meeting_id,
        view=ScreenView.THEMES,
        theme_id=None,
        page=0,
        is_blank=False,
        palette=Palette.LIGHT,
        text_percent=LEAST_TEXT,
        has_ruby=False,
        farewell=room_words.FAREWELL,
        serial=0,
        mark="",
    )


def state(store: Store, meeting_id: int) -> ScreenState:
    """Return what the wall is to show."""
    return store.read(lambda conn: state_of(conn, meeting_id))


def change_screen(
    store: Store, meeting_id: int, **wanted: Unpack[ScreenChanges]
) -> ScreenState:
    """Let the wall show something else, and keep it.

    Raises
    ------
    NotFoundError
        The theme has no voice that may be shown.
    UnusableInputError
        The farewell is too long for a wall.
    """
    theme_id = wanted.get("theme_id")
    if wanted.get("view") is ScreenView.THEME or theme_id is not None:
        theme_on_screen(store, meeting_id, theme_id)
    if len(wanted.get("farewell", "")) > _LONGEST_FAREWELL:
        raise errors.UnusableInputError(
            f"投影のことばは{_LONGEST_FAREWELL}文字までにしてください。"
        )

    def change(conn: Connection) -> ScreenState:
        before = state_of(conn, meeting_id)
        after = replace(replace(before, mark=""), **wanted)
        percent = min(max(after.text_percent, LEAST_TEXT), MOST_TEXT)
        after = replace(
            after,
            text_percent=percent,
            page=min(max(after.page, 0), 9999),
            theme_id=after.theme_id if after.view is ScreenView.THEME else None,
            farewell=clean(after.farewell).strip(),
            mark=after.mark[:40],
            serial=before.serial + 1,
        )
        return screen_states.put(conn, after)

    return store.write(change, municipality_id=entering.town_of(store, meeting_id))


def theme_on_screen(store: Store, meeting_id: int, theme_id: int | None) -> reading.ThemeCard:
    """Return a theme with the voices the room may see.

    Raises
    ------
    NotFoundError
        There is no such theme in this meeting, or nothing of it may be shown.
    """
    board = spotlighting.spot(store, meeting_id).board
    card = board.card(theme_id) if theme_id is not None else None
    if card is None:
        raise errors.NotFoundError(_NOT_ON_SCREEN)
    return card


def voice_on_screen(store: Store, meeting_id: int, voice_id: int) -> Voice:
    """Return a voice the room may see.

    Raises
    ------
    NotFoundError
        It is of another meeting which the wall does not show, held back or withdrawn.
    """
    own = gathering.said_so_far(store, meeting_id)
    board = spotlighting.spot(store, meeting_id).board
    wide = [voice for card in (*board.themes, *board.lone) for voice in card.voices]
    for voice in (*own, *wide):
        if voice.id == voice_id and voice.is_projected:
            return voice
    raise errors.NotFoundError(_NOT_ON_SCREEN)


def take_off(store: Store, meeting_id: int, voice_id: int) -> None:
    """Take a voice off the wall, from the wall; only the desk can bring it back (P8, P12).

    Raises
    ------
    NotFoundError
        It is not on the wall of this meeting.
    """
    voice_on_screen(store, meeting_id, voice_id)
    gathering.set_projected(store, voice_id, is_projected=False)


def held_back(store: Store, meeting_id: int) -> list[Voice]:
    """Return the voices that are kept off the wall, in the order they came, for the desk."""
    return [v for v in gathering.said_so_far(store, meeting_id) if not v.is_projected]


def sheet_image(store: Store, meeting_id: int, photo_id: int) -> bytes:
    """Return the picture of a sheet that may be shown.

    Raises
    ------
    NotFoundError
        It is of another meeting, or nobody allowed it to be shown.
    """

    def read(conn: Connection) -> bytes:
        photo = photos.get(conn, photo_id)
        if photo not in _sheets(conn, meeting_id):
            raise errors.NotFoundError(_NOT_ON_SCREEN)
        return photos.image_of(conn, photo_id)

    return store.read(read)


def _sheets(conn: Connection, meeting_id: int) -> tuple[Photo, ...]:
    """Return the photos the room may see, as the record of consent stands now (P18)."""
    told = consents.of_meeting(conn, meeting_id)
    return tuple(
        photo
        for photo in photos.list_of(conn, meeting_id)
        if photo.is_shown and photographing.may_be_shown(photo, told)
    )


def _seen(wanted: ScreenState, board: reading.ThemeBoard) -> ScreenState:
    """Return the state with a theme that has left the wall closed."""
    if wanted.view is not ScreenView.THEME:
        return wanted
    if wanted.theme_id is not None and board.card(wanted.theme_id) is not None:
        return wanted
    return replace(wanted, view=ScreenView.THEMES, theme_id=None, page=0)


def _clock(conn: Connection, watch: Watch, meeting_id: int) -> ShownClock | None:
    """Return the clock to show: a turn, silence or break before the row at work."""
    clocks = timing.read_all(conn, watch, meeting_id)
    found = pacing.course_of(conn, watch, meeting_id)
    current, following = found.current, found.following
    sides = [clocks[kind] for kind in timing.SIDE_KINDS if kind in clocks]
    if sides:
        side = next((each for each in sides if each.is_running), sides[0])
        title = room_words.CLOCKS[side.kind]
        return ShownClock(title, "", _step_of(current), side)
    if found.reading is None or current is None:
        return None
    title = room_words.CLOCKS[TimerKind.ROW]
    return ShownClock(title, current.step, _step_of(following), found.reading)


def _step_of(row: RunRow | None) -> str:
    return row.step if row else ""
