"""The evening's clocks: they never jump, never go back, and outlive the process."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_app import errors
from workshop_app.model import Timer, TimerKind
from workshop_app.store import timers
from workshop_app.usecases import timing


def turn(store, watch, meeting):
    return timing.readings(store, watch, meeting.id)[TimerKind.TURN]


def test_a_clock_counts_and_says_how_much_is_left(either, either_meeting, watch, clocks):
    timing.begin(either, watch, either_meeting.id, TimerKind.TURN, seconds=90)
    clocks.pass_(30)
    now = turn(either, watch, either_meeting)
    assert (now.spent, now.remaining, now.is_running, now.is_over) == (30, 60, True, False)
    clocks.pass_(75)
    assert turn(either, watch, either_meeting).remaining == -15
    assert turn(either, watch, either_meeting).is_over


def test_a_clock_that_stands_keeps_what_it_counted(store, meeting, watch, clocks):
    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=90)
    clocks.pass_(20)
    timing.pause(store, watch, meeting.id, TimerKind.TURN)
    clocks.pass_(500)
    assert turn(store, watch, meeting).spent == 20
    timing.go_on(store, watch, meeting.id, TimerKind.TURN)
    clocks.pass_(5)
    assert turn(store, watch, meeting).spent == 25
    timing.put_away(store, meeting.id, TimerKind.TURN)
    assert TimerKind.TURN not in timing.readings(store, watch, meeting.id)


def test_more_time_counts_from_now_where_it_was_over(store, meeting, watch, clocks):
    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=60)
    timing.add_time(store, watch, meeting.id, TimerKind.TURN, seconds=60)
    assert turn(store, watch, meeting).remaining == 120
    clocks.pass_(200)
    timing.add_time(store, watch, meeting.id, TimerKind.TURN, seconds=60)
    assert turn(store, watch, meeting).remaining == 60


@pytest.mark.parametrize("hours", [-30, -1, 1, 2, 48])
def test_setting_the_laptops_time_moves_no_clock(store, meeting, watch, clocks, hours):
    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=600)
    clocks.pass_(60)
    clocks.set_time_of_day(hours)
    clocks.pass_(5)
    assert turn(store, watch, meeting).spent == 65
    timing.keep_up(store, watch, meeting.id)  # written down under the wrong time of day
    clocks.pass_(5)
    assert turn(store, watch, meeting).spent == 70


def test_a_clock_runs_on_through_a_restart(either, either_meeting, watch, clocks):
    timing.begin(either, watch, either_meeting.id, TimerKind.TURN, seconds=600)
    clocks.pass_(100)
    assert turn(either, clocks.watch(), either_meeting).spent == 100


def test_a_restart_with_the_time_set_back_loses_ten_seconds_at_most(
    store, meeting, watch, clocks
):
    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=600)
    for _ in range(50):
        clocks.pass_(2)
        timing.keep_up(store, watch, meeting.id)
    clocks.set_time_of_day(-5)
    after = turn(store, clocks.watch(), meeting).spent
    assert 90 <= after <= 100


def test_a_restart_with_the_time_days_ahead_is_not_believed(store, meeting, watch, clocks):
    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=600)
    clocks.set_time_of_day(72)
    assert turn(store, clocks.watch(), meeting).spent == 0


def test_writing_a_clock_down_leaves_the_towns_revision(store, meeting, watch, clocks):
    from workshop_app.usecases import entering

    timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=600)
    town = entering.town_of(store, meeting.id)
    before = store.revision(town)
    assert not timing.keep_up(store, watch, meeting.id), "nothing to write yet"
    clocks.pass_(11)
    assert timing.keep_up(store, watch, meeting.id)
    assert store.revision(town) == before
    assert (
        store.read(lambda conn: timers.find(conn, meeting.id, TimerKind.TURN)).spent_seconds
        == 11
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["pass", "set", "restart", "write"]),
            st.floats(0, 5000, allow_nan=False),
            st.integers(-72, 72),
        ),
        max_size=25,
    )
)
def test_no_sequence_of_events_makes_a_clock_negative_or_go_back(new_clocks, steps):
    clocks = new_clocks()
    watch = clocks.watch()
    fresh = Timer(1, TimerKind.ROW, None, 60.0, 0.0, None)
    timer = watch.stamped(fresh, 0.0, is_running=True)
    last, truly = 0.0, 0.0
    for what, seconds, hours in steps:
        if what == "pass":
            clocks.pass_(seconds)
            truly += seconds
        elif what == "set":
            clocks.set_time_of_day(hours)
        elif what == "write":
            timer = watch.stamped(timer, watch.read(timer).spent, is_running=True)
        else:
            # A process that ends is written down by then, as the desk does while it looks.
            timer = watch.stamped(timer, watch.read(timer).spent, is_running=True)
            watch = clocks.watch()
        now = watch.read(timer).spent
        assert now >= last >= 0
        assert now == pytest.approx(truly), "nothing but passing time moves a clock"
        last = now


@pytest.mark.parametrize("seconds", [0, -5, 36_001, float("inf"), float("nan")])
def test_a_time_nobody_means_is_refused(store, meeting, watch, seconds):
    with pytest.raises(errors.UnusableInputError):
        timing.begin(store, watch, meeting.id, TimerKind.TURN, seconds=seconds)


def test_a_clock_that_was_never_started_says_what_to_do(store, meeting, watch):
    with pytest.raises(errors.NotYetError, match="始める"):
        timing.pause(store, watch, meeting.id, TimerKind.BREAK)
