"""Recalling how the themes stand, instead of reading thousands of voices for each correction.

What a correction, an undo or a cut leaves behind is kept in this process, good for that one
revision of the town; after any other write it is read anew.  What follows a correction is not
computed but read: the rows it touched, and no others.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from analysis.facts import Facts, resolve
from workshop_app.model import Deed
from workshop_app.model import Edit as EditRecord
from workshop_app.store import Connection, Store, municipalities, workshops
from workshop_app.usecases import surveying
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.recording import settle_scene
from workshop_app.usecases.surveying import Rows, Scene, Vectors

_KEY = "standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the themes of a workshop stand at one revision of their town."""

    town_id: int
    revision: int
    model: str  # whose vectors they are; empty where the voices are seen without
    vectors: Vectors | None
    rows: Rows
    scene: Scene
    facts: Facts | None = None  # what the edits say, once somebody has asked
    before: tuple[int, Facts | None] = (0, None)  # the newest edit, and the facts without it

    def known_facts(self) -> Facts:
        """Return what the edits say together.

        Raises
        ------
        ContradictionError
            They cannot hold together.
        """
        return resolve(self.rows.edits.values()) if self.facts is None else self.facts


def recall(store: Store, workshop_id: int) -> Standing | None:
    """Return how the themes stand where this process knows it as of now."""
    town_id = town_of_workshop(store, workshop_id)
    kept = store.memory.recall((_KEY, workshop_id), store.revision(town_id))
    return kept if isinstance(kept, Standing) else None


def keep(store: Store, standing: Standing | None) -> None:
    """Keep how the themes stand after a write; call it when that is on the disk.

    Where a voice is still waiting for its place, nothing is kept: it is placed next time.
    """
    if standing is not None and (
        len(standing.scene.state.placements) == len(standing.rows.voices)
    ):
        key = (_KEY, standing.scene.workshop_id)
        store.memory.keep(key, standing.revision, standing)


def still(conn: Connection, known: Standing | None) -> Standing | None:
    """Return *known* inside a write, or None where somebody else has written since."""
    if known is None:
        return None
    now = municipalities.revision(conn, known.town_id)  # this write has moved it already
    return replace(known, revision=now) if known.revision == now - 1 else None


def read(
    conn: Connection, workshop_id: int, vectors: Vectors | None, model: str = ""
) -> Standing:
    """Read how the themes stand, after everybody with a vector has a place.

    Without *vectors* nobody can be placed, and who has no place yet is not seen.
    """
    found = look(conn, workshop_id, vectors, model)
    if vectors is None or not surveying.waiting_in(found.scene):
        return found
    settle_scene(conn, found.scene)
    return look(conn, workshop_id, vectors, model)


def look(
    conn: Connection, workshop_id: int, vectors: Vectors | None, model: str = ""
) -> Standing:
    """Read how the themes stand, and write nothing."""
    rows = surveying.read_rows(conn, workshop_id)
    town_id = workshops.get(conn, workshop_id).municipality_id
    return Standing(
        town_id=town_id,
        revision=municipalities.revision(conn, town_id),
        model=model if vectors is not None else "",
        vectors=vectors,
        rows=rows,
        scene=surveying.make_scene(workshop_id, rows, vectors),
    )


def follow(
    conn: Connection,
    standing: Standing,
    record: EditRecord,
    deed: Deed,
    *,
    voice_ids: Collection[int],
    theme_ids: Collection[int],
) -> Standing | None:
    """Return how the themes stand after a step that touched these voices and themes.

    None where a voice has come of which no vector is known here.
    """
    workshop_id = standing.scene.workshop_id
    rows = surveying.reread(conn, workshop_id, standing.rows, voice_ids, theme_ids)
    vectors = standing.vectors
    if vectors is not None and any(
        rows.voices[each].text not in vectors for each in voice_ids if each in rows.voices
    ):
        return None
    after = replace(standing, rows=rows)
    after = _without(after, record) if deed is Deed.UNDONE else _with(after, record)
    seen = standing.scene.voices
    return replace(after, scene=surveying.make_scene(workshop_id, after.rows, vectors, seen))


def _with(standing: Standing, record: EditRecord) -> Standing:
    edit = surveying.edit_in(record)
    if edit is None:
        return standing
    rows = replace(standing.rows, edits={**standing.rows.edits, record.id: edit})
    known = standing.facts
    facts = None if known is None else known.after(edit)
    return replace(standing, rows=rows, facts=facts, before=(record.id, known))


def _without(standing: Standing, record: EditRecord) -> Standing:
    if record.id not in standing.rows.edits:
        return standing
    left = {key: edit for key, edit in standing.rows.edits.items() if key != record.id}
    last, facts = standing.before
    return replace(
        standing,
        rows=replace(standing.rows, edits=left),
        facts=facts if last == record.id else None,
        before=(0, None),
    )
