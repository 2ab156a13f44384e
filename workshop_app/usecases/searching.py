"""Searching voices by word and by meaning; what is found is the voice as it was said.

An index is read once for a state of the town and searched many times.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_app import errors
from workshop_app.embedders import Embedder
from workshop_app.model import Voice
from workshop_app.store import Store, voices
from workshop_app.usecases.recording import read_texts

MOST = 30  # voices a search by meaning returns
_LEAST_ALIKE = 0.25  # cosine below which nothing is like what was asked


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The voices of a workshop, ready to be searched.

    Attributes
    ----------
    said : the voices.
    folded : their texts as compared.
    vectors : float32 array, shape (n, d), rows of unit length or zero.
    """

    said: tuple[Voice, ...]
    folded: tuple[str, ...]
    vectors: NDArray[np.float32]


def read_index(store: Store, workshop_id: int, encoder: Embedder) -> Index:
    """Read the voices of a workshop, and their vectors from the store."""
    vectors = read_texts(store, workshop_id, encoder)
    found = store.read(lambda conn: voices.list_of_workshop(conn, workshop_id))
    said = tuple(voice for voice in found if voice.text in vectors)
    rows = [vectors[voice.text] for voice in said]
    matrix = np.vstack(rows) if rows else np.zeros((0, 1), np.float32)
    return Index(said, tuple(_fold(voice.text) for voice in said), _to_unit(matrix))


def by_word(index: Index, query: str) -> list[Voice]:
    """Return the voices that hold every word of *query*, in the order they came.

    Width and case make no difference; words are parted by blanks.

    Raises
    ------
    UnusableInputError
        Nothing is asked.
    """
    asked = _fold(_checked(query)).split()
    pairs = zip(index.said, index.folded, strict=True)
    return [voice for voice, text in pairs if all(word in text for word in asked)]


def by_meaning(index: Index, query: str, encoder: Embedder, most: int = MOST) -> list[Voice]:
    """Return the voices nearest in meaning to *query*, the nearest first.

    Raises
    ------
    UnusableInputError
        Nothing is asked.
    """
    asked = _checked(query)
    if not index.said:
        return []
    [row] = _to_unit(np.asarray(encoder.encode([asked]), np.float32))
    near = index.vectors @ row
    order = np.lexsort((np.arange(len(near)), -near))[:most]
    return [index.said[place] for place in order.tolist() if near[place] >= _LEAST_ALIKE]


def _checked(query: str) -> str:
    if not query.strip():
        raise errors.UnusableInputError("さがすことばを入れてください。")
    return query.strip()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _to_unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.where(length > 0, rows / np.maximum(length, 1e-9), 0)
    return unit.astype(np.float32)
