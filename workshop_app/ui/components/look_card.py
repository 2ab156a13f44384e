"""A statement that waits: what was found in it marked by shape and word, decided by one key.

The words are text here as everywhere. The keys do what the page's buttons do; a field that
somebody types in keeps its letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import streamlit as st

from workshop_app.ui.components import sources

_card = st.components.v2.component(
    "kurumaza_look_card",
    html='<div class="kz look"></div>',
    css=sources.style("look_card.css"),
    js=sources.script("look_card.js"),
)


class LookAct(StrEnum):
    """What a person may do with what waits."""

    ACCEPT = "accept"  # A
    REWORD = "reword"  # W
    HOLD = "hold"  # H
    HAND_OVER = "hand_over"  # S
    UNDO = "undo"  # Z


LOOK_KEYS: Mapping[LookAct, str] = {
    LookAct.ACCEPT: "A",
    LookAct.REWORD: "W",
    LookAct.HOLD: "H",
    LookAct.HAND_OVER: "S",
    LookAct.UNDO: "Z",
}


@dataclass(frozen=True, slots=True)
class LookPart:
    """A stretch of the statement; ``label`` says what was found in it, if anything."""

    text: str
    label: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class LookEvent:
    """A key was pressed over a voice (0: over nothing, to take the last decision back)."""

    act: LookAct
    voice_id: int


def look_card(
    voice_id: int,
    parts: Sequence[LookPart],
    *,
    suggestion: str,
    said: str,
    acts: Sequence[LookAct],
    key: str,
) -> LookEvent | None:
    """Show the statement and return the key that was just pressed, if any."""
    result = _card(
        key=key,
        height="content",
        data={
            "voice": voice_id,
            "parts": [asdict(part) for part in parts],
            "suggestion": suggestion,
            "said": said,
            "acts": [act.value for act in acts],
        },
        on_decided_change=_do_nothing,
    )
    told = result.decided
    if not isinstance(told, Mapping) or told.get("act") not in set(LookAct):
        return None
    voice = told.get("voice")
    if not isinstance(voice, int) or isinstance(voice, bool):
        return None
    return LookEvent(LookAct(str(told["act"])), voice)


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
