"""The wall: few things in large type, which never flicker and never jump.

Pages are cut here, by number and by letters, so that a theme that arrives later never changes
an earlier page. The person at its keyboard walks with ← and → (a presenter's remote sends the
same), opens a theme with its number, and takes a voice off with one key. There is no key that
brings one back: the wall can only ever show less than it was given.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from workshop_app import figures, room_words, words
from workshop_app.model import THREE_PARTIES, Palette, Party, ScreenState, ScreenView
from workshop_app.ui.components import sources
from workshop_app.ui.components.clock_face import pack_clock
from workshop_app.usecases.timing import Reading

MOST_CARDS = 4  # two by two: every place is fixed, whatever comes later
MOST_LETTERS = 60  # of headings on one screen (A4)
_MOST_VOICES = 5
_LONGEST_VOICE = 120

_wall = st.components.v2.component(
    "kurumaza_projector",
    html='<div class="kz wall"></div>',
    css=sources.style("clock.css", "projector.css"),
    js=sources.script("clock.js", "projector.js"),
)


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """A voice that may be shown to the room."""

    id: str
    text: str
    party: Party


@dataclass(frozen=True, slots=True)
class WallCard:
    """A theme, or a lone voice, as the room sees it; all in the same size of letters."""

    id: str
    heading: str
    voices: int
    tables: int
    by_party: Mapping[Party, int]
    shown: Sequence[ShownVoice] = ()
    is_lone: bool = False
    dots: int = 0  # marks of interest


@dataclass(frozen=True, slots=True)
class WallClock:
    """A clock with the words round it."""

    title: str
    step: str
    following: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class WallSheet:
    """A photo of a sheet; only the one that is shown carries its JPEG."""

    label: str
    image: bytes | None = None


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything the wall may show, and what it shows now."""

    question: str
    state: ScreenState
    cards: Sequence[WallCard]
    by_party: Mapping[Party, int] = field(default_factory=dict)
    shares: Mapping[Party, float | None] = field(default_factory=dict)
    alerts: Sequence[str] = ()
    notice: str = ""
    only: str = ""  # what alone is shown, as a sentence
    clock: WallClock | None = None
    sheets: Sequence[WallSheet] = ()


@dataclass(frozen=True, slots=True)
class WallMove:
    """What somebody at the wall's keyboard chose to see."""

    view: ScreenView
    theme_id: int | None
    page: int
    is_blank: bool
    palette: Palette
    text_percent: int
    has_ruby: bool
    mark: str


@dataclass(frozen=True, slots=True)
class WallHide:
    """The wish to take a voice off the wall."""

    voice_id: int


def projector(wall: Wall, *, key: str) -> WallMove | WallHide | None:
    """Show the wall, and return what somebody at its keyboard just did, if anything."""
    result = _wall(
        key=key,
        height="content",
        data=_pack(wall),
        on_moved_change=_do_nothing,
        on_wished_change=_do_nothing,
    )
    return _read_hide(result.wished) or _read_move(result.moved)


def cut_pages(cards: Iterable[WallCard]) -> list[list[WallCard]]:
    """Cut *cards*, in their order, into pages of few items and few letters."""
    pages: list[list[WallCard]] = []
    letters = 0
    for card in cards:
        fits = (
            bool(pages)
            and len(pages[-1]) < MOST_CARDS
            and letters + len(card.heading) <= MOST_LETTERS
        )
        if not fits:
            pages.append([])
            letters = 0
        pages[-1].append(card)
        letters += len(card.heading)
    return pages


def cut_voices(shown: Iterable[ShownVoice]) -> list[list[ShownVoice]]:
    """Cut the voices of a theme, in their order, into screens of few letters."""
    screens: list[list[ShownVoice]] = []
    letters = 0
    for voice in shown:
        length = len(_shortened(voice.text))
        if not screens or letters + length > MOST_LETTERS or len(screens[-1]) >= _MOST_VOICES:
            screens.append([])
            letters = 0
        screens[-1].append(voice)
        letters += length
    return screens


def count_pages(wall: Wall, view: ScreenView, theme_id: int | None = None) -> int:
    """Return how many pages a view has, so that nobody turns beyond the last."""
    if view in (ScreenView.THEMES, ScreenView.LONE):
        has_themes = any(not card.is_lone for card in wall.cards)
        is_lone = view is ScreenView.LONE or not has_themes  # they stand in its place
        return len(cut_pages(card for card in wall.cards if card.is_lone is is_lone))
    if view is ScreenView.THEME:
        opened = next((card for card in wall.cards if card.id == str(theme_id)), None)
        return len(cut_voices(opened.shown)) if opened else 0
    return len(wall.sheets) if view is ScreenView.SHEETS else 1


