"""Reviewing the themes the next morning: what deserves a look first, and corrections of many.

Nothing here decides.  A list leads to places; a person reads and corrects.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis import parting
from analysis.constraints import Edit, Op
from workshop_app import errors, words
from workshop_app.embedders import Embedder
from workshop_app.model import EditOp, Voice
from workshop_app.store import Connection, Store, edits, themes, voices
from workshop_app.usecases import correcting
from workshop_app.usecases.reading import ThemeBoard, ThemeCard
from workshop_app.usecases.recording import vectors_of
from workshop_app.usecases.weighing import Insight, Weighing

LARGE = 8  # voices from which a theme is large, so that a silent party is worth a look
_SHOWN = 24  # characters of a voice in a line of the list


class Look(StrEnum):
    """Why a place deserves a look."""

    WEAK = "weak"
    BORDERLINE = "borderline"
    TWINS = "twins"
    LONE = "lone"
    DIVIDED = "divided"
    HELD = "held"
    SILENT = "silent"


TITLES: Mapping[Look, str] = {
    Look.WEAK: "まとまりが弱いテーマ",
    Look.BORDERLINE: "ほかのテーマにも近い声",
    Look.TWINS: "ほぼ同じ声",
    Look.LONE: words.LONE_VOICES,
    Look.DIVIDED: "向きのちがう声があるテーマ",
    Look.HELD: "画面に出していない声",
    Look.SILENT: "大きいのに、ある立場の声がないテーマ",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place that deserves a look; ``target_id`` is the theme one tap moves its voice to."""

    look: Look
    theme_id: int
    voice_ids: tuple[int, ...]
    told: str
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Halves:
    """The two parts a theme would fall into; the first holds its first voice."""

    first: tuple[Voice, ...]
    second: tuple[Voice, ...]


def points(board: ThemeBoard, weighing: Weighing) -> tuple[Point, ...]:
    """Return what deserves a look, in the order of :class:`Look`, then of the board."""
    heads = {card.theme.id: card.theme.heading for card in (*board.themes, *board.lone)}
    found: list[Point] = []
    for card in board.themes:
        insight = weighing.insights.get(card.theme.id)
        if insight is not None:
            found += _points_of(card, insight, heads)
        found += _silent_in(card)
    for card in board.lone:
        found.append(_lone(card, heads))
    for card in (*board.themes, *board.lone):
        found += [
            Point(Look.HELD, card.theme.id, (voice.id,), _begin(voice.text))
            for voice in card.voices
            if not voice.is_projected
        ]
    order = list(Look)
    return tuple(sorted(found, key=lambda point: order.index(point.look)))


def _points_of(card: ThemeCard, insight: Insight, heads: Mapping[int, str]) -> list[Point]:
    theme_id, heading = card.theme.id, card.theme.heading
    found = []
    if insight.is_weak:
        found.append(Point(Look.WEAK, theme_id, (), f"「{heading}」"))
    for voice in insight.borderline:
        second = card.assignments[voice.id].second_theme_id
        if second is not None and second in heads:
            told = f"{_begin(voice.text)}　→　「{heads[second]}」にも近い"
            found.append(Point(Look.BORDERLINE, theme_id, (voice.id,), told, second))
    for repeated in insight.repeats:
        alike = repeated.voices
        told = f"{_begin(alike[0].text)} など{len(alike)}件"
        found.append(Point(Look.TWINS, theme_id, tuple(v.id for v in alike), told))
    for side in insight.sides:
        ids = tuple(voice.id for voice in (*side.wanting, *side.refusing))
        told = f"「{heading}」の中の「{side.about}」"
        found.append(Point(Look.DIVIDED, theme_id, ids, told))
    return found


def _silent_in(card: ThemeCard) -> list[Point]:
    if len(card.voices) < LARGE or not card.silent:
        return []
    who = "・".join(words.label(party) for party in card.silent)
    return [Point(Look.SILENT, card.theme.id, (), f"「{card.theme.heading}」に{who}の声が0件")]


def _lone(card: ThemeCard, heads: Mapping[int, str]) -> Point:
    [voice] = card.voices[:1]
    second = card.assignments[voice.id].second_theme_id
    target = second if second is not None and second in heads else None
    near = "" if target is None else f"　→　「{heads[target]}」にいちばん近い"
    return Point(Look.LONE, card.theme.id, (voice.id,), _begin(voice.text) + near, target)


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return f"「{line if len(line) <= _SHOWN else line[:_SHOWN] + '…'}」"


