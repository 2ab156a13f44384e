"""How often one may ask."""

from workshop_app.phone.limits import Limit


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_a_burst_is_let_through_then_one_at_a_time():
    clock = Clock()
    limit = Limit(3, 0.5, clock=clock)
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    clock.now += 2.0
    assert [limit.allows("a") for _ in range(2)] == [True, False]


def test_names_do_not_share():
    limit = Limit(1, 0.0, clock=Clock())
    assert limit.allows("a") and limit.allows("b")
    assert not limit.allows("a")


def test_a_clock_that_is_set_back_takes_nothing_away():
    clock = Clock()
    limit = Limit(2, 1.0, clock=clock)
    assert limit.allows("a")
    clock.now -= 50.0
    assert limit.allows("a")
    assert not limit.allows("a")


def test_memory_is_bounded():
    limit = Limit(1, 0.0, clock=Clock(), most_names=10)
    for number in range(1000):
        limit.allows(str(number))
    assert len(limit._buckets) == 10
