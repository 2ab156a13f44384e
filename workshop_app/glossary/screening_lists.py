"""The word lists of the screening, read once from the tables that lie here."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from analysis.hazards import Hazard, NameLists, Rule, ScreeningLists, Severity
from workshop_app import places

_ONLY_PEOPLE = "-"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: what it is, and its number."""

    who: str
    number: str


def screening_lists(known: Iterable[str] = ()) -> ScreeningLists:
    """Return the lists; *known* are a town's own names of places and organisations."""
    return replace(_load(), known=frozenset(known))


def contacts_for(reasons: Iterable[str]) -> tuple[Contact, ...]:
    """Return whom to call for these reasons, each once; often nobody."""
    asked = tuple(reasons)
    found = [
        Contact(row["who"], row["number"])
        for row in _table("contacts.tsv")
        if any(reason.startswith(row["reason"]) for reason in asked)
    ]
    return tuple(dict.fromkeys(found))


@cache
def _load() -> ScreeningLists:
    return ScreeningLists(tuple(_rule(row) for row in _table("screening.tsv")), _load_names())


def _rule(row: dict[str, str]) -> Rule:
    unless, suggestion = row["unless"], row["suggestion"]
    return Rule(
        Hazard(row["hazard"]),
        Severity[row["severity"].upper()],
        row["reason"],
        re.compile(row["pattern"], re.IGNORECASE),
        re.compile(unless) if unless else None,
        None if suggestion == _ONLY_PEOPLE else suggestion,
    )


def _load_names() -> NameLists:
    found: dict[str, list[str]] = {}
    for line in _lines("screening_names.tsv"):
        name, words = line.split("\t")
        found.setdefault(name, []).extend(words.split())
    return NameLists(
        not_names=frozenset(found["not_names"]),
        endings=tuple(dict.fromkeys(found["endings"])),
        surnames=frozenset(found["surnames"]),
        roles=frozenset(found["roles"]),
    )


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    reader = csv.DictReader(_lines(name), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(reader)


def _lines(name: str) -> list[str]:
    path: Path = places.GLOSSARY / name
    read = path.read_text(encoding="utf-8").splitlines()
    return [line for line in read if line and not line.startswith("#")]
