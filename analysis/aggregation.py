"""From members' scores to totals and an order: the rules councils really use, exactly.

Raw sum (小諸市 2016), mean, weighted to 100 (業務委託プロポーザル), rank-sum (宮城県 農福連携;
Borda 1781 with average ranks for ties, Kendall 1945), item points times a grade's multiplier
(釧路市).  A blank is never 0: each item uses the mean of those who scored it, and a sum is that
mean times the number of members, which is the plain sum when nobody left a blank.  A lottery is
never drawn.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from analysis.case import Candidate, Case, Criterion

GRADES = {
    "A": Fraction(1),
    "B": Fraction(7, 10),
    "C": Fraction(1, 2),
    "D": Fraction(3, 10),
    "E": Fraction(0),
}
_HALF = Fraction(1, 2)


class Rule(StrEnum):
    """How scores become one number."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED = "weighted"
    RANK_SUM = "rank_sum"
    MULTIPLIER = "multiplier"


class Rounding(StrEnum):
    """What becomes of a total's fraction."""

    NONE = "none"
    FLOOR = "floor"
    HALF_UP = "half_up"


class TieRule(StrEnum):
    """What decides between equal totals; people talk where it does not."""

    SMALLER_REQUEST = "smaller_request"
    EARLIER = "earlier"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class Tally:
    """How one candidate came out.

    Attributes
    ----------
    total : the rule's number after rounding, or None if an item was scored by nobody.
    means : mean of each criterion (None: nobody scored it).
    scorers : how many members scored each criterion.
    missing : blanks of members who were not recused.
    recused : members kept out for this candidate.
    """

    candidate: str
    total: Fraction | None
    means: Mapping[str, Fraction | None]
    scorers: Mapping[str, int]
    missing: int
    recused: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates in the order of a rule; ids of equal totals that nothing decides in ``ties``.

    ``broken`` are the equal totals that the tie rule decided, ``settled`` those whose order
    people decided, in that order.
    """

    rule: Rule
    order: tuple[str, ...]
    tallies: Mapping[str, Tally]
    ties: tuple[tuple[str, ...], ...]
    broken: tuple[tuple[str, ...], ...]
    settled: tuple[tuple[str, ...], ...] = ()


def round_total(value: Fraction, rounding: Rounding) -> Fraction:
    """Round an exact value to a whole number, or leave it.

    >>> round_total(Fraction(1268, 3), Rounding.FLOOR)
    Fraction(422, 1)
    >>> round_total(Fraction(5, 2), Rounding.HALF_UP)
    Fraction(3, 1)
    """
    if rounding is Rounding.FLOOR:
        return Fraction(math.floor(value))
    if rounding is Rounding.HALF_UP:
        return Fraction(math.floor(value + _HALF))
    return value


def item_points(criterion: Criterion) -> Fraction:
    """Return an item's points for the multiplier rule: its weight, or its top if that is 1."""
    return criterion.weight if criterion.weight != 1 else criterion.most


def mean_of(case: Case, candidate: str, criterion: str) -> Fraction | None:
    """Return the mean of those who scored, or None if nobody did."""
    cell = case.table[candidate, criterion]
    count = len(cell)
    total = sum(cell.values(), Fraction(0))
    if case.unlisted is not None:
        may = len(case.everybody) - case.recused[candidate]
        total += case.unlisted * (may - count)
        count = may
    return total / count if count else None


def linear_parts(case: Case, rule: Rule) -> dict[str, tuple[Fraction | None, ...]]:
    """Return what a weight of 1 on each criterion brings each candidate, for rules that add.

    With :func:`linear_weights` the total of a rule is the scalar product of the two.
    """
    parts: dict[str, tuple[Fraction | None, ...]] = {}
    for candidate in case.candidates:
        row: list[Fraction | None] = []
        for criterion in case.criteria:
            mean = mean_of(case, candidate.id, criterion.id)
            row.append(None if mean is None else mean * scale_of(case, criterion, rule))
        parts[candidate.id] = tuple(row)
    return parts


