"""Who is here, at which tables, and that a voice keeps the table it was given under."""

import pytest

from workshop_app import errors
from workshop_app.model import Party
from workshop_app.usecases import entering, gathering, seating


def numbers(store, meeting):
    return [table.number for table in entering.enter(store, meeting.id).tables]


def test_people_are_counted_by_party_and_without_names(either, either_meeting):
    meeting = either_meeting
    assert seating.turnout(either, meeting.id).total is None
    seating.count_people(either, meeting.id, {Party.RESIDENTS: 30, Party.CARE: 6})
    seating.count_people(either, meeting.id, {Party.CARE: 8})
    here = seating.turnout(either, meeting.id)
    assert (here.total, here.people) == (38, {Party.RESIDENTS: 30, Party.CARE: 8})
    assert here.propose().sizes == (5, 5, 5, 5, 5, 5, 4, 4)


@pytest.mark.parametrize("people", [-1, 2001])
def test_a_number_of_people_nobody_means_is_refused(store, meeting, people):
    with pytest.raises(errors.UnusableInputError):
        seating.count_people(store, meeting.id, {Party.CARE: people})


def test_tables_are_formed_anew_and_voices_keep_theirs(either, either_meeting, say):
    meeting = either_meeting
    said = say(either, meeting, "坂がつらい", table=4)
    seating.set_tables(either, meeting.id, 10)
    assert numbers(either, meeting) == list(range(1, 11))
    seating.set_tables(either, meeting.id, 3)
    assert numbers(either, meeting) == [1, 2, 3]
    assert gathering.said_so_far(either, meeting.id) == [said]


def test_a_table_is_added_in_the_middle_and_two_are_merged(store, meeting, say):
    assert seating.add_table(store, meeting.id).number == 5
    said = say(store, meeting, "店が遠い", table=2)
    seating.merge_tables(store, meeting.id, 2, 3)
    assert numbers(store, meeting) == [1, 3, 4, 5]
    tables = {table.number: table for table in entering.enter(store, meeting.id).tables}
    assert tables[3].note == "2班がここに合流"
    assert gathering.said_so_far(store, meeting.id) == [said]
    assert seating.add_table(store, meeting.id).number == 2, "the free number comes first"


def test_tables_that_cannot_be_are_refused(store, meeting):
    with pytest.raises(errors.UnusableInputError, match="同じ班"):
        seating.merge_tables(store, meeting.id, 1, 1)
    with pytest.raises(errors.NotFoundError):
        seating.merge_tables(store, meeting.id, 1, 9)
    for count in (0, 41):
        with pytest.raises(errors.UnusableInputError):
            seating.set_tables(store, meeting.id, count)
