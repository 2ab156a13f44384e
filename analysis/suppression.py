"""Small numbers hidden in a public table, so that nobody can work them out (P10).

A cell below the limit is hidden; a zero is nobody's number and stays.  A row or column shows
its sum only where all of it is shown.  The sum of everything is shown only where it leaves
every hidden cell at least two possible values.

References: Cox (1980), Suppression methodology and statistical disclosure control; the practice
of hiding and joining small numbers in public statistics.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST, LOWEST, HIGHEST = 5, 3, 10  # the limit, and the range a town may choose it from
MOST_AXES = 2  # of area, table, party and the like that one public table may cross


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table as it may be published; None is hidden.

    Attributes
    ----------
    cells : the rows, each with one number a column.
    row_sums, column_sums : the sums that may stand beside and below.
    total : the sum of everything.
    least : the limit; a hidden cell is 「least未満」.
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_sums: tuple[int | None, ...]
    column_sums: tuple[int | None, ...]
    total: int | None
    least: int


def suppress(rows: Sequence[Sequence[int]], least: int = LEAST) -> Suppressed:
    """Return *rows* with small cells hidden, and only those sums that give none away.

    Parameters
    ----------
    rows : counts, none negative, all rows of one length.
    least : 3..10; a cell from 1 to ``least - 1`` is hidden.

    Raises
    ------
    ValueError
        The limit lies outside its range, the rows differ in length, or a count is negative.

    Examples
    --------
    >>> suppress([[30, 20, 4]]).cells, suppress([[30, 20, 4]]).total
    (((30, 20, None),), None)
    """
    if not LOWEST <= least <= HIGHEST:
        raise ValueError(f"the limit is {LOWEST} to {HIGHEST}, not {least}")
    if len({len(row) for row in rows}) > 1 or any(cell < 0 for row in rows for cell in row):
        raise ValueError("rows of one length with counts that are not negative are needed")
    cells = tuple(tuple(None if 0 < cell < least else cell for cell in row) for row in rows)
    hidden = [cell for row in rows for cell in row if 0 < cell < least]
    total = sum(cell for row in rows for cell in row)
    return Suppressed(
        cells=cells,
        row_sums=tuple(_sum_shown(row) for row in cells),
        column_sums=tuple(_sum_shown(column) for column in zip(*cells, strict=True)),
        total=total if _is_safe(hidden, least) else None,
        least=least,
    )


def _sum_shown(line: Sequence[int | None]) -> int | None:
    shown = [cell for cell in line if cell is not None]
    return sum(shown) if len(shown) == len(line) else None


def _is_safe(hidden: Sequence[int], least: int) -> bool:
    """Say whether the sum of the hidden cells leaves each of them two values or more.

    Each is one of 1..least-1, so only one cell alone, or all at one end of the range, are
    given away by their sum.
    """
    if not hidden:
        return True
    return len(hidden) > 1 and len(hidden) < sum(hidden) < len(hidden) * (least - 1)