def suggest_split(
    store: Store, workshop_id: int, encoder: Embedder, card: ThemeCard
) -> Halves | None:
    """Return the two parts a theme would fall into, or None where it is of one piece."""
    vectors = vectors_of(store, workshop_id, encoder)
    rows = np.vstack([vectors[voice.text] for voice in card.voices])
    part = parting.part_in_two(rows).tolist()
    if len(set(part)) < 2:
        return None
    pairs = list(zip(card.voices, part, strict=True))
    return Halves(
        tuple(voice for voice, number in pairs if number == 0),
        tuple(voice for voice, number in pairs if number == 1),
    )


def move_all(
    store: Store,
    encoder: Embedder,
    voice_ids: Sequence[int],
    theme_id: int,
    *,
    seen: int | None = None,
) -> None:
    """Put several voices under one theme, as one correction."""
    workshop_id, said = _look_up(store, theme_id, voice_ids)
    keys = tuple(voice.client_key for voice in said)
    name = f"{_numbers(said)}を動かす"
    edit = Edit(Op.MOVE, keys, (str(theme_id),), name=name)
    correcting.correct(store, workshop_id, encoder, [edit], seen=seen)


def set_all_alone(
    store: Store, encoder: Embedder, voice_ids: Sequence[int], *, seen: int | None = None
) -> None:
    """Let each of several voices stand by itself."""
    _each(store, encoder, Op.SPLIT, voice_ids, "をひとりの声に", seen)


def hold_all(
    store: Store,
    encoder: Embedder,
    voice_ids: Sequence[int],
    *,
    is_held: bool,
    seen: int | None = None,
) -> None:
    """Hold voices where they stand, or release them."""
    op, end = (Op.PIN, "を留める") if is_held else (Op.UNPIN, "の留めをはずす")
    _each(store, encoder, op, voice_ids, end, seen)


def gather(
    store: Store, encoder: Embedder, voice_ids: Sequence[int], *, seen: int | None = None
) -> None:
    """Make one theme of several lone voices: the others join the first."""
    places = _places(store, voice_ids)
    if len(places) < 2:
        raise errors.UnusableInputError("まとめる声を2つ以上選んでください。")
    first, *others = voice_ids
    move_all(store, encoder, others, places[first], seen=seen)


def pinned_keys(store: Store, workshop_id: int) -> frozenset[str]:
    """Return the client keys of the voices people hold where they stand."""
    held: set[str] = set()
    ops = (EditOp.PIN, EditOp.UNPIN)
    kept = store.read(lambda conn: edits.standing_of(conn, workshop_id, ops))
    for record in kept:
        if record.op is EditOp.PIN:
            held |= set(json.loads(record.detail)["edit"]["keys"])
        elif record.op is EditOp.UNPIN:
            held -= set(json.loads(record.detail)["edit"]["keys"])
    return frozenset(held)


def _each(
    store: Store,
    encoder: Embedder,
    op: Op,
    voice_ids: Sequence[int],
    end: str,
    seen: int | None,
) -> None:
    places = _places(store, voice_ids)
    if not places:
        raise errors.UnusableInputError("声を選んでください。")
    workshop_id, said = _look_up(store, next(iter(places.values())), list(places))
    wanted = [
        Edit(
            op,
            (voice.client_key,),
            (str(places[voice.id]),) if op is Op.SPLIT else (),
            name=f"No.{voice.id}{end}",
        )
        for voice in said
    ]
    correcting.correct(store, workshop_id, encoder, wanted, seen=seen)


def _look_up(store: Store, theme_id: int, voice_ids: Sequence[int]) -> tuple[int, list[Voice]]:
    if not voice_ids:
        raise errors.UnusableInputError("声を選んでください。")

    def look(conn: Connection) -> tuple[int, list[Voice]]:
        workshop_id = themes.get(conn, theme_id).workshop_id
        return workshop_id, [voices.get(conn, voice_id) for voice_id in voice_ids]

    return store.read(look)


def _places(store: Store, voice_ids: Sequence[int]) -> dict[int, int]:
    """Return the theme of each of these voices that has one, in their order."""
    return store.read(lambda conn: themes.of_voices(conn, voice_ids))


def _numbers(said: Sequence[Voice]) -> str:
    shown = "、".join(f"No.{voice.id}" for voice in said[:5])
    return shown + ("など" if len(said) > 5 else "")
