"""The same issue over areas and rounds: town-wide from two areas on, and nobody is ranked."""

from analysis.comparison import compare
from analysis.course import Course

AREAS = ["本町", "川西", "奥沢", "浜"]


def one_round(issues):
    return {t.issue: t for t in compare(issues, [20] * 4, AREAS, [0] * 4)}


def test_the_worked_example_of_tiers():
    found = one_round({"移動": [4, 1, 2, 0], "獣害": [0, 0, 5, 0]})
    assert found["移動"].is_town_wide, "in 3 of 4 areas: suggested"
    assert not found["獣害"].is_town_wide, "in 1: stays in its area"
    assert list(found["移動"].by_area) == AREAS, "in their own order, whatever the numbers"
    assert sum(found["移動"].by_area.values()) == sum(found["移動"].by_meeting) == 7


def test_two_rounds_say_what_is_new_grown_and_gone_over_all_and_in_each_area():
    held, rounds = AREAS * 2, [0] * 4 + [1] * 4
    issues = {
        "新": [0, 0, 0, 0, 3, 0, 0, 0],
        "増": [1, 1, 0, 0, 4, 4, 0, 0],
        "去": [2, 2, 0, 0, 0, 0, 0, 0],
        "常": [2, 0, 0, 0, 2, 0, 0, 0],
    }
    found = {t.issue: t for t in compare(issues, [20] * 8, held, rounds)}
    courses = [found[name].course for name in issues]
    assert courses == [Course.NEW, Course.GROWN, Course.GONE, Course.STEADY]
    assert found["増"].course_in["本町"] is Course.GROWN
    assert found["増"].course_in["浜"] is None


def test_meetings_for_the_whole_town_belong_to_no_area():
    [found] = compare({"足": [3, 2]}, [5, 5], ["", "川西"], [0, 0])
    assert found.by_area == {"川西": 2} and not found.is_town_wide
    assert found.by_meeting == (3, 2)
