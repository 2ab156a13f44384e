"""Labelled statements of our own, to train and to judge sentence models with.

Each portion was written by somebody who saw no other portion, so that one left out is a fair
test of what was learned from the rest.  ``docs/corpus.md`` says how they were made.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from workshop_app import places
from workshop_app.glossary.terms import load_issues
from workshop_app.model import Party, VoiceKind

_FOLDER = places.GLOSSARY / "statements"


class Stance(StrEnum):
    """What a statement wants of its issue; two that oppose each other stand on both sides."""

    FOR = "for"  # more of it
    AGAINST = "against"  # less of it, or something else instead
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody might say at a meeting, and what it is about."""

    portion: str
    issue: str
    party: Party
    kind: VoiceKind
    stance: Stance
    is_named: bool  # the issue's usual words stand in it
    text: str


@cache
def load_statements() -> tuple[Statement, ...]:
    """Return every statement, portion after portion in the order of their names."""
    return tuple(_read())


def _read() -> Iterator[Statement]:
    for path in sorted(_FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Statement(
                    portion=path.stem,
                    issue=row["issue"],
                    party=Party(row["party"]),
                    kind=VoiceKind(row["kind"]),
                    stance=Stance(row["stance"]),
                    is_named=row["named"] == "1",
                    text=row["text"],
                )


@cache
def load_corpus_issues() -> dict[str, str]:
    """Return the issues statements are labelled with, code to name: the glossary's and more."""
    found = {issue.code: issue.name for issue in load_issues()}
    more = (places.GLOSSARY / "more_issues.tsv").read_text(encoding="utf-8").splitlines()
    return found | dict(line.split("\t") for line in more if line)
