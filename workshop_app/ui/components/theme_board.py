"""The projector's board: few themes in large type, which never flicker and never jump.

Pages are cut in Python, by number and by letters, so that a theme that arrives later never
changes an earlier page. The person at the keyboard turns pages with ← and → (a presenter's
remote sends the same), opens a theme with its number, and takes a voice off the screen with
one key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from workshop_app import figures, words
from workshop_app.model import THREE_PARTIES, Party
from workshop_app.ui.components import sources

MOST_CARDS = 4  # two by two: every place is fixed, whatever comes later
MOST_LETTERS = 60  # of headings on one screen (A4)
_LONGEST_VOICE = 120

_board = st.components.v2.component(
    "kurumaza_theme_board",
    html='<div class="kz wall"></div>',
    css=sources.style("theme_board.css"),
    js=sources.script("theme_board.js"),
)


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """A voice that may be shown to the room."""

    id: str
    text: str
    party: Party


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme, or a lone voice, as the room sees it; all in the same size of letters."""

    id: str
    heading: str
    voices: int
    tables: int
    by_party: Mapping[Party, int]
    shown: Sequence[ShownVoice] = ()
    is_lone: bool = False


@dataclass(frozen=True, slots=True)
class ThemeBoard:
    """What the projector shows: the question fixed at the top, then the themes."""

    question: str
    cards: Sequence[ThemeCard]
    notice: str = ""


class BoardWish(StrEnum):
    """What the person at the projector's keyboard wants."""

    HIDE = "hide"
    SHOW_AGAIN = "show_again"


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """A wish about one voice."""

    wish: BoardWish
    voice_id: str


def theme_board(board: ThemeBoard, *, key: str) -> BoardEvent | None:
    """Show the board and return a wish about a voice, if there just was one.

    A hidden voice leaves the screen at once; the page must take it out of the board, and
    puts it back when it is wished again.
    """
    result = _board(key=key, height="content", data=_pack(board), on_wished_change=_do_nothing)
    wished = result.wished
    if not wished or wished.get("wish") not in set(BoardWish):
        return None
    return BoardEvent(BoardWish(wished["wish"]), str(wished["voice"]))


def cut_pages(cards: Iterable[ThemeCard]) -> list[list[ThemeCard]]:
    """Cut *cards*, in their order, into pages of few items and few letters.

    A lone voice never shares a page with themes, so that 「ひとりの声」 can stand above it.
    """
    pages: list[list[ThemeCard]] = []
    letters = 0
    for card in cards:
        fits = (
            bool(pages)
            and len(pages[-1]) < MOST_CARDS
            and letters + len(card.heading) <= MOST_LETTERS
            and pages[-1][0].is_lone == card.is_lone
        )
        if not fits:
            pages.append([])
            letters = 0
        pages[-1].append(card)
        letters += len(card.heading)
    return pages


def _pack(board: ThemeBoard) -> dict[str, Any]:
    ordered = sorted(board.cards, key=lambda card: card.is_lone)
    return {
        "question": board.question,
        "notice": board.notice,
        "lone": words.LONE_VOICES,
        "pages": [[_pack_card(card) for card in page] for page in cut_pages(ordered)],
    }


def _pack_card(card: ThemeCard) -> dict[str, Any]:
    present = [
        party for party in Party if card.by_party.get(party, 0) or party in THREE_PARTIES
    ]
    return {
        "id": card.id,
        "heading": card.heading,
        "voices": card.voices,
        "tables": card.tables,
        "standpoints": sum(card.by_party.get(party, 0) > 0 for party in THREE_PARTIES),
        "lone": card.is_lone,
        "parties": [
            {
                "word": words.short_label(party),
                "count": card.by_party.get(party, 0),
                "shape": figures.PARTY_MARKS[party].shape,
                "colour": figures.PARTY_MARKS[party].colour,
            }
            for party in present
        ],
        "shown": [_pack_voice(voice) for voice in card.shown],
    }


def _pack_voice(voice: ShownVoice) -> dict[str, Any]:
    text = voice.text
    mark = figures.PARTY_MARKS[voice.party]
    return {
        "id": voice.id,
        "text": text
        if len(text) <= _LONGEST_VOICE
        else text[:_LONGEST_VOICE] + "…(つづきあり)",
        "word": words.label(voice.party),
        "shape": mark.shape,
        "colour": mark.colour,
    }


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
