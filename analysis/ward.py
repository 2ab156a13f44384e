"""Ward's criterion on groups that are known already: which two to join next.

Reference: Ward (1963), Hierarchical grouping to optimize an objective function.
"""

import numpy as np

from analysis.voices import BoolArray, FloatArray, IntArray, Matrix, number_in_order


def order_by_ward(
    mean: Matrix, weight: Matrix, blocked: BoolArray | None = None, *, groups: int = 1
) -> list[tuple[int, int, float]]:
    """Return the joins of Ward's criterion, cheapest first: who stays, who goes, the cost.

    Of two groups the former stays.

    The cost of joining a and b is w_a w_b / (w_a + w_b) times the squared distance of their
    centres, which the mean similarities within and between them give.

    Parameters
    ----------
    mean : array, shape (k, k): mean similarity between the members of two groups, of a
        group with itself on the diagonal.
    weight : array, shape (k,): the groups' sizes.
    blocked : pairs that may not join.
    groups : stop when so many are left.
    """
    size = len(weight)
    mean, weight = (mean + mean.T) / 2.0, weight.astype(np.float64)
    shut = np.eye(size, dtype=bool)
    if blocked is not None:
        shut |= blocked
    own = np.diag(mean)
    cost = np.outer(weight, weight) / np.add.outer(weight, weight)
    cost = np.where(shut, np.inf, cost * (own[:, None] + own[None, :] - 2.0 * mean))
    joins = []
    for _ in range(size - groups):
        stays, goes = divmod(int(cost.argmin()), size)
        price = float(cost[stays, goes])
        if price == np.inf:
            break
        joins.append((stays, goes, max(0.0, price)))
        whole = weight[stays] + weight[goes]
        a, b = weight[stays] / whole, weight[goes] / whole
        inner = a * a * mean[stays, stays] + 2.0 * a * b * mean[stays, goes]
        inner += b * b * mean[goes, goes]
        mean[stays] = mean[:, stays] = a * mean[stays] + b * mean[goes]
        mean[stays, stays] = inner
        weight[stays] = whole
        shut[stays] |= shut[goes]
        shut[:, stays] |= shut[:, goes]
        shut[goes] = shut[:, goes] = True
        gap = inner + np.diagonal(mean) - 2.0 * mean[stays]
        row = np.where(shut[stays], np.inf, whole * weight / (whole + weight) * gap)
        cost[stays] = cost[:, stays] = row
        cost[goes] = cost[:, goes] = np.inf
    return joins


def join_centres(sums: FloatArray, weight: Matrix, groups: int) -> IntArray:
    """Return which of at most *groups* groups each of the given ones falls in.

    Parameters
    ----------
    sums : float32 array, shape (k, d): the sum of each group's vectors.
    weight : array, shape (k,): how many vectors each sum holds.
    """
    centres = sums.astype(np.float64) / np.maximum(weight, 1.0)[:, None]
    return join_by_ward(centres @ centres.T, weight, groups)


def join_by_ward(mean: Matrix, weight: Matrix, groups: int) -> IntArray:
    """Return the same from the mean similarities between the groups, shape (k, k)."""
    leader = np.arange(len(weight))
    for stays, goes, _ in order_by_ward(mean, weight, groups=groups):
        leader[leader == leader[goes]] = leader[stays]
    return number_in_order(leader)
