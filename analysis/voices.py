"""The voices a grouping looks at, and the order in which it looks at them.

A grouping must not depend on the order in which voices were typed, so everything below works
on *items*: one for every different text, sorted by the text's digest.  Saying the same thing
thirty times therefore weighs as much as saying it once (the counts are kept, not the weight),
and identical texts cannot end up in different places.  Nothing here reads a file.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """What was said: a stable key, the text as typed, and the text's embedding.

    Attributes
    ----------
    keys : tuple of str, n different names; they never influence a grouping.
    texts : tuple of str, length n.
    vectors : float32 array, shape (n, d), rows of unit length (a zero row is allowed).

    Raises
    ------
    ValueError
        When lengths differ, a key occurs twice, or a vector is not finite.
    """

    keys: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: FloatArray

    def __post_init__(self) -> None:
        if not len(self.keys) == len(self.texts) == len(self.vectors):
            raise ValueError("keys, texts and vectors must have the same length")
        if len(set(self.keys)) != len(self.keys):
            raise ValueError("keys must differ")
        if self.vectors.ndim != 2 or not np.isfinite(self.vectors).all():
            raise ValueError("vectors must be a finite matrix")

    def __len__(self) -> int:
        return len(self.keys)

    def pick(self, rows: Sequence[int]) -> "Voices":
        """Return the voices at *rows*, in that order."""
        return Voices(
            tuple(self.keys[i] for i in rows),
            tuple(self.texts[i] for i in rows),
            self.vectors[np.asarray(rows, dtype=np.int64)],
        )

    def telling_vectors(self) -> FloatArray:
        """Return the vectors, zero for voices without a single letter or numeral; read only.

        What a model makes of 🙂 alone is chance; such a voice resembles nothing.
        """
        mute = [
            i
            for i, text in enumerate(self.texts)
            if not (text[:1].isalnum() or any(map(str.isalnum, text)))
        ]
        told = self.vectors.astype(np.float32, copy=bool(mute))
        told[mute] = 0.0
        return told


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Voices folded to what a grouping sees: one row for every different thing said.

    Attributes
    ----------
    of_voice : int array, shape (n,): the item of each voice.
    vectors : float32 array, shape (m, d): the mean direction of the item's voices.
    counts : int array, shape (m,): how many voices the item holds.
    """

    of_voice: IntArray
    vectors: FloatArray
    counts: IntArray

    def __len__(self) -> int:
        return len(self.counts)

    def firsts(self) -> IntArray:
        """Return for each item the row of one of its voices."""
        rows = np.zeros(len(self), np.int64)
        rows[self.of_voice[::-1]] = np.arange(len(self.of_voice))[::-1]
        return rows


@lru_cache(maxsize=300_000)
def digest(text: str) -> str:
    """Return a fixed name of what *text* says, blind to width, case and blanks.

    >>> digest("バスが ない") == digest("ﾊﾞｽがない")
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def fold(voices: Voices, marks: Sequence[str] | None = None) -> Items:
    """Fold voices that say the same into items, in an order that does not depend on theirs.

    Parameters
    ----------
    marks : a mark for each voice; voices with different marks are never folded together
        (a person may have said that two equal texts mean different things).
    """
    marks = marks if marks is not None else [""] * len(voices)
    names = [f"{digest(text)}{mark}" for text, mark in zip(voices.texts, marks, strict=True)]
    place = {name: i for i, name in enumerate(sorted(set(names)))}
    of_voice = np.array([place[name] for name in names], np.int64)
    counts = np.bincount(of_voice, minlength=len(place)).astype(np.int64)
    told = voices.telling_vectors()
    if len(place) == len(voices):
        vectors = np.empty_like(told)
        vectors[of_voice] = told
    else:
        vectors = to_unit(sum_rows(told, of_voice, len(place)))
    return Items(of_voice, vectors, counts)


def sum_rows(vectors: FloatArray, groups: IntArray, size: int) -> FloatArray:
    """Return the sum of the rows of each group, shape (size, d), whatever their order.

    Rows are added in 64 bits and rounded once, so that two orders of the same rows give the
    same 32-bit sum.
    """
    ones = np.ones(len(groups), np.float64)
    member = csr_matrix((ones, (groups, np.arange(len(groups)))), shape=(size, len(groups)))
    return np.asarray(member @ vectors.astype(np.float64), np.float32)


def to_unit(vectors: FloatArray) -> FloatArray:
    """Return rows of length one; a row that is nearly zero becomes exactly zero."""
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    scale = np.where(norms > 1e-6, 1.0 / np.maximum(norms, 1e-6), 0.0)
    return np.asarray(vectors * scale.astype(vectors.dtype), np.float32)


def number_in_order(groups: IntArray) -> IntArray:
    """Return the same grouping with groups numbered by their first member.

    >>> number_in_order(np.array([7, 3, 7, 3])).tolist()
    [0, 1, 0, 1]
    """
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse.reshape(-1)].astype(np.int64)