def linear_weights(case: Case, rule: Rule) -> tuple[Fraction, ...]:
    """Return the weights a rule puts on the criteria: equal ones for sum and mean."""
    if rule in (Rule.SUM, Rule.MEAN):
        return tuple(Fraction(1) for _ in case.criteria)
    if rule is Rule.MULTIPLIER:
        return tuple(item_points(criterion) for criterion in case.criteria)
    return tuple(criterion.weight for criterion in case.criteria)


def tally(case: Case, rule: Rule, rounding: Rounding = Rounding.NONE) -> dict[str, Tally]:
    """Return the tally of every candidate under a rule.

    Totals of the rank-sum are sums of ranks: the smaller the better.
    """
    totals = _rank_sums(case) if rule is Rule.RANK_SUM else _linear_totals(case, rule)
    found: dict[str, Tally] = {}
    for candidate in case.candidates:
        total = totals[candidate.id]
        scorers = {each.id: len(case.table[candidate.id, each.id]) for each in case.criteria}
        may = len(case.everybody) - case.recused[candidate.id]
        blank = 0 if case.unlisted is not None else may * len(scorers) - sum(scorers.values())
        found[candidate.id] = Tally(
            candidate=candidate.id,
            total=None if total is None else round_total(total, rounding),
            means={each.id: mean_of(case, candidate.id, each.id) for each in case.criteria},
            scorers=scorers,
            missing=blank,
            recused=case.recused[candidate.id],
        )
    return found


def rank(
    case: Case,
    rule: Rule,
    *,
    rounding: Rounding = Rounding.NONE,
    tie: TieRule = TieRule.DISCUSSION,
    agreed: Sequence[Sequence[str]] = (),
) -> Ranking:
    """Return the order of the candidates that pass their gates.

    Parameters
    ----------
    agreed : orders people agreed on; each counts only for equal totals of exactly its members.

    Equal totals are decided by the smaller request and then the earlier one, or by the earlier
    one alone; what is still equal stands in ``ties`` and is ordered by id until people have
    talked. Candidates without a total come last.
    """
    tallies = tally(case, rule, rounding)
    sign = 1 if rule is Rule.RANK_SUM else -1
    eligible = [each for each in case.candidates if not each.failed_gates()]

    def total_key(candidate: Candidate) -> tuple[bool, Fraction]:
        total = tallies[candidate.id].total
        return (total is None, Fraction(0) if total is None else sign * total)

    ranked = sorted(eligible, key=lambda each: (total_key(each), _tie_key(each, tie), each.id))
    with_total = [each for each in ranked if tallies[each.id].total is not None]
    equal = _runs(with_total, [total_key(each) for each in with_total])
    ties: list[tuple[str, ...]] = []
    broken: list[tuple[str, ...]] = []
    for group in equal:
        left = _runs(group, [_tie_key(each, tie) for each in group])
        ties += [tuple(each.id for each in rest) for rest in left]
        if len(left) != 1 or len(left[0]) != len(group):
            broken.append(tuple(each.id for each in group))
    spoken = {frozenset(order): tuple(order) for order in agreed}
    settled = tuple(spoken[frozenset(group)] for group in ties if frozenset(group) in spoken)
    return Ranking(
        rule,
        _put_in(tuple(each.id for each in ranked), settled),
        tallies,
        tuple(group for group in ties if frozenset(group) not in spoken),
        tuple(group for group in broken if frozenset(group) not in spoken),
        settled,
    )


