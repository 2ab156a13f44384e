"""The flow board (ア) → (イ) → (ウ) → 出口: cards moved by hand, by buttons or by keys.

The board itself moves nothing: it asks, and Python's next answer shows where the card is.
A column that a card may not enter yet says why, before and after somebody tries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from workshop_app.ui.components import sources

_board = st.components.v2.component(
    "kurumaza_flow_board",
    html='<div class="kz flow"></div>',
    css=sources.style("flow_board.css"),
    js=sources.script("flow_board.js"),
)


@dataclass(frozen=True, slots=True)
class FlowCard:
    """A project's card; ``blocked`` names columns it may not enter yet, and why."""

    id: str
    title: str
    lines: Sequence[str] = ()
    badge: str = ""  # a fact worth a frame: 「声 9件」
    alert: str = ""  # something that is missing or late
    blocked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """A column of the board and the cards that stand in it."""

    id: str
    title: str
    hint: str
    cards: Sequence[FlowCard] = ()


@dataclass(frozen=True, slots=True)
class FlowMove:
    """Somebody wants a card in another column."""

    card_id: str
    from_column: str
    to_column: str


@dataclass(frozen=True, slots=True)
class FlowOpening:
    """Somebody wants to see what is behind a card."""

    card_id: str


def flow_board(columns: Sequence[FlowColumn], *, key: str) -> FlowMove | FlowOpening | None:
    """Show the board and return what somebody just asked for, if anything.

    A move is only asked for when the card's ``blocked`` does not name the column; the page
    must still check the gate, because the board may be a moment old.
    """
    result = _board(
        key=key,
        height="content",
        data={"columns": [_pack_column(column) for column in columns]},
        on_moved_change=_do_nothing,
        on_opened_change=_do_nothing,
    )
    if result.moved:
        wanted = result.moved
        return FlowMove(str(wanted["card"]), str(wanted["source"]), str(wanted["target"]))
    if result.opened:
        return FlowOpening(str(result.opened["card"]))
    return None


def _pack_column(column: FlowColumn) -> dict[str, Any]:
    return {
        "id": column.id,
        "title": column.title,
        "hint": column.hint,
        "cards": [
            {
                "id": card.id,
                "title": card.title,
                "lines": list(card.lines),
                "badge": card.badge,
                "alert": card.alert,
                "blocked": dict(card.blocked),
            }
            for card in column.cards
        ],
    }


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
