"""How few people share one combination of answers, and which answers to leave blank (P26).

A list without names still tells who somebody is where a combination of area, party and the like
occurs seldom.  The size of the smallest group that shares all its answers is the k of
k-anonymity; answers are left blank until no group is smaller than wanted.

References: Sweeney (2002), k-anonymity: a model for protecting privacy; Aggarwal et al. (2005),
Anonymizing tables (suppression of single answers).
"""

from collections import Counter
from collections.abc import Sequence

LEAST = 5
BLANK = ""


def smallest_group(rows: Sequence[tuple[str, ...]]) -> int:
    """Return the size of the smallest group of equal *rows*; 0 where there is no row.

    Examples
    --------
    >>> smallest_group([("north", "resident")] * 6 + [("south", "company")])
    1
    """
    return min(Counter(rows).values(), default=0)


def in_small_groups(rows: Sequence[tuple[str, ...]], least: int = LEAST) -> tuple[int, ...]:
    """Return the places of *rows* that fewer than *least* rows are equal to, itself counted."""
    sizes = Counter(rows)
    return tuple(place for place, row in enumerate(rows) if sizes[row] < least)


def blank_out(
    rows: Sequence[tuple[str, ...]], least: int = LEAST
) -> tuple[tuple[str, ...], ...]:
    """Return *rows* with answers left blank until every combination occurs often enough.

    The last answer is given up first, the first one last.  Where the blanks of one answer
    would form a small group of their own, which would tell what is missing in it, the smallest
    group beside them is left blank too.  Fewer than *least* rows are left wholly blank.

    Parameters
    ----------
    rows : answers of one person each, all of one length; ``""`` is no answer.
    least : the smallest group allowed.

    Examples
    --------
    >>> blank_out([("a",)] * 6 + [("b",)] * 5 + [("c",)] * 4)[-1], smallest_group(
    ...     blank_out([("a",)] * 6 + [("b",)] * 5 + [("c",)] * 4))
    (('',), 6)
    """
    held = list(rows)
    width = len(held[0]) if held else 0
    for place in reversed(range(width)):
        _give_up(held, place, least)
    return tuple(held)


def _give_up(held: list[tuple[str, ...]], place: int, least: int) -> None:
    """Leave one answer blank in every small group, and in one more where that is too few."""
    while True:
        sizes = Counter(held)
        small = {row for row, size in sizes.items() if size < least and row[place] != BLANK}
        lonely = {
            row[:place] + row[place + 1 :]
            for row, size in sizes.items()
            if size < least and row[place] == BLANK
        }
        for rest in lonely:
            beside = [
                row
                for row in sizes
                if row[place] != BLANK and row[:place] + row[place + 1 :] == rest
            ]
            small |= set(sorted(beside, key=lambda row: (sizes[row], row))[:1])
        if not small:
            return
        held[:] = [
            (*row[:place], BLANK, *row[place + 1 :]) if row in small else row for row in held
        ]
