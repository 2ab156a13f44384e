"""Time the choice of a large town against the greedy one: 300 candidates and 50 themes.

Prints the value and time of the exact choice and of the choice by value for a yen on the same
invented case, the time of 10,000 random weightings, and whether all fits one screen refresh.
"""

import os
import random
import statistics
import time
from fractions import Fraction

import numpy as np

from analysis.case import Candidate, Constraints
from analysis.fair_shares import by_value_for_yen
from analysis.portfolio import Problem, choose
from analysis.robustness import ChosenRule, share_over_weights

CANDIDATES, THEMES, CRITERIA, DRAWS, CASES = 300, 50, 8, 10_000, 5
REFRESH = 2.0  # seconds: the wall of results reads again every two seconds


def make_case(seed: int) -> Problem:
    """Return an invented case: costs of 50,000 to 500,000 yen, one to four themes each."""
    lot = random.Random(seed)
    themes = [f"t{k}" for k in range(THEMES)]
    candidates = tuple(
        Candidate(f"c{k:03}", cost=lot.randint(5, 50) * 10_000) for k in range(CANDIDATES)
    )
    return Problem(
        candidates,
        {},
        {each.id: frozenset(lot.sample(themes, lot.randint(1, 4))) for each in candidates},
        {theme: Fraction(lot.randint(1, 60)) for theme in themes},
        Constraints(),
        1_500_000,
    )


def main() -> None:
    """Run the cases and print one line for each, then the medians."""
    times = []
    for seed in range(CASES):
        problem = make_case(seed)
        start = time.perf_counter()
        best = choose(problem)
        exact = time.perf_counter() - start
        start = time.perf_counter()
        value = problem.value_of(by_value_for_yen(problem))
        greedy = time.perf_counter() - start
        assert best is not None
        parts = np.random.default_rng(seed).integers(1, 6, (CANDIDATES, CRITERIA)).astype(float)
        costs = tuple(each.cost or 0 for each in problem.candidates)
        start = time.perf_counter()
        share_over_weights(parts, ChosenRule(costs, problem.budget), seed=seed, draws=DRAWS)
        draws = time.perf_counter() - start
        times.append((exact, greedy, draws))
        print(
            f"case {seed}: exact {best.value} in {exact:.2f} s (proved: {best.optimal}), "
            f"greedy {value} in {greedy:.2f} s ({float(value / best.value):.1%}), "
            f"{DRAWS:,} weightings {draws:.2f} s"
        )
    exact, greedy, draws = (statistics.median(column) for column in zip(*times, strict=True))
    whole = exact + draws
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"load average {load} on {os.cpu_count()} processors")
    print(f"median: exact {exact:.2f} s, greedy {greedy:.2f} s, weightings {draws:.2f} s")
    print(f"exact and weightings {whole:.2f} s; one refresh is {REFRESH} s: {whole <= REFRESH}")


if __name__ == "__main__":
    main()
