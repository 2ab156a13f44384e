"""What all visitors share: the store, the model, and readings cached by revision.

The only module with cache decorators. A cached reading is keyed by the town's revision,
which moves in the same transaction as every write; nothing is ever stale by time.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from workshop_app import embedders, errors, settings
from workshop_app.embedders import WorkerEmbedder
from workshop_app.store import Store
from workshop_app.ui import parts, reading_along
from workshop_app.usecases import (
    advising,
    choosing,
    entering,
    gathering,
    introducing,
    posing,
    reading,
    recording,
    searching,
    spotlighting,
    theming,
    unpacking,
)
from workshop_app.usecases.advising import Answer
from workshop_app.usecases.entering import Room
from workshop_app.usecases.reading import ThemeBoard
from workshop_app.usecases.searching import Index
from workshop_app.usecases.timing import Watch
from workshop_app.usecases.unpacking import Parcel
from workshop_app.usecases.weighing import Passages, Weighing, follow, weigh
from workshop_app.usecases.zooming import Zoom
from workshop_app.usecases.zooming import zoom as look_closer

_GLANCE = 0.05  # seconds
_MOST_GLANCES = 20


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the one store of this process, migrated and open."""
    return Store.open(settings.load())


def data_folder() -> Path:
    """Return the folder this process keeps its data in."""
    return settings.load().data_folder


@st.cache_resource(show_spinner=False)
def watch() -> Watch:
    """Return the one watch of this process: every window reads the same clocks by it."""
    return Watch()


@dataclass
class Hall:
    """Tells whether a crowd of phones waits for receipts; the server sets how to ask."""

    is_crowded: Callable[[], bool] = lambda: False


@st.cache_resource(show_spinner=False)
def hall() -> Hall:
    """Return the one hall of this process."""
    return Hall()


def let_receipts_go_first() -> None:
    """Hold a screen that renews itself up to a second while a crowd waits for receipts."""
    for _ in range(_MOST_GLANCES):
        if not hall().is_crowded():
            return
        time.sleep(_GLANCE)


def embedder() -> WorkerEmbedder:
    """Return the one embedder of this process; its worker warms up by itself.

    It is the model that was chosen before this process started.  Where that one cannot
    compute, the built-in model does, and its status says so.
    """
    chosen = _chosen_embedder()
    return _stand_in() if chosen.is_lost else chosen


@st.cache_resource(show_spinner=False)
def _chosen_embedder() -> WorkerEmbedder:
    return choosing.start(store(), settings.load().data_folder)


@st.cache_resource(show_spinner=False)
def _stand_in() -> WorkerEmbedder:
    return embedders.start_instead_of(_chosen_embedder())


def settle(workshop_id: int, *, may_wait: bool = True) -> None:
    """Give every new voice its place, and show how far a slow model has come.

    Whoever does not want to wait puts the reading off: the page says so and stops there.

    Where the page may not wait for a model that is still being loaded, the voices, which are
    kept already, get their place the next time.
    """
    if reading_along.is_put_off(workshop_id):
        if may_wait:
            reading_along.offer_to_go_on()
            st.stop()
        return
    if embedder().must_be_waited_for:
        if not may_wait:
            return
        line = parts.plain(embedder().status.sentence)
        with st.spinner(line), suppress(errors.ModelUnavailableError):
            embedder().wait_until_ready()  # if it fails, the stand-in goes on below
    bar = reading_along.Bar(workshop_id)
    # Another model than yesterday's has not read anything yet; what comes later is read as
    # it gets its place.
    read = (workshop_id, embedder().fingerprint)
    if may_wait and read not in _texts_read():
        recording.read_texts(store(), workshop_id, embedder(), bar.show)
        _texts_read().add(read)
    theming.settle(store(), workshop_id, embedder(), bar.show)
    bar.clear()


@st.cache_resource(show_spinner=False)
def _texts_read() -> set[tuple[int, str]]:
    """Return the workshops whose texts each model has read since this process started."""
    return set()


def close() -> None:
    """Close what was opened; called when the server stops."""
    embedder().close()
    _chosen_embedder().close()
    store().close()
    st.cache_resource.clear()
    st.cache_data.clear()  # another store may count the same revisions


def room(meeting_id: int) -> Room:
    """Return the meeting and its surroundings."""
    return entering.enter(store(), meeting_id)


def board(meeting_id: int, *, on_screen: bool = False) -> ThemeBoard:
    """Return a meeting's themes, read again only after something was written."""
    town_id = entering.town_of(store(), meeting_id)
    return _board(store(), meeting_id, on_screen, store().revision(town_id))


@st.cache_resource(show_spinner=False, max_entries=64)
def _board(_store: Store, meeting_id: int, on_screen: bool, revision: int) -> ThemeBoard:
    del revision  # part of the key only
    return reading.board_of_meeting(_store, meeting_id, on_screen=on_screen)


