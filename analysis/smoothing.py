"""Make short voices comparable: take the meeting's mean away, then lean on the neighbours.

A voice of twelve words says little; what its ten nearest neighbours say tells what it is about.
Smoothing pulls outliers in, so it serves grouping only; "most typical", "nearest" and "lone"
are judged on the centred vectors.  Nothing here groups anything.
"""

import numpy as np
from scipy.sparse import csr_matrix

from analysis.voices import FloatArray, to_unit

NEIGHBOURS = 10
ROUNDS = 2
_SHRINK = 4.0
_ALIKE = 0.05
_NOTHING = 1e-9


def centre(vectors: FloatArray) -> FloatArray:
    """Subtract what all voices share and scale the rows to unit length again.

    The mean of few voices is mostly the voices themselves, so it is shrunk by n / (n + 4):
    two voices keep their similarity, three hundred lose the direction every sentence has.
    """
    n = len(vectors)
    if n == 0:
        return vectors
    mean = vectors.mean(axis=0, dtype=np.float64) * (n / (n + _SHRINK))
    return to_unit(vectors - mean.astype(np.float32))


def compare(centred: FloatArray) -> FloatArray:
    """Return the likeness of every pair, shape (n, n), of rows of unit length or zero."""
    return np.asarray(centred @ centred.T)


def smooth(
    likeness: FloatArray, *, neighbours: int = NEIGHBOURS, rounds: int = ROUNDS
) -> FloatArray:
    """Add to each voice the mean of its nearest neighbours, weighted by similarity.

    Parameters
    ----------
    likeness : float32 array, shape (n, n), of the voices as they are, at unit length or zero.
    rounds : how often; the neighbours stay those of the beginning.

    Returns
    -------
    float32 array, shape (n, n): the likeness of the voices so changed, at unit length or
    zero.  At most a third of the others are neighbours: ten voices are no reason to call all
    alike.  Equally near ones all count.
    """
    n = len(likeness)
    k = min(neighbours, (n - 1) // 3)
    if k < 1:
        return likeness
    lean = _weigh_neighbours(likeness, k)
    for _ in range(rounds):
        for _ in range(2):  # the rows, then the columns
            leaning = lean @ likeness
            leaning += likeness
            likeness = np.ascontiguousarray(leaning.T)
        likeness = at_unit_length(likeness)
    return likeness


def at_unit_length(likeness: FloatArray) -> FloatArray:
    """Return the likeness of the same voices at unit length; nearly zero becomes zero."""
    own = np.diagonal(likeness)
    scale = np.where(own > _NOTHING, 1.0 / np.sqrt(np.maximum(own, _NOTHING)), 0.0)
    scale = scale.astype(np.float32)
    scaled = likeness * scale[:, None]
    scaled *= scale
    return scaled


def _weigh_neighbours(likeness: FloatArray, k: int) -> csr_matrix:
    """Return how much each voice leans on each other one, shape (n, n), sparse."""
    n = len(likeness)
    # Nobody is nearer than oneself, so the next after k others is the k-th of them.
    least = np.partition(likeness, n - k - 1, axis=1)[:, n - k - 1]
    is_near = likeness >= np.maximum(least, _NOTHING)[:, None]
    is_near.flat[:: n + 1] = False
    chosen = np.flatnonzero(is_near)
    rows = chosen // n
    weights = likeness.ravel()[chosen]
    total = np.bincount(rows, weights=weights, minlength=n)
    # Neighbours that are hardly alike are no reason to lean on them.
    shares = (weights / np.maximum(total, _ALIKE * k)[rows]).astype(np.float32)
    starts = np.searchsorted(chosen, np.arange(0, n * n + 1, n)).astype(np.int32)
    columns = (chosen - rows * n).astype(np.int32)
    return csr_matrix((shares, columns, starts), shape=(n, n))
