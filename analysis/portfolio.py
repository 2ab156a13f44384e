"""The best set of candidates under a budget, proved best; and what stands just outside.

Weighted knapsack and weighted maximum coverage (Khuller, Moss & Naor 1999) with side
conditions, as a mixed-integer program solved by branch and bound (HiGHS, Huangfu & Hall 2018).
Among equally good sets the cheapest is taken, so an empty gain never costs anything.
Conditions that cannot all hold are not bent: the clash is named.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.case import Candidate, Constraints

_SLACK = 1e-6
_SECONDS = 20.0
_MOST_EXACT = 10**9


@dataclass(frozen=True)
class Problem:
    """What a portfolio is to reach, and under what.

    Attributes
    ----------
    values : what each candidate brings by itself, at least 0.
    covers : what each candidate covers (themes, voices or areas), if coverage counts.
    cover_weights : what each covered thing brings, once.
    budget : yen, or None for no ceiling.
    """

    candidates: tuple[Candidate, ...]
    values: Mapping[str, Fraction]
    covers: Mapping[str, frozenset[str]]
    cover_weights: Mapping[str, Fraction]
    constraints: Constraints
    budget: int | None

    def value_of(self, chosen: Iterable[str]) -> Fraction:
        """Return exactly what a set brings."""
        inside = tuple(chosen)
        covered = {thing for name in inside for thing in self.covers.get(name, ())}
        own = sum((self.values.get(name, Fraction(0)) for name in inside), Fraction(0))
        return own + sum(
            (self.cover_weights.get(thing, Fraction(0)) for thing in sorted(covered)),
            Fraction(0),
        )

    def cost_of(self, chosen: Iterable[str]) -> int:
        """Return the yen a set asks for."""
        return sum(self.costs[name] for name in chosen)

    @cached_property
    def costs(self) -> dict[str, int]:
        """Return the yen each candidate asks for."""
        return {each.id: each.cost or 0 for each in self.candidates}


@dataclass(frozen=True, slots=True)
class Row:
    """One condition, low <= sum of the chosen ones' coefficients <= high, and its words."""

    words: str
    coefficients: Mapping[str, int]
    low: float
    high: float

    def holds_for(self, chosen: Iterable[str]) -> bool:
        """Say whether a set keeps to it."""
        total = sum(self.coefficients.get(name, 0) for name in chosen)
        return self.low <= total <= self.high


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A set of candidates; ``optimal`` says that no better one exists (proved)."""

    chosen: tuple[str, ...]
    value: Fraction
    yen: int
    optimal: bool


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Who would be in with so much more money, everything else staying as it is."""

    candidate: str
    yen: int


@dataclass(frozen=True, slots=True)
class ExtraMoney:
    """What the best set would bring with ``extra`` more yen, and the gain over now."""

    extra: int
    value: Fraction
    gain: Fraction
    chosen: tuple[str, ...]


def rows_of(problem: Problem) -> tuple[Row, ...]:
    """Return every condition as a row with words a person understands."""
    names = {each.id: each.label for each in problem.candidates}
    rules = problem.constraints
    rows = [
        Row(f"「{names[name]}」を必ず入れる", {name: 1}, 1, np.inf)
        for name in sorted(rules.must)
    ]
    rows += [
        Row(f"「{names[name]}」を入れない", {name: 1}, -np.inf, 0)
        for name in sorted(rules.exclude)
    ]
    for each in problem.candidates:
        if each.failed_gates():
            gates = "・".join(each.failed_gates())
            rows.append(
                Row(f"「{each.label}」は関門({gates})を通っていない", {each.id: 1}, -np.inf, 0)
            )
    for group in rules.one_of:
        members = "・".join(f"「{names[name]}」" for name in sorted(group))
        rows.append(Row(f"{members}は多くても1つ", dict.fromkeys(sorted(group), 1), -np.inf, 1))
    for name, needed in sorted(rules.requires.items()):
        for other in sorted(needed - {name}):
            words = f"「{names[name]}」には「{names[other]}」が要る"
            rows.append(Row(words, {other: 1, name: -1}, 0, np.inf))
    for area, least in sorted(rules.area_minimum.items()):
        inside = {each.id: 1 for each in problem.candidates if area in each.areas}
        rows.append(Row(f"{area}に{least}件以上", inside, least, np.inf))
    for year, most in sorted(rules.year_ceilings.items()):
        costs = {each.id: each.cost_by_year.get(year, 0) for each in problem.candidates}
        rows.append(Row(f"{year}年度は{most:,}円まで", costs, -np.inf, most))
    if problem.budget is not None:
        costs = {each.id: each.cost or 0 for each in problem.candidates}
        rows.append(Row(f"予算は{problem.budget:,}円まで", costs, -np.inf, problem.budget))
    return tuple(rows)


