"""Divide items into groups: smoothed voices, the fixed tree, a polish, and the people's facts.

The pieces are measured in ``benchmarks/grouping.py``.  In short: average linkage on smoothed,
centred vectors finds tight groups and leaves odd voices alone; Ward's criterion joins them to
a readable number; and one pass of nearest centres, started there, repairs early mistakes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.linkage import Matrix, Tree, build_tree, number_in_order
from analysis.smoothing import centre, smooth
from analysis.voices import BoolArray, FloatArray, IntArray, Items, sum_rows, to_unit

HEIGHT = 0.55  # flat between .45 and .65 on every set tried; benchmarks/grouping.py
MOST_THEMES = 10  # what a room can take in (C3)
FEW_VOICES = 400  # above this the number of themes grows with the talk
STRANGE = 0.4  # better between .3 and .6 on every set with odd voices in it
_POLISH_ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What a division must obey, in items.

    Attributes
    ----------
    together : lists of items that must share a group.
    apart : pairs of items that may not.
    themes : items whose group is a certain theme, with its id.
    """

    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    themes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What was before: the earlier group of each item (-1: new), and how much it counts.

    Attributes
    ----------
    groups : int array, shape (m,); lone items have a group of their own.
    is_lone : bool array, one for each earlier group.
    weight : added to the similarity of items that were together, taken from those that
        were in different groups.
    """

    groups: IntArray
    is_lone: BoolArray
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Groups of items and the space they were found in.

    Attributes
    ----------
    groups : int array, shape (m,): the group of each item, numbered by first member.
    is_lone : bool array, one for each group.
    spread : float32 array, shape (m, d): the smoothed vectors.
    """

    groups: IntArray
    is_lone: BoolArray
    spread: FloatArray


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
    spread = smooth(centred)
    likeness = spread.astype(np.float64) @ spread.astype(np.float64).T
    if memory is not None:
        likeness += _remember(memory)
    tree = build_tree(
        likeness,
        height=HEIGHT,
        counts=items.counts,
        together=rules.together,
        vetoes=rules.apart,
    )
    found = _choose_cut(tree, groups)
    sizes = np.bincount(found, weights=items.counts)
    scarce = groups is not None and int((sizes > 1).sum()) < groups
    found = _polish(
        spread, items.counts, found, rules, memory, keep_lone=groups is None or scarce
    )
    found = _release_strangers(centred, items.counts, found, rules, memory)
    found = number_in_order(found)
    sizes = np.bincount(found, weights=items.counts)
    return Division(found, sizes <= 1, spread)


def _choose_cut(tree: Tree, groups: int | None) -> IntArray:
    if groups is not None:
        return tree.cut_exactly(max(1, groups))
    if tree.size > FEW_VOICES:
        return tree.after(tree.lower)
    return tree.cut_to(MOST_THEMES)


def _remember(memory: Memory) -> Matrix:
    """Return the bonus of what was together and the malus of what was apart."""
    known = memory.groups >= 0
    both = known[:, None] & known[None, :]
    same = memory.groups[:, None] == memory.groups[None, :]
    return np.asarray(np.where(both, np.where(same, memory.weight, -memory.weight), 0.0))


def _polish(
    spread: FloatArray,
    counts: IntArray,
    start: IntArray,
    rules: Rules,
    memory: Memory | None,
    *,
    keep_lone: bool,
) -> IntArray:
    """Move items to the nearest centre until nothing changes; blocks move as one.

    Lone items stay lone when *keep_lone*; otherwise they go to the nearest theme.
    """
    sizes = np.bincount(start, weights=counts)
    themes = np.flatnonzero(sizes > 1)
    if len(themes) < 2:
        return start
    blocks = _number_blocks(len(start), rules.together)
    place = np.full(len(sizes), -1, np.int64)
    place[themes] = np.arange(len(themes))
    current = place[start]
    rest = current < 0
    for _ in range(_POLISH_ROUNDS):
        inside = np.flatnonzero(current >= 0)
        centres = to_unit(sum_rows(spread[inside], current[inside], len(themes)))
        score = sum_rows(spread @ centres.T, blocks, int(blocks.max()) + 1)
        if memory is not None:
            score += _pull_back(memory, current, blocks, score.shape)
        best = score.argmax(axis=1)
        _respect(best, score, blocks, current, rules)
        following = best[blocks]
        if keep_lone:
            following[rest] = -1
        if (following == current).all():
            break
        current = following
    return np.where(
        current >= 0, themes[np.maximum(current, 0)], len(sizes) + np.arange(len(start))
    )


def _release_strangers(
    centred: FloatArray,
    counts: IntArray,
    found: IntArray,
    rules: Rules,
    memory: Memory | None,
) -> IntArray:
    """Let voices stand alone that are far from the theme smoothing drew them into.

    Far means less than two fifths as near as the voices of this meeting usually are, judged
    without smoothing and without the voice itself.  A theme keeps at least two voices.
    """
    size = int(found.max(initial=-1)) + 1
    sizes = np.bincount(found, weights=counts, minlength=size)
    sums = sum_rows(centred, found, size)
    near = np.einsum("ij,ij->i", centred, to_unit(sums[found] - centred))
    inside = sizes[found] > 1
    if not inside.any():
        return found
    limit = np.full(len(found), STRANGE * float(np.median(near[inside])))
    free = inside & (counts == 1)
    for members in rules.together:
        free[list(members)] = False
    free[[item for item, _ in rules.themes]] = False
    if memory is not None:
        placed = memory.groups >= 0
        placed[placed] = ~memory.is_lone[memory.groups[placed]]
        limit[placed] *= max(0.0, 1.0 - 2.0 * memory.weight)
    released = found.copy()
    for item in np.flatnonzero(free & (near < limit)):
        if sizes[found[item]] > 2:
            sizes[found[item]] -= 1
            released[item] = size + item
    return released


def _number_blocks(size: int, together: Sequence[Sequence[int]]) -> IntArray:
    blocks = np.arange(size)
    for members in together:
        blocks[list(members)] = min(members)
    return number_in_order(blocks)


def _pull_back(
    memory: Memory, current: IntArray, blocks: IntArray, shape: tuple[int, ...]
) -> FloatArray:
    """Return for each block and theme how much of its past the theme holds."""
    known = np.flatnonzero((memory.groups >= 0) & (current >= 0))
    size = int(memory.groups.max(initial=-1)) + 1
    share = np.zeros((max(size, 1), shape[1]), np.float32)
    np.add.at(share, (memory.groups[known], current[known]), 1.0)
    share /= np.maximum(share.sum(axis=1, keepdims=True), 1.0)
    pull = np.zeros((len(blocks), shape[1]), np.float32)
    past = memory.groups >= 0
    pull[past] = share[memory.groups[past]] * (2.0 * memory.weight)
    return sum_rows(pull, blocks, shape[0])


def _respect(
    best: IntArray, score: FloatArray, blocks: IntArray, current: IntArray, rules: Rules
) -> None:
    """Send blocks that may not meet to different themes; the firmer block chooses first."""
    rivals: dict[int, set[int]] = {}
    for one, other in rules.apart:
        a, b = int(blocks[one]), int(blocks[other])
        rivals.setdefault(a, set()).add(b)
        rivals.setdefault(b, set()).add(a)
    settled: dict[int, int] = {}
    for block in sorted(rivals, key=lambda b: (-float(score[b].max()), b)):
        taken = {settled[rival] for rival in rivals[block] if rival in settled}
        order = np.argsort(-score[block], kind="stable")
        free = [int(theme) for theme in order if int(theme) not in taken]
        best[block] = settled[block] = free[0] if free else -1
