"""How few share a combination, and that what is left blank cannot be worked out (P26)."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import anonymity

ANSWERS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from("12")),
    max_size=60,
)


def people(*choices):
    """1,500 people whose answers to each question are spread as evenly as can be."""
    rows = []
    for number in range(1500):
        row, rest = [], number
        for count in choices:
            row.append(str(rest % count))
            rest //= count
        rows.append(tuple(row))
    return rows


def test_three_questions_leave_groups_of_26_and_five_of_two():
    """1,500 people: about 26 share three answers, about two share five (P26)."""
    three = people(3, 4, 5)
    assert 20 <= anonymity.smallest_group(three) <= 26
    assert anonymity.in_small_groups(three) == ()
    five = people(3, 4, 5, 3, 4)
    assert anonymity.smallest_group(five) == 2
    assert len(anonymity.in_small_groups(five)) == 1500


def test_a_group_of_four_is_small_and_one_of_five_is_not():
    rows = [("北",)] * 5 + [("南",)] * 4
    assert anonymity.in_small_groups(rows) == (5, 6, 7, 8)


def test_one_small_group_takes_another_along_so_that_it_cannot_be_named():
    rows = [("住民",)] * 30 + [("医療・介護",)] * 20 + [("企業等",)] * 4
    assert Counter(anonymity.blank_out(rows)) == {("住民",): 30, ("",): 24}


def test_the_last_answer_is_given_up_first():
    rows = [("住民", "北")] * 6 + [("住民", "南")] * 2 + [("住民", "東")] * 3
    assert Counter(anonymity.blank_out(rows)) == {("住民", "北"): 6, ("住民", ""): 5}


def test_fewer_than_five_people_are_told_apart_by_nothing():
    assert set(anonymity.blank_out([("住民", "北"), ("企業等", "南")])) == {("", "")}
    assert anonymity.blank_out([]) == ()
    assert anonymity.smallest_group([]) == 0


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_no_combination_stays_that_few_share_and_no_answer_is_made_up(rows):
    held = anonymity.blank_out(rows)
    assert all(
        new in ("", old)
        for before, after in zip(rows, held, strict=True)
        for old, new in zip(before, after, strict=True)
    )
    small = anonymity.in_small_groups(held)
    assert not small or (len(rows) < 5 and all(set(held[place]) == {""} for place in small))


@pytest.mark.parametrize("least", [3, 10])
def test_the_limit_can_be_set(least):
    rows = [("a",)] * (least - 1) + [("b",)] * 30
    assert anonymity.in_small_groups(rows, least) == tuple(range(least - 1))
