"""Days as town halls write them: 令和8年11月3日（火）."""

from datetime import date

_WEEKDAYS = "月火水木金土日"
_REIWA = date(2019, 5, 1)


def say_day(day: date | None) -> str:
    """Return a day in the calendar of the papers; nothing for no day.

    >>> say_day(date(2026, 11, 3)), say_day(date(2019, 5, 1)), say_day(None)
    ('令和8年11月3日', '令和元年5月1日', '')
    """
    if day is None:
        return ""
    if day < _REIWA:
        return f"{day.year}年{day.month}月{day.day}日"
    year = day.year - 2018
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def say_long_day(day: date | None) -> str:
    """Return a day with its day of the week.

    >>> say_long_day(date(2026, 11, 3))
    '令和8年11月3日（火）'
    """
    return f"{say_day(day)}（{_WEEKDAYS[day.weekday()]}）" if day else ""
