"""Listing a workshop's needs and offers: in whose words, from where, how far they are.

In the order the voices came; nothing is ranked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop_app import glossary, words
from workshop_app.model import MatchState, Meeting, Voice
from workshop_app.store import Connection, Store, meetings
from workshop_app.usecases import reading
from workshop_app.usecases.introducing import IntroductionBoard, Offering

NOBODY_YET = "まだ相手がいない"
PROPOSED = "案あり"
FREE = "まだ候補なし"
_ORDER = (MatchState.AGREED, MatchState.ASKED, MatchState.CANDIDATE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a voice came from; blank where it is not known or it is no voice."""

    voice: Voice | None
    meeting: str
    theme: str


@dataclass(frozen=True, slots=True)
class ListedNeed:
    """A need and how far it is: 成立, 打診, 候補, 案あり or まだ相手がいない."""

    voice: Voice
    source: Source
    standing: str


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """An offer, how far it is, and what of the scheme it resembles (C42, C43)."""

    offering: Offering
    source: Source
    standing: str
    programme: str
    is_work_like: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists; every need and every offer of the board once."""

    needs: tuple[ListedNeed, ...]
    offers: tuple[ListedOffer, ...]


def list_both(
    store: Store, workshop_id: int, board: IntroductionBoard, themes: reading.ThemeBoard
) -> Lists:
    """Return the needs and offers of *board* with their sources."""

    def read(conn: Connection) -> dict[int, Meeting]:
        return {each.id: each for each in meetings.list_of(conn, workshop_id)}

    held = store.read(read)
    cards = (*themes.themes, *themes.lone)
    placed = {voice.id: card.theme.heading for card in cards for voice in card.voices}

    def source(voice: Voice | None) -> Source:
        if voice is None:
            return Source(None, "", "")
        meeting = held.get(voice.meeting_id)
        return Source(voice, meeting.title if meeting else "", placed.get(voice.id, ""))

    said = {
        voice.id: voice
        for card in cards
        for voice in (*card.voices, *themes.waiting, *themes.asides)
    }
    return Lists(
        tuple(
            ListedNeed(voice, source(voice), _stand_need(board, voice)) for voice in board.needs
        ),
        tuple(_list_offer(board, each, source, said) for each in board.offerings),
    )


def _list_offer(
    board: IntroductionBoard,
    offering: Offering,
    source: Callable[[Voice | None], Source],
    said: Mapping[int, Voice],
) -> ListedOffer:
    voice, text = offering.voice, offering.text
    if offering.asset is not None:
        voice = said.get(offering.asset.source_voice_id or 0)
        text = f"{text} {offering.asset.conditions}"
    return ListedOffer(
        offering,
        source(voice),
        _stand_offer(board, offering),
        glossary.suggest_category(text) or "",
        glossary.is_work_like(text),
    )


def _stand_need(board: IntroductionBoard, voice: Voice) -> str:
    states = {m.state for m in board.matches if m.need_voice_id == voice.id}
    if (said := _furthest(states)) is not None:
        return said
    proposed = {each.need.id for each in board.proposals}
    return PROPOSED if voice.id in proposed else NOBODY_YET


def _stand_offer(board: IntroductionBoard, offering: Offering) -> str:
    states = {m.state for m in board.matches if (m.asset_id, m.offer_voice_id) == offering.ids}
    if (said := _furthest(states)) is not None:
        return said
    proposed = {each.offering.key for each in board.proposals}
    return PROPOSED if offering.key in proposed else FREE


def _furthest(states: set[MatchState]) -> str | None:
    return next((words.label(state) for state in _ORDER if state in states), None)