def choose(problem: Problem) -> Portfolio | None:
    """Return the best set, or None if no set meets the conditions (see :func:`clash`).

    The result does not depend on the order of the candidates.
    """
    ordered = replace(
        problem, candidates=tuple(sorted(problem.candidates, key=lambda each: each.id))
    )
    rows = rows_of(ordered)
    both = _gains_then_yen(ordered)
    found = _solve(ordered, rows, _gains(ordered) if both is None else both)
    if found is None:
        return None
    chosen = found.chosen
    if both is None:
        chosen = _cheapest(ordered, rows, ordered.value_of(chosen)) or chosen
    return Portfolio(
        chosen, ordered.value_of(chosen), ordered.cost_of(chosen), optimal=found.proved
    )


def clash(problem: Problem) -> tuple[str, ...]:
    """Return conditions that cannot hold together, none of which can be left out; or none.

    Deletion filter (Chinneck & Dravnieks 1991): a condition is dropped for good whenever the
    others still clash without it.
    """
    rows = list(rows_of(problem))
    if _is_possible(problem, rows):
        return ()
    for row in tuple(rows):
        rest = [other for other in rows if other is not row]
        if not _is_possible(problem, rest):
            rows = rest
    return tuple(row.words for row in rows)


def broken_rows(problem: Problem, chosen: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions a set does not keep to, in words."""
    inside = tuple(chosen)
    return tuple(row.words for row in rows_of(problem) if not row.holds_for(inside))


def near_misses(problem: Problem, portfolio: Portfolio) -> tuple[NearMiss, ...]:
    """Return who is only kept out by money, the smallest missing sum first.

    The sum is exact: added to the chosen set, the candidate goes over what is left by so much.
    """
    if problem.budget is None:
        return ()
    left = problem.budget - portfolio.yen
    others = [row for row in rows_of(problem) if not row.words.startswith("予算は")]
    found = []
    for each in problem.candidates:
        missing = (each.cost or 0) - left
        if each.id in portfolio.chosen or missing <= 0:
            continue
        with_it = (*portfolio.chosen, each.id)
        if all(row.holds_for(with_it) for row in others):
            found.append(NearMiss(each.id, missing))
    return tuple(sorted(found, key=lambda miss: (miss.yen, miss.candidate)))


def extra_money(
    problem: Problem, portfolio: Portfolio, *, step: int = 100_000, count: int = 3
) -> tuple[ExtraMoney, ...]:
    """Return what the best set would bring with one, two, … steps of yen more."""
    if problem.budget is None:
        return ()
    found = []
    for times in range(1, count + 1):
        extra = step * times
        better = choose(replace(problem, budget=problem.budget + extra))
        if better is not None:
            gain = better.value - portfolio.value
            found.append(ExtraMoney(extra, better.value, gain, better.chosen))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Solution:
    chosen: tuple[str, ...]
    proved: bool


def _things(problem: Problem) -> list[str]:
    covered = {thing for each in problem.covers.values() for thing in each}
    return sorted(thing for thing in covered if problem.cover_weights.get(thing, 0) > 0)


def _gains(problem: Problem) -> np.ndarray:
    own = [float(problem.values.get(each.id, 0)) for each in problem.candidates]
    return np.array(own + [float(problem.cover_weights[thing]) for thing in _things(problem)])


def _gains_then_yen(problem: Problem) -> np.ndarray | None:
    """Return one whole-number objective: the gain first, then the fewest yen; or None.

    Gains are counted in their smallest common part and weigh more than all yen together
    (a lexicographic objective in one, Sherali & Soyster 1983).  None where the numbers would
    grow beyond what the solver tells apart; then the yen take a solution of their own.
    """
    own = [problem.values.get(each.id, Fraction(0)) for each in problem.candidates]
    exact = own + [problem.cover_weights[thing] for thing in _things(problem)]
    parts = math.lcm(*(gain.denominator for gain in exact))
    whole = [int(gain * parts) for gain in exact]
    step = math.gcd(*whole) or 1
    coin = math.gcd(*problem.costs.values()) or 1
    most = sum(problem.costs.values()) if problem.budget is None else problem.budget
    above = most // coin + 1
    if above * sum(gain // step for gain in whole) > _MOST_EXACT:
        return None
    yen = [problem.costs[each.id] // coin for each in problem.candidates]
    yen += [0] * (len(exact) - len(yen))
    return np.array(
        [float(gain // step * above - spent) for gain, spent in zip(whole, yen, strict=True)]
    )


def _solve(
    problem: Problem,
    rows: Sequence[Row],
    gains: np.ndarray,
    *,
    least: float | None = None,
    reward: np.ndarray | None = None,
) -> _Solution | None:
    """Maximise *gains* over the candidates and the covered things; None if impossible.

    With *least*, the scalar product with *reward* has to reach it.
    """
    count, things = len(problem.candidates), _things(problem)
    if count == 0:
        return (
            _Solution((), proved=True)
            if all(row.low <= 0 <= row.high for row in rows)
            else None
        )
    conditions = _conditions(problem, rows, things)
    if least is not None and reward is not None:
        conditions.append(LinearConstraint(reward[None, :], least, np.inf))
    while True:
        done = milp(
            -gains,
            integrality=np.array([1] * count + [0] * len(things)),
            bounds=Bounds(0, 1),
            constraints=conditions,
            options={"mip_rel_gap": 0.0, "time_limit": _SECONDS},
        )
        if done.x is None:
            return None
        inside = done.x[:count] > 0.5
        pairs = zip(problem.candidates, inside, strict=True)
        chosen = tuple(each.id for each, is_in in pairs if is_in)
        if all(row.holds_for(chosen) for row in rows):
            return _Solution(chosen, proved=done.status == 0)
        # The solver allows for rounding, which could be some yen over: forbid just this set.
        cut = np.concatenate([np.where(inside, 1.0, -1.0), np.zeros(len(things))])
        conditions.append(LinearConstraint(cut[None, :], -np.inf, inside.sum() - 1))


def _conditions(
    problem: Problem, rows: Sequence[Row], things: Sequence[str]
) -> list[LinearConstraint]:
    """Return the rows, and that a thing is covered only by somebody who is in."""
    place = {each.id: k for k, each in enumerate(problem.candidates)}
    width = len(place) + len(things)
    entries: list[tuple[int, int, float]] = []
    low: list[float] = []
    high: list[float] = []
    for row in rows:
        entries += [(len(low), place[name], float(c)) for name, c in row.coefficients.items()]
        low.append(row.low)
        high.append(row.high)
    first = len(low)
    line = {thing: first + k for k, thing in enumerate(things)}
    for k, thing in enumerate(things):
        entries.append((line[thing], len(place) + k, 1.0))
        low.append(-np.inf)
        high.append(0.0)
    for name, covered in problem.covers.items():
        entries += [(line[thing], place[name], -1.0) for thing in covered if thing in line]
    if not low:
        return []
    at, column, value = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_array((value, (at, column)), shape=(len(low), width))
    return [LinearConstraint(matrix, np.array(low), np.array(high))]


def _cheapest(problem: Problem, rows: Sequence[Row], value: Fraction) -> tuple[str, ...] | None:
    """Return the cheapest set that brings exactly *value*, or None if none was found."""
    gains = _gains(problem)
    costs = np.zeros(len(gains))
    costs[: len(problem.candidates)] = [each.cost or 0 for each in problem.candidates]
    found = _solve(problem, rows, -costs, least=float(value) - _SLACK, reward=gains)
    if found is None or problem.value_of(found.chosen) < value:
        return None
    return found.chosen


def _is_possible(problem: Problem, rows: Sequence[Row]) -> bool:
    plain = replace(problem, covers={}, cover_weights={})
    return _solve(plain, rows, np.zeros(len(problem.candidates))) is not None
