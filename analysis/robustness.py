"""How firm a result is: one weight moved, all weights drawn anew, members drawn anew.

Where one weight flips the winner is exact (totals are linear in each weight; Triantaphyllou &
Sánchez 1997).  The shares are counts of draws: weights uniform on the simplex (Lahdelma,
Hokkanen & Salminen 1998, stochastic multicriteria acceptability), members with replacement
(Efron 1979).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.stats import rankdata

_CHUNK = 1000
_DECIMALS = 9
_MOST_CELLS = 1_000_000
_TIE_STEP = 1e-13  # far below the last decimal, for thousands of candidates


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one weight that makes another candidate the first.

    At ``to`` the two are equal; beyond it ``winner`` is first.  ``change`` is ``to - from_``.
    """

    criterion: str
    from_: Fraction
    to: Fraction
    winner: str

    @property
    def change(self) -> Fraction:
        """Return how far the weight has to move, with its sign."""
        return self.to - self.from_


def smallest_flip(
    parts: Mapping[str, Sequence[Fraction]],
    weights: Sequence[Fraction],
    criteria: Sequence[str],
) -> Flip | None:
    """Return the smallest change of one weight that flips the winner, or None if none does.

    Parameters
    ----------
    parts : candidate to what a weight of 1 on each criterion brings.
    weights : weights now, at least 0; a weight never becomes negative.
    """
    totals = {
        name: sum((w * p for w, p in zip(weights, row, strict=True)), Fraction(0))
        for name, row in parts.items()
    }
    if len(totals) < 2:
        return None
    first = min(totals, key=lambda name: (-totals[name], name))
    found: list[tuple[Fraction, int, str, Fraction]] = []
    for name in sorted(totals):
        if name == first:
            continue
        gap = totals[first] - totals[name]
        for place, weight in enumerate(weights):
            ahead = parts[first][place] - parts[name][place]
            if ahead == 0:
                continue
            to = weight - gap / ahead
            if to > 0 or (to == 0 and ahead < 0):
                found.append((abs(to - weight), place, name, to))
    if not found:
        return None
    _, place, name, to = min(found)
    return Flip(criteria[place], weights[place], to, name)


@dataclass(frozen=True, slots=True)
class ChosenRule:
    """When a candidate counts as chosen: within the walk down a budget, or as the first.

    ``costs`` in yen, in the order of the candidates; ``budget`` None means only the first.
    """

    costs: tuple[int, ...]
    budget: int | None


def share_over_weights(
    parts: np.ndarray, rule: ChosenRule, *, seed: int, draws: int = 10_000
) -> np.ndarray:
    """Return the share of random weightings in which each candidate is chosen.

    Parameters
    ----------
    parts : candidates × criteria, what a weight of 1 brings.
    """
    random = np.random.default_rng(seed)
    count, width = parts.shape
    times = np.zeros(count)
    for start in range(0, draws, _CHUNK):
        weights = random.dirichlet(np.ones(width), size=min(_CHUNK, draws - start))
        times += _count_chosen(weights @ parts.T, rule)
    return times / draws


def share_over_members(
    scores: np.ndarray,
    weights: np.ndarray,
    rule: ChosenRule,
    *,
    seed: int,
    draws: int = 10_000,
) -> np.ndarray:
    """Return the share of councils drawn with replacement in which each candidate is chosen.

    Parameters
    ----------
    scores : members × candidates × criteria, scaled as the rule does; NaN for a blank.
    weights : one for each criterion.

    A drawn council in which nobody scored an item takes the mean of the real one for it.
    """
    random = np.random.default_rng(seed)
    members, count, width = scores.shape
    known = ~np.isnan(scores)
    filled = np.where(known, scores, 0.0).reshape(members, -1)
    present = known.reshape(members, -1).astype(float)
    real = filled.sum(axis=0) / np.maximum(present.sum(axis=0), 1)
    times = np.zeros(count)
    for start in range(0, draws, _CHUNK):
        size = min(_CHUNK, draws - start)
        drawn = random.multinomial(members, np.full(members, 1 / members), size=size)
        there = drawn @ present
        means = np.where(there > 0, drawn @ filled / np.maximum(there, 1), real)
        times += _count_chosen(means.reshape(size, count, width) @ weights, rule)
    return times / draws


def share_over_weights_of_ranks(
    values: np.ndarray, tops: np.ndarray, rule: ChosenRule, *, seed: int, draws: int
) -> np.ndarray:
    """Return the share of random weightings in which each candidate is chosen by rank-sum.

    Parameters
    ----------
    values : members × candidates × criteria; NaN for a blank, which takes no part.
    tops : the most points of each criterion.

    A member ranks by the reached share of the points of what was scored, the best first; ranks
    of m out of n are stretched to n, equal ones share their mean (Kendall 1945).
    """
    random = np.random.default_rng(seed)
    members, count, width = values.shape
    known = ~np.isnan(values)
    given = np.where(known, values, 0.0).reshape(-1, width).T
    possible = (known * tops).reshape(-1, width).T
    is_ranked = known.any(axis=2)
    ranked = np.maximum(is_ranked.sum(axis=1), 1)[:, None]
    ranking = np.maximum(is_ranked.sum(axis=0), 1)
    times = np.zeros(count)
    size = max(1, min(_CHUNK, _MOST_CELLS // max(1, members * count)))
    for start in range(0, draws, size):
        weights = random.dirichlet(np.ones(width), size=min(size, draws - start))
        reach = weights @ given / np.maximum(weights @ possible, np.finfo(float).tiny)
        shares = np.round(reach.reshape(-1, members, count), _DECIMALS)
        places = rankdata(np.where(is_ranked, -shares, np.inf), axis=2)
        stretched = (places - 0.5) * count / ranked + 0.5
        sums = np.where(is_ranked, stretched, 0.0).sum(axis=1) / ranking
        times += _count_chosen(-sums, rule)
    return times / draws


def _count_chosen(totals: np.ndarray, rule: ChosenRule) -> np.ndarray:
    """Count for each candidate in how many rows of totals (draws × candidates) it is chosen.

    Equal totals go by the order of the candidates.
    """
    count = totals.shape[1]
    keys = np.arange(count) * _TIE_STEP - np.round(totals, _DECIMALS)
    if rule.budget is None:
        return np.bincount(keys.argmin(axis=1), minlength=count).astype(float)
    costs = np.array(rule.costs, dtype=np.int64)
    # No more can be chosen than there are of the cheapest: only so many need an order.
    most = int((np.cumsum(np.sort(costs)) <= rule.budget).sum())
    if most == 0:
        return np.zeros(count)
    if most < count:
        top = np.argpartition(keys, most - 1, axis=1)[:, :most]
    else:
        top = np.broadcast_to(np.arange(count), keys.shape)
    within = np.argsort(np.take_along_axis(keys, top, axis=1), axis=1)
    order = np.take_along_axis(top, within, axis=1)
    spent = np.cumsum(costs[order], axis=1)
    return np.bincount(order[spent <= rule.budget], minlength=count).astype(float)
