"""Equal shares and the best set against what an independent library answered.

``peer_answers.json`` holds its answers to 200 invented cases and to the ballots of our own
writing; ``benchmarks/choice_peer.py`` asks it again and keeps what it says.
"""

import json
from fractions import Fraction
from pathlib import Path

from analysis.case import Candidate, Constraints
from analysis.fair_shares import share_equally
from analysis.portfolio import Problem, choose

ANSWERS = json.loads(Path(__file__).with_name("peer_answers.json").read_text("utf-8"))


def points_of(told):
    return {
        voter: {name: Fraction(points) for name, points in row.items()}
        for voter, row in told["votes"].items()
    }


def problem_of(told):
    votes = points_of(told)
    return Problem(
        candidates=tuple(Candidate(name, cost=yen) for name, yen in told["costs"].items()),
        values={
            name: sum((row.get(name, Fraction(0)) for row in votes.values()), Fraction(0))
            for name in told["costs"]
        },
        covers={},
        cover_weights={},
        constraints=Constraints(),
        budget=told["budget"],
    )


def test_equal_shares_buy_what_the_library_buys_in_the_same_order():
    differ = [
        told["name"]
        for told in ANSWERS
        if share_equally(problem_of(told), points_of(told)).bought != tuple(told["bought"])
    ]
    assert differ == []
    assert len(ANSWERS) >= 205 and sum(bool(told["bought"]) for told in ANSWERS) > 100


def test_what_is_left_is_spent_as_the_library_does_but_never_on_what_nobody_wants():
    for told in ANSWERS:
        problem = problem_of(told)
        added = share_equally(problem, points_of(told)).completed_with
        wanted = {name for name in told["completed_with"] if problem.values[name] > 0}
        assert set(added) == wanted, told["name"]


def test_the_best_set_is_the_cheapest_of_those_the_library_calls_best():
    for told in ANSWERS:
        best = choose(problem_of(told))
        yen = [sum(told["costs"][name] for name in group) for group in told["best_sets"]]
        assert (best.value, best.yen) == (told["best"], min(yen)), told["name"]
        assert sorted(best.chosen) in told["best_sets"], told["name"]
