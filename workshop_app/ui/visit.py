"""What this visitor is looking at: the only module that touches session state.

Only text and numbers are kept: an object would stop equalling itself when its class is
loaded again.  The meeting is also in the address (``?m=3``), so that a second window or a
projector can be sent straight to it.
"""

from typing import Any

import streamlit as st

_MEETING = "visit.meeting_id"
_QUERY = "m"


def meeting_id(fallback: int | None) -> int | None:
    """Return the meeting of this visit: from the address, from before, or *fallback*."""
    asked = st.query_params.get(_QUERY, "")
    if asked.isascii() and asked.isdigit():  # "²" is a digit, but no number
        st.session_state[_MEETING] = int(asked)
    found = st.session_state.get(_MEETING, fallback)
    return int(found) if found is not None else None


def go_to_meeting(chosen: int) -> None:
    """Look at another meeting from now on."""
    st.session_state[_MEETING] = chosen
    if _QUERY in st.query_params:
        del st.query_params[_QUERY]


def recall(name: str, default: Any = None) -> Any:  # noqa: ANN401 - text or number
    """Return a small value kept for this visit."""
    return st.session_state.get(f"visit.{name}", default)


def keep(name: str, value: str | int | float | bool | None) -> None:
    """Keep a small value for the rest of this visit."""
    st.session_state[f"visit.{name}"] = value


def forget(name: str) -> None:
    """Drop a kept value."""
    st.session_state.pop(f"visit.{name}", None)


def is_projector(opened_as_one: bool) -> bool:
    """Say whether this visit is a wall's: decided when it opens, and never changed."""
    kept = "visit.is_projector"
    if kept not in st.session_state:
        st.session_state[kept] = opened_as_one
    return bool(st.session_state[kept])


def wall(opened_as: str) -> str:
    """Return which wall this visit is: as it was opened, whatever is asked for later."""
    kept = "visit.wall"
    if kept not in st.session_state:
        st.session_state[kept] = opened_as
    return str(st.session_state[kept])


def selection_id() -> int | None:
    """Return the choosing that the address names (``?s=2``), or the one from before."""
    kept, asked = "visit.choosing", st.query_params.get("s", "")
    if asked.isascii() and asked.isdigit():
        st.session_state[kept] = int(asked)
    found = st.session_state.get(kept)
    return int(found) if found else None
