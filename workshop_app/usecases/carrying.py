"""Carrying over what people made of new voices elsewhere: placements, headings, answers.

What a person did there binds here too, as corrections that can be taken back.  A theme no
person touched there is left to the machine, unless nothing has a theme here yet: then the
themes come as they are.  No voice that was here before is moved.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.constraints import ContradictionError, Edit, Op
from analysis.facts import resolve
from workshop_app.cleaning import clean
from workshop_app.model import Assignment, EditOp, MadeBy, Theme, Voice
from workshop_app.store import Connection, fates, tags, themes, voices
from workshop_app.usecases import tracing
from workshop_app.usecases.surveying import read_rows, said_by_the_town
from workshop_app.usecases.unpacking import Brought, BroughtWorkshop

_CALLED = "ほかのパソコンでの手直し"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The voices of a workshop of the copy here: all that are known, and those just added.

    ``here`` has the id here by the id in the copy; ``new`` the added ones, in order.
    """

    here: Mapping[int, int]
    new: Sequence[Brought]


def carry(conn: Connection, workshop_id: int, shop: BroughtWorkshop, arrivals: Arrivals) -> int:
    """Carry over what belongs to the new voices; return how many themes came along."""
    said = voices.get_many(conn, [arrivals.here[one.voice.id] for one in arrivals.new])
    new = {one.voice.id: said[arrivals.here[one.voice.id]] for one in arrivals.new}
    living = themes.list_of(conn, workshop_id)
    members: dict[int, list[int]] = {}
    for voice_id in new:
        place = shop.places.get(voice_id)
        if place is not None:
            members.setdefault(place.theme_id, []).append(voice_id)
    wanted = [
        theme
        for theme in shop.themes
        if theme.id in members and (not living or _is_touched(shop, theme, members[theme.id]))
    ]
    targets = _find_targets(conn, workshop_id, shop, arrivals.here, wanted)
    for theme in wanted:
        _lay(conn, shop, targets[theme.id], theme, {key: new[key] for key in members[theme.id]})
    _count_anew(conn, workshop_id, set(targets.values()))
    _bind(conn, workshop_id, shop, targets, new)
    _keep_cuts(conn, workshop_id, arrivals)
    return len(wanted)


def _is_touched(shop: BroughtWorkshop, theme: Theme, voice_ids: Sequence[int]) -> bool:
    """Say whether a person named, answered, tagged or filled a theme."""
    by_hand = any(shop.places[key].made_by is MadeBy.PERSON for key in voice_ids)
    named = theme.heading_by is MadeBy.PERSON
    return by_hand or named or theme.id in shop.fates or theme.id in shop.tags


def _find_targets(
    conn: Connection,
    workshop_id: int,
    shop: BroughtWorkshop,
    here: Mapping[int, int],
    wanted: Sequence[Theme],
) -> dict[int, int]:
    """Return the theme here for each of *wanted*; none here stands for two."""
    living = {theme.id: theme for theme in themes.list_of(conn, workshop_id)}
    placed = {p.voice_id: p.theme_id for p in themes.assignments_of(conn, workshop_id)}
    shared: dict[int, Counter[int]] = {}
    for key, place in shop.places.items():
        own = placed.get(here.get(key, 0))
        if own in living:
            shared.setdefault(place.theme_id, Counter())[own] += 1
    found: dict[int, int] = {}
    for theme in wanted:
        free = [each for each in living if each not in found.values()]
        most = [key for key, _ in shared.get(theme.id, Counter()).most_common(1)]
        named = [
            key
            for key in free
            if living[key].heading == theme.heading and not living[key].is_lone
        ]
        same = next((key for key in (*most, *named) if key in free), None)
        found[theme.id] = _add(conn, workshop_id, theme) if same is None else same
    return found


def _add(conn: Connection, workshop_id: int, theme: Theme) -> int:
    return themes.add(
        conn,
        workshop_id=workshop_id,
        heading=clean(theme.heading),
        heading_by=theme.heading_by,
        is_lone=theme.is_lone,
    ).id


def _lay(
    conn: Connection,
    shop: BroughtWorkshop,
    target: int,
    theme: Theme,
    members: Mapping[int, Voice],
) -> None:
    themes.assign(
        conn,
        [
            Assignment(
                voice_id=voice.id,
                theme_id=target,
                certainty=min(max(shop.places[key].certainty, 0.0), 1.0),
                second_theme_id=None,
                is_pinned=shop.places[key].is_pinned,
                made_by=shop.places[key].made_by,
            )
            for key, voice in members.items()
        ],
    )
    if not fates.history_of(conn, target):
        for each in shop.fates.get(theme.id, ()):
            fates.add(
                conn,
                theme_id=target,
                fate=each.fate,
                reason=clean(each.reason),
                next_step=clean(each.next_step),
                decided_at=each.decided_at,
            )
    own = shop.tags.get(theme.id, frozenset())
    if own:
        tags.add_tags(conn, target, own)


