"""Equal shares and the best set beside pabutools, an independent library, in one run.

    python benchmarks/choice_peer.py [--write]

200 invented small cases (approvals, points, and approvals that count as much as they cost) and
the ballots in ``tests/workshop_app/usecases/ballots``.  Compared are what equal shares buy, in
that order, with equal prices settled alike (smaller cost, then name); the completion by value
for a yen; the value of the best set by both of the library's ways; and whether our best set is
the cheapest of all the library calls best.  Prints what agrees and every difference.

With ``--write`` the library's answers are kept for the tests, which need no library then.
How to install it, and why it is no dependency: docs/benchmarks-choice.md.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Instance,
    OrdinalProfile,
    Project,
    parse_pabulib,
)
from pabutools.rules import (
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
)
from pabutools.rules.maxwelfare import MaxAddUtilWelfareAlgo
from pabutools.tiebreaking import TieBreakingRule

from analysis.aggregation import member_values
from analysis.case import Candidate, Constraints
from analysis.fair_shares import share_equally
from analysis.portfolio import Problem, choose
from workshop_app.usecases.reading_ballots import read_ballots

ROOT = Path(__file__).resolve().parents[1]
BALLOTS = ROOT / "tests" / "workshop_app" / "usecases" / "ballots"
KEPT = ROOT / "tests" / "analysis" / "peer_answers.json"
CASES = 200
SMALLER_COST = TieBreakingRule(lambda instance, profile, project: (project.cost, project.name))

Votes = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Small:
    """A case small enough for every solver: yen, points of each voter, budget."""

    costs: Mapping[str, int]
    votes: Votes
    budget: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was bought in that order, what was added, the best value, all best sets."""

    bought: tuple[str, ...]
    completed_with: frozenset[str]
    best: int
    best_sets: frozenset[frozenset[str]]


def make_case(seed: int) -> Small:
    """Return an invented case of up to 7 candidates and 8 voters."""
    lot = random.Random(seed)
    names = "ABCDEFG"[: lot.randint(1, 7)]
    costs = {name: lot.randint(0 if seed % 10 == 0 else 1, 12) for name in names}
    kind = seed % 3
    votes = {}
    for k in range(lot.randint(1, 8)):
        liked = [name for name in names if lot.random() < 0.6]
        points = [1, lot.randint(1, 7), None][kind]
        votes[f"v{k}"] = {
            name: (costs[name] if points is None else lot.randint(1, points)) for name in liked
        }
    return Small(costs, votes, lot.randint(0, sum(costs.values())))


def ask_the_library(case: Small) -> Verdict:
    """Return the library's answer to a case; points as a cardinal profile."""
    projects = {name: Project(name, cost) for name, cost in case.costs.items()}
    instance = Instance(projects.values(), budget_limit=case.budget)
    profile = CardinalProfile(
        CardinalBallot({projects[name]: points for name, points in row.items()})
        for row in case.votes.values()
    )
    return _ask(instance, profile, Additive_Cardinal_Sat)


def ask_the_library_about(ballots: Path) -> Verdict:
    """Return the library's answer to a file, read by the library itself."""
    instance, profile = parse_pabulib(str(ballots))
    if isinstance(profile, OrdinalProfile):
        profile = _as_points(instance, profile)
    satisfaction = (
        Cardinality_Sat if isinstance(profile, ApprovalProfile) else Additive_Cardinal_Sat
    )
    return _ask(instance, profile, satisfaction)


def _as_points(instance: Instance, profile: OrdinalProfile) -> CardinalProfile:
    """Return places as points, the longest list's length for the first place.

    The library's own count gives the last of a list 0 and the first of a short list fewer.
    """
    longest = min(int(instance.meta["max_length"]), len(instance))
    return CardinalProfile(
        CardinalBallot({project: longest - place for place, project in enumerate(ballot)})
        for ballot in profile
    )


def _ask(instance: Instance, profile: object, satisfaction: type) -> Verdict:
    bought = method_of_equal_shares(instance, profile, satisfaction, tie_breaking=SMALLER_COST)
    whole = greedy_utilitarian_welfare(
        instance, profile, satisfaction, initial_budget_allocation=bought
    )
    ways = {
        way: max_additive_utilitarian_welfare(instance, profile, satisfaction, inner_algo=way)
        for way in MaxAddUtilWelfareAlgo
    }
    measured = profile.as_sat_profile(satisfaction)  # type: ignore[attr-defined]
    values = {int(measured.total_satisfaction(chosen)) for chosen in ways.values()}
    if len(values) > 1:
        print(f"the library's two ways differ: {values}")
    sets = max_additive_utilitarian_welfare(instance, profile, satisfaction, resoluteness=False)
    free = [project.name for project in bought if project.cost == 0]
    paid = [project.name for project in bought if project.cost]
    return Verdict(
        (*sorted(free), *paid),
        frozenset(project.name for project in whole if project not in bought),
        max(values),
        frozenset(frozenset(project.name for project in chosen) for chosen in sets),
    )


