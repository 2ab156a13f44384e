"""Why a calculation has no answer: one reason for each case in which a figure would mislead.

The sentences people read are elsewhere; here a reason is a name.
"""

from enum import StrEnum


class Refusal(StrEnum):
    """Reasons for refusing to calculate."""

    NEGATIVE = "negative"
    NO_UNITS = "no_units"
    ONE_MUNICIPALITY = "one_municipality"
    SHARES_NOT_ONE = "shares_not_one"
    NO_PEOPLE_BEFORE = "no_people_before"
    RATE_OUT_OF_RANGE = "rate_out_of_range"
    NO_PARTICIPANTS = "no_participants"
    MORE_TARGETS_THAN_PEOPLE = "more_targets_than_people"
    NOT_INCIDENTAL = "not_incidental"
    DISTURBED = "disturbed"
    NO_FIXED_AMOUNT = "no_fixed_amount"
    FIXED_ABOVE_COST = "fixed_above_cost"
    D_IS_FOR_VISITS = "d_is_for_visits"
    D_IS_FOR_MOBILITY = "d_is_for_mobility"
    SHORT_TERM_MONTHS = "short_term_months"
    FORMER_NEEDS_DESIGNATION = "former_needs_designation"
    A_NEVER_SUBSIDISED = "a_never_subsidised"
    B_IS_SUBSIDISED = "b_is_subsidised"
    C_IS_COMMISSIONED = "c_is_commissioned"
    FORMER_ACTOR = "former_actor"
    B_ACTOR = "b_actor"
    C_ACTOR = "c_actor"
    CONTINUING_USERS = "continuing_users"
    OTHER_RESIDENTS = "other_residents"
    NO_TARGET = "no_target"
    OTHER_MEANS = "other_means"


class RefusedError(ValueError):
    """A calculation that has no answer; ``reason`` tells why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse_negative(*numbers: int) -> None:
    """Raise :class:`RefusedError` where a number is below 0."""
    if min(numbers) < 0:
        raise RefusedError(Refusal.NEGATIVE)
