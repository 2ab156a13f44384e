"""Theming: voices get their place, people correct it, and nothing else ever moves.

The engine in ``analysis.themes`` works on frozen values; each verb here reads them from the
store, lets the engine answer, and writes the difference in the same transaction.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from analysis import headings, state
from analysis import themes as engine
from analysis.constraints import ContradictionError, Edit, Op
from analysis.facts import Facts
from workshop_app import errors
from workshop_app.embedders import Embedder
from workshop_app.model import Assignment, Deed, EditOp, MadeBy, Party, Voice
from workshop_app.store import Connection, Store, edits, meetings, themes, voices
from workshop_app.usecases import recalling, stepping, telling, tracing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.recalling import Standing
from workshop_app.usecases.recording import (
    Progress,
    note_model,
    vectors_of,
    write_state,
)
from workshop_app.usecases.surveying import Vectors, read_scene, waiting_in

_CROWD = 700  # different voices from which places are found outside the writing transaction
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
_IN_NO_THEME = "この声はテーマに入りません（行政・記録の声か、取り消された声です）。"


def settle(
    store: Store,
    workshop_id: int,
    encoder: Embedder,
    on_progress: Progress | None = None,
    *,
    is_hall_sending: bool = False,
) -> int:
    """Give every voice that has no theme yet its place; return how many got one.

    Voices that have a place keep it; only withdrawn ones leave.  *on_progress* hears how many
    of the texts that are new to the model are done, and of how many.  Where a hall is sending
    from its phones, even a small crowd must not keep the one writer from their receipts.
    """
    if not _has_waiting(store, workshop_id):
        return 0
    vectors = vectors_of(store, workshop_id, encoder, on_progress)
    # A large crowd takes seconds, and nobody may wait that long to write: its places are
    # found beforehand, and kept if nothing has changed in the meantime.
    early, found = None, None
    if is_hall_sending or len(vectors) > _CROWD:
        early = store.read(lambda conn: read_scene(conn, workshop_id, vectors))
        found = engine.arrive(early.state, early.voices)

    def place(conn: Connection) -> int:
        scene = read_scene(conn, workshop_id, vectors)
        is_same = early is not None and (scene.state, scene.voices.keys) == (
            early.state,
            early.voices.keys,
        )
        after = found if is_same else None
        write_state(conn, scene, after or engine.arrive(scene.state, scene.voices))
        note_model(conn, workshop_id, encoder)
        return len(waiting_in(scene))

    return store.write(place, municipality_id=town_of_workshop(store, workshop_id))


@dataclass(frozen=True, slots=True)
class Arranged:
    """A group of cards as people laid them on the table: its heading and its texts."""

    heading: str
    texts: tuple[str, ...]


def arrange(store: Store, workshop_id: int, groups: Sequence[Arranged], *, by: str) -> None:
    """Take over themes that people made by hand, before any machine has placed a voice.

    A text that occurs more than once goes to the first group that names it, each time.

    Raises
    ------
    EditConflictError
        Voices of the workshop have themes already.
    """

    def take_over(conn: Connection) -> None:
        if themes.list_of(conn, workshop_id):
            raise errors.EditConflictError(
                "もうテーマがあります。「テーマ」の画面で直してください。"
            )
        waiting: dict[str, list[Voice]] = {}
        for voice in voices.list_of_workshop(conn, workshop_id):
            waiting.setdefault(voice.text, []).append(voice)
        for group in groups:
            members = [voice for text in group.texts for voice in waiting.pop(text, ())]
            if members:
                _lay(conn, workshop_id, group, members, by)

    if groups:
        store.write(take_over, municipality_id=town_of_workshop(store, workshop_id))


def _lay(
    conn: Connection, workshop_id: int, group: Arranged, members: Sequence[Voice], by: str
) -> None:
    is_lone = len(members) == 1
    theme = themes.add(
        conn,
        workshop_id=workshop_id,
        heading=group.heading or headings.quote(members[0].text),
        heading_by=MadeBy.PERSON if group.heading else MadeBy.MACHINE,
        is_lone=is_lone,
    )
    themes.assign(
        conn,
        [
            Assignment(voice.id, theme.id, 1.0, None, is_pinned=True, made_by=MadeBy.PERSON)
            for voice in members
        ],
    )
    keys = tuple(voice.client_key for voice in members)
    kept = Edit(Op.KEEP, keys, (str(theme.id),), name=f"{by}が並べた「{theme.heading}」")
    laid = tracing.Trace(asdict(kept), (), ())
    edits.append(conn, workshop_id=workshop_id, op=EditOp.KEEP, detail=laid.write())


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
    if _recall(store, workshop_id, encoder) is not None or _has_waiting(store, workshop_id):
        return
    vectors = _vectors_for(store, workshop_id, encoder)
    fingerprint = encoder.fingerprint

    def look(conn: Connection) -> Standing:
        found = recalling.look(conn, workshop_id, vectors, fingerprint)
        with suppress(ContradictionError):  # it is told where somebody corrects
            found = replace(found, facts=found.known_facts())
        return found

    recalling.keep(store, store.read(look))


def _recall(store: Store, workshop_id: int, encoder: Embedder) -> Standing | None:
    """Return how the themes stand as far as it is known, with what *encoder* knows of few."""
    known = recalling.recall(store, workshop_id)
    if known is None:
        return None
    is_crowd = len(known.scene.said) > _CROWD
    return known if known.model == ("" if is_crowd else encoder.fingerprint) else None


def _vectors_for(store: Store, workshop_id: int, encoder: Embedder) -> Vectors | None:
    """Return the vectors a correction needs.

    What people decide needs none: only the second choice of who moves does, and of
    thousands of voices nobody waits for that.
    """
    is_bare = not _has_waiting(store, workshop_id) and _is_crowd(store, workshop_id)
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


def move(
    store: Store, encoder: Embedder, voice_id: int, theme_id: int, *, seen: int | None = None
) -> None:
    """Put one voice under another theme; it stays there for good."""
    voice, workshop_id = _voice_and_workshop(store, voice_id)
    edit = Edit(Op.MOVE, (voice.client_key,), (str(theme_id),), name=f"No.{voice.id}を動かす")
    correct(store, workshop_id, encoder, [edit], seen=seen)


def set_alone(
    store: Store, encoder: Embedder, voice_id: int, *, seen: int | None = None
) -> None:
    """Take one voice out of its theme, to stand as a lone voice."""
    voice, workshop_id = _voice_and_workshop(store, voice_id)
    settle(store, workshop_id, encoder)
    here = store.read(lambda conn: _theme_id_of(conn, workshop_id, voice_id))
    edit = Edit(
        Op.SPLIT, (voice.client_key,), (str(here),), name=f"No.{voice.id}をひとりの声に"
    )
    correct(store, workshop_id, encoder, [edit], seen=seen)


def rename(
    store: Store, encoder: Embedder, theme_id: int, heading: str, *, seen: int | None = None
) -> None:
    """Give a theme a heading of a person's choice."""
    wanted = heading.strip()
    if not wanted:
        raise errors.UnusableInputError("見出しを入れてください。")
    edit = Edit(Op.RENAME, (), (str(theme_id),), label=wanted, name=f"見出しを「{wanted}」に")
    correct(store, _workshop_of_theme(store, theme_id), encoder, [edit], seen=seen)


