"""Ward's criterion on groups that are known already: which two to join next.

Reference: Ward (1963), Hierarchical grouping to optimize an objective function.
"""

import numpy as np

from analysis.voices import BoolArray, FloatArray, IntArray, Matrix, number_in_order


def order_by_ward(
    mean: Matrix, weight: Matrix, blocked: BoolArray | None = None
) -> list[tuple[int, int, float]]:
    """Return the joins of Ward's criterion, cheapest first: who stays, who goes, the cost.

    The cost of joining a and b is w_a w_b / (w_a + w_b) times the squared distance of their
    centres, which the mean similarities within and between them give.

    Parameters
    ----------
    mean : array, shape (k, k): mean similarity between the members of two groups, of a
        group with itself on the diagonal.
    weight : array, shape (k,): the groups' sizes.
    blocked : pairs that may not join.
    """
    size = len(weight)
    mean, weight = mean.copy(), weight.astype(np.float64)
    shut = np.eye(size, dtype=bool)
    if blocked is not None:
        shut |= blocked
    joins = []
    for _ in range(size - 1):
        own = np.diag(mean)
        cost = np.outer(weight, weight) / np.add.outer(weight, weight)
        cost = np.where(shut, np.inf, cost * (own[:, None] + own[None, :] - 2.0 * mean))
        stays, goes = divmod(int(cost.argmin()), size)
        if cost[stays, goes] == np.inf:
            break
        joins.append((stays, goes, max(0.0, float(cost[stays, goes]))))
        part = weight[[stays, goes]] / weight[[stays, goes]].sum()
        mean[stays] = part[0] * mean[stays] + part[1] * mean[goes]
        mean[:, stays] = part[0] * mean[:, stays] + part[1] * mean[:, goes]
        weight[stays] += weight[goes]
        shut[stays] |= shut[goes]
        shut[:, stays] |= shut[:, goes]
        shut[goes] = shut[:, goes] = True
    return joins


def join_centres(sums: FloatArray, weight: Matrix, groups: int) -> IntArray:
    """Return which of at most *groups* groups each of the given ones falls in.

    Parameters
    ----------
    sums : float32 array, shape (k, d): the sum of each group's vectors.
    weight : array, shape (k,): how many vectors each sum holds.
    """
    centres = sums.astype(np.float64) / np.maximum(weight, 1.0)[:, None]
    leader = np.arange(len(sums))
    joins = order_by_ward(centres @ centres.T, weight)
    for stays, goes, _ in joins[: max(0, len(sums) - groups)]:
        leader[leader == leader[goes]] = leader[stays]
    return number_in_order(leader)
