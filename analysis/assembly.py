"""Put a state together from groups, ids and facts: sizes, headings, certainty, overview."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis.division import Division
from analysis.facts import Facts
from analysis.headings import name_groups, quote
from analysis.smoothing import centre
from analysis.spaces import Rows
from analysis.standing import Standing, judge
from analysis.state import Placement, State, Theme
from analysis.voices import FloatArray, IntArray, Items, Matrix, Voices, digest, sum_rows
from analysis.ward import join_by_ward

MOST_ON_SCREEN = 7


def taken_ids(state: State) -> set[str]:
    """Return every theme id the state knows, of themes that are gone too."""
    ids = {theme.id for theme in state.themes}
    for edit in state.edits:
        ids.update(edit.theme_ids)
    return ids


def drop_empty(state: State) -> State:
    """Return the state without themes nobody stands in."""
    themes = tuple(theme for theme in state.themes if theme.size)
    placements = _tidy_second(state.placements, {theme.id for theme in themes})
    return replace(state, themes=themes, placements=placements)


def _tidy_second(placements: tuple[Placement, ...], alive: set[str]) -> tuple[Placement, ...]:
    """Take away second choices that are gone, or that have become the first."""
    return tuple(
        replace(p, second_theme_id=None)
        if p.second_theme_id is not None
        and (p.second_theme_id == p.theme_id or p.second_theme_id not in alive)
        else p
        for p in placements
    )


def find_hearts(voices: Voices, facts: Facts, state: State) -> dict[str, int]:
    """Return the row of the surest free voice of each theme that people have touched."""
    touched = set(facts.theme_of.values()) | set(facts.labels)
    row_at = {key: row for row, key in enumerate(voices.keys)}
    hearts: dict[str, tuple[float, str, int]] = {}
    for placement in state.placements:
        key, theme_id = placement.key, placement.theme_id
        if theme_id in touched and key in row_at and key not in facts.group_of:
            row = row_at[key]
            rank = (-placement.certainty, digest(voices.texts[row]), row)
            hearts[theme_id] = min(rank, hearts.get(theme_id, rank))
    return {theme_id: rank[2] for theme_id, rank in hearts.items()}


def find_anchors(division: Division) -> IntArray:
    """Return for each group its most typical item."""
    size = len(division.is_lone)
    where, count = _number_themes(division)
    inside = np.flatnonzero(where >= 0)
    near = np.zeros(len(where), np.float32)
    near[inside] = division.spread.beside(where, count).to_centres()[inside, where[inside]]
    order = np.lexsort((np.arange(len(near)), -np.round(near, 5)))
    anchors = np.zeros(size, np.int64)
    anchors[division.groups[order[::-1]]] = order[::-1]
    return anchors


def assemble(
    voices: Voices,
    items: Items,
    division: Division,
    ids: Sequence[str],
    facts: Facts,
    *,
    before: State,
) -> State:
    """Return the state of a new grouping; kept themes keep their headings."""
    standing = judge(division.spread, division.plain, division.groups, division.is_lone)
    placements = tuple(
        _place(key, int(item), standing, division.groups, ids, facts)
        for key, item in zip(voices.keys, items.of_voice.tolist(), strict=True)
    )
    state = State(placements, before.themes, before.edits)
    return _dress(state, voices, facts, _group_coarsely(division, ids), keep_empty=False)


def update(
    previous: State,
    voices: Voices,
    places: Mapping[str, str],
    facts: Facts,
    *,
    keep_empty: bool,
    centred: FloatArray | None = None,
) -> State:
    """Return the state after some voices came, moved or went; the others are untouched.

    *centred* are the centred vectors of *voices*, where somebody has them already.
    """
    old = {p.key: p for p in previous.placements}
    changed = [
        row
        for row, key in enumerate(voices.keys)
        if key not in old or old[key].theme_id != places[key]
    ]
    fresh = _judge_anew(voices, places, changed, centred)
    placements = []
    for key in voices.keys:
        placement = fresh[key] if key in fresh else old[key]
        is_bound = key in facts.group_of
        if is_bound and not (placement.by_person and placement.certainty == 1.0):
            placement = replace(placement, certainty=1.0, by_person=True)
        elif placement.by_person and not is_bound:
            placement = replace(placement, certainty=0.5, by_person=False)
        placements.append(placement)
    state = State(tuple(placements), previous.themes, previous.edits)
    return _dress(state, voices, facts, dict(previous.overview), keep_empty=keep_empty)


def _place(
    key: str,
    item: int,
    standing: Standing,
    groups: IntArray,
    ids: Sequence[str],
    facts: Facts,
) -> Placement:
    second = int(standing.second[item])
    by_person = key in facts.group_of
    return Placement(
        key=key,
        theme_id=ids[int(groups[item])],
        certainty=1.0 if by_person else round(float(standing.certainty[item]), 3),
        second_theme_id=ids[second] if second >= 0 else None,
        by_person=by_person,
    )


def _judge_anew(
    voices: Voices,
    places: Mapping[str, str],
    rows: Sequence[int],
    centred: FloatArray | None,
) -> dict[str, Placement]:
    """Return placements with certainty and second choice for the voices at *rows*."""
    if not rows:
        return {}
    names = sorted(set(places.values()))
    number = {name: i for i, name in enumerate(names)}
    groups = np.array([number[places[key]] for key in voices.keys], np.int64)
    is_lone = np.bincount(groups, minlength=len(names)) < 2
    lying = Rows(centre(voices.telling_vectors()) if centred is None else centred)
    standing = judge(lying, lying, groups, is_lone, rows=np.array(rows))
    found = {}
    for i, row in enumerate(rows):
        second = int(standing.second[i])
        found[voices.keys[row]] = Placement(
            key=voices.keys[row],
            theme_id=names[int(groups[row])],
            certainty=round(float(standing.certainty[i]), 3),
            second_theme_id=names[second] if second >= 0 else None,
        )
    return found


def _dress(
    state: State,
    voices: Voices,
    facts: Facts,
    overview: Mapping[str, int],
    *,
    keep_empty: bool,
) -> State:
    """Return *state* with its themes listed, counted and headed."""
    sizes = Counter(p.theme_id for p in state.placements)
    known = {theme.id: theme for theme in state.themes}
    fresh = [name for name in sizes if name not in known]
    headings = _head(state, voices, fresh) if fresh else {}
    themes = []
    for name in [*known, *fresh]:
        if not sizes[name] and not keep_empty:
            continue
        theme = known.get(name) or Theme(name, headings[name], is_lone=True, size=1)
        label = facts.labels.get(name)
        if label is None and (theme.size, theme.is_lone) == (sizes[name], sizes[name] == 1):
            themes.append(theme)
            continue
        themes.append(
            replace(
                theme,
                label=label if label is not None else theme.label,
                label_by_person=label is not None or theme.label_by_person,
                is_lone=sizes[name] == 1,
                size=sizes[name],
            )
        )
    themes.sort(key=lambda theme: (theme.is_lone, -theme.size, theme.id))
    placements = _tidy_second(state.placements, {theme.id for theme in themes})
    kept = tuple((t.id, overview[t.id]) for t in themes if not t.is_lone and t.id in overview)
    return replace(state, placements=placements, themes=tuple(themes), overview=kept)


def list_typical(placements: Sequence[Placement], texts: Mapping[str, str]) -> list[str]:
    """Return what the voices of one theme say, the most typical first; *texts* is by key."""
    typical = sorted(placements, key=lambda p: (-round(p.certainty, 3), digest(texts[p.key])))
    return [texts[p.key] for p in typical]


def _head(state: State, voices: Voices, wanted: Sequence[str]) -> dict[str, str]:
    """Return headings for the themes in *wanted*, told apart from all others."""
    texts = dict(zip(voices.keys, voices.texts, strict=True))
    members: dict[str, list[Placement]] = defaultdict(list)
    for placement in state.placements:
        members[placement.theme_id].append(placement)
    found = {n: quote(texts[members[n][0].key]) for n in wanted if len(members[n]) == 1}
    several = sorted(n for n in members if len(members[n]) > 1)
    groups = [list_typical(members[name], texts) for name in several]
    numbers = [i for i, name in enumerate(several) if name in set(wanted)]
    in_use = {theme.label for theme in state.themes if theme.id not in set(wanted)}
    headings = name_groups(groups, numbers, in_use=in_use)
    return found | {several[i]: label for i, label in zip(numbers, headings, strict=True)}


def _group_coarsely(division: Division, ids: Sequence[str]) -> dict[str, int]:
    """Return at most seven groups of themes, by Ward's criterion on their centres."""
    themes = np.flatnonzero(~division.is_lone)
    where, count = _number_themes(division)
    inside = np.flatnonzero(where >= 0)
    toward = division.spread.beside(where, count).toward
    weight: Matrix = np.bincount(where[inside], minlength=count).astype(np.float64)
    mean = sum_rows(toward[inside], where[inside], count) / np.outer(weight, weight)
    group = join_by_ward(mean.astype(np.float64), weight, MOST_ON_SCREEN)
    return {ids[theme]: int(group[i]) for i, theme in enumerate(themes.tolist())}


def _number_themes(division: Division) -> tuple[IntArray, int]:
    """Return the number of each item's theme, -1 for lone items, and how many themes."""
    themes = np.flatnonzero(~division.is_lone)
    column = np.full(len(division.is_lone), -1, np.int64)
    column[themes] = np.arange(len(themes))
    return column[division.groups], len(themes)
