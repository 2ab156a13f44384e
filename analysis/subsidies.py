"""A trial's subsidy and its change (C27), its cost-effectiveness (C26), its meter (C28)."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from analysis.indicators import ratio
from analysis.refusals import Refusal, RefusedError, refuse_negative


class Limit(StrEnum):
    """Which of the three was the least."""

    RATE = "rate"
    NEED = "need"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class Grant:
    """A subsidy in yen, the three sums it is the least of, and which one that was."""

    yen: int
    by_rate: int
    need: int
    cap: int
    limited_by: Limit


@dataclass(frozen=True, slots=True)
class Change:
    """How a cost changed, as a share of the old one, and whether it needs approval."""

    share: Fraction | None
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class CostPerUse:
    """Yen for each use and for each person; None where nobody was counted."""

    per_use: Fraction | None
    per_person: Fraction | None


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """Income and cost of one month in yen; *month* is any day of it."""

    month: date
    income: int
    cost: int


def grant(cost: int, rate: Fraction, income: int, cap: int, *, unit: int) -> Grant:
    """Return ``min(cost × rate, cost − income, cap)``, down to whole *unit* yen, never below 0.

    Raises
    ------
    RefusedError
        A number is negative, or the rate is outside 0 to 1.
    """
    refuse_negative(cost, income, cap, unit - 1)
    if not 0 <= rate <= 1:
        raise RefusedError(Refusal.RATE_OUT_OF_RANGE)
    by_rate, need = int(cost * rate), max(cost - income, 0)
    limits = {Limit.RATE: by_rate, Limit.NEED: need, Limit.CAP: cap}
    least = min(limits, key=lambda limit: limits[limit])
    return Grant(limits[least] // unit * unit, by_rate, need, cap, least)


def change(before: int, after: int, *, approval_above: Fraction) -> Change:
    """Return the change of a cost; more than *approval_above* up or down needs approval.

    A cost that was 0 and no longer is has no share, and needs approval.

    Raises
    ------
    RefusedError
        A number is negative.
    """
    refuse_negative(before, after)
    if before == 0:
        return Change(None, after > 0)
    share = Fraction(after - before, before)
    return Change(share, abs(share) > approval_above)


def cost_per_use(cost: int, uses: int, people: int) -> CostPerUse:
    """Return yen for each use and each person, exactly.

    Raises
    ------
    RefusedError
        A number is negative.
    """
    refuse_negative(cost, uses, people)
    return CostPerUse(ratio(cost, uses), ratio(cost, people))


def meter(income: int, cost: int) -> Fraction | None:
    """Return income over cost (1 = stands on its own); None where there was no cost."""
    refuse_negative(income, cost)
    return ratio(income, cost)


def stands_on_its_own(rows: Sequence[MonthMoney], months: int) -> bool:
    """Say whether income covered cost in each of the last *months* months, without a gap."""
    last = sorted(rows, key=lambda row: row.month)[-months:]
    in_a_row = all(
        _months_apart(earlier.month, later.month) == 1
        for earlier, later in itertools.pairwise(last)
    )
    return len(last) == months and in_a_row and all(row.income >= row.cost for row in last)


def _months_apart(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month
