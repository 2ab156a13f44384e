"""A model without meaning: texts are alike when they share pieces of two or three characters.

For comparison, and where the built-in model is not wanted.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis import text

_COLUMNS = 1024
_CHUNK = 2048


class CharacterModel:
    """Hashed character 2- and 3-grams; a text's vector never depends on other texts."""

    name = "文字の並び（2〜3文字）"
    fingerprint = f"chars-1-{_COLUMNS}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text."""
        from sklearn.feature_extraction.text import HashingVectorizer  # takes a second

        hashing = HashingVectorizer(
            preprocessor=text.matching_key,
            analyzer="char",
            ngram_range=(2, 3),
            n_features=_COLUMNS,
            dtype=np.float32,
        )
        vectors = np.empty((len(texts), _COLUMNS), np.float32)
        for start in range(0, len(texts), _CHUNK):
            chunk = texts[start : start + _CHUNK]
            vectors[start : start + len(chunk)] = hashing.transform(chunk).toarray()
        for row in np.flatnonzero(~vectors.any(axis=1)).tolist():
            vectors[row, _draw_column(texts[row])] = 1.0  # no pieces: its own direction
        return vectors


def character_model() -> CharacterModel:
    """Return the model of character pieces."""
    return CharacterModel()


def _draw_column(one: str) -> int:
    digest = hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % _COLUMNS
