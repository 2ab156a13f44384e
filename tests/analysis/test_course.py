"""Issues are followed through meetings and areas by counts alone (C17)."""

import pytest

from analysis.course import Course, follow, is_town_wide


@pytest.mark.parametrize(
    ("counts", "course"),
    [
        ([0, 4], Course.NEW),
        ([4, 0], Course.GONE),
        ([4, 4], Course.STEADY),
        ([4, 6], Course.GROWN),
        ([4, 5], Course.STEADY),
        ([0, 0, 1], Course.NEW),
        ([2, 0, 1], Course.STEADY),
    ],
)
def test_the_newest_meeting_is_compared_with_all_before(counts, course):
    assert follow(counts, [20] * len(counts)) is course


def test_shares_are_compared_not_counts():
    assert follow([4, 4], [40, 20]) is Course.GROWN
    assert follow([4, 4], [20, 40]) is Course.STEADY


def test_one_meeting_says_nothing_about_a_course():
    assert follow([5], [20]) is None
    assert follow([5, 0], [20, 0]) is None
    assert follow([0, 0], [20, 20]) is None


def test_an_issue_of_three_areas_is_for_the_whole_town_and_one_of_a_single_area_is_not():
    assert is_town_wide({"本町": 2, "川西": 1, "日向": 3, "奥沢": 0})
    assert not is_town_wide({"本町": 0, "川西": 0, "日向": 0, "奥沢": 5})
    assert not is_town_wide({})
