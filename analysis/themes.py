"""The grouping engine: first grouping, arrival, correction and re-grouping of voices.

``group`` makes the first themes.  ``arrive`` places new voices and moves nobody else.
``correct`` applies what a person says, at once and for ever.  ``regroup`` makes the themes
anew under all corrections, remembering what was, and offers the difference: nothing changes
until somebody accepts it (``analysis.proposal``).  The same voices give the same themes in
whatever order they come.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from analysis import assembly
from analysis.arrival import place_arrivals
from analysis.constraints import Edit, Op
from analysis.division import Division, divide
from analysis.facts import Facts, merges, resolve, theme_now
from analysis.matching import match_groups, name_theme
from analysis.polishing import Memory, Rules
from analysis.settling import settle
from analysis.smoothing import centre
from analysis.state import State
from analysis.voices import FloatArray, Items, Voices, digest, fold


class UnknownThemeError(ValueError):
    """An edit names a theme that does not exist."""

    def __init__(self, theme_id: str) -> None:
        self.theme_id = theme_id
        super().__init__(f"テーマ「{theme_id}」は見つかりません。")


def group(voices: Voices, *, groups: int | None = None, edits: Sequence[Edit] = ()) -> State:
    """Return the first themes of *voices*.

    Parameters
    ----------
    groups : how many themes to make, where possible; None lets the voices decide.
    edits : complete corrections the themes must obey (of an earlier state, say).

    Raises
    ------
    ContradictionError
        When two of the edits cannot hold together.
    """
    facts = resolve(edits)
    items = fold(voices, [facts.mark(key) for key in voices.keys])
    before = State(edits=tuple(edits))
    rules = make_rules(items, voices, facts, before)
    division = divide(items, groups=groups, rules=rules)
    ids = name_groups(voices, items, division, rules, before=before)
    return assembly.assemble(voices, items, division, ids, facts, before=before)


def arrive(previous: State, voices: Voices) -> State:
    """Return *previous* with the new voices placed; nobody else moves.

    Voices of *previous* that are no longer among *voices* are gone, with their themes if
    they were the last.  A new voice that says the same as an old one goes where that is; one
    near a theme joins it; two near each other make a theme; the others stay lone.
    """
    facts = resolve(previous.edits)
    known = previous.theme_of()
    if not known:
        return group(voices, edits=previous.edits)
    places = {key: known[key] for key in voices.keys if key in known}
    centred = centre(voices.telling_vectors())
    taken = assembly.taken_ids(previous)
    placed = place_arrivals(voices, places, taken=taken, centred=centred)
    return settle_into(previous, voices, placed, facts, centred=centred)


def correct(
    previous: State, voices: Voices, edits: Sequence[Edit], *, facts: Facts | None = None
) -> State:
    """Return *previous* after *edits*, in order; only the voices they are about move.

    Every edit is completed (a merge remembers who was there) and kept in ``edits``.

    Parameters
    ----------
    facts : what the edits of *previous* say, where somebody has resolved them already.

    Raises
    ------
    ContradictionError
        When an edit cannot hold together with an earlier one; it names both.
    UnknownThemeError
        When an edit names a theme that does not exist.
    """
    state, known = previous, resolve(previous.edits) if facts is None else facts
    for edit in edits:
        whole = complete(state, edit)
        known = known.after(whole)
        after = replace(state, edits=(*state.edits, whole))
        state = settle_into(after, voices, after.theme_of(), known, keep_empty=True)
    return assembly.drop_empty(state)


def complete(state: State, edit: Edit) -> Edit:
    """Return *edit* with everything it says about the present written into it."""
    merged = merges(state.edits)
    known = {theme.id for theme in state.themes}
    ids = [theme_now(merged, t) for t in edit.theme_ids]
    if edit.op is Op.SPLIT:
        ids = ids[:1]
    for theme_id in ids:
        if theme_id not in known:
            raise UnknownThemeError(theme_id)
    where = state.theme_of()
    match edit.op:
        case Op.PIN if not ids:
            ids = [where[edit.keys[0]]]
        case Op.MERGE:
            keys = tuple(p.key for p in state.placements if p.theme_id in set(ids))
            return replace(edit, keys=keys, theme_ids=tuple(dict.fromkeys(ids)))
        case Op.SPLIT:
            leaving = set(edit.keys)
            rest = tuple(k for k in state.members(ids[0]) if k not in leaving)
            seed = "split/" + "/".join(sorted(leaving))
            new = name_theme(seed, assembly.taken_ids(state))
            return replace(edit, theme_ids=(ids[0], new), rest=rest)
        case _:
            pass
    return replace(edit, theme_ids=tuple(ids))


def divide_again(
    previous: State, voices: Voices, *, groups: int | None, weight: float
) -> State:
    """Return themes made anew under all corrections, remembering *previous*.

    Parameters
    ----------
    weight : how much having been together counts against similarity; 0 forgets.
    """
    facts = resolve(previous.edits)
    items = fold(voices, [facts.mark(key) for key in voices.keys])
    rules = make_rules(items, voices, facts, previous)
    memory = _recall(previous, voices, items, weight) if weight > 0 else None
    division = divide(items, groups=groups, rules=rules, memory=memory)
    ids = name_groups(voices, items, division, rules, before=previous)
    state = assembly.assemble(voices, items, division, ids, facts, before=previous)
    return settle_into(state, voices, state.theme_of(), facts)


def make_rules(items: Items, voices: Voices, facts: Facts, previous: State) -> Rules:
    """Return the facts as lists of items.

    A theme that people moved voices to, or named, keeps its heart: the voice that stood most
    surely in it, of those no fact is about, goes where the theme goes.
    """
    blocks: dict[str | int, set[int]] = defaultdict(set)
    home: dict[int, str | int] = {}
    for row, key in enumerate(voices.keys):
        number = facts.group_of.get(key)
        if number is not None:
            home[number] = facts.theme_of.get(number, number)
            blocks[home[number]].add(int(items.of_voice[row]))
    for theme_id, row in assembly.find_hearts(voices, facts, previous).items():
        blocks[theme_id].add(int(items.of_voice[row]))
    first = {name: min(members) for name, members in blocks.items()}
    themes = sorted((name, item) for name, item in first.items() if isinstance(name, str))
    pairs = {(a[1], b[1]) for i, a in enumerate(themes) for b in themes[:i]}
    for one, other in facts.apart:
        ends = [home.get(number, facts.theme_of.get(number)) for number in (one, other)]
        if ends[0] in first and ends[1] in first and ends[0] != ends[1]:
            pairs.add((first[ends[0]], first[ends[1]]))
    together = tuple(tuple(sorted(m)) for m in blocks.values() if len(m) > 1)
    return Rules(together, tuple(sorted(pairs)), tuple((item, name) for name, item in themes))


def name_groups(
    voices: Voices, items: Items, division: Division, rules: Rules, *, before: State
) -> tuple[str, ...]:
    """Return the theme id of each group: of the theme it continues, or a new one."""
    known = before.theme_of()
    groups = division.groups[items.of_voice]
    fixed = {int(division.groups[item]): theme_id for item, theme_id in rules.themes}
    old = [known.get(key) for key in voices.keys]
    ids = match_groups(groups.tolist(), old, fixed)
    taken = set(ids.values()) | assembly.taken_ids(before)
    firsts = items.firsts()
    anchors = assembly.find_anchors(division)
    names = []
    for number in range(len(division.is_lone)):
        if number not in ids:
            ids[number] = name_theme(digest(voices.texts[firsts[anchors[number]]]), taken)
            taken.add(ids[number])
        names.append(ids[number])
    return tuple(names)


def _recall(previous: State, voices: Voices, items: Items, weight: float) -> Memory:
    known = previous.theme_of()
    number = {theme.id: i for i, theme in enumerate(previous.themes)}
    groups = np.full(len(items), -1, np.int64)
    for row, key in enumerate(voices.keys):
        if key in known:
            groups[items.of_voice[row]] = number[known[key]]
    is_lone = np.array([theme.is_lone for theme in previous.themes], bool)
    return Memory(groups, is_lone, weight)


def settle_into(
    previous: State,
    voices: Voices,
    places: Mapping[str, str],
    facts: Facts,
    *,
    keep_empty: bool = False,
    centred: FloatArray | None = None,
) -> State:
    """Return the state of *places* after the facts are met."""
    taken = assembly.taken_ids(previous) | set(places.values())
    texts = dict(zip(voices.keys, voices.texts, strict=True))

    def name_alone(key: str) -> str:
        name = name_theme(digest(texts[key]), taken)
        taken.add(name)
        return name

    settled = settle(
        places,
        facts,
        certainty={p.key: p.certainty for p in previous.placements},
        second={p.key: p.second_theme_id for p in previous.placements},
        name_alone=name_alone,
    )
    return assembly.update(
        previous, voices, settled, facts, keep_empty=keep_empty, centred=centred
    )
