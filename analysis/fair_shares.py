"""Choosing so that every member, or voter, has the same say over the money.

Method of equal shares for additive values (Peters, Pierczyński & Skowron 2021; Peters & Skowron
2020 for approvals): the budget is divided evenly, candidates are bought by those who value
them, whoever needs the smallest payment for each point of value first.  It often leaves money
over; the completion is by value for yen and is reported apart.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.portfolio import Problem, Row, rows_of

_MORE_THAN_ANY = 10**15


@dataclass(frozen=True, slots=True)
class EqualShares:
    """What the method bought, in that order, and what was added with the money left."""

    bought: tuple[str, ...]
    completed_with: tuple[str, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return everything chosen."""
        return (*self.bought, *self.completed_with)


def equal_shares(
    costs: Mapping[str, int], values: Mapping[str, Mapping[str, Fraction]], budget: int
) -> tuple[str, ...]:
    """Return what the method buys, before any completion.

    Parameters
    ----------
    costs : yen of each candidate that may be chosen.
    values : member to candidate to value (at least 0; none is the same as 0).
    budget : yen there are.
    """
    if not values:
        return ()
    purse = dict.fromkeys(values, Fraction(budget, len(values)))
    backers = {
        name: [(m, row[name]) for m, row in values.items() if row.get(name, 0) > 0]
        for name in costs
    }
    bought: list[str] = []
    waiting = [(Fraction(0), costs[name], name) for name in sorted(costs) if backers[name]]
    heapq.heapify(waiting)
    while waiting:
        _, cost, name = heapq.heappop(waiting)
        price = _price(cost, [(purse[member], value) for member, value in backers[name]])
        if price is None:
            continue
        if waiting and (price, cost, name) > waiting[0]:
            # Purses only shrink, so an old price is a lower bound: look again when it comes up.
            heapq.heappush(waiting, (price, cost, name))
            continue
        for member, value in backers[name]:
            purse[member] -= min(purse[member], price * value)
        bought.append(name)
    return tuple(bought)


def share_equally(
    problem: Problem, values: Mapping[str, Mapping[str, Fraction]]
) -> EqualShares:
    """Return the method's result among candidates that may be in, completed by value for yen.

    Excluded candidates and those that fail a gate take no part; other conditions are not built
    into the method, see :func:`analysis.portfolio.broken_rows`.
    """
    barred = {
        name
        for row in rows_of(problem)
        if row.high == 0 and len(row.coefficients) == 1
        for name in row.coefficients
    }
    budget = problem.budget or 0
    costs = {each.id: each.cost or 0 for each in problem.candidates if each.id not in barred}
    bought = equal_shares(costs, values, budget)
    whole = by_value_for_yen(problem, start=bought)
    return EqualShares(bought, tuple(name for name in whole if name not in bought))


def by_value_for_yen(problem: Problem, start: Collection[str] = ()) -> tuple[str, ...]:
    """Return a set built by the most added value for each yen (Khuller, Moss & Naor 1999).

    Must-haves come first, with what they cannot do without.  What adds no value, or breaks a
    condition that was kept so far, is not added.
    """
    rows = rows_of(problem)
    chosen = list(start)
    for name in sorted(problem.constraints.must):
        chosen += [each for each in _with_needs(problem, name) if each not in chosen]
    needs = {each.id: _with_needs(problem, each.id) for each in problem.candidates}
    while True:
        covered = {thing for name in chosen for thing in problem.covers.get(name, ())}
        best: tuple[Fraction, str] | None = None
        for name in sorted(set(needs) - set(chosen)):
            added = [each for each in needs[name] if each not in chosen]
            rate = _rate(problem, added, covered)
            better = rate > 0 and (best is None or rate > best[0])
            if better and _may_join(rows, chosen, added):
                best = (rate, name)
        if best is None:
            return tuple(chosen)
        chosen += [each for each in needs[best[1]] if each not in chosen]


def _rate(problem: Problem, added: list[str], covered: set[str]) -> Fraction:
    """Return the added value for a yen; for what costs nothing, more than for anything else."""
    things = {thing for name in added for thing in problem.covers.get(name, ())} - covered
    gain = sum((problem.values.get(name, Fraction(0)) for name in added), Fraction(0))
    gain += sum(
        (problem.cover_weights.get(thing, Fraction(0)) for thing in things), Fraction(0)
    )
    cost = problem.cost_of(added)
    return gain / cost if cost else gain * _MORE_THAN_ANY


def _may_join(rows: Sequence[Row], chosen: list[str], added: list[str]) -> bool:
    """Say whether adding breaks no condition that is kept now."""
    whole = [*chosen, *added]
    return all(row.holds_for(whole) or not row.holds_for(chosen) for row in rows)


def _with_needs(problem: Problem, name: str) -> list[str]:
    found: list[str] = []
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.append(each)
            waiting += sorted(problem.constraints.requires.get(each, ()))
    return found


def _price(cost: int, purses: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the smallest yen for a point of value at which the backers can pay together."""
    if sum((money for money, _ in purses), Fraction(0)) < cost:
        return None
    left, weight = Fraction(cost), sum((value for _, value in purses), Fraction(0))
    for money, value in sorted(purses, key=lambda each: each[0] / each[1]):
        price = left / weight
        if price * value <= money:
            return price
        left -= money
        weight -= value
    return Fraction(0)
