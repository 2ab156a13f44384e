"""Turns the sayings and examples of the issues into vectors of the model at work."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.bridge import Exemplars
from workshop_app.glossary.terms import load_example_texts, load_issues


class Encoder(Protocol):
    """What is needed of a sentence model."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each text."""


@cache
def make_exemplars(model: Encoder) -> Exemplars:
    """Return every saying of every issue as a vector of *model*; made once for a model."""
    issues = load_issues()
    number_of = {issue.code: number for number, issue in enumerate(issues)}
    families = list(dict.fromkeys(issue.family for issue in issues))
    sayings = [
        (number, saying)
        for number, issue in enumerate(issues)
        for saying in (issue.name, *issue.aliases, *issue.hints)
    ]
    sayings += [(number_of[code], saying) for code, saying in load_example_texts()]
    numbers = np.array([number for number, _ in sayings], np.int64)
    family_of = np.array([families.index(issue.family) for issue in issues], np.int64)
    return Exemplars(
        model.encode([saying for _, saying in sayings]), numbers, family_of[numbers]
    )
