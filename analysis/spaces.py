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


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """Items beside groups.

    Attributes
    ----------
    toward : float array, shape (r, k): the product of each item asked about with each
        group's sum.
    squares : float array, shape (k,): the squared length of each sum.
    lengths : float array, shape (r,): the squared length of each item.
    where : int array, shape (r,): the group each item is in, or -1.
    """

    toward: FloatArray
    squares: Matrix
    lengths: FloatArray
    where: IntArray

    def to_centres(self) -> FloatArray:
        """Return how near each item is to each group's centre of unit length."""
        length = np.sqrt(np.maximum(self.squares, 0.0))
        scale = np.where(length > _NOTHING, 1.0 / np.maximum(length, _NOTHING), 0.0)
        return np.asarray(self.toward * scale.astype(np.float32))

    def to_others(self) -> FloatArray:
        """Return how near each item is to the centre of its group without itself.

        1 where the rest of the group is nothing (one text that several people said), 0 for
        items that belong to no group.
        """
        inside = np.flatnonzero(self.where >= 0)
        group = self.where[inside]
        own: Matrix = self.lengths[inside].astype(np.float64)
        along: Matrix = self.toward[inside, group].astype(np.float64)
        rest = self.squares[group] - 2.0 * along + own
        near = np.zeros(len(self.where), np.float32)
        found = (along - own) / np.sqrt(np.maximum(rest, _NOTHING))
        near[inside] = np.where(rest < _NOTHING, 1.0, found)
        return near


class Space(Protocol):
    """What can be asked about voices, however they are held."""

    def __len__(self) -> int:
        """Return how many items there are."""

    def beside(self, groups: IntArray, size: int, rows: IntArray | None = None) -> Nearness:
        """Return how the items at *rows* (all by default) lie to the groups.

        *groups* is the group of each item, -1 for items that belong to none.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Items as vectors: float32 array, shape (m, d), rows of unit length or zero."""

    vectors: FloatArray

    def __len__(self) -> int:
        return len(self.vectors)

    def beside(self, groups: IntArray, size: int, rows: IntArray | None = None) -> Nearness:
        """Return how the items at *rows* lie to the groups."""
        inside = np.flatnonzero(groups >= 0)
        some = self.vectors if len(inside) == len(groups) else self.vectors[inside]
        sums = sum_rows(some, groups[inside], size)
        asked = self.vectors if rows is None else self.vectors[rows]
        return Nearness(
            np.asarray(asked @ sums.T),
            np.einsum("ij,ij->i", sums, sums, dtype=np.float64),
            np.asarray(np.einsum("ij,ij->i", asked, asked)),
            groups if rows is None else groups[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Gram:
    """Items as their likeness: float32 array, shape (m, m), symmetric."""

    likeness: FloatArray

    def __len__(self) -> int:
        return len(self.likeness)

    def beside(self, groups: IntArray, size: int, rows: IntArray | None = None) -> Nearness:
        """Return how the items at *rows* lie to the groups."""
        inside = np.flatnonzero(groups >= 0)
        where = groups[inside]
        member = np.zeros((len(groups), size), np.float32)
        member[inside, where] = 1.0
        toward = self.likeness @ member
        own = toward[inside, where]
        squares: Matrix = np.bincount(where, weights=own, minlength=size).astype(np.float64)
        lengths = np.diagonal(self.likeness)
        if rows is None:
            return Nearness(toward, squares, lengths, groups)
        return Nearness(toward[rows], squares, lengths[rows], groups[rows])
