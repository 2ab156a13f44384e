"""Finds issues and organisations in what somebody said, by the ways people say them."""

from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from analysis.phrases import PhraseBook
from workshop_app.glossary.terms import (
    Ambiguity,
    Issue,
    Organisation,
    load_ambiguities,
    load_issues,
    load_organisations,
)

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class _Index(Generic[Entry]):
    """A book of phrases, and the entry behind each of them."""

    book: PhraseBook
    entries: tuple[Entry, ...]

    def find(self, one: str) -> tuple[Entry, ...]:
        found = (self.entries[hit.phrase] for hit in self.book.find(one))
        return tuple(dict.fromkeys(found))


def find_issues(one: str) -> tuple[Issue, ...]:
    """Return the issues *one* speaks of, the most certain first; often there is none.

    Spelling, politeness and dialect endings do not matter; 「遠くない」 is not 「遠い」.
    """
    return _index_issues().find(one)


def find_organisations(one: str) -> tuple[Organisation, ...]:
    """Return the organisations *one* names; words of several meanings are left out."""
    return _index_organisations().find(one)


def find_ambiguities(one: str) -> tuple[Ambiguity, ...]:
    """Return the words in *one* that may mean several things."""
    return _index_ambiguities().find(one)


@cache
def _index_issues() -> _Index[Issue]:
    phrases, entries = [], []
    for issue in load_issues():
        own_name = () if "・" in issue.name else (issue.name,)
        for phrase in (*own_name, *issue.aliases):
            phrases.append(phrase)
            entries.append(issue)
    return _Index(PhraseBook(phrases), tuple(entries))


@cache
def _index_organisations() -> _Index[Organisation]:
    unclear = {ambiguity.term for ambiguity in load_ambiguities()}
    phrases, entries = [], []
    for organisation in load_organisations():
        for name in (*organisation.name.split("・"), *organisation.aliases):
            if name not in unclear:
                phrases.append(name)
                entries.append(organisation)
    return _Index(PhraseBook(phrases), tuple(entries))


@cache
def _index_ambiguities() -> _Index[Ambiguity]:
    ambiguities = tuple(each for each in load_ambiguities() if not each.is_general)
    return _Index(PhraseBook([each.term for each in ambiguities]), ambiguities)
