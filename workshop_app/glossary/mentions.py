"""Which organisation a name or a sentence speaks of; where it may be several, a question.

A word of several meanings is never answered here.  What stands around it only puts the
likelier candidate first; a person chooses.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from workshop_app import words
from workshop_app.glossary.finding import find_ambiguities, find_organisations
from workshop_app.glossary.terms import (
    Ambiguity,
    Organisation,
    load_ambiguities,
    load_organisations,
)

_ENDINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r".+マート$"), "O047"),
    (re.compile(r".+(いきいきクラブ|シニアクラブ|老人クラブ)$"), "O036"),
)
_ASKED_ENDINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r".+協議会$"), "協議会"),
    (re.compile(r".+ネット$"), "ネット"),
    (re.compile(r".+支援センター$"), "支援センター"),
    (re.compile(r".+組合$"), "組合"),
)
_CALLED = re.compile(r"[一-龥々ァ-ヴー]{1,8}(?:マート|いきいきクラブ)")
_POLITE = re.compile(r"(さん|様|さま|の人|の方)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a name may mean; without organisation it is something else."""

    name: str
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and what it means: one candidate where it is clear, several where it is asked."""

    written: str
    candidates: tuple[Candidate, ...]
    is_own_name: bool = False  # one body's own name, of which only the ending is known

    @property
    def is_asked(self) -> bool:
        """Whether a person has to say which one is meant."""
        return len(self.candidates) > 1


def resolve_organisation(written: str) -> Mention | None:
    """Return what a name standing alone means, or None where the glossary does not know it.

    Examples
    --------
    >>> resolve_organisation("町内会").candidates[0].organisation.code
    'O034'
    >>> resolve_organisation("SC").is_asked
    True
    """
    name = unicodedata.normalize("NFKC", written).strip()
    for form in dict.fromkeys((name, _POLITE.sub("", name))):
        key = words.fold(form)
        if key in _unclear():
            return _ask(written, _unclear()[key], "")
        if key in _known():
            return _tell(written, _known()[key])
        for pattern, code in _ENDINGS:
            if pattern.match(form):
                return replace(_tell(written, _by_code()[code]), is_own_name=True)
        for pattern, term in _ASKED_ENDINGS:
            if pattern.match(form):
                asked = _ask(written, _unclear()[words.fold(term)], "")
                return replace(asked, is_own_name=True)
    return None


def find_mentions(said: str) -> tuple[Mention, ...]:
    """Return the organisations a sentence speaks of: clear ones first, then the questions."""
    clear = [*find_organisations(said)]
    for hit in _CALLED.finditer(said):
        found = resolve_organisation(hit.group())
        if found is not None and found.candidates[0].organisation not in clear:
            clear += [c.organisation for c in found.candidates if c.organisation is not None]
    told = [_tell(each.name, each) for each in dict.fromkeys(clear)]
    asked = [_ask(each.term, each, said) for each in find_ambiguities(said)]
    return (*told, *asked)


def _tell(written: str, organisation: Organisation) -> Mention:
    return Mention(written, (Candidate(organisation.name, organisation),))


def _ask(written: str, unclear: Ambiguity, said: str) -> Mention:
    heard = [sum(cue in said for cue in cues) for cues in unclear.cues]
    order = sorted(range(len(unclear.meanings)), key=lambda n: -heard[n])
    return Mention(
        written,
        tuple(Candidate(unclear.meanings[n], _by_code().get(unclear.codes[n])) for n in order),
    )


@cache
def _by_code() -> dict[str, Organisation]:
    return {each.code: each for each in load_organisations()}


@cache
def _unclear() -> dict[str, Ambiguity]:
    return {words.fold(each.term): each for each in load_ambiguities()}


@cache
def _known() -> dict[str, Organisation]:
    known: dict[str, Organisation] = {}
    for each in load_organisations():
        for name in (each.name, *re.split(r"[・/]", each.name), *each.aliases):
            known.setdefault(words.fold(name), each)
    return known
