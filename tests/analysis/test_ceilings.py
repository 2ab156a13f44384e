"""Upper limits from head counts (C32)."""

from fractions import Fraction

import pytest

from analysis.ceilings import ceiling
from analysis.refusals import Refusal, RefusedError


def test_the_ceiling_of_prevention_grows_with_people_over_75():
    found = ceiling(120_000_000, 10_350, 10_000)
    assert found.yen == 124_200_000
    assert found.excess(125_000_000) == 800_000
    assert found.excess(124_200_000) == 0


def test_the_ceiling_of_the_comprehensive_programmes():
    assert ceiling(3_000_000_000, 25_250, 25_000, Fraction(2, 100)).yen == 60_600_000


def test_the_growth_is_a_fraction_and_never_a_rounded_rate():
    assert ceiling(300_000_000, 10_001, 3, Fraction(1)).growth == Fraction(10_001, 3)
    assert ceiling(100, 2, 3).yen == 66  # rounded down


def test_nobody_before_is_no_growth():
    with pytest.raises(RefusedError) as refused:
        ceiling(100, 1, 0)
    assert refused.value.reason is Refusal.NO_PEOPLE_BEFORE
