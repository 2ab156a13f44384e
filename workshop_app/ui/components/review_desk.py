"""The coordinator's desk: the themes beside the voices, by mouse and by keyboard alike.

Every correction is a wish that Python answers; the desk moves nothing by itself.  A wish
carries the number of the newest step its reader had seen.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

import streamlit as st

from workshop_app import figures
from workshop_app.model import Party
from workshop_app.ui.components import sources

LONE = "lone"  # the one line of the tree all lone voices stand under

_desk = st.components.v2.component(
    "kurumaza_review_desk",
    html='<div class="kz desk"></div>',
    css=sources.style("review_desk.css"),
    js=sources.script("review_desk.js"),
)


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A line of the tree; ``marks`` are short words about it."""

    id: str
    heading: str
    count: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearTheme:
    """Where a voice could stand as well."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """A voice as the desk shows it; ``ends`` are places between its sentences."""

    id: str
    text: str
    party: Party
    who: str
    is_pinned: bool
    flags: tuple[str, ...]
    ends: tuple[int, ...]
    second: NearTheme | None
    whole: str


@dataclass(frozen=True, slots=True)
class Desk:
    """All the desk shows; ``number`` is that of the newest step."""

    themes: Sequence[ShownTheme]
    open: str
    heading: str
    voices: Sequence[ShownVoice]
    page: int
    pages: int
    back: str
    again: str
    number: int
    focus: str = ""  # the voice a line of the list led to


@dataclass(frozen=True, slots=True)
class DeskWish:
    """What the person wants; fields that a wish does not need are empty."""

    wish: str
    voices: tuple[int, ...]
    theme: str
    other: str
    heading: str
    at: int
    seen: int


def review_desk(desk: Desk, *, key: str) -> DeskWish | None:
    """Show the desk and return a wish, if there just was one."""
    result = _desk(key=key, height="content", data=_pack(desk), on_wished_change=_do_nothing)
    wished = result.wished
    if not wished:
        return None
    return DeskWish(
        wish=str(wished.get("wish", "")),
        voices=tuple(int(voice) for voice in wished.get("voices", ())),
        theme=str(wished.get("theme", "")),
        other=str(wished.get("other", "")),
        heading=str(wished.get("heading", "")),
        at=int(wished.get("at", 0)),
        seen=int(wished.get("seen", 0)),
    )


def _pack(desk: Desk) -> dict[str, Any]:
    return asdict(desk) | {"voices": [_pack_voice(voice) for voice in desk.voices]}


def _pack_voice(voice: ShownVoice) -> dict[str, Any]:
    mark = figures.PARTY_MARKS[voice.party]
    return {
        "id": voice.id,
        "text": voice.text,
        "who": voice.who,
        "mark": {"shape": mark.shape, "colour": mark.colour},
        "pinned": voice.is_pinned,
        "flags": voice.flags,
        "ends": _as_counted_there(voice),
        "second": None if voice.second is None else asdict(voice.second),
        "whole": voice.whole,
    }


def _as_counted_there(voice: ShownVoice) -> list[int]:
    """Return the places between sentences as a browser counts, in units of UTF-16."""
    places = list(accumulate((1 + (ord(sign) > 0xFFFF) for sign in voice.text), initial=0))
    return [places[end] for end in voice.ends]


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
