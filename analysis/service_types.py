"""Which service types of 総合事業 an activity may become (C20): a classification of grants.

What matters is the older person's view and a wider choice; the types follow, they do not lead.
Everything refused keeps its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analysis.refusals import Refusal, RefusedError


class Setting(StrEnum):
    """Where: at home or at a place one goes to."""

    VISIT = "visit"
    COMMUTE = "commute"


class Means(StrEnum):
    """How the money goes."""

    DESIGNATION = "designation"
    COMMISSION = "commission"
    SUBSIDY = "subsidy"
    COMBINATION = "combination"


class Actor(StrEnum):
    """Who does it."""

    CARE_PROVIDER = "care_provider"
    DIVERSE = "diverse"
    RESIDENTS = "residents"
    HEALTH_PROFESSIONAL = "health_professional"


class Target(StrEnum):
    """For whom."""

    SUPPORT_NEEDED = "support_needed"
    CONTINUING = "continuing"
    OTHERS = "others"


class Kind(StrEnum):
    """The types."""

    FORMER = "former"
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    OTHER = "other"


class Activity(StrEnum):
    """What is done, where it changes the answer."""

    MOBILITY = "mobility"
    CLEANING = "cleaning"
    MOBILE_SHOP = "mobile_shop"
    EXERCISE = "exercise"
    LEARNING = "learning"
    HELPERS = "helpers"
    GENERAL = "general"


class Ground(StrEnum):
    """Why a type is offered."""

    DESIGNATED_PROVIDER = "designated_provider"
    DESIGNATED_BY_TOWN_RULES = "designated_by_town_rules"
    COMMISSIONED = "commissioned"
    COMMISSIONED_CLEANING = "commissioned_cleaning"
    COMMISSIONED_MOBILE_SHOP = "commissioned_mobile_shop"
    COMMISSIONED_MOBILITY = "commissioned_mobility"
    COMMISSIONED_EXERCISE = "commissioned_exercise"
    COMMISSIONED_LEARNING = "commissioned_learning"
    EMPLOYED_OR_COMMISSIONED = "employed_or_commissioned"
    RESIDENTS_SUBSIDISED = "residents_subsidised"
    MOBILITY_SUBSIDISED = "mobility_subsidised"
    IF_MOBILITY = "if_mobility"
    SHORT_TERM = "short_term"
    NONE_OF_THESE = "none_of_these"


@dataclass(frozen=True, slots=True)
class Case:
    """An activity as it is asked about; *months* where its length is fixed."""

    setting: Setting
    means: Means
    actor: Actor
    targets: frozenset[Target]
    months: int | None = None
    activity: Activity = Activity.GENERAL


@dataclass(frozen=True, slots=True)
class Offer:
    """A type that fits, and why."""

    kind: Kind
    ground: Ground


@dataclass(frozen=True, slots=True)
class Rejection:
    """A type that does not fit, and every reason."""

    kind: Kind
    reasons: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What fits and what does not."""

    offers: tuple[Offer, ...]
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class ShortTerm:
    """How many months C may last, both included."""

    first: int
    last: int


def problems(kind: Kind, case: Case, short: ShortTerm) -> tuple[Refusal, ...]:
    """Return every reason why *case* cannot be of *kind*; none where it can."""
    return tuple(dict.fromkeys(_problems(kind, case, short)))


def choose(case: Case, short: ShortTerm) -> Choice:
    """Return the types that fit and the reasons against the others.

    Raises
    ------
    RefusedError
        Nobody is named as a target, C would fit but for its months, or nothing fits.
    """
    if not case.targets:
        raise RefusedError(Refusal.NO_TARGET)
    against = {kind: problems(kind, case, short) for kind in Kind}
    if against[Kind.C] == (Refusal.SHORT_TERM_MONTHS,):
        raise RefusedError(Refusal.SHORT_TERM_MONTHS)
    fitting = [kind for kind in Kind if not against[kind]]
    if not fitting:
        raise RefusedError(_nearest_reason(case, against))
    offers = tuple(Offer(kind, _ground(kind, case)) for kind in fitting)
    rejected = tuple(Rejection(kind, found) for kind, found in against.items() if found)
    return Choice(offers, rejected)


