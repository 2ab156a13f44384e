"""Grading: which points a criterion lets one give, and the words that describe them.

A scheme may allow only some points (5, 4, 3, 1 and 0; 25, 20, 15, 10 and 5); they are told for
its highest top and hold in the same proportion for every other.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from analysis.aggregation import GRADES, Rule
from analysis.verdicts import show_number
from workshop_app import errors
from workshop_app.model import Selection, SelectionCriterion
from workshop_app.usecases import limiting

_MOST_BUTTONS = 10
_LOWEST_UNTIL = 5  # up to this top a scale of whole points begins at 1, above it at 0
_BETWEEN = re.compile(r"[／/\n]\s*(?=[0-9A-Z.]+\s*[:=])")
_LARGEST = 10**6
_FINEST = Decimal("0.0001")
_RATIO = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")
_GRADE = re.compile(r"([0-9]+(?:\.[0-9]+)?|[A-Z])\s*[:=]\s*(.*)", re.DOTALL)


def grade_words(criterion: SelectionCriterion) -> dict[str, str]:
    """Return the words that describe the grades of a criterion, by points or letter."""
    return dict(json.loads(criterion.grades))


def number_of(written: str) -> Fraction | None:
    """Return the number somebody typed, to four decimals, or a ratio exactly; None if none.

    >>> number_of("7.5"), number_of("7/3"), number_of("nan"), number_of("1e9999999")
    (Fraction(15, 2), Fraction(7, 3), None, None)
    """
    if _RATIO.fullmatch(written):
        return Fraction(written)
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite() or not -_LARGEST <= number <= _LARGEST:
        return None
    return Fraction(number.quantize(_FINEST))


def as_typed(value: Fraction) -> str:
    """Return a number as somebody would type it; what no decimal hits stays a ratio.

    >>> as_typed(Fraction(15, 2)), as_typed(Fraction(7, 3)), as_typed(Fraction(8))
    ('7.5', '7/3', '8')
    """
    short = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_FINEST)
    return f"{short.normalize():f}" if Fraction(short) == value else str(value)


def points_of(criterion: SelectionCriterion, selection: Selection) -> tuple[Fraction, ...]:
    """Return the only points the scheme allows, the highest first; empty where all are."""
    scale = limiting.read(selection.constraints).scale
    return tuple(Fraction(criterion.most) * step / max(scale) for step in scale)


def choices_of(
    criterion: SelectionCriterion, selection: Selection
) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen, value and words; empty where a number is typed (over 10)."""
    said = grade_words(criterion)
    if selection.rule == Rule.MULTIPLIER:
        return tuple(
            (as_typed(value), f"{letter}　{said.get(letter, '')}".strip())
            for letter, value in GRADES.items()
        )
    points, most = points_of(criterion, selection)[::-1], Fraction(criterion.most)
    if not points and most <= _MOST_BUTTONS and most.denominator == 1:
        lowest = 1 if most <= _LOWEST_UNTIL else 0
        points = tuple(Fraction(value) for value in range(lowest, int(most) + 1))
    shown = [(as_typed(value), show_number(value)) for value in points]
    return tuple((value, f"{name}　{said.get(name, '')}".strip()) for value, name in shown)


def as_line(said: Mapping[str, str]) -> str:
    """Return the words of grades in one line, as they are edited.

    >>> as_line({"1": "新設ばかり", "5": "ほぼ既存"})
    '1：新設ばかり／5：ほぼ既存'
    """
    return "／".join(f"{grade}：{text}" for grade, text in said.items())


def from_line(line: str) -> dict[str, str]:
    """Return the words of grades that somebody wrote in one line.

    Raises
    ------
    UnusableInputError
        A part does not say which grade it is about.

    >>> from_line("１：新設ばかり／5：ほぼ既存/改修")
    {'1': '新設ばかり', '5': 'ほぼ既存/改修'}
    """
    found: dict[str, str] = {}
    for part in _BETWEEN.split(_with_plain_signs(line)) if line.strip() else ():
        read = _GRADE.fullmatch(part.strip())
        if read is None:
            raise errors.UnusableInputError(
                "段階のことばは「1：新設ばかり／3：半分／5：ほぼ既存」の形で書いてください。"
            )
        found[read[1]] = read[2].strip()
    return found


def _with_plain_signs(line: str) -> str:
    """Return the line with plain digits, letters and colons before the words of each grade."""
    return re.sub(
        r"(^|[／/\n])(\s*[0-9０-９A-ZＡ-Ｚ.．]+\s*[:：=＝])",
        lambda found: found[1] + unicodedata.normalize("NFKC", found[2]),
        line,
    )