def _count_anew(conn: Connection, workshop_id: int, theme_ids: set[int]) -> None:
    """Retire those nobody stands in, and say of the others whether they are lone."""
    town = {voice.id for voice in said_by_the_town(conn, workshop_id)}
    placed = themes.assignments_of(conn, workshop_id)
    sizes = Counter(each.theme_id for each in placed if each.voice_id in town)
    for theme_id in sorted(theme_ids):
        if not sizes[theme_id]:
            themes.retire(conn, theme_id)
        else:
            themes.change(conn, theme_id, is_lone=sizes[theme_id] == 1)


def _bind(
    conn: Connection,
    workshop_id: int,
    shop: BroughtWorkshop,
    targets: Mapping[int, int],
    new: Mapping[int, Voice],
) -> None:
    """Write the corrections down that hold the new voices where people put them."""
    standing = list(read_rows(conn, workshop_id).edits.values())
    for edit, told, places in _corrections(shop, targets, new):
        try:
            resolve([*standing, edit])
        except ContradictionError:
            continue  # a correction of this desk says otherwise, and was first
        standing.append(edit)
        trace = tracing.Trace(asdict(edit), places, ())
        tracing.keep(conn, workshop_id, EditOp(edit.op.value), trace, told)


_Correction = tuple[Edit, str, tuple[tuple[int, Any, Any], ...]]


def _corrections(
    shop: BroughtWorkshop, targets: Mapping[int, int], new: Mapping[int, Voice]
) -> list[_Correction]:
    found: list[_Correction] = []
    held = _pinned(shop)
    heads = {theme.id: theme.heading for theme in shop.themes if not theme.is_lone}
    for theme_id, target in targets.items():
        by_hand = [
            voice
            for key, voice in new.items()
            if shop.places.get(key) is not None
            and shop.places[key].theme_id == theme_id
            and shop.places[key].made_by is MadeBy.PERSON
        ]
        if not by_hand:
            continue
        keys = tuple(voice.client_key for voice in by_hand)
        name = " ".join(heads.get(theme_id, "ひとりの声").split())[:30]
        told = (
            f"ほかのパソコンで「{name}」に置かれた声を{len(keys)}枚、そのまま受け取りました。"
        )
        places = tuple((voice.id, None, [target, 1.0, None, True]) for voice in by_hand)
        found.append((Edit(Op.MOVE, keys, (str(target),), name=_CALLED), told, places))
        pinned = tuple(key for key in keys if key in held)
        if pinned:
            told = f"ほかのパソコンで留めた声{len(pinned)}枚を、留めたままにしました。"
            found.append((Edit(Op.PIN, pinned, (str(target),), name=_CALLED), told, ()))
    known = {voice.client_key for voice in new.values()}
    for edit in _edits_of(shop):
        apart = tuple(key for key in edit["keys"] if key in known)
        if edit["op"] == Op.APART and len(apart) > 1:
            told = f"ほかのパソコンで「別のもの」にした声{len(apart)}枚を、そのままにしました。"
            found.append((Edit(Op.APART, apart, name=_CALLED), told, ()))
    return found


def _edits_of(shop: BroughtWorkshop) -> list[Mapping[str, Any]]:
    told = (json.loads(record.detail)["edit"] for record in shop.edits)
    return [edit for edit in told if edit is not None]


def _pinned(shop: BroughtWorkshop) -> set[str]:
    held: set[str] = set()
    for edit in _edits_of(shop):
        if edit["op"] == Op.PIN:
            held |= set(edit["keys"])
        elif edit["op"] == Op.UNPIN:
            held -= set(edit["keys"])
    return held


def _keep_cuts(conn: Connection, workshop_id: int, arrivals: Arrivals) -> None:
    """Write down that voices were cut elsewhere, so that they can be made whole again here."""
    made: dict[int, list[int]] = {}
    for one in arrivals.new:
        if one.part is not None:
            whole = arrivals.here[one.part.parent_id]
            made.setdefault(whole, []).append(arrivals.here[one.voice.id])
    for part_ids in made.values():
        trace = tracing.Trace(None, (), (), tuple(part_ids))
        told = f"ほかのパソコンで分けた声{len(part_ids)}枚を、分けたまま受け取りました。"
        tracing.keep(conn, workshop_id, EditOp.CUT, trace, told)
