"""The one fixed tree: average linkage with vetoes, and the cuts taken from it.

The tree is built in two stretches.  Up to ``height`` any two groups may join, by average
linkage, which lets lone voices stay lone; above it only groups of several join each other, by
Ward's criterion, which keeps few themes of comparable size, so that a coarser view merges
themes but never sweeps a lone voice into one.  Every cut of the same tree nests in every
other.  Ties go to the first in order, so the caller's order decides and nothing else.

References: Sokal and Michener (1958), A statistical method for evaluating systematic
relationships (average linkage); Ward (1963), Hierarchical grouping to optimize an objective
function; vetoes as in Davidson and Ravi (2005), Agglomerative hierarchical clustering with
constraints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.voices import IntArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The order in which items join.

    Attributes
    ----------
    size : number of items.
    joins : int array, shape (j, 2): the first item of the group that stays and of the group
        that joins it, in order.
    heights : float array, shape (j,), never falling: 1 - mean similarity at a join of the
        first stretch; in the second, the end of the first plus Ward's cost.
    counts : int array, shape (size,): voices per item.
    forced : how many joins, the first ones, were demanded.
    lower : how many joins belong to the first stretch, where lone voices may still join.
    """

    size: int
    joins: IntArray
    heights: Matrix
    counts: IntArray
    forced: int
    lower: int

    def after(self, joins: int) -> IntArray:
        """Return the group of each item after the first *joins* joins, numbered from 0."""
        group = np.arange(self.size)
        for stays, goes in self.joins[:joins]:
            group[group == group[goes]] = group[stays]
        return number_in_order(group)

    def cut(self, height: float) -> IntArray:
        """Return the groups whose joins lie at or below *height*."""
        return self.after(int(np.searchsorted(self.heights, height, side="right")))

    def cut_to(self, groups: int) -> IntArray:
        """Return the first cut with at most *groups* groups of several, from fine to coarse.

        A cut is never finer than the end of the first stretch; lone items do not count.
        """
        excess = self.several(self.lower) - groups
        return self.after(min(len(self.joins), self.lower + max(0, excess)))

    def cut_exactly(self, groups: int) -> IntArray:
        """Return the coarsest cut with exactly *groups* groups of several, if there is one.

        Where the items do not allow it, lone items count as groups too.
        """
        if self.several(self.lower) >= groups:
            return self.cut_to(groups)
        for joins in range(self.lower - 1, self.forced - 1, -1):
            if self.several(joins) == groups:
                return self.after(joins)
        return self.after(min(len(self.joins), max(self.forced, self.size - groups)))

    def several(self, joins: int) -> int:
        """Return how many groups of several there are after the first *joins* joins."""
        held = np.bincount(self.after(joins), weights=self.counts, minlength=1)
        return int((held > 1).sum())


def number_in_order(groups: IntArray) -> IntArray:
    """Return the same grouping with groups numbered by their first member.

    >>> number_in_order(np.array([7, 3, 7, 3])).tolist()
    [0, 1, 0, 1]
    """
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.reshape(-1)].astype(np.int64)


def build_tree(
    likeness: Matrix,
    *,
    height: float,
    counts: IntArray | None = None,
    together: Iterable[Sequence[int]] = (),
    vetoes: Iterable[tuple[int, int]] = (),
) -> Tree:
    """Join items by average linkage; see the module for the two stretches.

    Parameters
    ----------
    likeness : array, shape (m, m), symmetric; may hold bonuses for what was together before.
    height : where the first stretch ends, as 1 - mean similarity.
    counts : voices per item; an item of several voices is never lone.
    together : items that must be in one group; they join first, at height 0.
    vetoes : pairs of items that may never be in one group.
    """
    counts = np.ones(len(likeness), np.int64) if counts is None else counts
    work = _Linkage(likeness, counts)
    for one, other in vetoes:
        work.forbid(one, other)
    for members in together:
        for member in sorted(members)[1:]:
            work.join(min(members), member, 0.0)
    forced = len(work.joins)
    work.join_down_to(1.0 - height)
    lower = len(work.joins)
    _join_by_ward(likeness, work, height)
    joins = np.array(work.joins, np.int64).reshape(-1, 2)
    heights = np.maximum.accumulate(np.array([*work.heights], np.float64))
    return Tree(len(likeness), joins, heights, counts, forced, lower)


