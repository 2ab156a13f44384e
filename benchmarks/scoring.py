"""Agreement with the truth, and differences between two methods over the same meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from meetings import Labels
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Score:
    """Adjusted Rand index and adjusted mutual information of one meeting, and the seconds."""

    rand: float
    information: float
    seconds: float
    themes: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean paired difference and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        if np.isnan(self.low):
            return f"{self.mean:+.2f}"
        return f"{self.mean:+.2f} [{self.low:+.2f}, {self.high:+.2f}]"


def score(truth: Labels, found: Labels, seconds: float) -> Score:
    """Return how well *found* agrees with *truth*; themes of one voice are not counted."""
    return Score(
        float(adjusted_rand_score(truth, found)),
        float(adjusted_mutual_info_score(truth, found)),
        seconds,
        int((np.bincount(found) > 1).sum()),
    )


def compare(ours: Sequence[float], theirs: Sequence[float], seed: int = 0) -> Difference:
    """Return the mean of ours minus theirs, with the percentile bootstrap over meetings."""
    gain = np.asarray(ours) - np.asarray(theirs)
    if len(gain) < 2:
        return Difference(float(gain.mean()), float("nan"), float("nan"))
    rng = np.random.default_rng(seed)
    means = gain[rng.integers(0, len(gain), (_DRAWS, len(gain)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Difference(float(gain.mean()), float(low), float(high))


def count_moved(before: Labels, after: Labels) -> float:
    """Return the share of voices outside the best one-to-one matching of old to new groups.

    The groups are matched by the Hungarian method, apart for every set of groups that share
    voices, so that thousands of lone voices cost nothing.
    """
    count = len(before)
    table = csr_matrix((np.ones(count), (before, after)))
    rows, columns = table.shape
    source, target = table.nonzero()
    both = rows + columns
    links = csr_matrix((np.ones(len(source)), (source, rows + target)), (both, both))
    _, part = connected_components(links, directed=False)
    kept = 0.0
    for name in np.unique(part[source]):
        here = np.flatnonzero(part[:rows] == name)
        there = np.flatnonzero(part[rows:] == name)
        block = table[here][:, there].toarray()
        kept += float(block[linear_sum_assignment(-block)].sum())
    return 1.0 - kept / count
