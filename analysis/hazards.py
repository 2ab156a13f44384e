"""What a finding of the screening is: where, of which kind, how grave, and another wording.

Only values; what finds them lies in ``identifiers``, ``persons`` and ``screening``.
"""

import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from analysis.alignment import Span


class Hazard(StrEnum):
    """What a statement may hold that must not be projected unread (P6, P7, P9)."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTHDAY = "birthday"
    NUMBER = "number"
    PLATE = "plate"
    THIRD_PARTY = "third_party"
    SENSITIVE = "sensitive"
    CRISIS = "crisis"
    CONFLICT = "conflict"
    PROMOTION = "promotion"
    WORDING = "wording"


class Severity(IntEnum):
    """What follows from a finding: a hint holds nothing back, the others do."""

    HINT = 0
    HOLD = 1
    URGENT = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch of a statement that a person should look at.

    ``span`` is of the original text; ``reason`` is the key of a sentence; ``suggestion`` is
    what could stand there instead (``""``: leave it out), None where only people can say it.
    """

    hazard: Hazard
    span: Span
    severity: Severity
    reason: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern on the folded text; ``unless`` is looked for round the match and frees it."""

    hazard: Hazard
    severity: Severity
    reason: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words the dictionary alone cannot tell from names.

    Attributes
    ----------
    not_names : what stands before さん and is nobody's name: 皆, 奥, 農協.
    endings : how such words end: 屋, 員, 協会.
    surnames : family names that are also words: 林, 西, 泉.
    roles : what people are called by in place of a name: 会長, 民生委員.
    """

    not_names: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    surnames: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScreeningLists:
    """All words the screening is given; ``known`` are names of places and organisations."""

    rules: tuple[Rule, ...] = ()
    names: NameLists = field(default_factory=NameLists)
    known: frozenset[str] = frozenset()
