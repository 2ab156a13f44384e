"""Calculating with the scheme's rules: every figure with its year, its source and one line why.

The numbers come from ``rules``, the formulas from ``analysis``; here they meet what was given.
A case in which a figure would mislead is refused with the reason, never answered with a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.refusals import RefusedError
from workshop_app import errors, rule_words, rules
from workshop_app.rules import RuleYear
from workshop_app.usecases import measuring, reckoning
from workshop_app.usecases.asking import Calculation
from workshop_app.usecases.questioning import FieldError, Given, Key, read_words


@dataclass(frozen=True, slots=True)
class Answer:
    """A result that never stands without its year, its source and its one line."""

    name: str
    values: Mapping[str, object]
    rule: RuleYear
    source: str
    explanation: str
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the answer as the command prints it."""
        return {
            "name": self.name,
            **self.values,
            "fiscal_year": rules.reiwa(self.rule.fiscal_year),
            "fiscal_year_label": self.rule.label,
            "source": self.source,
            "explanation": self.explanation,
            "notes": list(self.notes),
        }


YEAR = Key("year", "決まりの年度", is_needed=False, kind="text")
CALCULATIONS: tuple[Calculation, ...] = (*reckoning.MONEY, *measuring.OTHERS)


def answer(name: str, written: Mapping[str, str], *, otherwise: RuleYear) -> Answer:
    """Calculate *name* with what was *written*; ``year`` picks the rules, else *otherwise*.

    Raises
    ------
    UnusableInputError
        The name, a key or a value is unknown, missing or contradicts another; or the case is
        one the rules refuse. A :class:`FieldError` names the key.
    """
    calculation = find(name)
    asked = dict(written)
    year = asked.pop(YEAR.name, "").strip()
    rule = _rule_of(year) if year else otherwise
    given = Given(calculation.keys, asked)
    try:
        found = calculation.calculate(given, rule)
    except RefusedError as refused:
        raise errors.UnusableInputError(rule_words.REFUSALS[refused.reason]) from None
    return Answer(
        name, found.values, rule, rule.credit(found.basis), found.explanation, found.notes
    )


def answer_words(name: str, words: Sequence[str], *, otherwise: RuleYear) -> Answer:
    """Calculate *name* with ``key=value`` words, as the command line gives them."""
    find(name)
    return answer(name, read_words(words), otherwise=otherwise)


def find(name: str) -> Calculation:
    """Return the calculation of that name, or say which there are."""
    for calculation in CALCULATIONS:
        if calculation.name == name:
            return calculation
    there = "、".join(each.name for each in CALCULATIONS)
    raise errors.UnusableInputError(
        f"「{name}」という計算はありません。あるのは {there} です。"
    )


def _rule_of(year: str) -> RuleYear:
    try:
        return rules.of_exactly(rules.read_year(year))
    except errors.UnusableInputError as problem:
        raise FieldError(YEAR.name, str(problem)) from None
