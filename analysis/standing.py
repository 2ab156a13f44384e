"""How surely each voice stands in its theme, and where it would stand otherwise.

A voice is compared with every theme's centre in the space the grouping was made in; the
lead of its own theme over the next best one is turned into a number between 0 and 1 that was
fitted, on labelled sets, to how often the voice really belongs there (benchmarks/grouping.py).
"""

from dataclasses import dataclass

import numpy as np

from analysis.voices import BoolArray, FloatArray, IntArray, sum_rows, to_unit

HIGHEST = 0.99  # 1 is kept for what a person decided
STEEPNESS = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Certainty and second choice of each item.

    Attributes
    ----------
    certainty : float array, shape (m,), values in 0..0.99.
    second : int array, shape (m,): the next best group that is not lone, or -1.
    """

    certainty: FloatArray
    second: IntArray


def judge(
    spread: FloatArray,
    groups: IntArray,
    is_lone: BoolArray,
    *,
    rows: IntArray | None = None,
    steepness: float = STEEPNESS,
) -> Standing:
    """Return how surely each item stands in its group.

    Parameters
    ----------
    spread : float32 array, shape (m, d), rows of unit length or zero.
    groups : int array, shape (m,), numbered from 0.
    is_lone : bool array, one for each group; a lone item is sure of being lone where no
        theme is near.
    rows : the items asked about; all by default.
    steepness : how fast a lead in similarity becomes certainty.
    """
    rows = np.arange(len(groups)) if rows is None else rows
    themes = np.flatnonzero(~is_lone)
    sums = sum_rows(spread, groups, len(is_lone))
    asked, where = spread[rows], groups[rows]
    column = np.full(len(is_lone), -1, np.int64)
    column[themes] = np.arange(len(themes))
    inside = column[where] >= 0
    own = np.where(inside, np.einsum("ij,ij->i", asked, to_unit(sums[where] - asked)), 0.0)
    if len(themes) == 0:
        best, second = np.zeros(len(rows)), np.full(len(rows), -1, np.int64)
    else:
        others = asked @ to_unit(sums[themes]).T
        others[np.flatnonzero(inside), column[where[inside]]] = -1.0
        best, second = others.max(axis=1), themes[others.argmax(axis=1)]
    gap = np.where(inside, own - best, 0.5 - best)
    certainty = HIGHEST / (1.0 + np.exp(-steepness * gap))
    return Standing(certainty.astype(np.float32), np.where(best > 0.0, second, -1))
