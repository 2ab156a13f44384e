"""The projected page: the board, the alert for a silent party, and taking a voice off."""

from workshop_app.ui import parts, shared
from workshop_app.ui.components.theme_board import (
    BoardWish,
    ShownVoice,
    ThemeBoard,
    ThemeCard,
    theme_board,
)
from workshop_app.usecases import gathering, reading, showing

EVERY = 2.0  # seconds between two looks at the store


def draw(meeting_id: int) -> None:
    """Draw what the room sees now; only finished results are read, nothing is computed.

    It is run again by itself, past everything that would catch its errors.
    """
    parts.attempt(lambda: _draw_board(meeting_id))


def _draw_board(meeting_id: int) -> None:
    screen = showing.look(shared.store(), meeting_id)
    cards = (*screen.board.themes, *screen.board.lone)
    event = theme_board(
        ThemeBoard(
            question=screen.meeting.question,
            cards=[_as_card(card) for card in cards],
            notice="　".join((*screen.tally.alerts(), screen.remark)),
        ),
        key=f"screen_{meeting_id}",
    )
    if event is None:
        return
    is_projected = event.wish is BoardWish.SHOW_AGAIN
    if parts.attempt(
        lambda: gathering.set_projected(
            shared.store(), int(event.voice_id), is_projected=is_projected
        )
    ):
        parts.rerun_here()


def _as_card(card: reading.ThemeCard) -> ThemeCard:
    return ThemeCard(
        id=str(card.theme.id),
        heading=card.theme.heading,
        voices=len(card.voices),
        tables=card.table_count,
        by_party=card.tally.by_party,
        shown=[ShownVoice(str(voice.id), voice.text, voice.party) for voice in card.voices],
        is_lone=card.theme.is_lone,
    )
