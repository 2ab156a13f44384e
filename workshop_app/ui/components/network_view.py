"""The network of 「つながり」 on a page: drawn by vis-network, with the same list in words."""

from typing import Any

import streamlit as st

from workshop_app.figures import NetworkPicture
from workshop_app.ui.components import sources

LIBRARY_URL = "/assets/vis-network.min.js"

_view = st.components.v2.component(
    "kurumaza_network_view",
    html='<div class="kz view"></div>',
    css=sources.style("network_view.css"),
    js=sources.script("network_view.js"),
)


def network_view(
    picture: NetworkPicture, *, key: str, height: int = 620, library_url: str = LIBRARY_URL
) -> str | None:
    """Show *picture* and return the id of the node that was just chosen, if any.

    A node is chosen by a click in the picture or by its button in the list below. When the
    picture changes, nodes that stay are not moved and the view is not touched.
    """
    result = _view(
        key=key,
        height="content",
        data=_pack(picture, height, library_url),
        on_chosen_change=_do_nothing,
    )
    chosen = result.chosen
    return str(chosen["id"]) if chosen else None


def _pack(picture: NetworkPicture, height: int, library_url: str) -> dict[str, Any]:
    return {
        "nodes": [dict(node) for node in picture.nodes],
        "edges": [dict(edge) for edge in picture.edges],
        "options": dict(picture.options),
        "legend": [
            {"shape": mark.shape, "colour": mark.colour, "word": mark.word}
            for mark in picture.legend
        ],
        "listing": [
            {"id": item.id, "name": item.name, "sentence": item.sentence}
            for item in picture.listing
        ],
        "corners": [picture.low.x, picture.low.y, picture.high.x, picture.high.y],
        "library": library_url,
        "height": height,
    }


def _do_nothing() -> None:
    """Stand in for the callback that makes Streamlit return a trigger."""
