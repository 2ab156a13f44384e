"""Correcting: what a person says about the themes is done at once and for ever.

How the themes stand is recalled where this process knows it, and read where it does not; the
engine answers, and the difference is written in one transaction.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from analysis import assembly, headings, state
from analysis import themes as engine
from analysis.constraints import ContradictionError, Edit, Op
from analysis.facts import Facts
from workshop_app import errors
from workshop_app.embedders import Embedder
from workshop_app.model import Deed, EditOp, Party
from workshop_app.store import Connection, Store, themes, voices
from workshop_app.usecases import recalling, stepping, telling, tracing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.recalling import Standing
from workshop_app.usecases.recording import vectors_of, write_state
from workshop_app.usecases.surveying import Scene, Vectors

CROWD = 700  # different voices from which places are found outside the writing transaction
_ACTION = {
    Op.MOVE: "声を別のテーマへ動かす",
    Op.SAME: "「同じ」にする",
    Op.APART: "「別のもの」にする",
    Op.MERGE: "テーマを合わせる",
    Op.SPLIT: "テーマを分ける",
    Op.RENAME: "見出しを変える",
    Op.PIN: "ここに留める",
    Op.UNPIN: "留めをはずす",
}
IN_NO_THEME = "この声はテーマに入りません（行政・記録の声か、取り消された声です）。"


def correct(
    store: Store,
    workshop_id: int,
    encoder: Embedder,
    wanted: Sequence[Edit],
    *,
    seen: int | None = None,
) -> None:
    """Apply corrections, at once and for ever.

    The voices in an edit are client keys and its themes are ids of the store, as text.
    *seen* is the number of the newest step the person has seen (``stepping.number``).

    Raises
    ------
    EditConflictError
        A correction contradicts an earlier one; the sentence names both.  Or somebody has
        changed one of the themes since *seen*; the sentence says what they did.
    NotFoundError
        A theme is no longer there.
    """
    town_id = town_of_workshop(store, workshop_id)

    def change(conn: Connection, standing: Standing) -> Standing | None:
        for edit in wanted:
            _require_unchanged(conn, workshop_id, edit, seen)
        now: Standing | None = standing
        for edit in wanted:
            here = now or recalling.read(conn, workshop_id, standing.vectors, standing.model)
            now = _make(conn, here, edit)
        return now

    def change_known(conn: Connection) -> _Tried:
        standing = recalling.still(conn, known)
        return _Tried(False) if standing is None else _Tried(True, change(conn, standing))

    known = _recall(store, workshop_id, encoder)
    if known is not None:
        tried = store.write(change_known, municipality_id=town_id)
        recalling.keep(store, tried.standing)
        if tried.is_done:
            return
    vectors = _vectors_for(store, workshop_id, encoder)
    fingerprint = encoder.fingerprint
    recalling.keep(
        store,
        store.write(
            lambda conn: change(conn, recalling.read(conn, workshop_id, vectors, fingerprint)),
            municipality_id=town_id,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """Whether a correction found the themes as this process knows them; how they stand now."""

    is_done: bool
    standing: Standing | None = None


def look_ahead(store: Store, workshop_id: int, encoder: Embedder) -> None:
    """Read what the next correction will need, so that it need not be waited for then."""
    if _recall(store, workshop_id, encoder) is not None or has_waiting(store, workshop_id):
        return
    vectors = _vectors_for(store, workshop_id, encoder)
    fingerprint = encoder.fingerprint

    def look(conn: Connection) -> Standing:
        found = recalling.look(conn, workshop_id, vectors, fingerprint)
        with suppress(ContradictionError):  # it is told where somebody corrects
            found = replace(found, facts=found.known_facts())
        return found

    standing = store.read(look)
    recalling.keep(store, standing)
    _read_words(standing.scene)


def _read_words(scene: Scene) -> None:
    """Have the words of every theme read, which a theme that is cut in two is named by."""
    texts = {key: voice.text for key, voice in scene.said.items()}
    groups: dict[str, list[state.Placement]] = {}
    for placement in scene.state.placements:
        groups.setdefault(placement.theme_id, []).append(placement)
    headings.name_groups([assembly.list_typical(each, texts) for each in groups.values()])


def _recall(store: Store, workshop_id: int, encoder: Embedder) -> Standing | None:
    """Return how the themes stand as far as it is known, with what *encoder* knows of few."""
    known = recalling.recall(store, workshop_id)
    if known is None:
        return None
    is_crowd = len(known.scene.said) > CROWD
    return known if known.model == ("" if is_crowd else encoder.fingerprint) else None


def _vectors_for(store: Store, workshop_id: int, encoder: Embedder) -> Vectors | None:
    """Return the vectors a correction needs.

    What people decide needs none: only the second choice of who moves does, and of
    thousands of voices nobody waits for that.
    """
    is_bare = not has_waiting(store, workshop_id) and _is_crowd(store, workshop_id)
    return None if is_bare else vectors_of(store, workshop_id, encoder)


def _make(conn: Connection, standing: Standing, edit: Edit) -> Standing | None:
    """Make one correction; return how the themes stand then, where that is known."""
    scene = standing.scene
    after, facts = _ask_engine(standing, edit)
    names = write_state(conn, scene, after)
    told = telling.tell(scene.state, after, after.edits[-1])
    kept = tracing.trace(scene, after, names)
    record = tracing.keep(conn, scene.workshop_id, EditOp(edit.op.value), kept, told)
    note(conn, standing.town_id, _ACTION[edit.op], _subject_of(conn, edit), told)
    return recalling.follow(
        conn,
        replace(standing, facts=facts),
        record,
        Deed.MADE,
        voice_ids=kept.voice_ids,
        theme_ids=kept.theme_ids,
    )


def _is_crowd(store: Store, workshop_id: int) -> bool:
    counted = store.read(lambda conn: voices.counts_by_party(conn, workshop_id))
    return sum(counted.values()) - counted[Party.OFFICIALS] > CROWD


def _require_unchanged(
    conn: Connection, workshop_id: int, edit: Edit, seen: int | None
) -> None:
    """Make sure that the themes an edit works in are those the person saw.

    A voice may go into a theme that others are filling too: only where it comes from counts.
    """
    if seen is None:
        return
    moves = edit.op in (Op.MOVE, Op.PIN)
    ids = [voice.id for voice in voices.find_by_keys(conn, edit.keys).values()]
    worked_in = {each.theme_id for each in themes.places_of(conn, workshop_id, ids)}
    worked_in |= {int(t) for t in edit.theme_ids if t.isdigit() and not moves}
    stepping.require_unchanged(conn, workshop_id, seen, worked_in)


def _ask_engine(standing: Standing, edit: Edit) -> tuple[state.State, Facts]:
    """Return the state after *edit*, and what the edits before it say."""
    scene = standing.scene
    if not set(edit.keys) <= scene.said.keys():
        raise errors.UnusableInputError(IN_NO_THEME)
    try:
        facts = standing.known_facts()
        return engine.correct(scene.state, scene.voices, [edit], facts=facts), facts
    except ContradictionError as problem:
        raise errors.EditConflictError(str(problem)) from problem
    except engine.UnknownThemeError as problem:
        raise errors.NotFoundError(
            "そのテーマはもうありません。画面を読み直してください。"
        ) from problem


def _subject_of(conn: Connection, edit: Edit) -> str:
    if edit.theme_ids and edit.theme_ids[0].isdigit():
        return themes.get(conn, int(edit.theme_ids[0])).heading
    return edit.name


def has_waiting(store: Store, workshop_id: int) -> bool:
    """Say whether a voice that makes themes has no place yet."""
    besides = [Party.OFFICIALS]
    return store.read(
        lambda conn: voices.is_anybody_waiting(conn, workshop_id, besides=besides)
    )
