"""Tables of four to six, with the parties mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table_plan import count_tables, plan_tables

PRESENT = st.fixed_dictionaries(
    {name: st.integers(0, 60) for name in ("residents", "care", "companies", "other")}
)


def test_ninety_people_where_fifty_were_expected_get_eighteen_tables():
    plan = plan_tables({"residents": 70, "care": 12, "companies": 8})
    assert len(plan.tables) == 18
    assert set(plan.sizes) == {5}
    assert {table["care"] for table in plan.tables} == {0, 1}


@pytest.mark.parametrize(
    ("people", "tables"), [(0, 0), (1, 1), (7, 1), (11, 2), (15, 3), (60, 12)]
)
def test_how_many_tables(people, tables):
    assert count_tables(people) == tables


@given(PRESENT)
def test_everybody_has_a_seat_and_every_table_is_like_the_others(present):
    plan = plan_tables(present)
    people = sum(present.values())
    assert sum(plan.sizes) == people
    for party, count in present.items():
        at = [table[party] for table in plan.tables]
        assert sum(at) == count
        assert not at or max(at) - min(at) <= 1
    if plan.tables:
        assert max(plan.sizes) - min(plan.sizes) <= 1
    if people >= 8:
        assert all(4 <= size <= 6 for size in plan.sizes)


def test_what_was_given_is_left_as_it_was_and_may_be_cut_otherwise():
    given = {"residents": 9, "care": 3}
    assert plan_tables(given, 4).sizes == (3, 3, 3, 3)
    assert given == {"residents": 9, "care": 3}


def test_a_negative_number_and_people_without_a_table_are_refused():
    with pytest.raises(ValueError, match="negative"):
        plan_tables({"residents": -1})
    with pytest.raises(ValueError, match="table"):
        plan_tables({"residents": 3}, 0)
