"""How many people sit at which table, so that every table hears every side.

Counts only, never names; tables are equal, so none is first.  Nothing here seats anybody: it
is an offer to those who know the people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 4  # people at a table, where the number allows it
MOST = 6
_USUAL = 5


@dataclass(frozen=True, slots=True)
class TablePlan:
    """People at each table by party; ``tables[i][party]`` is a whole number.

    Sizes differ by one at most, and so does each party's number from table to table.
    """

    tables: tuple[Mapping[str, int], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """People at each table."""
        return tuple(sum(table.values()) for table in self.tables)


def count_tables(people: int) -> int:
    """Return for how many tables of four to six *people* are enough.

    Seven cannot be cut so and stay at one table; so do three or fewer.

    >>> [count_tables(n) for n in (0, 3, 7, 8, 20, 50, 90)]
    [0, 1, 1, 2, 4, 10, 18]
    """
    if people <= 0:
        return 0
    fewest, most = -(-people // MOST), people // FEWEST
    if most < fewest:
        return 1
    return min(max(round(people / _USUAL), fewest), most)


def plan_tables(present: Mapping[str, int], tables: int | None = None) -> TablePlan:
    """Deal the people of each party round the tables, one party after the other.

    Parameters
    ----------
    present : people by party, in the order in which they are dealt; 0 and more.
    tables : how many tables; by :func:`count_tables` where nobody says.

    Raises
    ------
    ValueError
        A count is negative, or there is no table for those who are there.
    """
    if any(count < 0 for count in present.values()):
        raise ValueError("a number of people is negative")
    people = sum(present.values())
    number = count_tables(people) if tables is None else tables
    if people and number < 1:
        raise ValueError("people need a table")
    dealt: list[dict[str, int]] = [dict.fromkeys(present, 0) for _ in range(number)]
    seat = 0
    for party, count in present.items():
        for _ in range(count):
            dealt[seat % number][party] += 1
            seat += 1
    return TablePlan(tuple(dealt))
