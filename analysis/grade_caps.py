"""Limits on high points: at most so many candidates may get so much from one member.

As in the model-project scheme of 地域包括ケア (2016): item by item at most one 優秀 and at most
two 良好 or above.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.case import Case


@dataclass(frozen=True, slots=True)
class GradeCap:
    """At most so many candidates may get at least so many points from one member."""

    at_least: Fraction
    most: int


@dataclass(frozen=True, slots=True)
class Excess:
    """How many sheets gave more candidates high points on an item than a limit allows."""

    criterion: str
    cap: GradeCap
    members: int


def exceeded(values: Mapping[str, Fraction], caps: Iterable[GradeCap]) -> GradeCap | None:
    """Return the first limit that one member's points on one item exceed, or None.

    Parameters
    ----------
    values : candidate to the points this member gave it.
    """
    for cap in caps:
        if sum(value >= cap.at_least for value in values.values()) > cap.most:
            return cap
    return None


def excesses(case: Case, caps: Iterable[GradeCap]) -> tuple[Excess, ...]:
    """Return where limits are exceeded, counted and without saying by whom."""
    given: dict[tuple[str, str], list[Fraction]] = {}
    for (_, item), cell in case.table.items():
        for member, value in cell.items():
            given.setdefault((item, member), []).append(value)
    limits = tuple(caps)
    found = []
    for criterion in case.criteria:
        sheets = [values for (name, _), values in given.items() if name == criterion.id]
        for cap in limits:
            over = sum(sum(v >= cap.at_least for v in sheet) > cap.most for sheet in sheets)
            if over:
                found.append(Excess(criterion.id, cap, over))
    return tuple(found)
