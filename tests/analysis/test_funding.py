"""Guide amounts and shares, to the yen (C29, C30, C31)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.funding import BodyKind, UnitPrices, requested_amount, split, standard_amount
from analysis.refusals import Refusal, RefusedError

PRICES = UnitPrices(8000, 4000, 4000)
PREVENTION = {
    "national": Fraction(25, 100),
    "prefecture": Fraction(125, 1000),
    "municipality": Fraction(125, 1000),
    "insured_1": Fraction(23, 100),
    "insured_2": Fraction(27, 100),
}
COMPREHENSIVE = {
    "national": Fraction(385, 1000),
    "prefecture": Fraction(1925, 10000),
    "municipality": Fraction(1925, 10000),
    "insured_1": Fraction(23, 100),
    "insured_2": Fraction(0),
}


@pytest.mark.parametrize(
    ("kind", "units", "areas", "joint", "thousand_yen"),
    [
        (BodyKind.MUNICIPALITY, 1, 3, True, 24_000),
        (BodyKind.MUNICIPALITY, 1, 3, False, 20_000),
        (BodyKind.MUNICIPALITY, 1, 1, True, 16_000),
        (BodyKind.DESIGNATED_CITY, 10, 27, True, 228_000),
        (BodyKind.UNION, 5, 12, True, 108_000),
    ],
)
def test_the_standard_amount(kind, units, areas, joint, thousand_yen):
    found = standard_amount(kind, units, areas, joint=joint, prices=PRICES)
    assert found.total == thousand_yen


@pytest.mark.parametrize(
    ("units", "areas", "reason"),
    [(2, 3, Refusal.ONE_MUNICIPALITY), (0, 3, Refusal.NO_UNITS), (1, -1, Refusal.NEGATIVE)],
)
def test_a_single_municipality_counts_once(units, areas, reason):
    with pytest.raises(RefusedError) as refused:
        standard_amount(BodyKind.MUNICIPALITY, units, areas, joint=True, prices=PRICES)
    assert refused.value.reason is reason


def test_the_items_of_the_request():
    assert requested_amount(8000, 1, 300, joint_conference=True).total == 8300
    assert requested_amount(4000, 1, 300, joint_conference=False).total == 4000


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (4000, COMPREHENSIVE, [1540, 770, 770, 920, 0]),
        (24_000, COMPREHENSIVE, [9240, 4620, 4620, 5520, 0]),
        (10_000_000, PREVENTION, [2_500_000, 1_250_000, 1_250_000, 2_300_000, 2_700_000]),
        (1_234_567, COMPREHENSIVE, [475_308, 237_654, 237_654, 283_951, 0]),
        (0, PREVENTION, [0, 0, 0, 0, 0]),
        (1, PREVENTION, [0, 0, 0, 0, 1]),
    ],
)
def test_the_shares(amount, shares, parts):
    found = split(amount, shares)
    assert list(found.values()) == parts
    assert sum(found.values()) == amount


def test_shares_that_do_not_make_one_are_refused():
    with pytest.raises(RefusedError):
        split(100, {"a": Fraction(1, 2), "b": Fraction(1, 3)})


@given(
    st.integers(0, 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=7).filter(sum)
)
def test_shares_always_sum_to_the_amount_and_stay_within_a_yen(amount, weights):
    shares = {str(n): Fraction(weight, sum(weights)) for n, weight in enumerate(weights)}
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(type(part) is int for part in parts.values())
    assert all(abs(parts[name] - amount * share) < 1 for name, share in shares.items())
