"""Enriching vectors for grouping with what the glossary knows about daily life.

A sentence embedding joins what shares words; the glossary's examples join what is about the
same need in other words.  It was measured with the built-in model only, so other models'
vectors stay as they are.  Near-duplicates and typical voices are judged on plain vectors.
"""

import numpy as np
from numpy.typing import NDArray

from workshop_app import embedders, glossary
from workshop_app.embedders import Embedder


def for_grouping(vectors: NDArray[np.float32], encoder: Embedder) -> NDArray[np.float32]:
    """Return the vectors a grouping looks at; each row depends on its own voice only."""
    if not len(vectors) or not knows(encoder):
        return vectors
    return glossary.enrich(vectors, embedders.load_default())  # the same vectors, at once


def knows(encoder: Embedder) -> bool:
    """Say whether the glossary's examples help this model."""
    return encoder.fingerprint == embedders.load_default().fingerprint
