"""The scheme's rules as data: one dated TOML file per fiscal year, and its loader.

Numbers of the scheme live in these files only, each with its source; code asks here.
"""

import functools
import tomllib
from dataclasses import dataclass
from datetime import date

from workshop_app import places

_FIRST_MONTH = 4
_REIWA_OFFSET = 2018


@dataclass(frozen=True, slots=True)
class FlowRules:
    """What the flow (ア)→(イ)→(ウ)→出口 asks for."""

    hearing_results_needed: int
    planning_results_needed: int
    self_standing_months: int


@dataclass(frozen=True, slots=True)
class RuleYear:
    """One fiscal year of rules, with where they come from."""

    fiscal_year: int
    label: str
    source: str
    last_checked: date
    flow: FlowRules

    def credit(self) -> str:
        """Return the line printed under every result that used these rules."""
        checked = self.last_checked
        return (
            f"根拠：{self.source}（{self.label}、"
            f"最終確認 {checked.year}年{checked.month}月{checked.day}日）"
        )


@functools.cache
def of_year(fiscal_year: int | None = None) -> RuleYear:
    """Return the rules of *fiscal_year*, or the newest that are not younger than it."""
    years = sorted((_load(path.name) for path in places.RULES.glob("*.toml")), key=_year_of)
    known = [rule for rule in years if fiscal_year is None or rule.fiscal_year <= fiscal_year]
    return known[-1] if known else years[0]


def _year_of(rule: RuleYear) -> int:
    return rule.fiscal_year


def _load(name: str) -> RuleYear:
    found = tomllib.loads((places.RULES / name).read_text(encoding="utf-8"))
    return RuleYear(**found["year"], flow=FlowRules(**found["flow"]))


def fiscal_year_of(day: date) -> int:
    """Return the Japanese fiscal year (April to March) a day falls in.

    >>> fiscal_year_of(date(2028, 3, 31))
    2027
    """
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def fiscal_years_between(first: date, last: date) -> tuple[int, ...]:
    """Return every fiscal year touched by the days from *first* to *last*."""
    return tuple(range(fiscal_year_of(first), fiscal_year_of(last) + 1))


def reiwa(fiscal_year: int) -> str:
    """Return the short name of a fiscal year, as R8 for 2026."""
    return f"R{fiscal_year - _REIWA_OFFSET}"
