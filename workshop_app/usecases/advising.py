"""Advising: what the rules say about a choice, part by part, as far as the case allows.

The answer never decides.  It says which rule it used, what it could not compute, and where
another rule would have said something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from analysis import fair_shares, portfolio, robustness
from analysis.aggregation import (
    Ranking,
    Rounding,
    Rule,
    TieRule,
    average_ranks,
    linear_parts,
    linear_weights,
    member_values,
    rank,
    scale_of,
    worth,
)
from analysis.awards import Award, AwardStatus, walk
from analysis.case import Case, Constraints
from analysis.grade_caps import GradeCap
from analysis.portfolio import ExtraMoney, NearMiss, Portfolio, Problem
from analysis.verdicts import Difference, compare_orders, compare_sets
from workshop_app import errors

SEED = 20260401
_MOST_RANKERS = 200
_RANK_DRAWS = 10_000


@dataclass(frozen=True)
class Question:
    """A case, and by which rules it is to be answered.

    Attributes
    ----------
    minimum : totals below it are not granted anything; None for no minimum.
    objective : ``score`` or what is to be covered: ``themes``, ``voices`` or ``areas``.
    passed : who let the offer for 次点 go.
    agreed : yen agreed on in place of a request.
    tie_orders : orders of equal totals that people agreed on, with their reason.
    caps : limits on high points; where they are exceeded it is said, nothing is changed.
    """

    case: Case
    rule: Rule = Rule.WEIGHTED
    tie: TieRule = TieRule.DISCUSSION
    rounding: Rounding = Rounding.NONE
    minimum: Fraction | None = None
    budget: int | None = None
    objective: str = "score"
    theme_weights: Mapping[str, Fraction] = field(default_factory=dict)
    constraints: Constraints = field(default_factory=Constraints)
    passed: frozenset[str] = frozenset()
    agreed: Mapping[str, int] = field(default_factory=dict)
    tie_orders: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    caps: tuple[GradeCap, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The best set, what stands just outside, and what other ways would choose.

    ``sets`` is the way's name to its candidates; ``breaks`` the conditions a way does not keep.
    """

    best: Portfolio
    near_misses: tuple[NearMiss, ...]
    extra: tuple[ExtraMoney, ...]
    sets: Mapping[str, tuple[str, ...]]
    breaks: Mapping[str, tuple[str, ...]]
    completed_with: tuple[str, ...]
    difference: Difference


@dataclass(frozen=True, slots=True)
class Firmness:
    """Which change of a weight flips the winner, and how often each candidate is chosen.

    A part is None or empty where the rule or the scores do not allow it.
    """

    flip: robustness.Flip | None
    over_weights: Mapping[str, float]
    over_members: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the case allows to be said; parts that it does not allow are None or empty."""

    question: Question
    ranking: Ranking | None
    others: tuple[Ranking, ...]
    difference: Difference
    below_minimum: tuple[str, ...]
    awards: tuple[Award, ...]
    choice: Choice | None
    firmness: Firmness | None


def answer(question: Question) -> Answer:
    """Return what the rules say.

    Raises
    ------
    UnusableInputError
        The conditions cannot all be met; the sentence names those that clash.
    """
    case = question.case
    ranking = _rank(question, question.rule) if case.scores else None
    others = _other_rankings(question) if ranking else ()
    difference = compare_orders((ranking, *others), _names(case)) if ranking else _NOTHING
    below = _below(question, ranking) if ranking else ()
    awards = _awards(question, ranking, below) if ranking else ()
    return Answer(
        question,
        ranking,
        others,
        difference,
        below,
        awards,
        _choice(question, ranking, awards),
        _firmness(question, ranking) if ranking and ranking.order else None,
    )


_NOTHING = Difference(True, "")


def _names(case: Case) -> dict[str, str]:
    return {each.id: each.label for each in case.candidates}


def _rank(question: Question, rule: Rule) -> Ranking:
    return rank(
        question.case,
        rule,
        rounding=question.rounding,
        tie=question.tie,
        agreed=tuple(question.tie_orders),
    )


def _other_rankings(question: Question) -> tuple[Ranking, ...]:
    """Return the other rules' orders; rules that come to the same by definition once."""
    case = question.case
    rules = [Rule.SUM, Rule.WEIGHTED]
    if len(case.everybody) <= _MOST_RANKERS:
        rules.append(Rule.RANK_SUM)
    if question.rule is Rule.MULTIPLIER:
        rules = rules[2:]
    same = {Rule.MEAN: Rule.SUM}
    done = {question.rule, same.get(question.rule, question.rule)}
    return tuple(rank(case, rule, tie=question.tie) for rule in rules if rule not in done)