def merge(
    store: Store, encoder: Embedder, theme_ids: Sequence[int], *, seen: int | None = None
) -> None:
    """Make one theme of several; the first keeps its heading and place."""
    if len(set(theme_ids)) < 2:
        raise errors.UnusableInputError("合わせるテーマを2つ以上選んでください。")
    edit = Edit(Op.MERGE, (), tuple(str(t) for t in theme_ids), name="テーマを合わせる")
    correct(store, _workshop_of_theme(store, theme_ids[0]), encoder, [edit], seen=seen)


def split(
    store: Store,
    encoder: Embedder,
    theme_id: int,
    voice_ids: Sequence[int],
    *,
    seen: int | None = None,
) -> None:
    """Take some voices out of a theme into one of their own."""
    _correct_voices(
        store, encoder, Op.SPLIT, voice_ids, (str(theme_id),), "テーマを分ける", seen
    )


def pin(store: Store, encoder: Embedder, voice_id: int, *, seen: int | None = None) -> None:
    """Hold a voice where it stands; it must be released before it can be moved."""
    _correct_voices(store, encoder, Op.PIN, [voice_id], (), f"No.{voice_id}を留める", seen)


def unpin(store: Store, encoder: Embedder, voice_id: int, *, seen: int | None = None) -> None:
    """Release a voice that was held."""
    _correct_voices(
        store, encoder, Op.UNPIN, [voice_id], (), f"No.{voice_id}の留めをはずす", seen
    )


