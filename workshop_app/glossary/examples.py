"""Turns the sayings and examples of the issues into vectors of the model at work."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis import bridge
from analysis.voices import FloatArray
from workshop_app.glossary.terms import load_example_texts, load_issues, load_offer_texts

_KNOWN: dict[str, bridge.Exemplars] = {}  # by the model's fingerprint, for this process
_BOTH_SIDES: dict[str, bridge.Exemplars] = {}


class Encoder(Protocol):
    """What is needed of a sentence model."""

    @property
    def fingerprint(self) -> str:
        """Return what tells its vectors from another model's."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text."""


def enrich(vectors: FloatArray, model: Encoder) -> FloatArray:
    """Return *vectors* of *model* with what they are about beside them, for grouping.

    What is near, typical or a duplicate is still judged on the vectors as they were.
    """
    return bridge.enrich(vectors, make_exemplars(model))


def make_exemplars(model: Encoder) -> bridge.Exemplars:
    """Return every saying of every issue as a vector of *model*; made once for a model."""
    known = _KNOWN.get(model.fingerprint)
    if known is None:
        sayings = _list_sayings()
        numbers = np.array([number for number, _ in sayings], np.int64)
        vectors = model.encode([saying for _, saying in sayings])
        known = bridge.Exemplars(vectors, numbers, _number_families()[numbers])
        _KNOWN[model.fingerprint] = known
    return known


def make_both_sides(model: Encoder) -> bridge.Exemplars:
    """Return the sayings of the issues together with those of people who offer help.

    They serve matching only: a grouping of voices must not change when an offer is added.
    """
    known = _BOTH_SIDES.get(model.fingerprint)
    if known is None:
        asked = make_exemplars(model)
        number_of = {issue.code: number for number, issue in enumerate(load_issues())}
        told = load_offer_texts()
        numbers = np.array([number_of[code] for code, _ in told], np.int64)
        known = bridge.Exemplars(
            np.vstack([asked.vectors, model.encode([saying for _, saying in told])]),
            np.concatenate([asked.issues, numbers]),
            np.concatenate([asked.families, _number_families()[numbers]]),
        )
        _BOTH_SIDES[model.fingerprint] = known
    return known


def tell_fingerprint() -> str:
    """Return what tells these examples from those of another version."""
    told = "\n".join(f"{number}\t{saying}" for number, saying in _list_sayings())
    families = ",".join(map(str, _number_families()))
    return hashlib.sha256(f"{told}\n{families}".encode()).hexdigest()[:16]


def _list_sayings() -> list[tuple[int, str]]:
    issues = load_issues()
    number_of = {issue.code: number for number, issue in enumerate(issues)}
    sayings = [
        (number, saying)
        for number, issue in enumerate(issues)
        for saying in (issue.name, *issue.aliases, *issue.hints)
    ]
    return sayings + [(number_of[code], saying) for code, saying in load_example_texts()]


def _number_families() -> NDArray[np.int64]:
    issues = load_issues()
    families = list(dict.fromkeys(issue.family for issue in issues))
    return np.array([families.index(issue.family) for issue in issues], np.int64)