def _below(question: Question, ranking: Ranking) -> tuple[str, ...]:
    """Return who does not reach the minimum; who has no total has not reached it either."""
    if question.minimum is None:
        return ()
    least, sign = question.minimum, -1 if ranking.rule is Rule.RANK_SUM else 1
    found = []
    for name in ranking.order:
        total = ranking.tallies[name].total
        if total is None or sign * total < sign * least:
            found.append(name)
    return tuple(found)


def _awards(question: Question, ranking: Ranking, below: tuple[str, ...]) -> tuple[Award, ...]:
    if question.budget is None:
        return ()
    costs = {each.id: each.cost or 0 for each in question.case.candidates}
    return walk(
        ranking.order,
        costs,
        question.budget,
        passed=question.passed,
        below_minimum=below,
        agreed=question.agreed,
    )


def keeps_to_walk(question: Question, given: Mapping[str, int]) -> bool:
    """Say whether yen were given as the walk down the list gives them.

    次点 may take the rest that is offered, or pass it on: both are the rule.  Without scores or
    a budget there is nothing to keep to.

    Parameters
    ----------
    given : candidate to the yen it is to get, those who get none left out.
    """
    if not question.case.scores or question.budget is None:
        return True
    ranking = _rank(question, question.rule)
    below, passed = _below(question, ranking), question.passed
    while True:
        awards = _awards(replace(question, passed=passed), ranking, below)
        granted, offered = (
            {each.candidate: each.yen for each in awards if each.status is status}
            for status in (AwardStatus.AWARDED, AwardStatus.OFFERED)
        )
        if given in (granted, granted | offered):
            return True
        if not offered:
            return False
        passed |= offered.keys()


def problem_of(question: Question, ranking: Ranking | None) -> Problem:
    """Return the problem of the best set: most score, most coverage, or most candidates."""
    case = question.case
    values: dict[str, Fraction] = {}
    covers: dict[str, frozenset[str]] = {}
    weights: dict[str, Fraction] = {}
    if question.objective != "score":
        covers = {each.id: getattr(each, question.objective) for each in case.candidates}
        things = {thing for each in covers.values() for thing in each}
        weights = {thing: question.theme_weights.get(thing, Fraction(1)) for thing in things}
    elif ranking is not None:
        values = worth(case, ranking)
    else:
        values = {each.id: Fraction(1) for each in case.candidates}
    return Problem(
        case.candidates, values, covers, weights, question.constraints, question.budget
    )


def refuse_clash(question: Question) -> None:
    """Check that some set meets the conditions.

    Raises
    ------
    UnusableInputError
        None does; the sentence names the conditions that clash.
    """
    problem = problem_of(question, None)
    if portfolio.clash(problem):
        raise _clash(problem)


def _clash(problem: Problem) -> errors.UnusableInputError:
    named = "、".join(portfolio.clash(problem))
    return errors.UnusableInputError(
        f"条件がぶつかっていて、満たす組がありません。ぶつかる条件：{named}。どれかをゆるめてください。"
    )