def _put_in(order: tuple[str, ...], settled: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return *order* with each settled group in the places it holds together."""
    ranked = list(order)
    for group in settled:
        first = min(ranked.index(name) for name in group)
        ranked[first : first + len(group)] = group
    return tuple(ranked)


def worth(case: Case, ranking: Ranking) -> dict[str, Fraction]:
    """Return a number that is the larger the better for each candidate, at least 0.

    It is the total; for the rank-sum it is how far the sum of ranks lies below the worst
    possible (Borda 1781).  A candidate without a total brings 0.
    """
    worst = Fraction(len(case.candidates) * len(case.everybody))
    found: dict[str, Fraction] = {}
    for name, each in ranking.tallies.items():
        if each.total is None:
            found[name] = Fraction(0)
        else:
            found[name] = worst - each.total if ranking.rule is Rule.RANK_SUM else each.total
    return found


def member_values(case: Case) -> dict[str, dict[str, Fraction]]:
    """Return member to candidate to the weighted value that member gave, blanks left out.

    Where a member left some items blank, the value is brought up to all items by the share of
    the points that was reached, so that a blank does not count as 0.
    """
    full = sum((each.weight * each.most for each in case.criteria), Fraction(0))
    gained: dict[tuple[str, str], Fraction] = {}
    possible: dict[tuple[str, str], Fraction] = {}
    for criterion in case.criteria:
        for candidate in case.candidates:
            for member, value in case.table[candidate.id, criterion.id].items():
                key = (member, candidate.id)
                gained[key] = gained.get(key, Fraction(0)) + criterion.weight * value
                possible[key] = (
                    possible.get(key, Fraction(0)) + criterion.weight * criterion.most
                )
    found: dict[str, dict[str, Fraction]] = {member: {} for member in case.everybody}
    for (member, name), value in gained.items():
        top = possible[member, name]
        found[member][name] = value * full / top if top else value
    return found


def average_ranks(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the rank of each name, 1 for the largest; equal ones share the mean rank.

    >>> average_ranks({"A": Fraction(3), "B": Fraction(3), "C": Fraction(1)})["A"]
    Fraction(3, 2)
    """
    ordered = sorted(values.values(), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    last = dict(zip(ordered, range(1, len(ordered) + 1), strict=True))
    return {name: Fraction(first[v] + last[v], 2) for name, v in values.items()}


def _linear_totals(case: Case, rule: Rule) -> dict[str, Fraction | None]:
    weights = linear_weights(case, rule)
    factor = Fraction(1)
    if rule is Rule.SUM:
        factor = Fraction(len(case.everybody))
    elif rule is Rule.WEIGHTED:
        whole = sum(weights, Fraction(0))
        factor = Fraction(100) / whole if whole else Fraction(0)
    totals: dict[str, Fraction | None] = {}
    for name, row in linear_parts(case, rule).items():
        known = [w * p for w, p in zip(weights, row, strict=True) if p is not None]
        complete = bool(row) and len(known) == len(row)
        totals[name] = factor * sum(known, Fraction(0)) if complete else None
    return totals


def scale_of(case: Case, criterion: Criterion, rule: Rule) -> Fraction:
    """Return what a value is multiplied by before the weight: 1, or one over the top."""
    if rule is Rule.WEIGHTED:
        return 1 / criterion.most
    if rule is Rule.MULTIPLIER and not gives_multipliers(case):
        return 1 / criterion.most
    return Fraction(1)


def gives_multipliers(case: Case) -> bool:
    """Say whether the members' values are multipliers (0..1) already, not points."""
    return all(score.value <= 1 for score in case.scores)


def _rank_sums(case: Case) -> dict[str, Fraction | None]:
    """Return sums of ranks; who ranked m of n has ranks stretched to n (mid-ranks)."""
    count = len(case.candidates)
    ranks: dict[str, list[Fraction]] = {each.id: [] for each in case.candidates}
    for member, values in member_values(case).items():
        if case.unlisted is not None:
            values = _fill(case, member, values)
        for name, place in average_ranks(values).items():
            ranks[name].append((place - _HALF) * count / len(values) + _HALF)
    members = len(case.everybody)
    return {
        name: sum(row, Fraction(0)) * members / len(row) if row else None
        for name, row in ranks.items()
    }


def _fill(case: Case, member: str, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    blank = sum((each.weight for each in case.criteria), Fraction(0)) * (
        case.unlisted or Fraction(0)
    )
    return {
        each.id: values.get(each.id, blank)
        for each in case.candidates
        if (member, each.id) not in case.recusals
    }


def _tie_key(candidate: Candidate, tie: TieRule) -> tuple[bool, int, str]:
    when = candidate.requested_at or "\U0010ffff"
    if tie is TieRule.SMALLER_REQUEST:
        return (candidate.cost is None, candidate.cost or 0, when)
    return (False, 0, when if tie is TieRule.EARLIER else "")


def _runs(rows: Sequence[Candidate], keys: Sequence[object]) -> list[list[Candidate]]:
    """Return the runs of two or more neighbours with equal keys."""
    runs: list[list[Candidate]] = []
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or keys[place] != keys[start]:
            if place - start > 1:
                runs.append(list(rows[start:place]))
            start = place
    return runs
