"""The walk down the list under a budget."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.awards import AwardStatus, walk

KOMORO = {"A": 200_000, "C": 180_000, "B": 250_000, "D": 150_000}


def shown(awards):
    return [(each.candidate, each.yen, each.status.value) for each in awards]


def test_the_first_that_does_not_fit_is_offered_the_rest():
    awards = walk("ACBD", KOMORO, 600_000)
    assert shown(awards) == [
        ("A", 200_000, "awarded"),
        ("C", 180_000, "awarded"),
        ("B", 220_000, "offered"),
        ("D", 0, "waiting"),
    ]
    assert awards[3].if_passed == 150_000


def test_if_it_passes_the_next_one_fits():
    awards = walk("ACBD", KOMORO, 600_000, passed=["B"])
    assert shown(awards)[2:] == [("B", 0, "passed"), ("D", 150_000, "awarded")]
    assert sum(each.yen for each in awards) == 530_000


def test_an_amount_cut_in_the_talk_leaves_money_for_the_next():
    awards = walk("AB", {"A": 200_000, "B": 200_000}, 350_000, agreed={"A": 150_000})
    assert shown(awards) == [("A", 150_000, "awarded"), ("B", 200_000, "awarded")]


def test_below_the_minimum_nothing_is_granted_whatever_is_left():
    awards = walk("AB", {"A": 10, "B": 10}, 100, below_minimum=["B"])
    assert shown(awards)[1] == ("B", 0, "below_minimum")


def test_with_nothing_left_nothing_is_offered():
    assert shown(walk("AB", {"A": 10, "B": 1}, 10))[1] == ("B", 0, "waiting")


@given(
    st.lists(st.integers(0, 50), max_size=8),
    st.integers(0, 120),
    st.sets(st.integers(0, 7)),
    st.dictionaries(st.integers(0, 7), st.integers(0, 60)),
)
def test_never_more_than_the_budget_and_never_more_than_asked(costs, budget, passed, agreed):
    requests = {str(k): cost for k, cost in enumerate(costs)}
    awards = walk(
        list(requests),
        requests,
        budget,
        passed={str(k) for k in passed},
        agreed={str(k): yen for k, yen in agreed.items()},
    )
    assert [each.candidate for each in awards] == list(requests)
    assert sum(each.yen for each in awards) <= budget
    assert all(0 <= each.yen <= requests[each.candidate] for each in awards)
    assert sum(each.status is AwardStatus.OFFERED for each in awards) <= 1