def answer(case: Small) -> tuple[Verdict, int]:
    """Return our answer to a case, and the yen of our best set."""
    votes = {
        voter: {name: Fraction(points) for name, points in row.items()}
        for voter, row in case.votes.items()
    }
    problem = Problem(
        tuple(Candidate(name, cost=cost) for name, cost in case.costs.items()),
        {
            name: sum(row.get(name, Fraction(0)) for row in votes.values())
            for name in case.costs
        },
        {},
        {},
        Constraints(),
        case.budget,
    )
    shares, best = share_equally(problem, votes), choose(problem)
    assert best is not None and best.optimal
    return (
        Verdict(
            shares.bought,
            frozenset(shares.completed_with),
            int(best.value),
            frozenset([frozenset(best.chosen)]),
        ),
        best.yen,
    )


def wanted(case: Small) -> set[str]:
    """Return the candidates that somebody gave a point."""
    return {name for row in case.votes.values() for name, points in row.items() if points}


def differences(case: Small, ours: Verdict, yen: int, theirs: Verdict) -> list[str]:
    """Return in which respects two answers to a case differ.

    Of what is added, only candidates count that somebody gave a point: the library fills what
    is left of the budget with the others too, the product never does.
    """
    found = []
    if ours.bought != theirs.bought:
        found.append(f"bought {ours.bought}, the library {theirs.bought}")
    if ours.completed_with != theirs.completed_with & wanted(case):
        found.append(f"added {set(ours.completed_with)}, {set(theirs.completed_with)}")
    if ours.best != theirs.best:
        found.append(f"best value {ours.best}, {theirs.best}")
    cheapest = min(sum(case.costs[name] for name in group) for group in theirs.best_sets)
    if not ours.best_sets <= theirs.best_sets:
        found.append(f"best set {ours.best_sets} is none of {theirs.best_sets}")
    if yen != cheapest:
        found.append(f"best set costs {yen}, the library knows one for {cheapest}")
    return found


def small_case(ballots: Path) -> Small:
    """Return the case in a file as our own reader understands it."""
    question = read_ballots(ballots.read_text(encoding="utf-8"))
    votes = {
        voter: {name: int(value) for name, value in row.items() if value}
        for voter, row in member_values(question.case).items()
    }
    assert question.budget is not None
    return Small(
        {each.id: each.cost or 0 for each in question.case.candidates}, votes, question.budget
    )


def main() -> int:
    """Compare everything, print it, and return 1 if anything differs."""
    parser = argparse.ArgumentParser(
        description="equal shares and the best set beside pabutools"
    )
    parser.add_argument("--write", action="store_true", help="keep the library's answers")
    order = parser.parse_args()
    pairs = [
        (f"case {seed}", case := make_case(seed), ask_the_library(case))
        for seed in range(CASES)
    ]
    pairs += [
        (path.name, small_case(path), ask_the_library_about(path))
        for path in sorted(BALLOTS.glob("*.pb"))
    ]
    differing = 0
    for name, case, theirs in pairs:
        found = differences(case, *answer(case), theirs)
        differing += bool(found)
        for line in found:
            print(f"{name}: {line}; {case}")
    _summarise(pairs, differing)
    if order.write:
        _keep({name: (case, theirs) for name, case, theirs in pairs})
    return int(differing > 0)


def _summarise(pairs: list[tuple[str, Small, Verdict]], differing: int) -> None:
    filled = sum(not theirs.completed_with <= wanted(case) for _, case, theirs in pairs)
    some = sum(bool(theirs.bought) for _, _, theirs in pairs)
    several = sum(len(theirs.best_sets) > 1 for _, _, theirs in pairs)
    print(f"{len(pairs) - differing} of {len(pairs)} answers agree in every respect")
    print(f"in {filled} the library also added candidates that nobody gave a point")
    print(f"equal shares bought something in {some}; there are several best sets in {several}")


def _keep(answers: Mapping[str, tuple[Small, Verdict]]) -> None:
    lines = []
    for name, (case, theirs) in answers.items():
        told = {
            "name": name,
            "costs": case.costs,
            "votes": case.votes,
            "budget": case.budget,
            "bought": theirs.bought,
            "completed_with": sorted(theirs.completed_with),
            "best": theirs.best,
            "best_sets": sorted(sorted(group) for group in theirs.best_sets),
        }
        lines.append(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    KEPT.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"kept in {KEPT.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
