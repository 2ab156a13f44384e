"""What all visitors share: the store, the model, and readings cached by revision.

The only module with cache decorators. A cached reading is keyed by the town's revision,
which moves in the same transaction as every write; nothing is ever stale by time.
"""

import streamlit as st

from workshop_app import embedders, settings
from workshop_app.embedders import WorkerEmbedder
from workshop_app.store import Store
from workshop_app.usecases import entering, gathering, reading
from workshop_app.usecases.entering import Room
from workshop_app.usecases.reading import ThemeBoard


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the one store of this process, migrated and open."""
    return Store.open(settings.load())


@st.cache_resource(show_spinner=False)
def embedder() -> WorkerEmbedder:
    """Return the one embedder of this process; its worker warms up by itself."""
    return embedders.start_default()


def close() -> None:
    """Close what was opened; called when the server stops."""
    embedder().close()
    store().close()
    st.cache_resource.clear()


def room(meeting_id: int) -> Room:
    """Return the meeting and its surroundings."""
    return entering.enter(store(), meeting_id)


def board(meeting_id: int, *, on_screen: bool = False) -> ThemeBoard:
    """Return a meeting's themes, read again only after something was written."""
    town_id = entering.town_of(store(), meeting_id)
    return _board(store(), meeting_id, on_screen, store().revision(town_id))


@st.cache_data(show_spinner=False, max_entries=64)
def _board(_store: Store, meeting_id: int, on_screen: bool, revision: int) -> ThemeBoard:
    del revision  # part of the key only
    return reading.board_of_meeting(_store, meeting_id, on_screen=on_screen)


def tally(meeting_id: int) -> gathering.Tally:
    """Return a meeting's counts."""
    return gathering.count(gathering.said_so_far(store(), meeting_id))


def whole_board(meeting_id: int) -> ThemeBoard:
    """Return the themes of all meetings of the workshop *meeting_id* belongs to."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    return _whole_board(store(), here.workshop.id, revision)


@st.cache_data(show_spinner=False, max_entries=16)
def _whole_board(_store: Store, workshop_id: int, revision: int) -> ThemeBoard:
    del revision  # part of the key only
    return reading.board_of_workshop(_store, workshop_id)