def spot(meeting_id: int) -> spotlighting.Spot:
    """Return what the wall of a meeting shows, narrowed from boards that are kept."""
    return spotlighting.spot(store(), meeting_id, _board_of_wall)


def _board_of_wall(meeting_id: int, is_wide: bool) -> ThemeBoard:
    if not is_wide:
        return board(meeting_id, on_screen=True)
    revision = store().revision(entering.town_of(store(), meeting_id))
    return _board_of_hall(store(), meeting_id, revision)


@st.cache_resource(show_spinner=False, max_entries=16)
def _board_of_hall(_store: Store, meeting_id: int, revision: int) -> ThemeBoard:
    del revision  # part of the key only
    return reading.board_of_hall(_store, meeting_id)


def tally(meeting_id: int) -> gathering.Tally:
    """Return a meeting's counts."""
    return gathering.count(gathering.said_so_far(store(), meeting_id))


def whole_board(meeting_id: int) -> ThemeBoard:
    """Return the themes of all meetings of the workshop *meeting_id* belongs to."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    return _whole_board(store(), here.workshop.id, revision)


@st.cache_resource(show_spinner=False, max_entries=16)
def _whole_board(_store: Store, workshop_id: int, revision: int) -> ThemeBoard:
    del revision  # part of the key only
    return reading.board_of_workshop(_store, workshop_id)


def weighing(meeting_id: int) -> Weighing:
    """Return the closer look at a meeting's themes, taken again only after a write."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    return _weighing(
        store(), embedder(), here.workshop.id, meeting_id, revision, embedder().fingerprint
    )


@st.cache_data(show_spinner="まとまりの確かさを見ています…", max_entries=16)
def _weighing(
    _store: Store,
    _encoder: WorkerEmbedder,
    workshop_id: int,
    meeting_id: int,
    revision: int,
    fingerprint: str,
) -> Weighing:
    del fingerprint
    return weigh(_store, workshop_id, _encoder, _board(_store, meeting_id, False, revision))


def introductions(meeting_id: int) -> introducing.IntroductionBoard:
    """Return the needs and offers of the workshop, put together again only after a write."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    return _introductions(
        store(), embedder(), here.workshop.id, revision, embedder().fingerprint
    )


@st.cache_data(show_spinner="ニーズと申し出を見くらべています…", max_entries=16)
def _introductions(
    _store: Store,
    _encoder: WorkerEmbedder,
    workshop_id: int,
    revision: int,
    fingerprint: str,
) -> introducing.IntroductionBoard:
    del revision, fingerprint  # parts of the key only
    return introducing.board(_store, workshop_id, _encoder)


def zoom(meeting_id: int) -> Zoom:
    """Return a meeting's themes seen closer and from farther away."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    model = embedder().fingerprint
    return _zoom(store(), embedder(), here.workshop.id, meeting_id, revision, model)


@st.cache_data(show_spinner=False, max_entries=16)
def _zoom(
    _store: Store,
    _encoder: WorkerEmbedder,
    workshop_id: int,
    meeting_id: int,
    revision: int,
    fingerprint: str,
) -> Zoom:
    del fingerprint
    board = _board(_store, meeting_id, False, revision)
    return look_closer(_store, workshop_id, _encoder, board)


def passages(meeting_id: int) -> Passages:
    """Return the themes of the workshop through its meetings and areas."""
    here = room(meeting_id)
    areas = {area.id: area.name for area in here.areas if area.tier > 1}
    return follow(store(), here.workshop.id, whole_board(meeting_id), areas)


def search_index(meeting_id: int) -> Index:
    """Return the voices of the workshop ready to be searched, read again after a write."""
    here = room(meeting_id)
    revision = store().revision(here.municipality.id)
    return _search_index(
        store(), embedder(), here.workshop.id, revision, embedder().fingerprint
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _search_index(
    _store: Store, _encoder: WorkerEmbedder, workshop_id: int, revision: int, fingerprint: str
) -> Index:
    del revision, fingerprint  # parts of the key only
    return searching.read_index(_store, workshop_id, _encoder)


@st.cache_resource(show_spinner="控えを読んでいます…", max_entries=2)
def parcel(content: bytes) -> Parcel:
    """Return what a copy of another laptop holds; the same bytes hold the same."""
    return unpacking.unpack(content)


def choice(selection_id: int) -> Answer:
    """Return what the rules say about a choosing, computed again only after a write."""
    told = posing.look_at(store(), selection_id)
    town_id = entering.town_of_workshop(store(), told.selection.workshop_id)
    return _choice(store(), selection_id, store().revision(town_id))


@st.cache_data(show_spinner="計算しています…", max_entries=16)
def _choice(_store: Store, selection_id: int, revision: int) -> Answer:
    del revision  # part of the key only
    return advising.answer(posing.question_of(posing.look_at(_store, selection_id)))
