"""Tracing a correction: all it changed, kept so that it can be taken back and made again.

A trace is a difference of rows, complete on both sides.  It is written in the transaction
that makes the correction.  Voices that came or went since are left where they are: whether a
theme is lone, or empty, is counted, not recalled.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from analysis import state
from analysis.constraints import Edit
from workshop_app import errors
from workshop_app.model import Assignment, Deed, EditOp, HoldState, MadeBy, Party
from workshop_app.model import Edit as EditRecord
from workshop_app.store import Connection, edits, holds, parts, steps, themes, voices
from workshop_app.usecases.surveying import Scene


class Side(StrEnum):
    """The two ends of a correction."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a correction changed, by voice and by theme; None where there was nothing."""

    edit: Mapping[str, Any] | None
    places: tuple[tuple[int, Any, Any], ...]  # voice, place before, place after
    themes: tuple[tuple[int, Any, Any], ...]  # theme, looks before, looks after
    parts: tuple[int, ...] = ()  # the parts a voice was cut into

    def write(self) -> str:
        """Return the trace as the detail of an edit."""
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(kept, ensure_ascii=False)

    @property
    def touched(self) -> list[int]:
        """The ids of the themes that look different, or hold other voices, than before."""
        ids = {theme_id for theme_id, _, _ in self.themes}
        for _, before, after in self.places:
            moved = before is None or after is None or before[0] != after[0]
            if moved or before[3] != after[3]:
                ids |= {place[0] for place in (before, after) if place is not None}
        return sorted(ids)

    @property
    def voice_ids(self) -> set[int]:
        """The ids of all voices it speaks of."""
        return {voice_id for voice_id, _, _ in self.places} | set(self.parts)

    @property
    def theme_ids(self) -> set[int]:
        """The ids of all themes it speaks of."""
        places = [place for _, *ends in self.places for place in ends if place is not None]
        return {theme_id for theme_id, _, _ in self.themes} | {place[0] for place in places}


def trace(
    scene: Scene, after: state.State, names: Mapping[str, str], part_ids: Sequence[int] = ()
) -> Trace:
    """Return the difference between *scene* and what was written as *after*."""
    complete = after.edits[-1] if len(after.edits) > len(scene.state.edits) else None
    old = {p.key: p for p in scene.state.placements}
    new = {p.key: p for p in after.placements}
    # Whom nobody touched is the same placement; few are not, and only those are compared.
    asked = [key for key in dict.fromkeys([*old, *new]) if old.get(key) is not new.get(key)]
    before = {key: _place(old[key], {}) for key in asked if key in old}
    now = {key: _place(new[key], names) for key in asked if key in new}
    looks = {int(t.id): _look(t) for t in scene.state.themes}
    new_looks = {int(names[t.id]): _look(t) for t in after.themes}
    return Trace(
        edit=None if complete is None else _with_ids(complete, names),
        places=tuple(
            (scene.said[key].id, before.get(key), now.get(key))
            for key in asked
            if before.get(key) != now.get(key)
        ),
        themes=tuple(
            (theme_id, looks.get(theme_id), new_looks.get(theme_id))
            for theme_id in dict.fromkeys([*looks, *new_looks])
            if looks.get(theme_id) != new_looks.get(theme_id)
        ),
        parts=tuple(part_ids),
    )


def _with_ids(edit: Edit, names: Mapping[str, str]) -> Mapping[str, Any]:
    written = {each.name: getattr(edit, each.name) for each in fields(edit)}
    return written | {"theme_ids": [names.get(t, t) for t in written["theme_ids"]]}


def _place(placement: state.Placement, names: Mapping[str, str]) -> list[Any]:
    """Return theme, certainty, second choice, by a person or not."""
    second = placement.second_theme_id
    second = names.get(second or "") if names else second
    return [
        int(names.get(placement.theme_id, placement.theme_id)),
        float(placement.certainty),
        None if second is None else int(second),
        placement.by_person,
    ]


def _look(theme: state.Theme) -> list[Any]:
    return [theme.label, theme.label_by_person, theme.is_lone]


def keep(
    conn: Connection, workshop_id: int, op: EditOp, told: Trace, summary: str
) -> EditRecord:
    """Write a correction down, and that it was made; *summary* is a sentence."""
    made = edits.append(conn, workshop_id=workshop_id, op=op, detail=told.write())
    step(conn, made, Deed.MADE, summary, told.touched)
    return made


def step(
    conn: Connection, edit: EditRecord, deed: Deed, summary: str, touched: Sequence[int]
) -> None:
    """Write down that something was done with a correction."""
    steps.append(
        conn,
        workshop_id=edit.workshop_id,
        edit_id=edit.id,
        deed=deed,
        summary=summary,
        touched=json.dumps(list(touched)),
    )


def read(record: EditRecord) -> Trace:
    """Return the trace of a correction, of one written by an earlier version too."""
    detail = json.loads(record.detail)
    if "places" not in detail:
        return _read_old(detail)
    return Trace(
        detail["edit"],
        tuple((row[0], row[1], row[2]) for row in detail["places"]),
        tuple((row[0], row[1], row[2]) for row in detail["themes"]),
        tuple(detail["parts"]),
    )


