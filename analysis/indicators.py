"""Shares and averages as exact fractions (C6, C8, C34), the order of small starts (C7).

Over a denominator of 0 there is no figure: ``None``, shown as 「—」, never 0 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from analysis.refusals import refuse_negative

NO_FIGURE = "—"


class Soon(IntEnum):
    """How soon something can begin."""

    NOW = 0
    THREE_MONTHS = 1
    YEAR = 2


class AtHand(IntEnum):
    """Whether what it takes is there already."""

    YES = 0
    PARTLY = 1
    NO = 2


@dataclass(frozen=True, slots=True)
class Start:
    """What can be said of an idea before any money: who wants it, what is there, how soon."""

    people: int
    at_hand: AtHand
    soon: Soon


def ratio(numerator: int, denominator: int) -> Fraction | None:
    """Return numerator over denominator, or None over 0.

    Raises
    ------
    RefusedError
        A number is negative.
    """
    refuse_negative(numerator, denominator)
    return Fraction(numerator, denominator) if denominator else None


def per_cent(value: Fraction | None, places: int = 1) -> str:
    """Write a share in per cent, half up; 「—」 where there is none.

    >>> per_cent(Fraction(46, 58)), per_cent(None)
    ('79.3%', '—')
    """
    return NO_FIGURE if value is None else f"{decimal(value * 100, places)}%"


def decimal(value: Fraction, places: int) -> str:
    """Write an exact fraction with *places* decimals, half up (away from 0).

    >>> decimal(Fraction(5, 2), 0), decimal(Fraction(-1, 8), 2)
    ('3', '-0.13')
    """
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    digits = f"{whole:0{places + 1}d}"
    head, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{int(head):,}" + (f".{tail}" if places else "")


def order_of_starts(starts: Sequence[Start]) -> list[int]:
    """Return the places of *starts* in the order to begin with (C7).

    First those somebody wants to do, then what is at hand, then how soon; equals stay in the
    order they came. The number of people beyond one makes no difference: nothing is a race.
    """
    return sorted(
        range(len(starts)),
        key=lambda place: (
            starts[place].people == 0,
            starts[place].at_hand,
            starts[place].soon,
            place,
        ),
    )
