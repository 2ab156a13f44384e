"""A trial's subsidy, its change, its cost for each use, its meter (C26, C27, C28)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.indicators import per_cent
from analysis.refusals import RefusedError
from analysis.subsidies import (
    Limit,
    MonthMoney,
    change,
    cost_per_use,
    grant,
    meter,
    stands_on_its_own,
)


def test_the_subsidy_is_the_least_of_three_down_to_a_thousand():
    found = grant(487_650, Fraction(1, 2), 180_000, 300_000, unit=1000)
    assert (found.by_rate, found.need, found.cap) == (243_825, 307_650, 300_000)
    assert found.yen == 243_000
    assert found.limited_by is Limit.RATE


def test_income_above_the_cost_leaves_no_need():
    assert grant(100_000, Fraction(1), 150_000, 90_000, unit=1000).yen == 0


@pytest.mark.parametrize(
    ("after", "share", "needs_approval"),
    [
        (600_000, "23.0%", True),
        (580_000, "18.9%", False),
        (585_180, "20.0%", False),  # exactly 20 % is not more than 20 %
        (585_181, "20.0%", True),
        (390_119, "-20.0%", True),
    ],
)
def test_a_change_of_more_than_a_fifth_needs_approval(after, share, needs_approval):
    found = change(487_650, after, approval_above=Fraction(20, 100))
    assert (per_cent(found.share), found.needs_approval) == (share, needs_approval)


def test_a_cost_out_of_nothing_needs_approval():
    assert change(0, 1, approval_above=Fraction(1, 5)).needs_approval
    assert not change(0, 0, approval_above=Fraction(1, 5)).needs_approval


def test_what_a_use_and_a_person_cost():
    found = cost_per_use(1_200_000, 480, 40)
    assert (found.per_use, found.per_person) == (2500, 30_000)
    assert cost_per_use(1_200_000, 0, 0).per_use is None


def test_the_meter_is_income_over_cost():
    assert per_cent(meter(38_000, 50_000)) == "76.0%"
    assert per_cent(meter(38_000, 0)) == "—"


def months(*pairs):
    return [
        MonthMoney(date(2026, 4 + n, 1), income, cost) for n, (income, cost) in enumerate(pairs)
    ]


def test_three_months_in_a_row_make_it_stand_on_its_own():
    good, bad = (50, 50), (49, 50)
    assert stands_on_its_own(months(bad, good, good, good), 3)
    assert not stands_on_its_own(months(good, good, good, bad), 3)
    assert not stands_on_its_own(months(good, good), 3)
    with_a_gap = [months(good)[0], *months(bad, bad, good, good)[2:]]
    assert not stands_on_its_own(with_a_gap, 3)


def test_a_rate_above_one_is_refused():
    with pytest.raises(RefusedError):
        grant(100, Fraction(3, 2), 0, 100, unit=1000)


yen = st.integers(0, 10**12)


@given(yen, st.fractions(0, 1), yen, yen, st.sampled_from([1, 100, 1000]))
def test_the_subsidy_never_exceeds_cap_rate_or_need(cost, rate, income, cap, unit):
    found = grant(cost, rate, income, cap, unit=unit)
    assert type(found.yen) is int
    assert 0 <= found.yen <= cap
    assert found.yen <= cost * rate
    assert found.yen <= max(cost - income, 0)
    assert found.yen % unit == 0
    assert min(found.by_rate, found.need, cap) - found.yen < unit
