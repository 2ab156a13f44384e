"""The desk's clock: the step at work, its large remaining time, and the step after it."""

from typing import Any

import streamlit as st

from workshop_app.ui.components import sources
from workshop_app.usecases.timing import Reading

_face = st.components.v2.component(
    "kurumaza_clock_face",
    html='<div class="kz face"></div>',
    css=sources.style("clock.css"),
    js=sources.script("clock.js", "clock_face.js"),
)


def clock_face(step: str, following: str, reading: Reading | None, *, key: str) -> None:
    """Show a clock; between two looks it counts in the browser."""
    clock = None if reading is None else pack_clock(reading)
    _face(
        key=key,
        height="content",
        data={"step": step, "following": following, "clock": clock},
    )


def pack_clock(reading: Reading) -> dict[str, Any]:
    """Return a reading as the browser's clock takes it."""
    return {
        "key": f"{reading.kind.value}-{reading.row_id}-{reading.seconds}",
        "seconds": round(reading.seconds, 1),
        "remaining": round(reading.remaining, 1),
        "running": reading.is_running,
    }
