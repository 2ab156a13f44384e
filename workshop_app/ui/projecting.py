"""The projected window: what the room sees, and the little its keyboard may do.

It reads finished results only. Whatever its browser asks for passes through
``usecases.showing``, which refuses everything that was held back or withdrawn.
"""

from workshop_app import room_words, words
from workshop_app.model import THREE_PARTIES, ScreenView
from workshop_app.ui import parts, shared
from workshop_app.ui.components.projector import (
    ShownVoice,
    Wall,
    WallCard,
    WallClock,
    WallHide,
    WallMove,
    WallSheet,
    count_pages,
    projector,
)
from workshop_app.usecases import reading, showing

EVERY = 0.8  # seconds between two looks at the store: what is taken off is gone in one (P8)


def draw(meeting_id: int) -> None:
    """Draw what the room sees now; only finished results are read, nothing is computed.

    It is run again by itself, past everything that would catch its errors.
    """
    shared.let_receipts_go_first()
    parts.attempt(lambda: _draw_wall(meeting_id))


def _draw_wall(meeting_id: int) -> None:
    asked = projector(_as_wall(_look(meeting_id)), key=f"screen_{meeting_id}")
    if asked is None:
        return
    if parts.attempt(lambda: follow(meeting_id, asked)):
        parts.rerun_here()


def _look(meeting_id: int) -> showing.Screen:
    spot = shared.spot(meeting_id)
    return showing.look(shared.store(), meeting_id, shared.watch(), spot=spot)


def turn(meeting_id: int, by: int) -> None:
    """Turn the pages of what the wall shows, from the desk; never beyond either end."""
    screen = _look(meeting_id)
    state = screen.state
    pages = count_pages(_as_wall(screen), state.view, state.theme_id)
    page = min(max(state.page + by, 0), max(pages - 1, 0))
    showing.change_screen(
        shared.store(), meeting_id, view=state.view, theme_id=state.theme_id, page=page
    )


def follow(meeting_id: int, asked: WallMove | WallHide) -> None:
    """Do what the wall's keyboard asked for.

    Raises
    ------
    NotFoundError
        It asked for something the room may not see.
    """
    if isinstance(asked, WallHide):
        showing.take_off(shared.store(), meeting_id, asked.voice_id)
        return
    showing.change_screen(
        shared.store(),
        meeting_id,
        view=asked.view,
        theme_id=asked.theme_id if asked.view is ScreenView.THEME else None,
        page=asked.page,
        is_blank=asked.is_blank,
        palette=asked.palette,
        text_percent=asked.text_percent,
        has_ruby=asked.has_ruby,
        mark=asked.mark,
    )


def _as_wall(screen: showing.Screen) -> Wall:
    clock = screen.clock
    alerts = () if screen.only else screen.tally.alerts()  # of some voices nobody is missed
    silent = "、".join(words.label(party) for party in screen.tally.silent() if alerts)
    alert = f"{silent}の声が0件です" if silent else ""
    dots = room_words.DOTS_ARE_DOTS if screen.dots else ""
    return Wall(
        question=screen.meeting.question,
        state=screen.state,
        cards=[
            _as_card(card, screen.dots.get(card.theme.id, 0))
            for card in (*screen.board.themes, *screen.board.lone)
        ],
        by_party=screen.tally.by_party,
        shares={party: screen.tally.shares()[party] for party in THREE_PARTIES},
        alerts=alerts,
        notice="　".join(part for part in (screen.mark, alert, screen.remark, dots) if part),
        only=screen.only,
        clock=WallClock(clock.title, clock.step, clock.following, clock.reading)
        if clock
        else None,
        sheets=_sheets(screen),
    )


def _sheets(screen: showing.Screen) -> list[WallSheet]:
    """Return the sheets; only the one the wall shows brings its picture along."""
    state = screen.state
    is_open = state.view is ScreenView.SHEETS
    at = min(state.page, len(screen.sheets) - 1)
    found = []
    for index, photo in enumerate(screen.sheets):
        image = None
        if is_open and index == at:
            image = showing.sheet_image(shared.store(), screen.meeting.id, photo.id)
        found.append(WallSheet(parts.say_table(photo.table_number), image))
    return found


def _as_card(card: reading.ThemeCard, dots: int) -> WallCard:
    return WallCard(
        id=str(card.theme.id),
        heading=card.theme.heading,
        voices=len(card.voices),
        tables=card.table_count,
        by_party=card.tally.by_party,
        shown=[ShownVoice(str(voice.id), voice.text, voice.party) for voice in card.voices],
        is_lone=card.theme.is_lone,
        dots=dots,
    )
