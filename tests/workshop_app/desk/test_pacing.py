"""The run sheet: presets, rows of one's own, the row at work, and how late it is."""

import pytest

from workshop_app import errors
from workshop_app.model import TimerKind
from workshop_app.usecases import entering, gathering, opening, pacing, timing
from workshop_app.usecases.pacing import RowChange

PRESETS = {
    "town_meeting_120": (120, 11),
    "evening_90": (90, 7),
    "world_cafe_90": (90, 8),
    "series_first_120": (120, 7),
    "series_second_120": (120, 7),
    "district_round_100": (100, 9),
    "guest_30": (30, 5),
    "small_table_60": (60, 5),
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_rows_that_fill_its_minutes(store, open_meeting, name):
    minutes, count = PRESETS[name]
    meeting = open_meeting(store, sheet=name)
    rows = pacing.course(store, timing.Watch(), meeting.id).rows
    assert (sum(row.minutes for row in rows), len(rows)) == (minutes, count)
    assert all(row.minutes > 0 and row.step and row.who for row in rows)


def test_the_presets_are_the_ones_there_are():
    assert {sheet.name for sheet in opening.run_sheets()} == set(PRESETS)


def test_the_reference_sheet_of_two_hours_has_its_published_minutes(store, meeting):
    rows = pacing.course(store, timing.Watch(), meeting.id).rows
    assert [row.minutes for row in rows] == [5, 5, 10, 10, 15, 20, 10, 15, 15, 10, 5]
    assert rows[4].on_screen == "残り時間と、書き方の例"
    assert rows[5].recorded == "声（班・立場・種別）"


def test_rows_are_ones_own_to_change(either, either_meeting, watch):
    meeting = either_meeting
    pacing.take_sheet(either, meeting.id, "guest_30")
    added = pacing.add_row(either, meeting.id, RowChange("うたう", 5, who="全員"))
    pacing.move_row(either, added.id, -1)
    first = pacing.course(either, watch, meeting.id).rows[0]
    pacing.change_row(either, watch, first.id, RowChange("はじめに", 7))
    pacing.move_row(either, first.id, -1)
    rows = pacing.course(either, watch, meeting.id).rows
    assert [row.position for row in rows] == list(range(6))
    assert (rows[0].step, rows[0].minutes, rows[4].step) == ("はじめに", 7, "うたう")
    pacing.remove_row(either, added.id)
    rows = pacing.course(either, watch, meeting.id).rows
    assert [row.position for row in rows] == list(range(5))
    assert "うたう" not in [row.step for row in rows]


@pytest.mark.parametrize(("step", "minutes"), [("", 5), ("  ", 5), ("話す", -1), ("話す", 601)])
def test_a_row_nobody_can_follow_is_refused(store, meeting, step, minutes):
    with pytest.raises(errors.UnusableInputError):
        pacing.add_row(store, meeting.id, RowChange(step, minutes))


def test_before_the_start_the_first_row_is_the_next(store, meeting, watch):
    found = pacing.course(store, watch, meeting.id)
    assert found.current is None
    assert found.following == found.rows[0]
    assert found.sentences() == ("まだ始まっていません。ぜんぶで120分の予定です。",)


def test_an_evening_goes_from_row_to_row_and_says_how_late_it_is(
    either, either_meeting, watch, clocks
):
    meeting = either_meeting
    pacing.start(either, watch, meeting.id)
    began = clocks.wall
    clocks.pass_(4 * 60)
    found = pacing.course(either, watch, meeting.id)
    assert found.reading.remaining == 60
    assert found.following == found.rows[1]
    assert found.sentences() == ("この行は、あと1分です。", "予定どおりに進んでいます。")
    clocks.pass_(4 * 60 + 10)
    found = pacing.course(either, watch, meeting.id)
    assert found.sentences() == (
        "この行は、予定を3分すぎました。",
        "予定より3分おそく終わる見こみです。",
    )
    assert found.drift == pytest.approx(190)
    assert (found.planned_end - began).total_seconds() == pytest.approx(7200)
    pacing.go_on_to_next(either, watch, meeting.id)
    found = pacing.course(either, watch, meeting.id)
    assert found.current == found.rows[1]
    assert found.rows[0].spent_seconds == pytest.approx(490)
    assert found.drift == pytest.approx(190), "the time that was lost stays lost"
    clocks.pass_(30)
    pacing.go_on_to_next(either, watch, meeting.id)
    assert pacing.course(either, watch, meeting.id).sentences()[1] == (
        "予定より1分早く終わる見こみです。"
    )


def test_a_pause_stands_the_row_and_makes_the_end_later(store, meeting, watch, clocks):
    pacing.start(store, watch, meeting.id)
    clocks.pass_(60)
    timing.pause(store, watch, meeting.id, TimerKind.ROW)
    clocks.pass_(600)
    found = pacing.course(store, watch, meeting.id)
    assert (found.reading.remaining, found.reading.is_running) == (240, False)
    assert found.drift == pytest.approx(600)
    timing.go_on(store, watch, meeting.id, TimerKind.ROW)
    clocks.pass_(60)
    assert pacing.course(store, watch, meeting.id).reading.remaining == 180


def test_a_minute_more_is_a_minute_from_now(store, meeting, watch, clocks):
    pacing.start(store, watch, meeting.id)
    pacing.give_minute(store, watch, meeting.id)
    assert pacing.course(store, watch, meeting.id).reading.remaining == 360
    clocks.pass_(360 + 150)
    pacing.give_minute(store, watch, meeting.id)
    assert 60 <= pacing.course(store, watch, meeting.id).reading.remaining <= 120


def test_going_back_takes_a_row_up_where_it_was_left(store, meeting, watch, clocks):
    pacing.start(store, watch, meeting.id)
    clocks.pass_(100)
    pacing.go_on_to_next(store, watch, meeting.id)
    clocks.pass_(50)
    pacing.go_back(store, watch, meeting.id)
    found = pacing.course(store, watch, meeting.id)
    assert found.current == found.rows[0]
    assert found.reading.spent == 100
    assert found.rows[1].spent_seconds == 50
    pacing.go_back(store, watch, meeting.id)
    assert pacing.course(store, watch, meeting.id).current == found.rows[0]


def test_a_changed_length_reaches_the_row_at_work(store, meeting, watch, clocks):
    pacing.start(store, watch, meeting.id)
    clocks.pass_(60)
    row = pacing.course(store, watch, meeting.id).current
    pacing.change_row(store, watch, row.id, RowChange(row.step, 8))
    assert pacing.course(store, watch, meeting.id).reading.remaining == 420


def test_the_row_at_work_cannot_be_removed_nor_the_sheet_replaced(store, meeting, watch):
    pacing.start(store, watch, meeting.id)
    row = pacing.course(store, watch, meeting.id).current
    with pytest.raises(errors.EditConflictError, match="次の行"):
        pacing.remove_row(store, row.id)
    with pytest.raises(errors.EditConflictError, match="始まっています"):
        pacing.take_sheet(store, meeting.id, "guest_30")


def test_the_evening_is_the_same_after_a_restart_in_the_middle(
    either, either_meeting, watch, clocks
):
    pacing.start(either, watch, either_meeting.id)
    clocks.pass_(100)
    before = pacing.course(either, watch, either_meeting.id)
    after = pacing.course(either, clocks.watch(), either_meeting.id)
    assert after == before


def test_an_end_for_today_stands_every_clock_and_loses_nothing(
    either, either_meeting, watch, clocks, say
):
    meeting = either_meeting
    said = say(either, meeting, "坂の上までバスが来ない")
    pacing.start(either, watch, meeting.id)
    timing.begin(either, watch, meeting.id, TimerKind.TURN, seconds=60)
    clocks.pass_(30)
    pacing.finish(either, watch, meeting.id)
    clocks.pass_(9000)
    assert not entering.enter(either, meeting.id).meeting.is_open
    assert gathering.said_so_far(either, meeting.id) == [said]
    clocks_now = timing.readings(either, watch, meeting.id)
    assert {each.spent for each in clocks_now.values()} == {30}
    opening.reopen_meeting(either, meeting.id)
    pacing.start(either, watch, meeting.id, pacing.course(either, watch, meeting.id).rows[0].id)
    assert pacing.course(either, watch, meeting.id).reading.spent == 30


def test_a_meeting_without_rows_says_so(store, open_meeting, watch):
    meeting = open_meeting(store, sheet="")
    with pytest.raises(errors.NotYetError, match="型を選ぶ"):
        pacing.start(store, watch, meeting.id)
    assert pacing.course(store, watch, meeting.id).sentences() == ()
