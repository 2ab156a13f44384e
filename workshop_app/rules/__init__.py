"""The scheme's rules as data: one dated TOML file per fiscal year, and its loader.

Numbers of the scheme live in these files only, each with its source; code asks here.
"""

import functools
import re
import unicodedata
from datetime import date
from pathlib import Path

from workshop_app import errors, places
from workshop_app.rules.loading import load
from workshop_app.rules.records import (
    STANDING_LABELS,
    IndicatorRow,
    RuleYear,
    Section,
    ShareRules,
    Standing,
    TypeRow,
)

__all__ = [
    "STANDING_LABELS",
    "IndicatorRow",
    "RuleYear",
    "Section",
    "ShareRules",
    "Standing",
    "TypeRow",
    "days_of",
    "fiscal_year_of",
    "fiscal_years_between",
    "known_years",
    "load",
    "of_day",
    "of_exactly",
    "of_year",
    "read_year",
    "reiwa",
    "say_year",
]

_FIRST_MONTH = 4
_REIWA_OFFSET = 2018
_YEAR = re.compile(r"(?:R|令和)(元|[0-9]{1,2})(?:年度?)?|([0-9]{4})(?:年度?)?", re.IGNORECASE)


def known_years() -> tuple[RuleYear, ...]:
    """Return every year there are rules of, the oldest first.

    Raises
    ------
    UnusableInputError
        A file is no rule file (file, line and reason are told), or two tell of one year.
    """
    return _years_in(places.RULES)


@functools.cache
def _years_in(folder: Path) -> tuple[RuleYear, ...]:
    years = sorted(
        (load(path) for path in sorted(folder.glob("*.toml"))),
        key=lambda rule: rule.fiscal_year,
    )
    numbers = [rule.fiscal_year for rule in years]
    if not years or len(set(numbers)) < len(numbers):
        raise errors.UnusableInputError(
            "決まりのファイルがないか、同じ年度のファイルが2つあります。rules "
            "フォルダを確かめてください。"
        )
    return tuple(years)


def of_year(fiscal_year: int | None = None) -> RuleYear:
    """Return the rules of *fiscal_year*, or the newest that are not younger than it."""
    years = known_years()
    known = [rule for rule in years if fiscal_year is None or rule.fiscal_year <= fiscal_year]
    return known[-1] if known else years[0]


def of_day(day: date) -> RuleYear:
    """Return the rules in force on *day*."""
    return of_year(fiscal_year_of(day))


def of_exactly(fiscal_year: int) -> RuleYear:
    """Return the rules of that very year.

    Raises
    ------
    UnusableInputError
        There are none; the sentence names the years there are.
    """
    for rule in known_years():
        if rule.fiscal_year == fiscal_year:
            return rule
    there = "、".join(reiwa(rule.fiscal_year) for rule in known_years())
    raise errors.UnusableInputError(
        f"{reiwa(fiscal_year)}の決まりはありません。あるのは {there} です。"
    )


def read_year(written: str) -> int:
    """Return the fiscal year somebody wrote in Reiwa or Western years.

    >>> read_year("R6"), read_year("令和７年度"), read_year("2026")
    (2024, 2025, 2026)

    Raises
    ------
    UnusableInputError
        It is no year.
    """
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", written).strip())
    if found is None:
        raise errors.UnusableInputError(
            f"年度「{written}」が分かりません。R6、令和6年度、2024 のように書いてください。"
        )
    era, western = found.groups()
    if western is not None:
        return int(western)
    return _REIWA_OFFSET + (1 if era == "元" else int(era))


def fiscal_year_of(day: date) -> int:
    """Return the Japanese fiscal year (April to March) a day falls in.

    >>> fiscal_year_of(date(2028, 3, 31))
    2027
    """
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def days_of(fiscal_year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year.

    >>> days_of(2026)
    (datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))
    """
    return date(fiscal_year, _FIRST_MONTH, 1), date(fiscal_year + 1, _FIRST_MONTH - 1, 31)


def fiscal_years_between(first: date, last: date) -> tuple[int, ...]:
    """Return every fiscal year touched by the days from *first* to *last*."""
    return tuple(range(fiscal_year_of(first), fiscal_year_of(last) + 1))


def reiwa(fiscal_year: int) -> str:
    """Return the short name of a fiscal year, as R8 for 2026."""
    return f"R{fiscal_year - _REIWA_OFFSET}"


def say_year(fiscal_year: int) -> str:
    """Return a fiscal year in both calendars, as R8(2026)年度."""
    return f"{reiwa(fiscal_year)}({fiscal_year})年度"
