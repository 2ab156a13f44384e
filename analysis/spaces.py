"""Where voices lie: as vectors, or as the likeness of every pair.

What a grouping asks is always the same: how like is a voice to a group's sum?  A meeting of
some hundred voices answers from the square of pairwise likenesses, which is smaller than the
vectors and never needs them again (the kernel trick: Aizerman, Braverman and Rozonoer, 1964,
Theoretical foundations of the potential function method); a crowd answers from its vectors.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analysis.voices import FloatArray, IntArray, Matrix, sum_rows

_NOTHING = 1e-6


class Space(Protocol):
    """What can be asked about voices, however they are held."""

    def __len__(self) -> int:
        """Return how many items there are."""

    def lengths(self) -> FloatArray:
        """Return the squared length of each item, shape (m,)."""

    def toward(self, groups: IntArray, size: int) -> FloatArray:
        """Return the product of each item with each group's sum, shape (m, size).

        *groups* is the group of each item, -1 for items that belong to none.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Items as vectors: float32 array, shape (m, d), rows of unit length or zero."""

    vectors: FloatArray

    def __len__(self) -> int:
        return len(self.vectors)

    def lengths(self) -> FloatArray:
        """Return the squared length of each item."""
        return np.asarray(np.einsum("ij,ij->i", self.vectors, self.vectors))

    def toward(self, groups: IntArray, size: int) -> FloatArray:
        """Return the product of each item with each group's sum."""
        inside = np.flatnonzero(groups >= 0)
        everybody = len(inside) == len(groups)
        some = self.vectors if everybody else self.vectors[inside]
        return np.asarray(self.vectors @ sum_rows(some, groups[inside], size).T)


@dataclass(frozen=True, slots=True, eq=False)
class Gram:
    """Items as their likeness: float32 array, shape (m, m), symmetric."""

    likeness: FloatArray

    def __len__(self) -> int:
        return len(self.likeness)

    def lengths(self) -> FloatArray:
        """Return the squared length of each item."""
        return np.asarray(np.diagonal(self.likeness))

    def toward(self, groups: IntArray, size: int) -> FloatArray:
        """Return the product of each item with each group's sum."""
        member = np.zeros((len(groups), size), np.float32)
        inside = np.flatnonzero(groups >= 0)
        member[inside, groups[inside]] = 1.0
        return np.asarray(self.likeness @ member)


def measure_sums(toward: FloatArray, groups: IntArray) -> Matrix:
    """Return the squared length of each group's sum, from :meth:`Space.toward`."""
    inside = np.flatnonzero(groups >= 0)
    own = toward[inside, groups[inside]]
    size = toward.shape[1]
    return np.bincount(groups[inside], weights=own, minlength=size).astype(np.float64)


def near_centres(toward: FloatArray, groups: IntArray) -> FloatArray:
    """Return how near each item is to each group's centre of unit length, shape (m, k)."""
    lengths = np.sqrt(np.maximum(measure_sums(toward, groups), 0.0))
    scale = np.where(lengths > _NOTHING, 1.0 / np.maximum(lengths, _NOTHING), 0.0)
    return np.asarray(toward * scale.astype(np.float32))


def near_others(space: Space, toward: FloatArray, groups: IntArray) -> FloatArray:
    """Return how near each item is to the centre of its group without itself, shape (m,).

    1 where the rest of the group is nothing (one text that several people said), 0 for items
    that belong to no group.
    """
    inside = np.flatnonzero(groups >= 0)
    where = groups[inside]
    own: Matrix = space.lengths()[inside].astype(np.float64)
    along: Matrix = toward[inside, where].astype(np.float64)
    rest = measure_sums(toward, groups)[where] - 2.0 * along + own
    near = np.zeros(len(groups), np.float32)
    found = (along - own) / np.sqrt(np.maximum(rest, _NOTHING))
    near[inside] = np.where(rest < _NOTHING, 1.0, found)
    return near
