"""What voices are about, told by known examples: a bridge between words that never meet.

「米が買えない」 and 「スーパーが遠い」 share no word, but both resemble examples of one issue.
Beside its own vector each voice gets its likeness to every issue and to every family of
issues.  A voice's likeness depends on the voice alone, so nobody else's moves when one
arrives.  It serves grouping only: nothing is assigned to an issue here, no name is read, and
what is near or a duplicate is judged on the vectors as they were.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.voices import FloatArray, to_unit

ISSUE_WEIGHT = 0.5  # lengths of the added parts beside the voice's own vector
FAMILY_WEIGHT = 0.7
NEAREST = 20
SHARPNESS = 0.1
FIRM = 0.6  # an example as near as this tells the issue; a farther one only hints
_BLOCK = 1024  # similarities of a block stay in the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Exemplars:
    """Example sentences as vectors of one model, each with the number of its issue.

    Attributes
    ----------
    vectors
        float32 of shape (examples, dimension), rows of length one.
    issues
        int64 of shape (examples,), counted from 0.
    families
        int64 of shape (examples,), counted from 0: related issues are of one family.
    """

    vectors: FloatArray
    issues: NDArray[np.int64]
    families: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How much each voice resembles the issues and their families; rows of length one."""

    issues: FloatArray
    families: FloatArray


def measure_likeness(
    vectors: FloatArray,
    exemplars: Exemplars,
    *,
    nearest: int = NEAREST,
    sharpness: float = SHARPNESS,
    firm: float = FIRM,
) -> Likeness:
    """Return how much each voice resembles each issue and each family of issues.

    The *nearest* examples of a voice count exp(similarity / sharpness); they are added up for
    each issue and the roots taken, so that inner products compare shares of likeness
    (Bhattacharyya 1943).  The examples' mean is taken away from both sides first.

    Returns
    -------
    Likeness
        float32 arrays of shape (voices, issues) and (voices, families), not negative.  A row's
        length is 1 where the best example is at least *firm* alike, and less below.
    """
    issues = np.zeros((len(vectors), _count(exemplars.issues)), np.float32)
    families = np.zeros((len(vectors), _count(exemplars.families)), np.float32)
    nearest = min(nearest, len(exemplars.vectors))
    if nearest == 0:
        return Likeness(issues, families)
    mean = exemplars.vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    examples, centred = to_unit(exemplars.vectors - mean), to_unit(vectors - mean)
    certainty = np.empty((len(vectors), 1), np.float32)
    for start in range(0, len(vectors), _BLOCK):
        alike = centred[start : start + _BLOCK] @ examples.T
        near = np.argpartition(-alike, nearest - 1, axis=1)[:, :nearest]
        near.sort(axis=1)
        found = np.take_along_axis(alike, near, axis=1)
        best = found.max(axis=1, keepdims=True)
        certainty[start : start + _BLOCK] = np.clip(best / firm, 0.0, 1.0)
        weights = np.exp((found - best) / sharpness)
        block = slice(start, start + len(alike))
        issues[block] = _add_up(exemplars.issues[near], weights, issues.shape[1])
        families[block] = _add_up(exemplars.families[near], weights, families.shape[1])
    return Likeness(
        certainty * to_unit(np.sqrt(issues)), certainty * to_unit(np.sqrt(families))
    )


def _add_up(columns: NDArray[np.int64], weights: FloatArray, width: int) -> FloatArray:
    """Return, for each row, the sums of its weights by column."""
    rows = np.arange(len(columns))[:, None] * width
    sums = np.bincount((rows + columns).ravel(), weights.ravel(), len(columns) * width)
    return sums.reshape(-1, width).astype(np.float32)


def _count(numbers: NDArray[np.int64]) -> int:
    return int(numbers.max()) + 1 if len(numbers) else 0


def enrich(
    vectors: FloatArray,
    exemplars: Exemplars,
    *,
    issue_weight: float = ISSUE_WEIGHT,
    family_weight: float = FAMILY_WEIGHT,
) -> FloatArray:
    """Return vectors with what they are about beside them, for grouping.

    Parameters
    ----------
    vectors
        float32 of shape (voices, dimension), rows of length one.
    exemplars
        Made with the same model.
    issue_weight, family_weight
        Greatest lengths of the added parts; the voice's own part has length one.

    Returns
    -------
    numpy.ndarray
        float32 of shape (voices, dimension + issues + families), rows of length one.  Each
        row depends on its own voice only.
    """
    likeness = measure_likeness(vectors, exemplars)
    parts = (vectors, issue_weight * likeness.issues, family_weight * likeness.families)
    return to_unit(np.hstack(parts).astype(np.float32))
