"""What every sentence model offers, and what is said about the one at work."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into unit vectors, the same text always into the same vector."""

    @property
    def name(self) -> str:
        """Return the name that stands beside every result."""

    @property
    def fingerprint(self) -> str:
        """Return what tells these vectors from those of another model or version."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text, float32 of shape (texts, dimension)."""


class ModelState(StrEnum):
    """Who computes at the moment."""

    WARMING = "warming"  # the worker is being prepared
    READY = "ready"  # the worker computes
    FALLBACK = "fallback"  # the worker is not there


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The line about the model that is always on the screen; ``sentence`` is Japanese.

    ``notice`` is what people must know besides, such as why it is not the chosen model.
    """

    state: ModelState
    name: str
    sentence: str
    notice: str = ""