def _read_hide(sent: object) -> WallHide | None:
    if not isinstance(sent, Mapping) or sent.get("wish") != "hide":
        return None
    voice_id = _whole(sent.get("voice"))
    return None if voice_id is None else WallHide(voice_id)


def _read_move(sent: object) -> WallMove | None:
    """Read what the browser sent; whatever is not of the agreed form is no move."""
    if not isinstance(sent, Mapping):
        return None
    view, palette = sent.get("view"), sent.get("palette")
    page, percent, mark = (
        _whole(sent.get("page")),
        _whole(sent.get("percent")),
        sent.get("mark"),
    )
    if view not in set(ScreenView) or palette not in set(Palette):
        return None
    if page is None or percent is None or not isinstance(mark, str):
        return None
    return WallMove(
        ScreenView(str(view)),
        _whole(sent.get("theme")),
        page,
        sent.get("blank") is True,
        Palette(str(palette)),
        percent,
        sent.get("ruby") is True,
        mark,
    )


def _whole(sent: object) -> int | None:
    """Return a small whole number that was sent as one or as its digits, or None."""
    if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < 10:
        return int(sent)
    is_number = isinstance(sent, int) and not isinstance(sent, bool)
    return sent if is_number and isinstance(sent, int) and 0 <= sent < 10**9 else None


def _pack(wall: Wall) -> dict[str, Any]:
    themes = cut_pages(card for card in wall.cards if not card.is_lone)
    lone = cut_pages(card for card in wall.cards if card.is_lone)
    return {
        "state": _pack_state(wall.state),
        "question": wall.question,
        "notice": wall.notice,
        "only": wall.only,
        "alerts": list(wall.alerts),
        "themes": [[_pack_card(card) for card in page] for page in themes],
        "lone": [[_pack_card(card) for card in page] for page in lone],
        "balance": _pack_balance(wall),
        "clock": _pack_clock(wall.clock),
        "sheets": [_pack_sheet(sheet) for sheet in wall.sheets],
        "farewell": wall.state.farewell,
        "words": {word: list(pairs) for word, pairs in room_words.READINGS.items()},
    }


def _pack_state(state: ScreenState) -> dict[str, Any]:
    return {
        "view": state.view.value,
        "theme": str(state.theme_id) if state.theme_id is not None else None,
        "page": state.page,
        "blank": state.is_blank,
        "palette": state.palette.value,
        "percent": state.text_percent,
        "ruby": state.has_ruby,
        "mark": state.mark,
    }


def _pack_balance(wall: Wall) -> list[dict[str, Any]]:
    """Return a bar for each of the three parties, and for others that spoke."""
    most = max(wall.by_party.values(), default=0) or 1
    rows = []
    for party in Party:
        count, share = wall.by_party.get(party, 0), wall.shares.get(party)
        if count or party in THREE_PARTIES:
            said = "" if share is None else f"{share:.0%}"
            told = {"count": count, "part": count / most, "share": said}
            rows.append(_marked(party, words.label(party)) | told)
    return rows


def _pack_clock(clock: WallClock | None) -> dict[str, Any] | None:
    if clock is None:
        return None
    said = {"title": clock.title, "step": clock.step, "following": clock.following}
    return pack_clock(clock.reading) | said


def _pack_sheet(sheet: WallSheet) -> dict[str, Any]:
    source = ""
    if sheet.image is not None:
        source = "data:image/jpeg;base64," + base64.b64encode(sheet.image).decode("ascii")
    return {"label": sheet.label, "source": source}


def _pack_card(card: WallCard) -> dict[str, Any]:
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
        "dots": card.dots,
        "parties": [
            _marked(party, words.short_label(party)) | {"count": card.by_party.get(party, 0)}
            for party in present
        ],
        "shown": [_pack_voice(voice) for voice in card.shown],
        "screens": [[voice.id for voice in screen] for screen in cut_voices(card.shown)],
    }


def _pack_voice(voice: ShownVoice) -> dict[str, Any]:
    said = {"id": voice.id, "text": _shortened(voice.text)}
    return _marked(voice.party, words.label(voice.party)) | said


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VOICE else text[:_LONGEST_VOICE] + "…(つづきあり)"


def _marked(party: Party, word: str) -> dict[str, Any]:
    mark = figures.PARTY_MARKS[party]
    return {"word": word, "shape": mark.shape, "colour": mark.colour}


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
