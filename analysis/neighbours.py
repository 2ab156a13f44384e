"""The graph of nearest neighbours: who says something like whom.

Exact, by blocks of the similarity matrix, so that memory stays small; for the sizes it is
used at (some thousands) no index is faster, and none is as repeatable.
"""

import numpy as np
from scipy.sparse import csr_matrix

from analysis.voices import FloatArray, IntArray

_BLOCK = 1024
_FLOOR = 1e-4  # an edge is never lost, however weak


def link_neighbours(vectors: FloatArray, *, neighbours: int) -> csr_matrix:
    """Return the symmetric graph of nearest neighbours, weighted by similarity.

    Parameters
    ----------
    vectors : float32 array, shape (n, d), rows of unit length or zero.
    neighbours : how many each voice chooses; who chooses each other counts twice.

    Returns
    -------
    Sparse matrix, shape (n, n), symmetric, with an empty diagonal.
    """
    n = len(vectors)
    k = min(neighbours, n - 1)
    if k < 1:
        return csr_matrix((n, n), dtype=np.float64)
    chosen = np.empty((n, k), np.int64)
    weights = np.empty((n, k), np.float64)
    for start in range(0, n, _BLOCK):
        likeness = vectors[start : start + _BLOCK] @ vectors.T
        rows = np.arange(len(likeness))
        likeness[rows, start + rows] = -2.0
        nearest = np.argpartition(-likeness, k - 1, axis=1)[:, :k]
        chosen[start : start + _BLOCK] = nearest
        weights[start : start + _BLOCK] = np.take_along_axis(likeness, nearest, axis=1)
    weights = np.maximum(weights, _FLOOR)
    places = np.repeat(np.arange(n), k)
    graph = csr_matrix((weights.ravel(), (places, chosen.ravel())), shape=(n, n))
    graph = (graph + graph.T).tocsr()
    graph.sort_indices()
    return graph


def spread_over(graph: csr_matrix, groups: IntArray, weight: float) -> csr_matrix:
    """Return *graph* with edges strengthened inside *groups* and weakened between them.

    Nodes of group -1 are new: their edges stay as they are.
    """
    edges = graph.tocoo()
    one, other = groups[edges.row], groups[edges.col]
    known = (one >= 0) & (other >= 0)
    factor = np.where(one == other, 1.0 + 4.0 * weight, 1.0 / (1.0 + 4.0 * weight))
    kept = csr_matrix(
        (edges.data * np.where(known, factor, 1.0), (edges.row, edges.col)), shape=graph.shape
    )
    kept.sort_indices()
    return kept
