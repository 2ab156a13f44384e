"""Presetting: the sets of criteria that ship with the product, and real schemes as examples.

A preset is a beginning for people to edit; it is never applied behind their backs.
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from analysis.aggregation import Rounding, Rule, TieRule
from analysis.case import Criterion
from analysis.grade_caps import GradeCap
from workshop_app import errors, places


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of criteria with its rules and where they were published.

    Attributes
    ----------
    grades : criterion id to points to the words that describe them; empty if nobody wrote any.
    judges : how many judges the scheme had, if it is known; the points of all give ``full``.
    caps : limits on how often one member may give high points.
    scale : the only points the scheme knows, told for one top, the highest first; empty: all.
    """

    name: str
    title: str
    source: str
    note: str
    rule: Rule
    tie: TieRule
    rounding: Rounding
    minimum: Fraction | None
    judges: int | None
    criteria: tuple[Criterion, ...]
    grades: dict[str, dict[str, str]]
    caps: tuple[GradeCap, ...]
    scale: tuple[Fraction, ...]

    @property
    def full(self) -> Fraction:
        """Return the most points: of all judges under a sum, 100 when weighted, else of one."""
        if self.rule is Rule.WEIGHTED:
            return Fraction(100)
        if self.rule is Rule.MULTIPLIER:
            return sum((each.weight for each in self.criteria), Fraction(0))
        one = sum((each.most for each in self.criteria), Fraction(0))
        return one * (self.judges or 1) if self.rule is Rule.SUM else one


def presets() -> tuple[Preset, ...]:
    """Return every preset, the default one first and the others by name."""
    found = [_read(path) for path in sorted(places.CRITERIA.glob("*.toml"))]
    return tuple(sorted(found, key=lambda each: (each.name != "default", each.name)))


def preset(name: str) -> Preset:
    """Return one preset.

    Raises
    ------
    UnusableInputError
        There is none of that name; the sentence names those there are.
    """
    every = {each.name: each for each in presets()}
    if name not in every:
        raise errors.UnusableInputError(
            f"採点の型「{name}」はありません。{'、'.join(every)} から選んでください。"
        )
    return every[name]


def _read(path: Path) -> Preset:
    told = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    items = told["criteria"]
    return Preset(
        name=path.stem,
        title=told["title"],
        source=told["source"],
        note=told.get("note", ""),
        rule=Rule(told["rule"]),
        tie=TieRule(told.get("tie", TieRule.DISCUSSION)),
        rounding=Rounding(told.get("rounding", Rounding.NONE)),
        minimum=Fraction(told["minimum"]) if "minimum" in told else None,
        judges=told.get("judges"),
        criteria=tuple(
            Criterion(
                item["id"], Fraction(item.get("weight", 1)), Fraction(item["max"]), item["name"]
            )
            for item in items
        ),
        grades={item["id"]: item.get("grades", {}) for item in items},
        caps=tuple(
            GradeCap(Fraction(cap["at_least"]), cap["most"]) for cap in told.get("caps", ())
        ),
        scale=tuple(Fraction(step) for step in told.get("scale", ())),
    )
