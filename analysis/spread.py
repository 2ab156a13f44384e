"""How far members' scores lie apart, item by item; never whose score is which.

Disagreement is the mean absolute difference between two members (Gini 1912) as a share of the
most points an item gives: 0 when all are alike, 1 when two members stand at the two ends.
"""

from dataclasses import dataclass
from fractions import Fraction

from analysis.case import Case


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of one candidate for one criterion, without names.

    ``disagreement`` is in 0..1; None with fewer than two scorers.
    """

    candidate: str
    criterion: str
    scorers: int
    low: Fraction
    high: Fraction
    mean: Fraction
    disagreement: Fraction | None


def spreads(case: Case) -> tuple[Spread, ...]:
    """Return the spread of every item that somebody scored, the most disputed first."""
    most = {criterion.id: criterion.most for criterion in case.criteria}
    found = []
    for (candidate, criterion), cell in case.table.items():
        values = sorted(cell.values())
        if values:
            found.append(
                Spread(
                    candidate,
                    criterion,
                    len(values),
                    values[0],
                    values[-1],
                    sum(values, Fraction(0)) / len(values),
                    _disagreement(values, most[criterion]),
                )
            )
    found.sort(key=lambda each: (-(each.disagreement or 0), each.candidate, each.criterion))
    return tuple(found)


def _disagreement(values: list[Fraction], most: Fraction) -> Fraction | None:
    count = len(values)
    if count < 2:
        return None
    apart = sum((value * (2 * k - count + 1) for k, value in enumerate(values)), Fraction(0))
    return min(Fraction(1), apart * 2 / (count * (count - 1)) / most)