def _read_old(detail: Mapping[str, Any]) -> Trace:
    """Return what an earlier version kept: how it was before, and where voices went."""
    edit = detail["edit"]
    renamed = edit["theme_ids"][0] if edit and edit["op"] == EditOp.RENAME else None

    def where_to(row: Mapping[str, Any]) -> list[Any]:
        by_person = edit is not None or row["by"] == MadeBy.PERSON
        return [int(row["to"]), 1.0 if edit else row["certainty"], None, by_person]

    return Trace(
        detail["edit"],
        tuple(
            (
                row["voice"],
                [int(row["from"]), row["certainty"], None, row["by"] == MadeBy.PERSON],
                where_to(row),
            )
            for row in detail["moved"]
        ),
        tuple(
            (
                int(row["theme"]),
                [row["heading"], row["by_person"], False],
                [edit["label"], True, False] if row["theme"] == renamed else None,
            )
            for row in detail["themes"]
        ),
    )


def restore(conn: Connection, workshop_id: int, told: Trace, side: Side) -> set[int]:
    """Bring everything a correction changed to how it was on one *side* of it.

    Returns the voices it has moved of which the trace knows nothing.
    """
    looks = _end_of(told.themes, side)
    # Where staff took a case over and closed it, the voice is gone for good.
    here = set(voices.get_many(conn, list(told.voice_ids)))
    places = _end_of(told.places, side)
    wanted = {voice_id: place for voice_id, place in places.items() if voice_id in here}
    if told.parts:
        if side is Side.BEFORE:
            _refuse_what_staff_took(conn, told.parts, here)
        parts.set_standing(conn, told.parts, is_standing=side is Side.AFTER)
    needed = set(looks) | {place[0] for place in wanted.values()}
    living = {theme.id for theme in themes.living_of(conn, workshop_id, list(needed))}
    for theme_id in sorted(needed - living):
        themes.revive(conn, theme_id)
    for theme_id, (heading, by_person, _) in looks.items():
        made_by = MadeBy.PERSON if by_person else MadeBy.MACHINE
        themes.change(conn, theme_id, heading=heading, heading_by=made_by)
    themes.assign(conn, [_assignment(voice_id, place) for voice_id, place in wanted.items()])
    late: set[int] = set()
    if side is Side.AFTER and told.edit is not None and told.edit["op"] == EditOp.MERGE:
        late = _follow(conn, workshop_id, told.edit)
    _count_anew(conn, workshop_id, told.theme_ids)
    return late


def _refuse_what_staff_took(
    conn: Connection, part_ids: Sequence[int], here: Collection[int]
) -> None:
    """Refuse to make a voice whole again when staff have taken one of its parts over.

    Raises
    ------
    EditConflictError
        A part was handed over; the whole holds the same words.
    """
    held = holds.of_voices(conn, part_ids).values()
    is_taken = any(hold.state is HoldState.HANDED_OVER for hold in held)
    if is_taken or not set(part_ids) <= set(here):
        raise errors.EditConflictError(
            "分けた声の一方を職員へ渡してあるので、分ける前にはもどせません。"
            "「映すまえに」で引き継ぎをもどしてから、お試しください。"
        )


def _end_of(rows: Sequence[tuple[int, Any, Any]], side: Side) -> dict[int, Any]:
    ends = {key: before if side is Side.BEFORE else after for key, before, after in rows}
    return {key: end for key, end in ends.items() if end is not None}


def _assignment(voice_id: int, place: Sequence[Any]) -> Assignment:
    theme_id, certainty, second, by_person = place
    made_by = MadeBy.PERSON if by_person else MadeBy.MACHINE
    return Assignment(voice_id, theme_id, certainty, second, by_person, made_by)


def _follow(conn: Connection, workshop_id: int, merge: Mapping[str, Any]) -> set[int]:
    """Let voices that came meanwhile go where their merged theme goes; return them."""
    stays, *gone = (int(theme_id) for theme_id in merge["theme_ids"])
    late = [
        Assignment(each.voice_id, stays, 0.5, None, is_pinned=False, made_by=MadeBy.MACHINE)
        for each in themes.places_in(conn, workshop_id, gone)
    ]
    themes.assign(conn, late)
    return {each.voice_id for each in late}


def _count_anew(conn: Connection, workshop_id: int, theme_ids: Collection[int]) -> None:
    """Retire those of the themes nobody stands in, and say of the others if they are lone."""
    asked = list(theme_ids)
    sizes = themes.sizes_of(conn, asked, besides=[Party.OFFICIALS])
    for theme in themes.living_of(conn, workshop_id, asked):
        if theme.id not in sizes:
            themes.retire(conn, theme.id)
        elif theme.is_lone != (sizes[theme.id] == 1):
            themes.change(conn, theme.id, is_lone=sizes[theme.id] == 1)
