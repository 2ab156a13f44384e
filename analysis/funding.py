"""標準額 (C29), items of the budget request (C30), and who pays how much (C31).

All sums are whole numbers; shares are exact fractions. The numbers of a year are arguments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from analysis.refusals import Refusal, RefusedError, refuse_negative


class BodyKind(StrEnum):
    """Which kind of insurer asks; it decides what the first tier is multiplied by."""

    MUNICIPALITY = "municipality"
    DESIGNATED_CITY = "designated_city"
    UNION = "union"


@dataclass(frozen=True, slots=True)
class StandardAmount:
    """A guide amount in thousands of yen, by its parts."""

    tier_1: int
    tier_2: int
    joint_programme: int

    @property
    def total(self) -> int:
        """Return the sum in thousands of yen."""
        return self.tier_1 + self.tier_2 + self.joint_programme


@dataclass(frozen=True, slots=True)
class UnitPrices:
    """What one unit counts for, in thousands of yen."""

    tier_1: int
    tier_2: int
    joint_programme: int


@dataclass(frozen=True, slots=True)
class RequestedAmount:
    """The two items of the 令和7年度 request, in thousands of yen."""

    coordinator: int
    conference: int

    @property
    def total(self) -> int:
        """Return the sum in thousands of yen."""
        return self.coordinator + self.conference


def standard_amount(
    kind: BodyKind, units: int, areas: int, *, joint: bool, prices: UnitPrices
) -> StandardAmount:
    """Return 標準額: ``tier_1 × M + tier_2 × K``, and ``joint_programme × M`` where it is done.

    Parameters
    ----------
    kind
        Whose amount it is.
    units
        M: 1 for a single municipality, the wards of a 指定都市, the members of a union.
    areas
        K: the number of 日常生活圏域, 0 or more.
    joint
        Whether 住民参画・官民連携推進事業 is carried out.
    prices
        Thousands of yen for one unit.

    Raises
    ------
    RefusedError
        A number is negative, there is no unit, or a single municipality has several.
    """
    refuse_negative(units, areas)
    if units == 0:
        raise RefusedError(Refusal.NO_UNITS)
    if kind is BodyKind.MUNICIPALITY and units != 1:
        raise RefusedError(Refusal.ONE_MUNICIPALITY)
    extra = prices.joint_programme * units if joint else 0
    return StandardAmount(prices.tier_1 * units, prices.tier_2 * areas, extra)


def requested_amount(
    coordinator_price: int, coordinators: int, conference_price: int, *, joint_conference: bool
) -> RequestedAmount:
    """Return the items of the budget request; what they are multiplied by is not published.

    Raises
    ------
    RefusedError
        A number is negative, or there is no coordinator.
    """
    refuse_negative(coordinator_price, coordinators, conference_price)
    if coordinators == 0:
        raise RefusedError(Refusal.NO_UNITS)
    return RequestedAmount(
        coordinator_price * coordinators, conference_price if joint_conference else 0
    )


def split(amount: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Split *amount* by *shares* so that the parts add up to it exactly.

    The method of largest remainders (Hamilton 1792): each gets the whole part of its share, and
    the units left over go to the largest remainders; among equals the earlier one is first.

    Raises
    ------
    RefusedError
        The amount or a share is negative, or the shares do not make one.
    """
    refuse_negative(amount)
    if min(shares.values()) < 0 or sum(shares.values()) != 1:
        raise RefusedError(Refusal.SHARES_NOT_ONE)
    exact = {name: amount * share for name, share in shares.items()}
    parts = {name: int(value) for name, value in exact.items()}
    left = amount - sum(parts.values())
    by_remainder = sorted(exact, key=lambda name: parts[name] - exact[name])
    for name in by_remainder[:left]:
        parts[name] += 1
    return parts
