"""The best set, against trying every set; and equal shares, against its definition in words."""

import itertools
import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.case import Candidate, Constraints
from analysis.fair_shares import by_value_for_yen, equal_shares, share_equally
from analysis.portfolio import (
    Problem,
    broken_rows,
    choose,
    clash,
    extra_money,
    near_misses,
)

THEMES = "stuv"


def problem_of(costs, values, budget, *, covers=None, weights=None, **constraints):
    return Problem(
        candidates=tuple(Candidate(name, cost=cost) for name, cost in costs.items()),
        values={name: Fraction(value) for name, value in values.items()},
        covers=covers or {},
        cover_weights={name: Fraction(value) for name, value in (weights or {}).items()},
        constraints=Constraints(**constraints),
        budget=budget,
    )


def drawn(seed):
    """A small random problem with every kind of condition; it may be impossible."""
    lot = random.Random(seed)
    names = "ABCDEFG"[: lot.randint(1, 7)]
    candidates = tuple(
        Candidate(
            name,
            cost=lot.randint(0, 9),
            areas=frozenset(lot.sample(["東", "西"], lot.randint(0, 2))),
            cost_by_year={"2026": lot.randint(0, 4)},
        )
        for name in names
    )
    some = lambda share: frozenset(name for name in names if lot.random() < share)  # noqa: E731
    constraints = Constraints(
        must=some(0.1),
        exclude=some(0.1),
        one_of=(some(0.4),) if lot.random() < 0.5 else (),
        requires={names[0]: some(0.3)} if lot.random() < 0.5 else {},
        area_minimum={"東": lot.randint(0, 2)} if lot.random() < 0.4 else {},
        year_ceilings={"2026": lot.randint(3, 12)} if lot.random() < 0.4 else {},
    )
    covering = seed % 2 == 0
    return Problem(
        candidates,
        {} if covering else {name: Fraction(lot.randint(0, 30), 3) for name in names},
        {name: frozenset(lot.sample(THEMES, lot.randint(0, 3))) for name in names}
        if covering
        else {},
        {theme: Fraction(lot.randint(0, 5)) for theme in THEMES},
        constraints,
        lot.randint(0, 25),
    )


def obeys(problem, inside):
    """The conditions in their own words, written apart from the rows of the program."""
    rules = problem.constraints
    by_id = {each.id: each for each in problem.candidates}
    return (
        rules.must <= inside
        and not rules.exclude & inside
        and all(len(group & inside) <= 1 for group in rules.one_of)
        and all(needed <= inside for name, needed in rules.requires.items() if name in inside)
        and all(
            sum(area in by_id[name].areas for name in inside) >= least
            for area, least in rules.area_minimum.items()
        )
        and all(
            sum(by_id[name].cost_by_year.get(year, 0) for name in inside) <= most
            for year, most in rules.year_ceilings.items()
        )
        and sum(by_id[name].cost for name in inside) <= problem.budget
    )


def every_set(problem):
    names = [each.id for each in problem.candidates]
    for size in range(len(names) + 1):
        for group in itertools.combinations(names, size):
            if obeys(problem, frozenset(group)):
                yield group


def test_the_optimum_is_that_of_trying_every_set_200_times():
    impossible = 0
    for seed in range(200):
        problem = drawn(seed)
        possible = list(every_set(problem))
        found = choose(problem)
        if not possible:
            impossible += 1
            assert found is None and clash(problem)
            continue
        best = max(problem.value_of(group) for group in possible)
        cheapest = min(
            problem.cost_of(group) for group in possible if problem.value_of(group) == best
        )
        assert (found.value, found.yen, found.optimal) == (best, cheapest, True), seed
        assert found.chosen in possible
        assert problem.value_of(by_value_for_yen(problem)) <= best or broken_rows(
            problem, by_value_for_yen(problem)
        )
        assert clash(problem) == ()
    assert 10 < impossible < 150


def test_a_named_clash_is_real_and_nothing_in_it_can_be_spared():
    problem = problem_of(
        {"A": 5, "B": 5, "C": 1}, {}, 100, must=frozenset("AB"), one_of=(frozenset("AB"),)
    )
    assert set(clash(problem)) == {
        "「A」を必ず入れる",
        "「B」を必ず入れる",
        "「A」・「B」は多くても1つ",
    }
    poor = problem_of({"A": 5, "B": 5}, {}, 7, must=frozenset("AB"), exclude=frozenset())
    assert set(clash(poor)) == {"「A」を必ず入れる", "「B」を必ず入れる", "予算は7円まで"}


def test_a_failed_gate_clashes_with_a_must():
    problem = problem_of({"A": 1}, {}, 5, must=frozenset("A"))
    gated = replace(problem, candidates=(Candidate("A", cost=1, gates={"G4": False}),))
    assert choose(gated) is None
    assert "「A」は関門(G4)を通っていない" in clash(gated)


def test_an_area_nobody_serves_is_named():
    problem = problem_of({"A": 1}, {"A": 1}, 5, area_minimum={"北": 1})
    assert clash(problem) == ("北に1件以上",)


