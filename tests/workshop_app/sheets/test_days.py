from datetime import date

import pytest

from workshop_app.sheets.days import read_day

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-03",
        "2026/11/3",
        "２０２６年１１月３日",
        "令和8年11月3日",
        "R8.11.3",
        "2026年11月3日(火)",
        "2026-11-03 13:30:00",
        "令和 8年 11月 3日",
        "2026.11.03",
    ],
)
def test_one_day_is_written_in_many_ways(written):
    assert read_day(written) == DAY


@pytest.mark.parametrize(
    "written", ["", "11月3日", "2026-13-01", "2026/2/30", "きのう", "8/11/3"]
)
def test_a_day_that_is_none_is_not_guessed(written):
    assert read_day(written) is None


def test_the_first_year_and_the_last_era_are_known():
    assert read_day("令和元年5月1日") == date(2019, 5, 1)
    assert read_day("H31.4.30") == date(2019, 4, 30)
