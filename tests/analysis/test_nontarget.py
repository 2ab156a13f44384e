"""Participants whom 総合事業 is not for (C21)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.nontarget import Attendance, CostKind, Judgement, Method, is_eligible, payable
from analysis.refusals import Refusal, RefusedError

HALF = Fraction(1, 2)
BOTH = Judgement(incidental=True, undisturbed=True)


def pay(method, target, total, judged=BOTH, fixed=None, yen=1_000_000):
    came = Attendance(target, total)
    return payable(method, yen, came, judged, full_share=HALF, fixed=fixed).yen


@pytest.mark.parametrize(
    ("target", "total", "yen"),
    [(9, 20, 450_000), (10, 20, 1_000_000), (9, 19, 473_684), (0, 20, 0), (20, 20, 1_000_000)],
)
def test_the_old_method_prorates_below_half(target, total, yen):
    assert pay(Method.OLD, target, total, Judgement()) == yen


def test_the_methods_of_r6_do_not_ask_for_the_share():
    assert pay(Method.R6_FIXED, 2, 20, fixed=300_000) == 300_000
    assert pay(Method.R6_WHOLE, 2, 20) == 1_000_000


@pytest.mark.parametrize(
    ("method", "target", "total", "judged", "fixed", "reason"),
    [
        (Method.OLD, 0, 0, Judgement(), None, Refusal.NO_PARTICIPANTS),
        (Method.R6_WHOLE, 0, 0, BOTH, None, Refusal.NO_PARTICIPANTS),
        (Method.OLD, 21, 20, Judgement(), None, Refusal.MORE_TARGETS_THAN_PEOPLE),
        (Method.R6_WHOLE, 2, 20, Judgement(undisturbed=True), None, Refusal.NOT_INCIDENTAL),
        (Method.R6_WHOLE, 2, 20, Judgement(incidental=True), None, Refusal.DISTURBED),
        (Method.R6_FIXED, 2, 20, Judgement(), 300_000, Refusal.NOT_INCIDENTAL),
        (Method.R6_FIXED, 2, 20, BOTH, None, Refusal.NO_FIXED_AMOUNT),
        (Method.R6_FIXED, 2, 20, BOTH, 1_000_001, Refusal.FIXED_ABOVE_COST),
    ],
)
def test_what_would_mislead_is_refused_with_its_reason(
    method, target, total, judged, fixed, reason
):
    with pytest.raises(RefusedError) as refused:
        pay(method, target, total, judged, fixed)
    assert refused.value.reason is reason


def test_helpers_wages_count_only_where_the_work_is_commissioned():
    assert not is_eligible(CostKind.HELPER_WAGES, commissioned=False)
    assert is_eligible(CostKind.ARRANGER_WAGES, commissioned=False)
    assert is_eligible(CostKind.VOLUNTEER_REWARD, commissioned=False)
    assert is_eligible(CostKind.HELPER_WAGES, commissioned=True)
    assert is_eligible(CostKind.OTHER_DIRECT, commissioned=True)


@given(st.integers(0, 10**12), st.integers(0, 10**6), st.integers(1, 10**6))
def test_nothing_is_ever_paid_beyond_the_cost(yen, target, more):
    total = target + more
    found = pay(Method.OLD, target, total, yen=yen)
    assert type(found) is int and 0 <= found <= yen
    assert (found == yen) or target * 2 < total
