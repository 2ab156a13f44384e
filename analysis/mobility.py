"""Three questions about lifts among neighbours (C22); a hint, never a decision.

Since 2024-03-01 the transport ministry's notice lets actual cost (fuel, insurance, a rented
vehicle) be taken without a permit, and lets neighbourhood groups ask a fee from members.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fee(StrEnum):
    """What the passenger pays."""

    NONE = "none"
    ACTUAL_COST = "actual_cost"
    GROUP_FEE = "group_fee"
    FARE = "fare"


class Lead(StrEnum):
    """What is likely; both lead to the transport office."""

    PERHAPS_FREE = "perhaps_free"
    CONSULT = "consult"


class Concern(StrEnum):
    """Why to consult."""

    FARE = "fare"
    GROUP_FEE_OUTSIDE = "group_fee_outside"
    DIRECT_COSTS = "direct_costs"


@dataclass(frozen=True, slots=True)
class Hint:
    """Where the answers lead, and every concern."""

    lead: Lead
    concerns: tuple[Concern, ...]


def hint(fee: Fee, *, by_neighbourhood_group: bool, only_indirect_costs: bool) -> Hint:
    """Return where the three answers lead."""
    concerns = []
    if fee is Fee.FARE:
        concerns.append(Concern.FARE)
    if fee is Fee.GROUP_FEE and not by_neighbourhood_group:
        concerns.append(Concern.GROUP_FEE_OUTSIDE)
    if not only_indirect_costs:
        concerns.append(Concern.DIRECT_COSTS)
    return Hint(Lead.CONSULT if concerns else Lead.PERHAPS_FREE, tuple(concerns))
