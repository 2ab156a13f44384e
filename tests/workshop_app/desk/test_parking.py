"""What is put off: on a list of its own, done or not, and never a voice."""

import pytest

from workshop_app import errors
from workshop_app.usecases import gathering, parking


def test_a_parked_item_is_done_and_taken_back_and_never_a_voice(either, either_meeting):
    meeting = either_meeting
    first = parking.park(either, meeting.id, " ごみ置き場の場所 ")
    parking.park(either, meeting.id, "<b>街灯</b>")
    assert [item.text for item in parking.parked(either, meeting.id)] == [
        "ごみ置き場の場所",
        "<b>街灯</b>",
    ]
    parking.mark_done(either, first.id)
    assert parking.parked(either, meeting.id)[0].done_at
    parking.mark_done(either, first.id, is_done=False)
    assert parking.parked(either, meeting.id)[0] == first
    assert gathering.said_so_far(either, meeting.id) == []


def test_what_was_taken_off_the_list_can_be_brought_back(either, either_meeting):
    item = parking.park(either, either_meeting.id, "駐車場のこと")
    parking.drop(either, item.id)
    assert parking.parked(either, either_meeting.id) == []
    assert [each.id for each in parking.dropped(either, either_meeting.id)] == [item.id]
    parking.drop(either, item.id, is_dropped=False)
    assert parking.parked(either, either_meeting.id) == [item]


@pytest.mark.parametrize("text", ["", " \n", "あ" * 301])
def test_an_item_without_words_or_far_too_long_is_refused(store, meeting, text):
    with pytest.raises(errors.UnusableInputError):
        parking.park(store, meeting.id, text)
