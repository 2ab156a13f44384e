"""The glossary's records and the tables they are read from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workshop_app import places
from workshop_app.model import Party


@dataclass(frozen=True, slots=True)
class Issue:
    """A need as officials name it, with the ways residents say it.

    ``hints`` are sayings too general to tell the issue when they stand alone.
    """

    code: str
    name: str
    family: str
    aliases: tuple[str, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A kind of organisation or role, with its short and everyday names."""

    code: str
    name: str
    party: Party
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A word with several meanings; which one, somebody has to say.

    Each meaning has the code of its organisation (empty where it is none) and cues: words
    beside it that speak for that meaning.  Cues order the question and never answer it.  A
    general word (「町」) is asked about where it stands alone as a name, not in every sentence.
    """

    term: str
    meanings: tuple[str, ...]
    codes: tuple[str, ...] = ()
    cues: tuple[tuple[str, ...], ...] = ()
    is_general: bool = False


@cache
def load_issues() -> tuple[Issue, ...]:
    """Return the issues I001 to I092 in order."""
    return tuple(
        Issue(
            row["code"],
            row["name"],
            row["family"],
            _split(row["aliases"]),
            _split(row["hints"]),
        )
        for row in _read(places.GLOSSARY / "issues.tsv")
    )


@cache
def load_organisations() -> tuple[Organisation, ...]:
    """Return the organisations O001 to O072 in order."""
    return tuple(
        Organisation(row["code"], row["name"], Party(row["party"]), _split(row["aliases"]))
        for row in _read(places.GLOSSARY / "organisations.tsv")
    )


@cache
def load_ambiguities() -> tuple[Ambiguity, ...]:
    """Return the words that must never be mapped without asking."""
    return tuple(_read_ambiguity(row) for row in _read(places.GLOSSARY / "ambiguities.tsv"))


@cache
def load_example_texts() -> tuple[tuple[str, str], ...]:
    """Return pairs of an issue's code and a sentence as somebody might say it."""
    return tuple((row["code"], row["text"]) for row in _read(places.GLOSSARY / "examples.tsv"))


@cache
def load_offer_texts() -> tuple[tuple[str, str], ...]:
    """Return pairs of an issue's code and a sentence of somebody who could help with it."""
    return tuple((row["code"], row["text"]) for row in _read(places.GLOSSARY / "offers.tsv"))


def _read_ambiguity(row: dict[str, str]) -> Ambiguity:
    meanings = _split(row["meanings"])
    codes = (row["codes"] + ";" * len(meanings)).split(";")[: len(meanings)]
    cues = (row["cues"] + ";" * len(meanings)).split(";")[: len(meanings)]
    return Ambiguity(
        row["term"],
        meanings,
        tuple(codes),
        tuple(tuple(each.split()) for each in cues),
        row["general"] == "1",
    )


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)


def _split(joined: str) -> tuple[str, ...]:
    return tuple(part for part in joined.split(";") if part)
