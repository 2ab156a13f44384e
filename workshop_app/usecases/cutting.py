"""Cutting a voice that says two things into two, without changing a word.

The person picks the place.  Both parts are verbatim pieces of the voice, filed as it was; they
stand where it stood, and while they stand the whole is in no list and no count.  The whole
stays readable, and the cut can be taken back.  The parts of what was held back are held back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.constraints import Edit, Op
from workshop_app import errors
from workshop_app.embedders import Embedder
from workshop_app.model import Deed, EditOp, Voice, VoicePart
from workshop_app.store import Connection, Store, meetings, parts, voices
from workshop_app.usecases import holding, recalling, stepping, telling, theming, tracing
from workshop_app.usecases.entering import town_of_workshop
from workshop_app.usecases.noting import note
from workshop_app.usecases.recalling import Standing
from workshop_app.usecases.recording import write_state

_ENDS = "。．！？!?\n"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part comes from: the voice as it was said, and the piece of it."""

    whole: Voice
    part: VoicePart


def places_to_cut(text: str) -> tuple[int, ...]:
    """Return the places after a sentence, where a cut suggests itself; a person picks.

    Examples
    --------
    >>> places_to_cut("足が痛い。バスがない")
    (5,)
    """
    ends = [n + 1 for n, sign in enumerate(text) if sign in _ENDS]
    return tuple(n for n in ends if _has_words(text[:n]) and _has_words(text[n:]))


def cut(
    store: Store, encoder: Embedder, voice_id: int, at: int, *, seen: int | None = None
) -> tuple[int, int]:
    """Part a voice before its character number *at*; return the ids of both parts.

    Raises
    ------
    UnusableInputError
        A part would have no words, or the voice stands in no theme.
    EditConflictError
        Somebody has changed its theme since step *seen*, or cut it already.
    """
    voice, workshop_id = store.read(lambda conn: _look(conn, voice_id))
    if at < 0 or not (_has_words(voice.text[:at]) and _has_words(voice.text[at:])):
        raise errors.UnusableInputError(
            "分ける場所の前と後ろの、どちらにもことばが入るように選んでください。"
        )
    theming.settle(store, workshop_id, encoder)
    known = recalling.recall(store, workshop_id)

    def part(conn: Connection) -> _Parted:
        # Both parts stand where the whole stood: no vectors are needed.
        standing = recalling.still(conn, known) or recalling.read(conn, workshop_id, None)
        scene = standing.scene
        if voice.client_key not in scene.said:
            raise errors.EditConflictError(
                "この声は、もう分けられたか、取り消されたか、テーマに入らない声です。"
                "画面を読み直してください。"
            )
        theme_id = scene.state.theme_of()[voice.client_key]
        stepping.require_unchanged(conn, workshop_id, seen, {int(theme_id)})
        first, second = parts.add(conn, voice, [(0, at), (at, len(voice.text))])
        made = [voices.get(conn, part_id) for part_id in (first, second)]
        holding.pass_on(conn, voice, made)
        after = _place(conn, standing, voice, made)
        told = f"No.{first}とNo.{second}"
        note(conn, standing.town_id, "声を分ける", f"No.{voice.id}", told)
        return _Parted(first, second, after)

    parted = store.write(part, municipality_id=town_of_workshop(store, workshop_id))
    recalling.keep(store, parted.standing)
    return parted.first, parted.second


@dataclass(frozen=True, slots=True)
class _Parted:
    first: int
    second: int
    standing: Standing | None


def origins(store: Store, workshop_id: int) -> Mapping[int, Origin]:
    """Return where the parts of a workshop come from, by the id of the part."""

    def look(conn: Connection) -> dict[int, Origin]:
        return {
            each.part_id: Origin(voices.get(conn, each.root_id), each)
            for each in parts.list_of(conn, workshop_id)
        }

    return store.read(look)


def _place(
    conn: Connection, standing: Standing, voice: Voice, made: Sequence[Voice]
) -> Standing | None:
    """Let the parts stand where the whole stood; where a person put it, that binds them."""
    scene = standing.scene
    whole = next(p for p in scene.state.placements if p.key == voice.client_key)
    keys = tuple(part.client_key for part in made)
    rest = tuple(p for p in scene.state.placements if p is not whole)
    bound = Edit(Op.MOVE, keys, (whole.theme_id,), name=f"No.{voice.id}を分ける")
    after = replace(
        scene.state,
        placements=(*rest, *(replace(whole, key=key) for key in keys)),
        themes=tuple(
            replace(theme, is_lone=False) if theme.id == whole.theme_id else theme
            for theme in scene.state.themes
        ),
        edits=(*scene.state.edits, bound) if whole.by_person else scene.state.edits,
    )
    both = replace(scene, said={**scene.said, **{part.client_key: part for part in made}})
    names = write_state(conn, both, after)
    kept = tracing.trace(both, after, names, [part.id for part in made])
    told = telling.tell_cut(scene.state, whole.theme_id)
    record = tracing.keep(conn, scene.workshop_id, EditOp.CUT, kept, told)
    return recalling.follow(
        conn,
        standing,
        record,
        Deed.MADE,
        voice_ids=kept.voice_ids,
        theme_ids=kept.theme_ids,
    )


def _has_words(piece: str) -> bool:
    return any(sign.isalnum() for sign in piece)


def _look(conn: Connection, voice_id: int) -> tuple[Voice, int]:
    voice = voices.get(conn, voice_id)
    return voice, meetings.get(conn, voice.meeting_id).workshop_id
