"""Groups among thousands of voices: themes from a sample, everybody to the nearest.

A sample of some thousands shows every theme of any size.  Its graph of neighbours is cut by
the map equation, first roughly, to learn what varies inside every theme and take that out,
then for good; pieces of one theme are joined again; the rest of the voices go to the nearest
centre.  The order of items follows from what they say, so the first ones are a fair sample,
and always the same one.
"""

from dataclasses import dataclass

import numpy as np

from analysis.communities import find_communities
from analysis.linkage import build_tree
from analysis.neighbours import link_neighbours, spread_over
from analysis.sharpening import measure_spread
from analysis.smoothing import compare, smooth
from analysis.voices import FloatArray, IntArray, Matrix, number_in_order, sum_rows, to_unit

NEIGHBOURS = 10
SAME_THEME = 0.65  # similarity of centres, freed of noise; flat between .6 and .7
_FIRST_SAMPLE = 1200
_TIGHT = 0.55
_SAMPLE = 3000
_FEWEST = 4
_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Groups of many items, and the vectors they were found in."""

    groups: IntArray
    sharp: FloatArray


def group_crowd(
    centred: FloatArray, *, before: IntArray | None = None, weight: float = 0.0
) -> Crowd:
    """Return groups of the items; small remainders stay in groups of their own.

    Parameters
    ----------
    centred : float32 array, shape (n, d), in an order that does not depend on the vectors.
    before : the earlier group of each item, -1 for new ones.
    weight : how much having been together counts.
    """
    n = len(centred)
    first = centred[:_FIRST_SAMPLE]
    rough = link_roughly(first)
    sharp = to_unit(centred @ measure_spread(first, rough, caution=1.0))
    size = min(n, max(_SAMPLE, round(_SAMPLE * (n / _SAMPLE) ** 0.4)))
    sample = sharp[:size]
    graph = link_neighbours(sample, neighbours=NEIGHBOURS)
    if before is not None and weight > 0:
        graph = spread_over(graph, before[:size], weight)
    found = join_pieces(sample, find_communities(graph))
    return Crowd(_place_rest(sharp, found), sharp)


def link_roughly(centred: FloatArray) -> IntArray:
    """Return many tight groups, good enough to show what varies inside every theme."""
    tree = build_tree(
        smooth(compare(centred), rounds=1), height=_TIGHT, themes=max(1, len(centred))
    )
    return tree.after(tree.lower)


def join_pieces(vectors: FloatArray, groups: IntArray) -> IntArray:
    """Join groups whose centres, freed of sampling noise, are nearly the same.

    The mean similarity between two groups is divided by the geometric mean of the similarity
    within each, self-similarity left out: about 1 for two halves of one theme, whatever the
    model.  Reference: Spearman (1904), The proof and measurement of association between two
    things (correction for attenuation).
    """
    counts: Matrix = np.bincount(groups).astype(np.float64)
    sums = sum_rows(vectors, groups, len(counts)).astype(np.float64)
    own: Matrix = np.bincount(groups, weights=np.einsum("ij,ij->i", vectors, vectors)).astype(
        np.float64
    )
    alive = np.flatnonzero(counts >= _FEWEST)
    total = sums[alive] @ sums[alive].T
    number: Matrix = counts[alive]
    own = own[alive]
    leader = np.arange(len(alive))
    live = np.ones(len(alive), bool)
    while len(alive) > 1:
        likeness = _compare_centres(total, number, own)
        likeness[~live] = -1.0
        likeness[:, ~live] = -1.0
        stays, goes = divmod(int(likeness.argmax()), len(alive))
        if likeness[stays, goes] < SAME_THEME:
            break
        total[stays] += total[goes]
        total[:, stays] += total[:, goes]
        number[stays] += number[goes]
        own[stays] += own[goes]
        live[goes] = False
        leader[leader == goes] = stays
    joined = np.arange(len(counts))
    joined[alive] = alive[leader]
    return joined[groups]


def _compare_centres(total: Matrix, number: Matrix, own: Matrix) -> Matrix:
    pairs = number * (number - 1.0)
    within = np.sqrt(np.maximum((np.diag(total) - own) / pairs, 1e-3))
    likeness = total / np.outer(number, number) / np.outer(within, within)
    np.fill_diagonal(likeness, -1.0)
    return np.asarray(likeness)


def _place_rest(sharp: FloatArray, found: IntArray) -> IntArray:
    """Return the groups of all items, those beyond the sample at the nearest centre."""
    n, size = len(sharp), len(found)
    if n == size:
        return number_in_order(found)
    counts = np.bincount(found)
    themes = np.flatnonzero(counts >= _FEWEST)
    centres = to_unit(sum_rows(sharp[:size], found, len(counts))[themes])
    groups = np.zeros(n, np.int64)
    for _ in range(_ROUNDS):
        for start in range(0, n, 8192):
            nearest = (sharp[start : start + 8192] @ centres.T).argmax(axis=1)
            groups[start : start + 8192] = nearest
        centres = to_unit(sum_rows(sharp, groups, len(themes)))
    return number_in_order(groups)
