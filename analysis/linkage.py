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
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from analysis.voices import FloatArray, IntArray, Matrix
from analysis.ward import order_by_ward

Likeness = Matrix | FloatArray
_NEAREST = 1e-9  # only what must be together lies nearer


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The order in which items join.

    Attributes
    ----------
    size : number of items.
    joins : int array, shape (j, 2): the first item of the group that stays and of the group
        that joins it, in order; the former comes before the latter.
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
        items = np.arange(self.size)
        leader = items.copy()
        leader[self.joins[:joins, 1]] = self.joins[:joins, 0]
        number = np.cumsum(leader == items) - 1
        while True:
            above = leader[leader]
            if (above == leader).all():
                return np.asarray(number[leader])
            leader = above

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


def build_tree(
    likeness: Likeness,
    *,
    height: float,
    counts: IntArray | None = None,
    together: Iterable[Sequence[int]] = (),
    vetoes: Iterable[tuple[int, int]] = (),
    themes: int = 1,
) -> Tree:
    """Join items by average linkage; see the module for the two stretches.

    Parameters
    ----------
    likeness : array, shape (m, m), symmetric; may hold bonuses for what was together before.
    height : where the first stretch ends, as 1 - mean similarity.
    counts : voices per item; an item of several voices is never lone.
    together : items that must be in one group; they join first, at height 0.
    vetoes : pairs of items that may never be in one group.
    themes : the second stretch ends with so many groups of several.
    """
    size = len(likeness)
    counts = np.ones(size, np.int64) if counts is None else counts
    blocks, vetoes = [sorted(members) for members in together], list(vetoes)
    if vetoes:
        joins, heights = _join_with_vetoes(likeness, blocks, vetoes, height)
    else:
        joins, heights = _join_freely(likeness, blocks, height)
    forced = sum(len(members) - 1 for members in blocks)
    lower = len(joins)
    group = Tree(size, joins, heights, counts, forced, lower).after(lower)
    above = _join_themes(likeness, counts, group, vetoes, themes)
    if above:
        joins = np.vstack([joins, [pair for pair, _ in above]])
        heights = np.concatenate([heights, [height + cost for _, cost in above]])
    return Tree(size, joins, np.maximum.accumulate(heights), counts, forced, lower)


def _join_freely(
    likeness: Likeness, blocks: Sequence[Sequence[int]], height: float
) -> tuple[IntArray, Matrix]:
    """Return the first stretch where nothing is forbidden; blocks lie at distance 0."""
    size = len(likeness)
    if size < 2:
        return np.zeros((0, 2), np.int64), np.zeros(0)
    steps = linkage(_measure_distances(likeness, blocks), "average")
    low = int(np.searchsorted(steps[:, 2], height, side="right"))
    leader = list(range(size))
    later: list[int] = []
    for one, other in steps[:low, :2].astype(np.int64).tolist():
        first, second = leader[one], leader[other]
        if second < first:
            first, second = second, first
        leader.append(first)
        later.append(second)
    return np.array([leader[size:], later], np.int64).T, steps[:low, 2]


def _measure_distances(likeness: Likeness, blocks: Sequence[Sequence[int]]) -> Matrix:
    """Return 1 - likeness of every pair, above 0 outside the blocks, as scipy wants it."""
    distance: Matrix = squareform(likeness, checks=False).astype(np.float64)
    np.subtract(1.0, distance, out=distance)
    np.maximum(distance, _NEAREST, out=distance)
    if blocks:
        demanded = np.zeros((len(likeness), len(likeness)), bool)
        for members in blocks:
            demanded[np.ix_(members, members)] = True
        distance[squareform(demanded, checks=False)] = 0.0
    return distance


def _join_with_vetoes(
    likeness: Likeness,
    blocks: Sequence[Sequence[int]],
    vetoes: Sequence[tuple[int, int]],
    height: float,
) -> tuple[IntArray, Matrix]:
    work = _Linkage(likeness)
    for one, other in vetoes:
        work.forbid(one, other)
    for members in blocks:
        for member in members[1:]:
            work.join(members[0], member, 0.0)
    work.join_down_to(1.0 - height)
    joins = np.array(work.joins, np.int64).reshape(-1, 2)
    return joins, np.array(work.heights, np.float64)


def _join_themes(
    likeness: Likeness,
    counts: IntArray,
    group: IntArray,
    vetoes: Sequence[tuple[int, int]],
    themes: int,
) -> list[tuple[tuple[int, int], float]]:
    """Return the second stretch: groups of several, by Ward's criterion, and its costs."""
    size = int(group.max(initial=-1)) + 1
    several = np.flatnonzero(np.bincount(group, weights=counts, minlength=size) > 1)
    if len(several) <= themes:
        return []
    first = np.zeros(size, np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    leaders = first[several]
    share = (group[:, None] == several[None, :]).astype(likeness.dtype)
    weight = share.sum(axis=0).astype(np.float64)
    within: Matrix = (share.T @ (likeness @ share)).astype(np.float64)
    mean = within / np.outer(weight, weight)
    place = {int(g): i for i, g in enumerate(several)}
    blocked = np.zeros((len(several), len(several)), bool)
    for one, other in vetoes:
        ends = place.get(int(group[one])), place.get(int(group[other]))
        if ends[0] is not None and ends[1] is not None:
            blocked[ends[0], ends[1]] = blocked[ends[1], ends[0]] = True
    joins = order_by_ward(mean, weight, blocked, groups=themes)
    return [((int(leaders[a]), int(leaders[b])), cost) for a, b, cost in joins]


class _Linkage:
    """Average linkage under vetoes, with the best partner of each row at hand."""

    def __init__(self, likeness: Likeness) -> None:
        n = len(likeness)
        self.size = n
        self.mean = np.array(likeness, np.float64)
        self.weight = np.ones(n, np.float64)
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
        allowed = self._allowed(rows)
        self.partner[rows] = allowed.argmax(axis=1)
        self.best[rows] = allowed[np.arange(len(rows)), self.partner[rows]]
