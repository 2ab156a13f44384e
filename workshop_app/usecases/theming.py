"""Theming: voices get their place, people correct it, and nothing else ever moves.

The engine in ``analysis.themes`` works on frozen values; each verb here reads them from the
store, lets the engine answer, and writes the difference in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from analysis import headings
from analysis import themes as engine
from analysis.constraints import Edit, Op
from workshop_app import errors
from workshop_app.embedders import Embedder
from workshop_app.model import Assignment, EditOp, MadeBy, Voice
from workshop_app.store import Connection, Store, edits, meetings, themes, voices
from workshop_app.usecases import correcting, stepping, tracing
from workshop_app.usecases.correcting import correct
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.recording import (
    Progress,
    note_model,
    vectors_of,
    write_state,
)
from workshop_app.usecases.surveying import read_scene, waiting_in


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
    if not correcting.has_waiting(store, workshop_id):
        return 0
    vectors = vectors_of(store, workshop_id, encoder, on_progress)
    # A large crowd takes seconds, and nobody may wait that long to write: its places are
    # found beforehand, and kept if nothing has changed in the meantime.
    early, found = None, None
    if is_hall_sending or len(vectors) > correcting.CROWD:
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
    found, workshop_ids = _voices_and_workshops(store, voice_ids)
    if len(workshop_ids) > 1:
        raise errors.UnusableInputError("同じ取り組みの中の声を選んでください。")
    [workshop_id] = workshop_ids
    keys = tuple(voice.client_key for voice in found)
    correct(store, workshop_id, encoder, [Edit(op, keys, theme_ids, name=name)], seen=seen)


def undo_last(store: Store, workshop_id: int) -> bool:
    """Take the newest correction back; return whether there was one."""
    return stepping.undo(store, workshop_id) is not None


def _theme_id_of(conn: Connection, workshop_id: int, voice_id: int) -> int:
    placed = themes.places_of(conn, workshop_id, [voice_id])
    if not placed:
        raise errors.UnusableInputError(correcting.IN_NO_THEME)
    return placed[0].theme_id


def _voice_and_workshop(store: Store, voice_id: int) -> tuple[Voice, int]:
    [voice], [workshop_id] = _voices_and_workshops(store, [voice_id])
    return voice, workshop_id


def _voices_and_workshops(
    store: Store, voice_ids: Sequence[int]
) -> tuple[list[Voice], set[int]]:
    def find(conn: Connection) -> tuple[list[Voice], set[int]]:
        known = voices.get_many(conn, voice_ids)
        # One that is not here is told by its number, as where one alone is asked for.
        found = [known.get(number) or voices.get(conn, number) for number in voice_ids]
        held = {voice.meeting_id for voice in found}
        return found, {meetings.get(conn, meeting).workshop_id for meeting in held}

    return store.read(find)


def _workshop_of_theme(store: Store, theme_id: int) -> int:
    return store.read(lambda conn: themes.get(conn, theme_id)).workshop_id
