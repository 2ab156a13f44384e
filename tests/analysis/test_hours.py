"""Hours as people write them."""

import pytest

from analysis.fit import Fit
from analysis.hours import UNKNOWN, compare_hours, names_hours, read_hours

DAYS = "月火水木金土日"


def told(written):
    """The hours as a plain list: 火 10-12."""
    mask, parts = read_hours(written).mask, []
    for day, name in enumerate(DAYS):
        slots = [n / 2 for n in range(48) if mask >> (day * 48 + n) & 1]
        if slots:
            parts.append(f"{name} {slots[0]:g}-{slots[-1] + 0.5:g}")
    return ", ".join(parts)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("火・木 10–12時", "火 10-12, 木 10-12"),
        ("火、木 10-12時", "火 10-12, 木 10-12"),
        ("火木 10時〜12時", "火 10-12, 木 10-12"),
        ("火曜日と木曜日の10時から12時まで", "火 10-12, 木 10-12"),
        ("毎週水曜", "水 0-24"),
        ("水曜の夜7時から9時", "水 19-21"),
        ("土曜午前、日曜午後", "土 6-12, 日 12-18"),
        ("火:10:00-12:00、木:14:00-16:00", "火 10-12, 木 14-16"),
        ("平日（水曜を除く）１０時～１５時", "月 10-15, 火 10-15, 木 10-15, 金 10-15"),
        ("土・日・祝", "土 0-24, 日 0-24"),
        ("月・水・金 午後", "月 12-18, 水 12-18, 金 12-18"),
        ("月曜 10-3時", "月 10-15"),
        ("金曜17時以降", "金 17-22"),
    ],
)
def test_hours_are_read_as_they_are_written(written, hours):
    assert told(written) == hours
    assert read_hours(written).is_exact


def test_weekdays_in_the_afternoon_are_five_days_of_six_hours():
    assert bin(read_hours("平日午後").mask).count("1") == 5 * 6 * 2


@pytest.mark.parametrize("written", ["いつでも", "24時間", "毎日", "随時"])
def test_always_is_the_whole_week(written):
    assert read_hours(written).mask == (1 << 336) - 1


@pytest.mark.parametrize(
    "written", ["", "応相談", "12月", "月2回", "月に1回", "二日に一回", "冬", "田植えのあと"]
)
def test_what_names_no_hours_of_a_week_is_unknown_and_not_a_monday(written):
    assert read_hours(written) == UNKNOWN


def test_only_some_weeks_fit_with_a_note():
    asked, given = read_hours("火曜 午前"), read_hours("第2・第4火曜 10-12時")
    assert compare_hours(asked, given) is Fit.UNKNOWN
    assert compare_hours(asked, read_hours("水曜")) is Fit.NO
    assert compare_hours(asked, read_hours("火曜")) is Fit.YES
    assert compare_hours(asked, UNKNOWN) is Fit.UNKNOWN


def test_hours_that_only_touch_do_not_meet():
    assert compare_hours(read_hours("火 10-12時"), read_hours("火 12-14時")) is Fit.NO


def test_a_sentence_names_hours_only_where_it_names_a_day_or_a_clock():
    assert names_hours("移動販売車(火・木 10–12時, B地区)")
    assert not names_hours("月に一度の会で、日の当たる部屋")
