"""A public table gives no small number away, whatever one adds and subtracts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.suppression import suppress


def test_the_worked_example_of_the_small_number_rule():
    shown = suppress([[30, 20, 4]])
    assert shown.cells == ((30, 20, None),)
    assert shown.row_sums == (None,) and shown.total is None
    assert shown.column_sums == (30, 20, None)


def test_nothing_small_hides_nothing_and_zero_is_nobody():
    shown = suppress([[30, 0], [5, 6]])
    assert shown.cells == ((30, 0), (5, 6))
    assert (shown.row_sums, shown.column_sums, shown.total) == ((30, 11), (35, 6), 41)


def test_the_whole_sum_is_shown_where_it_leaves_two_values_or_more():
    assert suppress([[30, 4], [2, 20]]).total == 56
    assert suppress([[30, 1], [1, 20]]).total is None  # two cells that sum to 2 are 1 and 1
    assert suppress([[30, 4], [4, 20]]).total is None  # and 8 is 4 and 4
    assert suppress([[30, 2], [9, 20]], 3).total is None


@pytest.mark.parametrize("least", [2, 11])
def test_a_limit_outside_its_range_is_refused(least):
    with pytest.raises(ValueError, match="limit"):
        suppress([[1]], least)
    with pytest.raises(ValueError, match="rows"):
        suppress([[1, 2], [3]])
    with pytest.raises(ValueError, match="rows"):
        suppress([[-1]])


def fits(table, shown):
    def agrees(known, sums):
        return all(k is None or k == s for k, s in zip(known, sums, strict=True))

    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    whole = shown.total is None or shown.total == sum(rows)
    return agrees(shown.row_sums, rows) and agrees(shown.column_sums, columns) and whole


@settings(max_examples=150, deadline=None)
@given(
    st.integers(3, 5),
    st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=2
        )
    ),
)
def test_every_hidden_cell_could_be_another_number(least, rows):
    """Somebody who tries all tables that fit what is shown finds two values for each."""
    shown = suppress(rows, least)
    places = [
        (r, c) for r, row in enumerate(shown.cells) for c, x in enumerate(row) if x is None
    ]
    values = {place: set() for place in places}
    for guess in product(range(1, least), repeat=len(places)):
        table = [list(row) for row in rows]
        for (r, c), value in zip(places, guess, strict=True):
            table[r][c] = value
        if fits(table, shown):
            for place, value in zip(places, guess, strict=True):
                values[place].add(value)
    assert all(len(found) > 1 for found in values.values())