def _problems(kind: Kind, case: Case, short: ShortTerm) -> Iterator[Refusal]:
    yield from _problems_of_means(kind, case)
    yield from _problems_of_actor(kind, case)
    yield from _problems_of_target(kind, case)
    if kind is Kind.D and case.setting is Setting.COMMUTE:
        yield Refusal.D_IS_FOR_VISITS
    if kind is Kind.D and case.activity not in (Activity.MOBILITY, Activity.GENERAL):
        yield Refusal.D_IS_FOR_MOBILITY
    if (
        kind is Kind.C
        and case.months is not None
        and not (short.first <= case.months <= short.last)
    ):
        yield Refusal.SHORT_TERM_MONTHS


def _problems_of_means(kind: Kind, case: Case) -> Iterator[Refusal]:
    means = case.means
    if kind is Kind.FORMER and means is not Means.DESIGNATION:
        yield Refusal.FORMER_NEEDS_DESIGNATION
    if kind is Kind.A and means is Means.SUBSIDY:
        yield Refusal.A_NEVER_SUBSIDISED
    if kind is Kind.A and means is Means.COMBINATION:
        yield Refusal.OTHER_MEANS
    if kind in (Kind.B, Kind.D) and means is not Means.SUBSIDY:
        yield Refusal.B_IS_SUBSIDISED
    if kind is Kind.C and means is not Means.COMMISSION:
        yield Refusal.C_IS_COMMISSIONED
    if kind is Kind.OTHER and means is not Means.COMBINATION:
        yield Refusal.OTHER_MEANS


def _problems_of_actor(kind: Kind, case: Case) -> Iterator[Refusal]:
    actor = case.actor
    if kind is Kind.FORMER and actor is not Actor.CARE_PROVIDER:
        yield Refusal.FORMER_ACTOR
    if kind in (Kind.B, Kind.D) and actor is not Actor.RESIDENTS:
        yield Refusal.B_ACTOR
    if kind is Kind.C and actor is not Actor.HEALTH_PROFESSIONAL:
        yield Refusal.C_ACTOR


def _problems_of_target(kind: Kind, case: Case) -> Iterator[Refusal]:
    if Target.CONTINUING in case.targets and kind in (Kind.FORMER, Kind.C):
        yield Refusal.CONTINUING_USERS
    designated_a = kind is Kind.A and case.means is Means.DESIGNATION
    if Target.OTHERS in case.targets and (kind in (Kind.FORMER, Kind.C) or designated_a):
        yield Refusal.OTHER_RESIDENTS


def _nearest_reason(case: Case, against: dict[Kind, tuple[Refusal, ...]]) -> Refusal:
    """Return the reason against the type the means point at."""
    pointed = {
        Means.DESIGNATION: Kind.A,
        Means.COMMISSION: Kind.A,
        Means.SUBSIDY: Kind.B if case.actor is Actor.RESIDENTS else Kind.A,
        Means.COMBINATION: Kind.OTHER,
    }
    return against[pointed[case.means]][0]


def _ground(kind: Kind, case: Case) -> Ground:
    if kind is Kind.A:
        return _ground_of_a(case)
    if kind is Kind.B and case.activity is Activity.MOBILITY:
        return Ground.MOBILITY_SUBSIDISED
    if kind is Kind.D:
        is_lift = case.activity is Activity.MOBILITY
        return Ground.MOBILITY_SUBSIDISED if is_lift else Ground.IF_MOBILITY
    return {
        Kind.FORMER: Ground.DESIGNATED_PROVIDER,
        Kind.B: Ground.RESIDENTS_SUBSIDISED,
        Kind.C: Ground.SHORT_TERM,
        Kind.OTHER: Ground.NONE_OF_THESE,
    }[kind]


def _ground_of_a(case: Case) -> Ground:
    if case.means is Means.DESIGNATION:
        return Ground.DESIGNATED_BY_TOWN_RULES
    if case.activity in _COMMISSIONED:
        return _COMMISSIONED[case.activity]
    if case.actor is Actor.RESIDENTS:
        return Ground.EMPLOYED_OR_COMMISSIONED
    return Ground.COMMISSIONED


_COMMISSIONED = {
    Activity.CLEANING: Ground.COMMISSIONED_CLEANING,
    Activity.MOBILE_SHOP: Ground.COMMISSIONED_MOBILE_SHOP,
    Activity.MOBILITY: Ground.COMMISSIONED_MOBILITY,
    Activity.EXERCISE: Ground.COMMISSIONED_EXERCISE,
    Activity.LEARNING: Ground.COMMISSIONED_LEARNING,
    Activity.HELPERS: Ground.EMPLOYED_OR_COMMISSIONED,
}
