"""Repair a grouping: everybody to the nearest centre, strangers out, the facts met.

What a grouping must obey (:class:`Rules`) and what it remembers (:class:`Memory`) live here,
beside the step that applies both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.spaces import Space
from analysis.voices import BoolArray, FloatArray, IntArray, number_in_order, sum_rows

STRANGE = 0.4  # better between .3 and .6 on every set with odd voices in it
_ROUNDS = 20


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


def polish(
    spread: Space,
    counts: IntArray,
    start: IntArray,
    rules: Rules,
    memory: Memory | None = None,
    *,
    keeps_lone: bool = False,
    rows: IntArray | None = None,
) -> IntArray:
    """Move items to the nearest centre until nothing changes; blocks move as one.

    Parameters
    ----------
    spread : where the m items lie.
    counts : voices per item.
    start : int array, shape (m,): the groups to begin with.
    keeps_lone : lone items stay lone; otherwise they go to the nearest theme.
    rows : the only items that may move, in one round; all by default.
    """
    sizes = np.bincount(start, weights=counts)
    themes = np.flatnonzero(sizes > 1)
    if len(themes) < (2 if rows is None else 1):
        return start
    place = np.full(len(sizes), -1, np.int64)
    place[themes] = np.arange(len(themes))
    current = place[start]
    lone = current < 0
    whole = _number_blocks(len(start), rules.together)
    free = np.arange(len(start)) if rows is None else rows
    blocks = whole if rows is None else number_in_order(whole[free])
    rivals = _list_rivals(rules, free, blocks)
    is_bound = rows is not None or bool(rules.together)
    for _ in range(_ROUNDS if rows is None else 1):
        score = spread.beside(current, len(themes), rows).to_centres()
        if is_bound:
            score = sum_rows(score, blocks, int(blocks.max()) + 1)
        if memory is not None:
            score += _pull_back(memory, current, free, blocks, score.shape)
        best = score.argmax(axis=1)
        _respect(best, score, rivals)
        following = current.copy()
        following[free] = best[blocks]
        if keeps_lone:
            following[lone] = -1
        if (following == current).all():
            break
        current = following
    return np.where(current >= 0, themes[np.maximum(current, 0)], len(sizes) + whole)


def release_strangers(
    centred: Space,
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
    themes = np.flatnonzero(sizes > 1)
    if not len(themes):
        return found
    column = np.full(size, -1, np.int64)
    column[themes] = np.arange(len(themes))
    where = column[found]
    near = centred.beside(where, len(themes)).to_others()
    inside = where >= 0
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
    if not together:
        return blocks
    for members in together:
        blocks[list(members)] = min(members)
    return number_in_order(blocks)


def _pull_back(
    memory: Memory,
    current: IntArray,
    rows: IntArray,
    blocks: IntArray,
    shape: tuple[int, ...],
) -> FloatArray:
    """Return for each block and theme how much of the block's past the theme holds."""
    known = np.flatnonzero((memory.groups >= 0) & (current >= 0))
    size = int(memory.groups.max(initial=-1)) + 1
    share = np.zeros((max(size, 1), shape[1]), np.float32)
    np.add.at(share, (memory.groups[known], current[known]), 1.0)
    share /= np.maximum(share.sum(axis=1, keepdims=True), 1.0)
    past = memory.groups[rows]
    pull = np.zeros((len(rows), shape[1]), np.float32)
    pull[past >= 0] = share[past[past >= 0]] * (2.0 * memory.weight)
    return sum_rows(pull, blocks, shape[0])


def _list_rivals(rules: Rules, free: IntArray, blocks: IntArray) -> dict[int, set[int]]:
    rivals: dict[int, set[int]] = {}
    if not rules.apart:
        return rivals
    block_of = dict(zip(free.tolist(), blocks.tolist(), strict=True))
    for one, other in rules.apart:
        rivals.setdefault(block_of[one], set()).add(block_of[other])
        rivals.setdefault(block_of[other], set()).add(block_of[one])
    return rivals


def _respect(best: IntArray, score: FloatArray, rivals: dict[int, set[int]]) -> None:
    """Send blocks that may not meet to different themes; the firmer block chooses first."""
    settled: dict[int, int] = {}
    for block in sorted(rivals, key=lambda b: (-float(score[b].max()), b)):
        taken = {settled[rival] for rival in rivals[block] if rival in settled}
        order = np.argsort(-score[block], kind="stable").tolist()
        free = [theme for theme in order if theme not in taken]
        best[block] = settled[block] = free[0] if free else -1