def _choice(
    question: Question, ranking: Ranking | None, awards: tuple[Award, ...]
) -> Choice | None:
    covers = question.objective != "score"
    if question.budget is None and not question.constraints and not covers:
        return None
    problem = problem_of(question, ranking)
    best = portfolio.choose(problem)
    if best is None:
        raise _clash(problem)
    sets: dict[str, tuple[str, ...]] = {"optimum": best.chosen}
    completed: tuple[str, ...] = ()
    if question.budget is not None:
        sets["greedy"] = fair_shares.by_value_for_yen(problem)
        if ranking is not None:
            granted = tuple(each.candidate for each in awards if each.status == "awarded")
            shares = fair_shares.share_equally(problem, member_values(question.case))
            sets = {"walk": granted, **sets, "equal_shares": shares.chosen}
            completed = shares.completed_with
    breaks = {name: portfolio.broken_rows(problem, chosen) for name, chosen in sets.items()}
    return Choice(
        best=best,
        near_misses=portfolio.near_misses(problem, best),
        extra=portfolio.extra_money(problem, best),
        sets={name: tuple(sorted(chosen)) for name, chosen in sets.items()},
        breaks={name: broken for name, broken in breaks.items() if broken},
        completed_with=completed,
        difference=compare_sets(sets, _names(question.case)) if len(sets) > 1 else _NOTHING,
    )


def _firmness(question: Question, ranking: Ranking) -> Firmness:
    case, rule = question.case, question.rule
    names = sorted(name for name in ranking.order if ranking.tallies[name].total is not None)
    costs = {each.id: each.cost for each in case.candidates}
    is_priced = question.budget is not None and all(costs[name] is not None for name in names)
    chosen = robustness.ChosenRule(
        tuple(costs[name] or 0 for name in names), question.budget if is_priced else None
    )
    if not names:
        return Firmness(None, {}, {})
    if rule is Rule.RANK_SUM:
        shares = robustness.share_over_members(
            _ranks(case, names), np.ones(1), chosen, seed=SEED
        )
        over_weights = robustness.share_over_weights_of_ranks(
            _scores(case, names, rule),
            np.array([float(each.most) for each in case.criteria]),
            chosen,
            seed=SEED,
            draws=_RANK_DRAWS,
        )
        return Firmness(None, _by_name(names, over_weights), _by_name(names, shares))
    rows = linear_parts(case, rule)
    parts = {name: [part or Fraction(0) for part in rows[name]] for name in names}
    weights = linear_weights(case, rule)
    matrix = np.array([[float(part) for part in parts[name]] for name in names])
    over_members = robustness.share_over_members(
        _scores(case, names, rule), np.array([float(w) for w in weights]), chosen, seed=SEED
    )
    return Firmness(
        robustness.smallest_flip(parts, weights, [each.id for each in case.criteria]),
        _by_name(names, robustness.share_over_weights(matrix, chosen, seed=SEED)),
        _by_name(names, over_members),
    )


def _by_name(names: list[str], shares: np.ndarray) -> dict[str, float]:
    return {name: float(share) for name, share in zip(names, shares, strict=True)}


def _scores(case: Case, names: list[str], rule: Rule) -> np.ndarray:
    """Return members × candidates × criteria, scaled to one for weighted totals; NaN blanks."""
    blank = np.nan if case.unlisted is None else float(case.unlisted)
    members = {member: place for place, member in enumerate(case.everybody)}
    found = np.full((len(members), len(names), len(case.criteria)), blank)
    for k, name in enumerate(names):
        for j, criterion in enumerate(case.criteria):
            scale = float(scale_of(case, criterion, rule))
            for member, value in case.table[name, criterion.id].items():
                found[members[member], k, j] = float(value) * scale
    for member, name in case.recusals:
        if name in names:
            found[members[member], names.index(name), :] = np.nan
    return found


def _ranks(case: Case, names: list[str]) -> np.ndarray:
    """Return members × candidates × 1: the negative rank each member gave."""
    values = member_values(case)
    found = np.full((len(case.everybody), len(names), 1), np.nan)
    for place, member in enumerate(case.everybody):
        for name, position in average_ranks(values[member]).items():
            if name in names:
                found[place, names.index(name), 0] = -float(position)
    return found
