"""How much may be paid where people take part whom 総合事業 is not for (C21).

The old method prorates below half; the two of 令和6年度 need the municipality's judgement that
what the others do is incidental. Nothing is answered while nobody was counted.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from analysis.refusals import Refusal, RefusedError, refuse_negative


class Method(StrEnum):
    """The ways there are."""

    OLD = "old"
    R6_FIXED = "r6_fixed"
    R6_WHOLE = "r6_whole"


class CostKind(StrEnum):
    """What money is spent on."""

    START = "start"
    ROOM = "room"
    UTILITIES = "utilities"
    ARRANGER_WAGES = "arranger_wages"
    VOLUNTEER_REWARD = "volunteer_reward"
    HELPER_WAGES = "helper_wages"
    OTHER_DIRECT = "other_direct"


INDIRECT = frozenset(
    {
        CostKind.START,
        CostKind.ROOM,
        CostKind.UTILITIES,
        CostKind.ARRANGER_WAGES,
        CostKind.VOLUNTEER_REWARD,
    }
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many came, and for how many of them 総合事業 is."""

    target: int
    total: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the municipality judged: are the others incidental, is nobody disturbed by them."""

    incidental: bool = False
    undisturbed: bool = False


@dataclass(frozen=True, slots=True)
class Payable:
    """How many yen may be paid, and the share it was multiplied by."""

    yen: int
    share: Fraction


def is_eligible(kind: CostKind, *, commissioned: bool) -> bool:
    """Say whether a cost counts: for B and D only if it is indirect."""
    return commissioned or kind in INDIRECT


def payable(
    method: Method,
    yen: int,
    came: Attendance,
    judged: Judgement,
    *,
    full_share: Fraction,
    fixed: int | None = None,
) -> Payable:
    """Return how much of the eligible cost *yen* may be paid, rounded down.

    Old: all of it where target ÷ total is at least *full_share*, else prorated.  r6_fixed: a
    fixed part of it whatever the numbers are.  r6_whole: all of it.

    Raises
    ------
    RefusedError
        Nobody was counted, the numbers contradict each other, or a judgement is missing.
    """
    refuse_negative(yen, came.target, came.total, 0 if fixed is None else fixed)
    if came.total == 0:
        raise RefusedError(Refusal.NO_PARTICIPANTS)
    if came.target > came.total:
        raise RefusedError(Refusal.MORE_TARGETS_THAN_PEOPLE)
    share = Fraction(came.target, came.total)
    if method is Method.OLD:
        whole = share >= full_share
        return Payable(yen if whole else int(yen * share), Fraction(1) if whole else share)
    if not judged.incidental:
        raise RefusedError(Refusal.NOT_INCIDENTAL)
    if method is Method.R6_WHOLE:
        if not judged.undisturbed:
            raise RefusedError(Refusal.DISTURBED)
        return Payable(yen, Fraction(1))
    if fixed is None:
        raise RefusedError(Refusal.NO_FIXED_AMOUNT)
    if fixed > yen:
        raise RefusedError(Refusal.FIXED_ABOVE_COST)
    return Payable(fixed, Fraction(fixed, yen) if yen else Fraction(0))
