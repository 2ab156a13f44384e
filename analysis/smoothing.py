"""Make short voices comparable: take the meeting's mean away, then lean on the neighbours.

A voice of twelve words says little; what its ten nearest neighbours say tells what it is about.
Smoothing pulls outliers in, so it serves grouping only; "most typical", "nearest" and "lone"
are judged on the centred vectors.  Nothing here groups anything.
"""

import numpy as np

from analysis.voices import FloatArray, to_unit

NEIGHBOURS = 10
ROUNDS = 2
_SHRINK = 4.0
_ALIKE = 0.05


def centre(vectors: FloatArray) -> FloatArray:
    """Subtract what all voices share and scale the rows to unit length again.

    The mean of few voices is mostly the voices themselves, so it is shrunk by n / (n + 4):
    two voices keep their similarity, three hundred lose the direction every sentence has.
    """
    n = len(vectors)
    if n == 0:
        return vectors
    mean = vectors.astype(np.float64).mean(axis=0) * (n / (n + _SHRINK))
    return to_unit((vectors - mean).astype(np.float32))


def smooth(
    centred: FloatArray, *, neighbours: int = NEIGHBOURS, rounds: int = ROUNDS
) -> FloatArray:
    """Add to each voice the mean of its nearest neighbours, weighted by similarity.

    Parameters
    ----------
    centred : float32 array, shape (n, d), rows of unit length or zero.

    Returns
    -------
    float32 array, shape (n, d), rows of unit length or zero; needs n * n numbers of memory.
    At most a third of the others are neighbours: ten voices are no reason to call all alike.
    """
    n = len(centred)
    k = min(neighbours, (n - 1) // 3)
    if k < 1:
        return centred
    rows = centred
    for _ in range(rounds):
        likeness = rows @ rows.T
        np.fill_diagonal(likeness, -2.0)
        nearest = np.argpartition(-likeness, k - 1, axis=1)[:, :k]
        nearest.sort(axis=1)
        weights = np.maximum(np.take_along_axis(likeness, nearest, axis=1), 0.0)
        # Neighbours that are hardly alike are no reason to lean on them.
        weights /= np.maximum(weights.sum(axis=1, keepdims=True), _ALIKE * k)
        rows = to_unit(rows + np.einsum("ij,ijk->ik", weights, rows[nearest]))
    return rows
