"""Surveying: a workshop's rows as the engine's frozen state.

A theme's id in the store is its name in the engine; a voice's client key is its key.  Every
function here works inside a transaction that somebody else has opened, and writes nothing.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis import state
from analysis.constraints import Edit, Op
from analysis.voices import Voices
from workshop_app.model import Assignment, MadeBy, Party, Theme, Voice
from workshop_app.model import Edit as EditRecord
from workshop_app.store import Connection, edits, themes, voices

T = TypeVar("T")

Vectors = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the store says of a workshop's themes, each kind in its order, by id."""

    voices: Mapping[int, Voice]  # those that make themes
    places: Mapping[int, Assignment]
    themes: Mapping[int, Theme]  # those on the board
    edits: Mapping[int, Edit]  # those that stand and say something


@dataclass(frozen=True, slots=True)
class Scene:
    """A workshop's themes as they stand inside one transaction."""

    workshop_id: int
    said: Mapping[str, Voice]  # by client key
    state: state.State
    voices: Voices


def read_rows(conn: Connection, workshop_id: int) -> Rows:
    """Return all that a scene is made of."""
    kept = edits.list_of(conn, workshop_id, include_undone=False)
    return Rows(
        voices={voice.id: voice for voice in said_by_the_town(conn, workshop_id)},
        places={each.voice_id: each for each in themes.assignments_of(conn, workshop_id)},
        themes={theme.id: theme for theme in themes.list_of(conn, workshop_id)},
        edits={
            record.id: edit
            for record, edit in ((record, edit_in(record)) for record in kept)
            if edit is not None
        },
    )


def read_scene(conn: Connection, workshop_id: int, vectors: Vectors) -> Scene:
    """Return the workshop's voices and themes as the engine sees them."""
    return make_scene(workshop_id, read_rows(conn, workshop_id), vectors)


def make_scene(
    workshop_id: int, rows: Rows, vectors: Vectors | None, before: Voices | None = None
) -> Scene:
    """Return *rows* as the engine sees them.

    Parameters
    ----------
    vectors : by text; a voice that came in after they were made waits for the next time.
        None where nobody asks how near voices are: then those that have a place are seen.
    before : the same voices as they were seen before, if they are still the same.
    """
    placed = {
        voice_id: each
        for voice_id, each in rows.places.items()
        if voice_id in rows.voices and each.theme_id in rows.themes
    }
    said = {
        voice.client_key: voice
        for voice in rows.voices.values()
        if (voice.id in placed if vectors is None else voice.text in vectors)
    }
    standing = [each for key, each in placed.items() if rows.voices[key].client_key in said]
    sizes = Counter(each.theme_id for each in standing)
    return Scene(
        workshop_id=workshop_id,
        said=said,
        state=state.State(
            placements=tuple(_placement(each, rows.voices[each.voice_id]) for each in standing),
            themes=tuple(
                state.Theme(
                    id=str(theme.id),
                    label=theme.heading,
                    is_lone=theme.is_lone,
                    size=sizes[theme.id],
                    label_by_person=theme.heading_by is MadeBy.PERSON,
                )
                for theme in rows.themes.values()
                if theme.id in sizes
            ),
            edits=tuple(rows.edits.values()),
        ),
        voices=_see(said, vectors, before),
    )


def _see(said: Mapping[str, Voice], vectors: Vectors | None, before: Voices | None) -> Voices:
    keys = tuple(said)
    if before is not None and before.keys == keys:
        return before  # nobody's words ever change
    texts = tuple(voice.text for voice in said.values())
    if vectors is None or not texts:
        return Voices(keys, texts, np.zeros((len(texts), 1), np.float32))
    return Voices(keys, texts, np.vstack([vectors[text] for text in texts]))


def _placement(each: Assignment, voice: Voice) -> state.Placement:
    second = each.second_theme_id
    return state.Placement(
        key=voice.client_key,
        theme_id=str(each.theme_id),
        certainty=each.certainty,
        second_theme_id=None if second is None else str(second),
        by_person=each.made_by is MadeBy.PERSON,
    )


def edit_in(record: EditRecord) -> Edit | None:
    """Return the correction a record keeps, or None where it binds nobody."""
    row = json.loads(record.detail)["edit"]
    if row is None:
        return None
    return Edit(
        op=Op(row["op"]),
        keys=tuple(row["keys"]),
        theme_ids=tuple(row["theme_ids"]),
        label=row["label"],
        rest=tuple(row["rest"]),
        name=row["name"],
    )


def said_by_the_town(conn: Connection, workshop_id: int) -> list[Voice]:
    """Return the voices that make themes: all but what officials and recorders noted."""
    return [v for v in voices.list_of_workshop(conn, workshop_id) if makes_themes(v)]


def makes_themes(voice: Voice) -> bool:
    """Say whether a voice may stand in a theme."""
    return voice.party is not Party.OFFICIALS


def waiting_in(scene: Scene) -> set[str]:
    """Return the keys of the voices that have no theme yet."""
    return set(scene.voices.keys) - set(scene.state.theme_of())


def reread(
    conn: Connection,
    workshop_id: int,
    rows: Rows,
    voice_ids: Collection[int],
    theme_ids: Collection[int],
) -> Rows:
    """Return *rows* with these voices and themes as the store has them now."""
    asked, about = list(voice_ids), set(voice_ids)
    shown = voices.shown_of(conn, workshop_id, asked)
    said = _put_anew(rows.voices, about, {v.id: v for v in shown if makes_themes(v)})
    places = themes.places_of(conn, workshop_id, asked)
    living = themes.living_of(conn, workshop_id, list(theme_ids))
    themes_now = _put_anew(rows.themes, set(theme_ids), {each.id: each for each in living})
    in_order = sorted(themes_now.values(), key=lambda theme: (theme.position, theme.id))
    return Rows(
        voices=said,
        places=_put_anew(rows.places, about, {each.voice_id: each for each in places}),
        themes={theme.id: theme for theme in in_order},
        edits=rows.edits,
    )


def _put_anew(
    known: Mapping[int, T], ids: Collection[int], now: Mapping[int, T]
) -> dict[int, T]:
    """Return *known* with what is there *now* under *ids*, by id in order."""
    kept = {key: each for key, each in known.items() if key not in ids}
    return dict(sorted((kept | dict(now)).items()))
