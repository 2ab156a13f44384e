"""Weights from comparisons two by two, with how well the comparisons agree.

Geometric means of the rows (Crawford & Williams 1985) of a reciprocal matrix on the scale of
the Analytic Hierarchy Process (Saaty 1980).  A judgement is never changed to look more
consistent.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
_ACCEPTABLE = 0.1


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """Weights that add up to 1, and how consistent the comparisons were.

    Attributes
    ----------
    ratio : the consistency ratio CR of Saaty (1980); 0 is perfect, up to 0.1 is acceptable.
    worst : the comparison that fits the others least, or None if all fit.
    """

    weights: tuple[float, ...]
    ratio: float
    worst: tuple[int, int] | None

    @property
    def is_consistent(self) -> bool:
        """Say whether the comparisons agree well enough (CR up to 0.1)."""
        return self.ratio <= _ACCEPTABLE


def weigh(count: int, comparisons: Mapping[tuple[int, int], float]) -> PairwiseWeights:
    """Return weights for *count* criteria.

    Parameters
    ----------
    comparisons : (i, j) with i < j to how many times as important i is as j (1/9..9).  A pair
        that is not there counts as equally important.

    Raises
    ------
    ValueError
        A comparison is not positive, or names a criterion that is not there.
    """
    matrix = np.ones((count, count))
    for (i, j), value in comparisons.items():
        if not (0 <= i < j < count and value > 0):
            raise ValueError(f"no such comparison: {i}, {j}, {value}")
        matrix[i, j], matrix[j, i] = value, 1 / value
    if count == 0:
        return PairwiseWeights((), 0.0, None)
    means = np.exp(np.log(matrix).mean(axis=1))
    weights = means / means.sum()
    return PairwiseWeights(
        tuple(float(weight) for weight in weights),
        _ratio(matrix, weights),
        _worst(matrix, weights),
    )


def whole_weights(weights: Sequence[float], total: int) -> tuple[int, ...]:
    """Return whole numbers near *weights* that add up to *total* (largest remainders)."""
    exact = [weight * total for weight in weights]
    found = [int(value) for value in exact]
    rest = total - sum(found)
    by_remainder = sorted(range(len(exact)), key=lambda i: (found[i] - exact[i], i))
    for place in by_remainder[:rest]:
        found[place] += 1
    return tuple(found)


def _ratio(matrix: np.ndarray, weights: np.ndarray) -> float:
    count = len(weights)
    if count < 3:
        return 0.0
    largest = float(((matrix @ weights) / weights).mean())
    index = max(0.0, (largest - count) / (count - 1))
    return index / _RANDOM_INDEX[min(count, len(_RANDOM_INDEX) - 1)]


def _worst(matrix: np.ndarray, weights: np.ndarray) -> tuple[int, int] | None:
    pairs = list(itertools.combinations(range(len(weights)), 2))
    off = [abs(float(np.log(matrix[i, j] * weights[j] / weights[i]))) for i, j in pairs]
    if not off or max(off) < 1e-9:
        return None
    return pairs[int(np.argmax(np.round(off, 9)))]