def mark_same(
    store: Store, encoder: Embedder, voice_ids: Sequence[int], *, seen: int | None = None
) -> None:
    """Say that voices mean the same; they stand together from now on."""
    _correct_voices(store, encoder, Op.SAME, voice_ids, (), "「同じ」にする", seen)


def mark_apart(
    store: Store, encoder: Embedder, voice_ids: Sequence[int], *, seen: int | None = None
) -> None:
    """Say that voices mean different things; they never stand together again."""
    _correct_voices(store, encoder, Op.APART, voice_ids, (), "「別のもの」にする", seen)


def _correct_voices(
    store: Store,
    encoder: Embedder,
    op: Op,
    voice_ids: Sequence[int],
    theme_ids: tuple[str, ...],
    name: str,
    seen: int | None,
) -> None:
    fewest = 2 if op in (Op.SAME, Op.APART) else 1
    if len(set(voice_ids)) < fewest:
        raise errors.UnusableInputError(f"声を{fewest}つ以上選んでください。")
    found = [_voice_and_workshop(store, voice_id) for voice_id in voice_ids]
    if len({workshop_id for _, workshop_id in found}) > 1:
        raise errors.UnusableInputError("同じ取り組みの中の声を選んでください。")
    keys = tuple(voice.client_key for voice, _ in found)
    correct(store, found[0][1], encoder, [Edit(op, keys, theme_ids, name=name)], seen=seen)


def _is_crowd(store: Store, workshop_id: int) -> bool:
    counted = store.read(lambda conn: voices.counts_by_party(conn, workshop_id))
    return sum(counted.values()) - counted[Party.OFFICIALS] > _CROWD


def undo_last(store: Store, workshop_id: int) -> bool:
    """Take the newest correction back; return whether there was one."""
    return stepping.undo(store, workshop_id) is not None


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
        raise errors.UnusableInputError(_IN_NO_THEME)
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


def _has_waiting(store: Store, workshop_id: int) -> bool:
    besides = [Party.OFFICIALS]
    return store.read(
        lambda conn: voices.is_anybody_waiting(conn, workshop_id, besides=besides)
    )


def _theme_id_of(conn: Connection, workshop_id: int, voice_id: int) -> int:
    placed = themes.places_of(conn, workshop_id, [voice_id])
    if not placed:
        raise errors.UnusableInputError(_IN_NO_THEME)
    return placed[0].theme_id


def _voice_and_workshop(store: Store, voice_id: int) -> tuple[Voice, int]:
    def find(conn: Connection) -> tuple[Voice, int]:
        voice = voices.get(conn, voice_id)
        return voice, meetings.get(conn, voice.meeting_id).workshop_id

    return store.read(find)


def _workshop_of_theme(store: Store, theme_id: int) -> int:
    return store.read(lambda conn: themes.get(conn, theme_id)).workshop_id
