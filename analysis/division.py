"""Divide items into groups: smoothed voices, the fixed tree, a polish, and the people's facts.

The pieces are measured in ``benchmarks/grouping.py``.  In short: average linkage on smoothed,
centred vectors finds tight groups and leaves odd voices alone; Ward's criterion joins them to
a readable number; and one pass of nearest centres, started there, repairs early mistakes.
"""

from dataclasses import dataclass

import numpy as np

from analysis.crowds import group_crowd
from analysis.linkage import Tree, build_tree
from analysis.polishing import Memory, Rules, polish, release_strangers
from analysis.sharpening import sharpen
from analysis.smoothing import centre, compare, smooth
from analysis.spaces import Gram, Rows, Space
from analysis.threads import in_one_thread
from analysis.voices import (
    BoolArray,
    FloatArray,
    IntArray,
    Items,
    Matrix,
    number_in_order,
    sum_rows,
)
from analysis.ward import join_centres

HEIGHT = 0.55  # flat between .45 and .65 on every set tried; benchmarks/grouping.py
MOST_THEMES = 10  # what a room can take in (C3)
FEW_VOICES = 400  # above this the number of themes grows with the talk
FEWEST_TO_SHARPEN = 60
_CAUTION = 1200.0
MOST_TO_LINK = 700  # beyond, the tree gives way to the graph of neighbours


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Groups of items and the space they were found in.

    Attributes
    ----------
    groups : int array, shape (m,): the group of each item, numbered by first member.
    is_lone : bool array, one for each group.
    spread : where the items lie, smoothed.
    plain : where the items lie, centred.
    """

    groups: IntArray
    is_lone: BoolArray
    spread: Space
    plain: Space


def divide(
    items: Items,
    *,
    groups: int | None = None,
    rules: Rules | None = None,
    memory: Memory | None = None,
) -> Division:
    """Return the groups of *items*; as many as asked for, where that is possible.

    With ``groups`` None the number follows from the voices: at most ten themes up to four
    hundred different voices, as many as there are beyond.  Lone voices never count.
    """
    rules = rules if rules is not None else Rules()
    centred = centre(items.vectors)
    if len(items) > MOST_TO_LINK:
        return _divide_crowd(centred, items, groups, rules, memory)
    return _divide_few(centred, items, groups, rules, memory)


@in_one_thread
def _divide_few(
    centred: FloatArray,
    items: Items,
    groups: int | None,
    rules: Rules,
    memory: Memory | None,
) -> Division:
    """Return the groups of a meeting; a rough view of them clears the view of the good ones."""
    plain = compare(centred)
    clear = plain
    if len(items) >= FEWEST_TO_SHARPEN:
        caution = max(1.0, _CAUTION / len(items))
        rough = _link_roughly(plain, memory)
        clear = sharpen(plain, rough, caution=caution, width=centred.shape[1])
    spread = smooth(clear)
    found = _link(spread, items, groups, rules, memory)
    found = release_strangers(Gram(clear), items.counts, found, rules, memory)
    found = number_in_order(found)
    sizes = np.bincount(found, weights=items.counts)
    return Division(found, sizes <= 1, Gram(spread), Gram(plain))


def _link_roughly(plain: FloatArray, memory: Memory | None) -> IntArray:
    """Return many tight groups, good enough to show what varies inside every theme."""
    likeness = smooth(plain, rounds=1)
    if memory is not None:
        likeness = likeness + _remember(memory)
    tree = build_tree(likeness, height=HEIGHT, themes=len(likeness))
    return tree.after(tree.lower)


def _divide_crowd(
    centred: FloatArray,
    items: Items,
    groups: int | None,
    rules: Rules,
    memory: Memory | None,
) -> Division:
    """Return the groups of thousands; the tree above them is Ward's, as for few."""
    before = memory.groups if memory is not None else None
    weight = memory.weight if memory is not None else 0.0
    crowd = group_crowd(centred, before=before, weight=weight)
    found = crowd.groups
    if groups is not None:
        found = _join_to(crowd.sharp, items.counts, found, groups)
    bound = {i for m in rules.together for i in m} | {i for pair in rules.apart for i in pair}
    if bound:
        rows = np.array(sorted(bound), np.int64)
        found = polish(Rows(crowd.sharp), items.counts, found, rules, memory, rows=rows)
    found = release_strangers(Rows(crowd.sharp), items.counts, found, rules, memory)
    found = number_in_order(found)
    sizes = np.bincount(found, weights=items.counts)
    return Division(found, sizes <= 1, Rows(crowd.sharp), Rows(centred))


def _join_to(sharp: FloatArray, counts: IntArray, found: IntArray, groups: int) -> IntArray:
    """Return at most *groups* groups of several, joined by Ward's criterion."""
    sizes: Matrix = np.bincount(found, weights=counts).astype(np.float64)
    themes = np.flatnonzero(sizes > 1)
    target = np.arange(len(sizes))
    if len(themes):
        sums = sum_rows(sharp, found, len(sizes))[themes]
        target[themes] = themes[join_centres(sums, sizes[themes], groups)]
    return target[found]


def _link(
    spread: FloatArray,
    items: Items,
    groups: int | None,
    rules: Rules,
    memory: Memory | None,
) -> IntArray:
    """Return the groups the tree gives, polished where it was cut coarsely."""
    likeness = spread if memory is None else spread + _remember(memory)
    is_open = groups is None and len(items) > FEW_VOICES
    fewest = len(items) if is_open else MOST_THEMES if groups is None else max(1, groups)
    tree = build_tree(
        likeness,
        height=HEIGHT,
        counts=items.counts,
        together=rules.together,
        vetoes=rules.apart,
        themes=fewest,
    )
    found = _choose_cut(tree, groups)
    sizes = np.bincount(found, weights=items.counts)
    scarce = groups is not None and int((sizes > 1).sum()) < groups
    keep_lone = groups is None or scarce
    return polish(Gram(spread), items.counts, found, rules, memory, keeps_lone=keep_lone)


def _choose_cut(tree: Tree, groups: int | None) -> IntArray:
    if groups is not None:
        return tree.cut_exactly(max(1, groups))
    if tree.size > FEW_VOICES:
        return tree.after(tree.lower)
    return tree.cut_to(MOST_THEMES)


def _remember(memory: Memory) -> FloatArray:
    """Return the bonus of what was together and the malus of what was apart."""
    known = memory.groups >= 0
    both = known[:, None] & known[None, :]
    same = memory.groups[:, None] == memory.groups[None, :]
    bonus = np.where(both, np.where(same, memory.weight, -memory.weight), 0.0)
    return np.asarray(bonus, np.float32)
