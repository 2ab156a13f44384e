"""Needs and offers put together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fit import Fit
from analysis.pairing import Conditions, Need, Offer, give_more, newly_met, pair


def needs(count, **conditions):
    return [Need(f"n{i:02}", Conditions(**conditions)) for i in range(count)]


def offers(*capacities, **conditions):
    return [Offer(f"o{i:02}", Conditions(**conditions), c) for i, c in enumerate(capacities)]


def chosen(found):
    return [None if one is None else one.offer for one in found.chosen]


def test_eight_needs_and_five_activities_with_six_candidates_leave_three_open():
    """C16: six candidates cover five needs, so 3 of 8 (37.5%) are without anybody."""
    meaning = np.zeros((8, 5))
    for need, offer in [(0, 0), (1, 0), (2, 1), (3, 2), (4, 3), (4, 4)]:
        meaning[need, offer] = 0.8
    found = pair(needs(8), offers(10, 10, 10, 10, 10), meaning)
    assert found.candidates == 6
    assert found.without_candidate == (5, 6, 7)
    assert len(found.without_candidate) / 8 == 0.375
    assert found.open_needs == (5, 6, 7)


def test_the_whole_is_better_than_everybody_taking_the_best_first():
    meaning = np.array([[0.9, 0.8], [0.85, 0.0]])
    found = pair(needs(2), offers(1, 1), meaning)
    assert chosen(found) == [1, 0]
    assert found.total == pytest.approx((0.8 + 0.85) * 0.97**3)


def test_an_offer_serves_as_many_as_it_has_room_for_and_one_where_nobody_said():
    meaning = np.full((4, 1), 0.8)
    assert len(pair(needs(4), offers(3), meaning).open_needs) == 1
    assert len(pair(needs(4), offers(None), meaning).open_needs) == 3
    assert len(pair(needs(4), offers(3), meaning, one_to_one=True).open_needs) == 3
    assert len(pair(needs(4), offers(0), meaning).open_needs) == 4


def test_needs_of_several_places_never_take_more_than_there_is():
    asked = [replace(need, places=p) for need, p in zip(needs(3), (3, 2, 2), strict=True)]
    meaning = np.array([[0.9], [0.6], [0.6]])
    found = pair(asked, offers(4), meaning)
    assert chosen(found) == [None, 0, 0]
    assert chosen(pair(asked[:1], offers(2), meaning[:1])) == [None]


def test_the_floor_keeps_strangers_apart():
    found = pair(needs(1), offers(5), np.array([[0.2]]))
    assert chosen(found) == [None]
    assert found.nearest == (None,)
    assert found.alternatives == ((),)


def test_area_people_and_time_rule_out_and_what_nobody_said_does_not():
    asked = [Need("n", Conditions("B地区", "高齢者", "火曜 午前"))]
    good = Offer("good", Conditions("B地区", "どなたでも", "火・木 10–12時"), 1)
    silent = Offer("silent", Conditions(), 1)
    elsewhere = Offer("elsewhere", Conditions("A地区"), 1)
    late = Offer("late", Conditions("B地区", "", "火曜 夜"), 1)
    children = Offer("children", Conditions("", "子育て世帯"), 1)
    meaning = np.full((1, 5), 0.6)
    found = pair(asked, [elsewhere, late, children, silent, good], meaning)
    assert chosen(found) == [4]
    best = found.chosen[0]
    assert (best.area, best.target, best.time) == (Fit.YES, Fit.YES, Fit.YES)
    assert best.score == pytest.approx(0.6)
    assert [one.offer for one in found.alternatives[0]] == [3]
    assert found.alternatives[0][0].score == pytest.approx(0.6 * 0.97**3)


def test_one_place_more_tells_which_need_would_be_met():
    meaning = np.array([[0.8, 0.0], [0.7, 0.0], [0.6, 0.0]])
    given_now = offers(1, 1)
    before = pair(needs(3), given_now, meaning)
    after = pair(needs(3), give_more(given_now, "o00", 1), meaning)
    assert before.open_needs == (1, 2)
    assert newly_met(before, after) == (1,)
    assert given_now[0].capacity == 1


def test_nobody_on_either_side_is_no_fault():
    assert pair([], offers(1), np.zeros((0, 1))).chosen == ()
    assert chosen(pair(needs(2), [], np.zeros((2, 0)))) == [None, None]


def test_a_meaning_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="shape"):
        pair(needs(2), offers(1), np.zeros((1, 1)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_other_assignment_has_a_greater_sum_and_no_room_is_overrun(data):
    rows, columns = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    numbers = st.lists(
        st.sampled_from([0.0, 0.3, 0.45, 0.5, 0.72, 0.9]),
        min_size=rows * columns,
        max_size=rows * columns,
    )
    meaning = np.array(data.draw(numbers)).reshape(rows, columns)
    capacities = data.draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    sizes = data.draw(st.lists(st.integers(1, 2), min_size=rows, max_size=rows))
    asked = [replace(n, places=s) for n, s in zip(needs(rows), sizes, strict=True)]
    found = pair(asked, offers(*capacities), meaning)
    used = [0] * columns
    for one in found.chosen:
        if one is not None:
            used[one.offer] += sizes[one.need]
    assert all(u <= c for u, c in zip(used, capacities, strict=True))

    best = _best_sum(tuple(range(rows)), meaning, sizes, list(capacities))

    assert found.total == pytest.approx(best)


def _best_sum(order, meaning, sizes, left):
    """The best that can be had by brute force, need by need."""
    if not order:
        return 0.0
    need, rest = order[0], order[1:]
    best = _best_sum(rest, meaning, sizes, left)
    for offer, room in enumerate(left):
        if room >= sizes[need] and meaning[need, offer] >= 0.30:
            left[offer] -= sizes[need]
            got = meaning[need, offer] * 0.97**3 + _best_sum(rest, meaning, sizes, left)
            left[offer] += sizes[need]
            best = max(best, got)
    return best


def test_the_order_of_the_tables_changes_nothing():
    numbers = np.random.default_rng(3).random((12, 9))
    asked, given_now = needs(12), offers(*([1, 2, None] * 3))
    first = pair(asked, given_now, numbers)
    turned = pair(asked[::-1], given_now[::-1], numbers[::-1, ::-1])
    named = lambda found, n, o: {  # noqa: E731
        n[i].id: None if one is None else o[one.offer].id for i, one in enumerate(found.chosen)
    }
    assert named(first, asked, given_now) == named(turned, asked[::-1], given_now[::-1])