def _join_by_ward(likeness: Matrix, work: "_Linkage", height: float) -> None:
    """Add the second stretch to *work*: groups of several, cheapest join first.

    Ward's cost of joining a and b is w_a w_b / (w_a + w_b) times the squared distance of
    their centres, which the mean similarities within and between them give.
    """
    leaders = np.flatnonzero(work.alive & (work.counts > 1))
    group = np.arange(work.size)
    for stays, goes in work.joins:
        group[group == group[goes]] = stays
    share = (group[None, :] == leaders[:, None]).astype(np.float64)
    weight = share.sum(axis=1)
    mean = share @ np.asarray(likeness, np.float64) @ share.T / np.outer(weight, weight)
    blocked = work.vetoed[np.ix_(leaders, leaders)] | np.eye(len(leaders), dtype=bool)
    for _ in range(len(leaders) - 1):
        own = np.diag(mean)
        cost = np.outer(weight, weight) / np.add.outer(weight, weight)
        cost = np.where(blocked, np.inf, cost * (own[:, None] + own[None, :] - 2.0 * mean))
        stays, goes = divmod(int(cost.argmin()), len(leaders))
        if cost[stays, goes] == np.inf:
            return
        work.joins.append((int(leaders[stays]), int(leaders[goes])))
        work.heights.append(height + max(0.0, float(cost[stays, goes])))
        part = weight[[stays, goes]] / weight[[stays, goes]].sum()
        mean[stays] = part[0] * mean[stays] + part[1] * mean[goes]
        mean[:, stays] = part[0] * mean[:, stays] + part[1] * mean[:, goes]
        weight[stays] += weight[goes]
        blocked[stays] |= blocked[goes]
        blocked[:, stays] |= blocked[:, goes]
        blocked[goes] = blocked[:, goes] = True


class _Linkage:
    """Average linkage on a similarity matrix, with the best partner of each row at hand."""

    def __init__(self, likeness: Matrix, counts: IntArray) -> None:
        n = len(likeness)
        self.size = n
        self.mean = np.array(likeness, np.float64)
        self.weight = np.ones(n, np.float64)
        self.counts = counts.astype(np.int64).copy()
        self.alive = np.ones(n, bool)
        self.vetoed = np.zeros((n, n), bool)
        self.joins: list[tuple[int, int]] = []
        self.heights: list[float] = []
        np.fill_diagonal(self.mean, -np.inf)
        self.partner = np.zeros(n, np.int64)
        self.best = np.full(n, -np.inf)

    def forbid(self, one: int, other: int) -> None:
        self.vetoed[one, other] = self.vetoed[other, one] = True

    def join_down_to(self, likeness: float) -> None:
        """Join the most similar pair again and again while it is at least *likeness*."""
        if self.size < 2:
            return
        self._refresh(np.arange(self.size))
        while True:
            stays = int(self.best.argmax())
            goes = int(self.partner[stays])
            value = float(self.best[stays])
            if value == -np.inf or value < likeness:
                return
            self.join(min(stays, goes), max(stays, goes), 1.0 - value)

    def join(self, stays: int, goes: int, height: float) -> None:
        """Let the group led by *goes* join the one led by *stays*."""
        self.joins.append((stays, goes))
        self.heights.append(height)
        a, b = self.weight[stays], self.weight[goes]
        row = (a * self.mean[stays] + b * self.mean[goes]) / (a + b)
        row[[stays, goes]] = -np.inf
        self.mean[stays] = self.mean[:, stays] = row
        self.weight[stays] = a + b
        self.counts[stays] += self.counts[goes]
        self.alive[goes] = False
        self.vetoed[stays] |= self.vetoed[goes]
        self.vetoed[:, stays] |= self.vetoed[:, goes]
        touched = self.alive & ((self.partner == stays) | (self.partner == goes))
        touched[stays] = True
        self.best[goes] = -np.inf
        self._refresh(np.flatnonzero(touched))
        allowed = self._allowed(np.array([stays]))[0]
        better = (allowed > self.best) | ((allowed == self.best) & (stays < self.partner))
        better &= self.alive & (allowed > -np.inf)
        better[stays] = False
        self.partner[better] = stays
        self.best[better] = allowed[better]

    def _allowed(self, rows: IntArray) -> Matrix:
        blocked = self.vetoed[rows] | ~self.alive | ~self.alive[rows][:, None]
        return np.where(blocked, -np.inf, self.mean[rows])

    def _refresh(self, rows: IntArray) -> None:
        for block in np.array_split(rows, max(1, len(rows) // 512)):
            if len(block):
                allowed = self._allowed(block)
                self.partner[block] = allowed.argmax(axis=1)
                self.best[block] = allowed[np.arange(len(block)), self.partner[block]]
