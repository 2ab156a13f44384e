"""In which two parts the voices of one theme would fall: an offer to split it.

Nothing here splits; a person looks at the two parts and decides.

Reference: Ward (1963), Hierarchical grouping to optimize an objective function.
"""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from analysis.voices import FloatArray, IntArray, number_in_order, to_unit


def part_in_two(vectors: FloatArray) -> IntArray:
    """Return 0 or 1 for each voice: the last two branches of the theme's own tree.

    Parameters
    ----------
    vectors : float32 array, shape (n, d): one row a voice.

    Returns
    -------
    Array of shape (n,); all 0 where there is nothing to part (fewer than two different rows).
    """
    count = len(vectors)
    if count < 2:
        return np.zeros(count, np.int64)
    rows = to_unit(np.asarray(vectors, np.float32)).astype(np.float64)
    rows = rows - rows.mean(axis=0)
    if not np.any(np.abs(rows) > 1e-9):
        return np.zeros(count, np.int64)
    parts = fcluster(linkage(rows, "ward"), 2, "maxclust")
    return number_in_order(parts.astype(np.int64))