def test_money_is_never_overspent_by_a_yen_on_large_sums():
    problem = problem_of(
        {"A": 99_999_999, "B": 1, "C": 1}, {"A": 10, "B": 9, "C": 9}, 100_000_000
    )
    found = choose(problem)
    assert (found.chosen, found.yen) == (("A", "B"), 100_000_000)
    assert choose(replace(problem, budget=99_999_998)).chosen == ("B", "C")


def test_what_is_missing_is_told_to_the_yen():
    problem = problem_of(
        {"A": 300_000, "B": 250_000, "C": 170_000}, {"A": 9, "B": 5, "C": 1}, 600_000
    )
    found = choose(problem)
    assert found.chosen == ("A", "B")
    assert [(miss.candidate, miss.yen) for miss in near_misses(problem, found)] == [
        ("C", 120_000)
    ]
    more = extra_money(problem, found, count=2)
    assert [(step.extra, step.gain) for step in more] == [(100_000, 0), (200_000, 1)]


def test_who_is_kept_out_by_more_than_money_is_no_near_miss():
    problem = problem_of({"A": 5, "B": 9}, {"A": 9, "B": 1}, 5, one_of=(frozenset("AB"),))
    assert near_misses(problem, choose(problem)) == ()


def test_an_empty_hall_has_an_empty_portfolio():
    assert choose(problem_of({}, {}, 10)).chosen == ()


def test_a_theme_covered_twice_counts_once():
    covers = {"A": frozenset("st"), "B": frozenset("st"), "C": frozenset("u")}
    problem = problem_of(
        {"A": 5, "B": 4, "C": 5}, {}, 9, covers=covers, weights={"s": 3, "t": 2, "u": 1}
    )
    found = choose(problem)
    assert (found.chosen, found.value, found.yen) == (("B", "C"), 6, 9)


def slow_shares(costs, values, budget):
    """The method step by step, trying every price at which somebody's purse runs out."""
    purse = {member: Fraction(budget, len(values)) for member in values} if values else {}
    bought = []
    while True:
        best = None
        for name in sorted(set(costs) - set(bought)):
            backers = [member for member in values if values[member].get(name, 0) > 0]
            if not backers or sum(purse[member] for member in backers) < costs[name]:
                continue
            edges = sorted({purse[m] / values[m][name] for m in backers})
            low = Fraction(0)
            for edge in edges:
                paid = sum(min(purse[m], edge * values[m][name]) for m in backers)
                if paid >= costs[name]:
                    before = sum(min(purse[m], low * values[m][name]) for m in backers)
                    slope = (paid - before) / (edge - low) if edge > low else Fraction(1)
                    price = low + (costs[name] - before) / slope
                    break
                low = edge
            key = (price, costs[name], name)
            best = key if best is None else min(best, key)
        if best is None:
            return tuple(bought)
        price, _, name = best
        for member in values:
            purse[member] -= min(purse[member], price * values[member].get(name, 0))
        bought.append(name)


def test_equal_shares_are_those_of_the_definition_200_times():
    some = 0
    for seed in range(200):
        lot = random.Random(seed)
        names = "ABCDEF"[: lot.randint(1, 6)]
        costs = {name: lot.randint(1, 9) for name in names}
        values = {
            str(m): {n: Fraction(lot.randint(0, 5)) for n in names if lot.random() < 0.7}
            for m in range(lot.randint(1, 5))
        }
        budget = lot.randint(0, 30)
        found = equal_shares(costs, values, budget)
        assert found == slow_shares(costs, values, budget), seed
        assert sum(costs[name] for name in found) <= budget
        some += bool(found)
    assert some > 100


def test_equal_shares_serve_a_minority_that_the_sum_passes_over():
    costs = {"A": 50, "B": 50, "C": 50}
    values = {str(k): {"A": Fraction(1), "B": Fraction(1)} for k in range(6)}
    values |= {str(k): {"C": Fraction(1)} for k in range(6, 10)}
    assert set(equal_shares(costs, values, 120)) == {"A"}
    assert "C" in equal_shares(costs, values, 130)


def test_the_completion_is_told_apart_from_what_was_bought():
    problem = problem_of({"A": 6, "B": 6}, {"A": 2, "B": 3}, 10)
    values = {"1": {"A": Fraction(1)}, "2": {"B": Fraction(1)}}
    found = share_equally(problem, values)
    assert (found.bought, found.completed_with) == ((), ("B",))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 8))
def test_more_money_is_never_worse_and_every_condition_is_kept(seed, more):
    problem = drawn(seed)
    found = choose(problem)
    if found is None:
        return
    assert found.yen <= problem.budget
    assert problem.constraints.must <= set(found.chosen)
    assert not problem.constraints.exclude & set(found.chosen)
    richer = choose(replace(problem, budget=problem.budget + more))
    assert richer.value >= found.value
    turned = choose(replace(problem, candidates=problem.candidates[::-1]))
    assert turned == found
