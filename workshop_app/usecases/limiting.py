"""Limiting: what the best set must keep to and reach, and what people agreed on about ties.

Conditions that cannot all hold are refused with the clash named, and nothing is changed.
An order of equal totals needs a reason, and counts only for exactly those candidates.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from analysis.case import Constraints
from analysis.grade_caps import GradeCap
from analysis.verdicts import show_number

OBJECTIVES: Mapping[str, str] = {
    "score": "点の合計がいちばん大きい組",
    "themes": "いちばん多くのテーマにとどく組",
    "voices": "いちばん多くの声にとどく組",
    "areas": "いちばん多くの圏域にとどく組",
}


@dataclass(frozen=True, slots=True)
class TieOrder:
    """The order people agreed on for candidates with equal totals, and why."""

    order: tuple[int, ...]
    reason: str

    def as_ids(self) -> tuple[str, ...]:
        """Return the candidates as the rules name them."""
        return tuple(str(key) for key in self.order)


@dataclass(frozen=True)
class Terms:
    """All conditions of one choosing, by candidate id.

    Attributes
    ----------
    one_of : groups of which at most one may be in.
    requires : candidate to those it cannot do without.
    area_minimum : name of an area to how many candidates it gets at least.
    year_ceilings : fiscal year to the most yen.
    objective : a key of ``OBJECTIVES``.
    tie_orders : orders that people agreed on.
    caps : limits on high points.
    scale : the only points there are, told for one top and the highest first; empty: all.
    """

    must: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    one_of: tuple[tuple[int, ...], ...] = ()
    requires: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    area_minimum: Mapping[str, int] = field(default_factory=dict)
    year_ceilings: Mapping[str, int] = field(default_factory=dict)
    objective: str = "score"
    tie_orders: tuple[TieOrder, ...] = ()
    caps: tuple[GradeCap, ...] = ()
    scale: tuple[Fraction, ...] = ()

    def constraints(self) -> Constraints:
        """Return what a set has to keep to, as the rules read it."""
        return Constraints(
            must=_named(self.must),
            exclude=_named(self.exclude),
            one_of=tuple(_named(group) for group in self.one_of),
            requires={str(key): _named(needed) for key, needed in self.requires.items()},
            area_minimum=dict(self.area_minimum),
            year_ceilings=dict(self.year_ceilings),
        )

    def sorted(self) -> "Terms":
        """Return the same without empty parts, every list in one order."""
        return replace(
            self,
            must=tuple(sorted(self.must)),
            exclude=tuple(sorted(self.exclude)),
            one_of=tuple(tuple(sorted(group)) for group in self.one_of if len(group) > 1),
            requires={
                key: tuple(sorted(needed))
                for key, needed in sorted(self.requires.items())
                if needed
            },
            area_minimum={name: n for name, n in sorted(self.area_minimum.items()) if n > 0},
            year_ceilings=dict(sorted(self.year_ceilings.items())),
        )


def read(body: str) -> Terms:
    """Return the conditions that a choosing keeps as JSON."""
    told = json.loads(body)
    return Terms(
        must=tuple(told.get("must", ())),
        exclude=tuple(told.get("exclude", ())),
        one_of=tuple(tuple(group) for group in told.get("one_of", ())),
        requires={int(key): tuple(rows) for key, rows in told.get("requires", {}).items()},
        area_minimum=told.get("area_minimum", {}),
        year_ceilings=told.get("year_ceilings", {}),
        objective=told.get("objective", "score"),
        tie_orders=tuple(
            TieOrder(tuple(each["order"]), each["reason"])
            for each in told.get("tie_orders", ())
        ),
        caps=tuple(GradeCap(Fraction(least), most) for least, most in told.get("caps", ())),
        scale=tuple(Fraction(step) for step in told.get("scale", ())),
    )


def write(terms: Terms) -> str:
    """Return conditions as the JSON that is kept."""
    tidy = terms.sorted()
    return json.dumps(
        {
            "must": tidy.must,
            "exclude": tidy.exclude,
            "one_of": tidy.one_of,
            "requires": tidy.requires,
            "area_minimum": tidy.area_minimum,
            "year_ceilings": tidy.year_ceilings,
            "objective": tidy.objective,
            "tie_orders": [
                {"order": each.order, "reason": each.reason} for each in tidy.tie_orders
            ],
            "caps": [[str(cap.at_least), cap.most] for cap in tidy.caps],
            "scale": [str(step) for step in tidy.scale],
        },
        ensure_ascii=False,
    )


def cap_words(cap: GradeCap) -> str:
    """Return a limit on high points as people say it.

    >>> cap_words(GradeCap(Fraction(10), 1))
    '10点以上は1件まで'
    """
    return f"{show_number(cap.at_least)}点以上は{cap.most}件まで"


def scheme_lines(body: str) -> tuple[str, ...]:
    """Return the scale and the limits on high points that a choosing keeps."""
    terms = read(body)
    limits = tuple(f"1つの項目で、{cap_words(cap)}です。" for cap in terms.caps)
    if not terms.scale:
        return limits
    steps = "・".join(show_number(step) for step in terms.scale)
    most = show_number(max(terms.scale))
    return (f"点は、最高点を{most}として {steps} の段階で付けます。", *limits)


def _named(keys: tuple[int, ...]) -> frozenset[str]:
    return frozenset(str(key) for key in keys)
