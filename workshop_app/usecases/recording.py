"""Recording: vectors of texts, and the engine's state as a difference of the store's rows.

What writes here works inside a transaction that ``theming`` has opened.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis import state
from analysis import themes as engine
from workshop_app.embedders import Embedder
from workshop_app.model import Assignment, MadeBy
from workshop_app.store import (
    Connection,
    Store,
    embeddings,
    preferences,
    themes,
    voices,
    workshops,
)
from workshop_app.usecases import enriching
from workshop_app.usecases.surveying import Scene, read_scene, waiting_in

Progress = Callable[[int, int], None]

_MODELS_BEHIND = "models_behind_workshop_{}"
_AT_ONCE = 64  # texts embedded and kept before anybody may lose patience


def vectors_of(
    store: Store, workshop_id: int, encoder: Embedder, on_progress: Progress | None = None
) -> dict[str, NDArray[np.float32]]:
    """Return what a grouping sees of every text; see :func:`read_texts` for the rest."""
    found = read_texts(store, workshop_id, encoder, on_progress)
    if not found:
        return {}
    rich = enriching.for_grouping(np.vstack(list(found.values())), encoder)
    return dict(zip(found, rich, strict=True))


def read_texts(
    store: Store, workshop_id: int, encoder: Embedder, on_progress: Progress | None = None
) -> dict[str, NDArray[np.float32]]:
    """Return the model's own vector of every text, from the store where it is known there.

    *on_progress* hears how many of the texts that this model has not seen are done, and of
    how many.  What is done is kept at once, so that nothing is lost when somebody leaves.
    """
    said = store.read(lambda conn: voices.list_of_workshop(conn, workshop_id))
    texts = {_hash(voice.text): voice.text for voice in said}
    fingerprint = encoder.fingerprint
    kept = store.read(lambda conn: embeddings.get_many(conn, fingerprint, list(texts)))
    found = {texts[key]: np.frombuffer(kept[key], np.float32) for key in kept}
    fresh = [key for key in texts if key not in kept]
    for start in range(0, len(fresh), _AT_ONCE):
        part = fresh[start : start + _AT_ONCE]
        made = encoder.encode([texts[key] for key in part])
        found |= {texts[key]: row for key, row in zip(part, made, strict=True)}
        _keep_vectors(store, fingerprint, dict(zip(part, made, strict=True)))
        if on_progress is not None:
            on_progress(start + len(part), len(fresh))
    return found


def _keep_vectors(
    store: Store, fingerprint: str, made: Mapping[str, NDArray[np.float32]]
) -> None:
    blobs = {key: row.tobytes() for key, row in made.items()}
    store.write(
        lambda conn: embeddings.put_many(conn, fingerprint, blobs), municipality_id=None
    )


def note_model(conn: Connection, workshop_id: int, encoder: Embedder) -> None:
    """Note that *encoder* had a part in the workshop's themes; each model is named once."""
    known = models_behind(conn, workshop_id)
    own = f"{encoder.name}（{encoder.fingerprint}）"
    if own not in known:
        preferences.put(
            conn,
            _MODELS_BEHIND.format(workshop_id),
            json.dumps([*known, own], ensure_ascii=False),
            municipality_id=workshops.get(conn, workshop_id).municipality_id,
        )


def models_behind(conn: Connection, workshop_id: int) -> tuple[str, ...]:
    """Return the models that had a part in the workshop's themes, with their revisions."""
    kept = preferences.get(
        conn,
        _MODELS_BEHIND.format(workshop_id),
        municipality_id=workshops.get(conn, workshop_id).municipality_id,
    )
    return tuple(json.loads(kept)) if kept else ()


def write_state(conn: Connection, scene: Scene, after: state.State) -> dict[str, str]:
    """Write what differs; return the store's id for each of the engine's theme names."""
    before = {theme.id: theme for theme in scene.state.themes}
    names: dict[str, str] = {}
    for theme in after.themes:
        names[theme.id] = _write_theme(conn, scene.workshop_id, theme, before.get(theme.id))
    old = {p.key: p for p in scene.state.placements}
    changed = []
    for placement in after.placements:
        if placement is old.get(placement.key):
            continue
        second = names.get(placement.second_theme_id or "")
        placement = replace(
            placement, theme_id=names[placement.theme_id], second_theme_id=second
        )
        if placement != old.get(placement.key):
            changed.append(_assignment(scene.said[placement.key].id, placement))
    themes.assign(conn, changed)
    for theme_id in set(before) - {theme.id for theme in after.themes}:
        themes.retire(conn, int(theme_id))
    return names


def _write_theme(
    conn: Connection, workshop_id: int, theme: state.Theme, before: state.Theme | None
) -> str:
    made_by = MadeBy.PERSON if theme.label_by_person else MadeBy.MACHINE
    if before is not None:
        if (theme.label, theme.is_lone) != (before.label, before.is_lone):
            themes.change(
                conn,
                int(theme.id),
                heading=theme.label,
                heading_by=made_by,
                is_lone=theme.is_lone,
            )
        return theme.id
    added = themes.add(
        conn,
        workshop_id=workshop_id,
        heading=theme.label,
        heading_by=made_by,
        is_lone=theme.is_lone,
    )
    return str(added.id)


def _assignment(voice_id: int, placement: state.Placement) -> Assignment:
    second = placement.second_theme_id
    return Assignment(
        voice_id=voice_id,
        theme_id=int(placement.theme_id),
        certainty=float(placement.certainty),
        second_theme_id=None if second is None else int(second),
        is_pinned=placement.by_person,
        made_by=MadeBy.PERSON if placement.by_person else MadeBy.MACHINE,
    )


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def settled_scene(
    conn: Connection, workshop_id: int, vectors: Mapping[str, NDArray[np.float32]]
) -> Scene:
    """Return the scene after everybody has a place, also who came in a moment ago."""
    scene = read_scene(conn, workshop_id, vectors)
    if not waiting_in(scene):
        return scene
    settle_scene(conn, scene)
    return read_scene(conn, workshop_id, vectors)


def settle_scene(conn: Connection, scene: Scene) -> None:
    """Give everybody in *scene* who waits a place."""
    write_state(conn, scene, engine.arrive(scene.state, scene.voices))
