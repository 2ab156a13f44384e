"""How surely each voice stands in its theme, and where it would stand otherwise.

A voice is compared with every theme's centre twice: in the smoothed space the grouping was
made in, and as it was said.  Its lead over the next best theme, measured against the leads
that are usual in this meeting, becomes a number between 0 and 1.  The weights were fitted to
how often a voice shares the topic of most of its theme, on labelled statements and invented
vectors together (``benchmarks/grouping.py certainty``).
"""

from dataclasses import dataclass

import numpy as np

from analysis.spaces import Space
from analysis.voices import BoolArray, FloatArray, IntArray

HIGHEST = 0.99  # 1 is kept for what a person decided
_SMOOTHED, _PLAIN, _OFFSET = 1.9, 1.0, -1.5
_SAMPLE = 1000
_LONE_STEEPNESS, _LONE_HALFWAY = 4.0, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Certainty and second choice of the items asked about.

    Attributes
    ----------
    certainty : float array, shape (r,), values in 0..0.99.
    second : int array, shape (r,): the next best group that is not lone, or -1.
    """

    certainty: FloatArray
    second: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class _Lead:
    own: FloatArray  # similarity to the own theme's centre, without oneself; 0 where lone
    best: FloatArray  # similarity to the next best theme, 0 where there is none
    second: IntArray

    def split(self, place: int) -> tuple["_Lead", "_Lead"]:
        """Return the leads before and after *place*."""
        return (
            _Lead(self.own[:place], self.best[:place], self.second[:place]),
            _Lead(self.own[place:], self.best[place:], self.second[place:]),
        )


def judge(
    spread: Space,
    plain: Space,
    groups: IntArray,
    is_lone: BoolArray,
    *,
    rows: IntArray | None = None,
) -> Standing:
    """Return how surely each item stands in its group.

    Parameters
    ----------
    spread, plain : where the m items lie: smoothed, and as they were said.
    groups : int array, shape (m,), numbered from 0.
    is_lone : bool array, one for each group; a lone item is the surer of being lone the
        farther every theme is.
    rows : the items asked about; all by default.
    """
    rows = np.arange(len(groups)) if rows is None else rows
    inside = ~is_lone[groups]
    sample = np.flatnonzero(inside)[:_SAMPLE]
    asked = np.concatenate([rows, sample])
    near_lead = _compare(plain, groups, is_lone, asked)
    far_lead = near_lead if spread is plain else _compare(spread, groups, is_lone, asked)
    far, usual_far = far_lead.split(len(rows))
    near, usual_near = near_lead.split(len(rows))
    lead = (far.own - far.best) / _median(usual_far.own - usual_far.best)
    plain_lead = (near.own - near.best) / _median(usual_near.own)
    held = _SMOOTHED * lead + _PLAIN * plain_lead + _OFFSET
    alone = _LONE_STEEPNESS * (_LONE_HALFWAY - near.best / _median(usual_near.own))
    value = np.clip(np.where(inside[rows], held, alone), -20.0, 20.0)
    return Standing((HIGHEST / (1.0 + np.exp(-value))).astype(np.float32), far.second)


def _median(values: FloatArray) -> float:
    return max(float(np.median(values)), 0.05) if len(values) else 1.0


def _compare(space: Space, groups: IntArray, is_lone: BoolArray, rows: IntArray) -> _Lead:
    themes = np.flatnonzero(~is_lone)
    if len(themes) == 0 or len(rows) == 0:
        nobody = np.full(len(rows), -1, np.int64)
        return _Lead(np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32), nobody)
    column = np.full(len(is_lone), -1, np.int64)
    column[themes] = np.arange(len(themes))
    near = space.beside(column[groups], len(themes), rows)
    others = near.to_centres()
    inside = np.flatnonzero(near.where >= 0)
    others[inside, near.where[inside]] = -1.0
    best = others.max(axis=1)
    second = np.where(best > 0.0, themes[others.argmax(axis=1)], -1)
    return _Lead(near.to_others(), np.where(best > -1.0, best, 0.0), second)
