"""Shares without floats, and the order of small starts (C6, C7, C8, C19, C34)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.indicators import AtHand, Soon, Start, decimal, order_of_starts, per_cent, ratio
from analysis.refusals import RefusedError


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        (320, 1450, "22.1%"),
        (46, 58, "79.3%"),
        (84, 240, "35.0%"),
        (0, 0, "—"),
        (5, 0, "—"),
        (0, 5, "0.0%"),
        (3, 8, "37.5%"),
        (4, 6, "66.7%"),
    ],
)
def test_a_share_is_written_half_up_and_never_made_of_nothing(numerator, denominator, said):
    assert per_cent(ratio(numerator, denominator)) == said


def test_a_negative_number_has_no_share():
    with pytest.raises(RefusedError):
        ratio(-1, 5)


def test_decimals_are_exact_where_floats_are_not():
    assert decimal(Fraction(1005, 1000), 2) == "1.01"  # 1.00 with binary floats
    assert decimal(Fraction(-1, 1000), 1) == "0.0"
    assert decimal(Fraction(1234567, 1), 0) == "1,234,567"


@given(st.fractions(-(10**9), 10**9), st.integers(0, 4))
def test_what_is_written_is_within_half_a_digit(value, places):
    written = Fraction(decimal(value, places).replace(",", ""))
    assert abs(written - value) <= Fraction(1, 2) / 10**places


def test_somebody_who_wants_to_comes_before_speed_and_resources():
    a = Start(4, AtHand.YES, Soon.NOW)
    b = Start(0, AtHand.YES, Soon.NOW)
    c = Start(6, AtHand.YES, Soon.YEAR)
    assert order_of_starts([c, b, a]) == [2, 0, 1]
    assert order_of_starts([a, b]) == [0, 1]


def test_more_people_do_not_come_first_and_equals_keep_their_place():
    few, many = Start(1, AtHand.YES, Soon.NOW), Start(40, AtHand.YES, Soon.NOW)
    assert order_of_starts([few, many]) == [0, 1]
    partly = Start(4, AtHand.PARTLY, Soon.NOW)
    assert order_of_starts([partly, Start(1, AtHand.YES, Soon.YEAR)]) == [1, 0]
    assert order_of_starts([]) == []
