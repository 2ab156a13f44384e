"""Which service types an activity may become (C20)."""

import itertools

import pytest

from analysis.refusals import Refusal, RefusedError
from analysis.service_types import (
    Activity,
    Actor,
    Case,
    Ground,
    Kind,
    Means,
    Setting,
    ShortTerm,
    Target,
    choose,
    problems,
)

SHORT = ShortTerm(3, 6)
NEEDED = frozenset({Target.SUPPORT_NEEDED})


def case(
    means,
    actor,
    setting=Setting.VISIT,
    targets=NEEDED,
    months=None,
    activity=Activity.GENERAL,
):
    return Case(setting, means, actor, frozenset(targets), months, activity)


def kinds(asked):
    return [offer.kind for offer in choose(asked, SHORT).offers]


def test_a_cleaning_company_by_commission_is_a():
    asked = case(Means.COMMISSION, Actor.DIVERSE, activity=Activity.CLEANING)
    [offer] = choose(asked, SHORT).offers
    assert (offer.kind, offer.ground) == (Kind.A, Ground.COMMISSIONED_CLEANING)


def test_paid_volunteers_who_take_people_to_the_doctor_are_b_or_d():
    asked = case(Means.SUBSIDY, Actor.RESIDENTS, activity=Activity.MOBILITY)
    assert kinds(asked) == [Kind.B, Kind.D]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (case(Means.DESIGNATION, Actor.CARE_PROVIDER), [Kind.FORMER, Kind.A]),
        (case(Means.DESIGNATION, Actor.DIVERSE), [Kind.A]),
        (case(Means.COMMISSION, Actor.RESIDENTS), [Kind.A]),
        (case(Means.COMMISSION, Actor.DIVERSE, activity=Activity.MOBILE_SHOP), [Kind.A]),
        (case(Means.COMMISSION, Actor.DIVERSE, activity=Activity.MOBILITY), [Kind.A]),
        (
            case(Means.COMMISSION, Actor.DIVERSE, Setting.COMMUTE, activity=Activity.EXERCISE),
            [Kind.A],
        ),
        (case(Means.SUBSIDY, Actor.RESIDENTS, Setting.COMMUTE), [Kind.B]),
        (case(Means.SUBSIDY, Actor.RESIDENTS, activity=Activity.CLEANING), [Kind.B]),
        (case(Means.COMMISSION, Actor.HEALTH_PROFESSIONAL, months=3), [Kind.A, Kind.C]),
        (case(Means.COMMISSION, Actor.HEALTH_PROFESSIONAL, months=6), [Kind.A, Kind.C]),
        (case(Means.COMBINATION, Actor.DIVERSE), [Kind.OTHER]),
        (
            case(Means.DESIGNATION, Actor.CARE_PROVIDER, targets={Target.CONTINUING}),
            [Kind.A],
        ),
        (
            case(Means.SUBSIDY, Actor.RESIDENTS, targets={Target.CONTINUING, Target.OTHERS}),
            [Kind.B, Kind.D],
        ),
    ],
)
def test_every_row_of_the_table(asked, expected):
    assert kinds(asked) == expected


@pytest.mark.parametrize("months", [2, 7])
def test_c_of_two_or_seven_months_is_refused(months):
    with pytest.raises(RefusedError) as refused:
        choose(case(Means.COMMISSION, Actor.HEALTH_PROFESSIONAL, months=months), SHORT)
    assert refused.value.reason is Refusal.SHORT_TERM_MONTHS


@pytest.mark.parametrize(
    ("kind", "asked", "reason"),
    [
        (
            Kind.D,
            case(Means.SUBSIDY, Actor.RESIDENTS, Setting.COMMUTE),
            Refusal.D_IS_FOR_VISITS,
        ),
        (Kind.B, case(Means.COMMISSION, Actor.RESIDENTS), Refusal.B_IS_SUBSIDISED),
        (
            Kind.FORMER,
            case(Means.DESIGNATION, Actor.CARE_PROVIDER, targets={Target.CONTINUING}),
            Refusal.CONTINUING_USERS,
        ),
        (Kind.A, case(Means.SUBSIDY, Actor.DIVERSE), Refusal.A_NEVER_SUBSIDISED),
    ],
)
def test_what_contradicts_the_table_is_named(kind, asked, reason):
    assert problems(kind, asked, SHORT) == (reason,)


def test_a_company_by_subsidy_is_nothing_and_the_reason_is_told():
    with pytest.raises(RefusedError) as refused:
        choose(case(Means.SUBSIDY, Actor.DIVERSE), SHORT)
    assert refused.value.reason is Refusal.A_NEVER_SUBSIDISED
    with pytest.raises(RefusedError):
        choose(case(Means.SUBSIDY, Actor.RESIDENTS, targets=()), SHORT)


def test_every_case_is_answered_or_refused_and_no_type_is_lost():
    for setting, means, actor, activity in itertools.product(Setting, Means, Actor, Activity):
        for target in Target:
            asked = Case(setting, means, actor, frozenset({target}), None, activity)
            try:
                found = choose(asked, SHORT)
            except RefusedError:
                continue
            told = [each.kind for each in (*found.offers, *found.rejections)]
            assert sorted(told) == sorted(Kind)
            assert all(each.reasons for each in found.rejections)
