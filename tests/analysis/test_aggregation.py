"""Rules of real councils with the numbers they published (DOMAIN 5.1 and 5.4)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.aggregation import (
    GRADES,
    Rounding,
    Rule,
    TieRule,
    average_ranks,
    rank,
    round_total,
    tally,
)
from analysis.case import Candidate, Case, Criterion, Score


def case_of(scores, criteria, costs=None, **more):
    """*scores*: member to candidate to values in the order of the criteria; None is a blank."""
    names = sorted({name for row in scores.values() for name in row})
    return Case(
        candidates=tuple(Candidate(name, cost=(costs or {}).get(name)) for name in names),
        criteria=tuple(criteria),
        scores=tuple(
            Score(member, name, criterion.id, Fraction(value))
            for member, row in scores.items()
            for name, values in row.items()
            for criterion, value in zip(criteria, values, strict=True)
            if value is not None
        ),
        members=tuple(scores),
        **more,
    )


def items(*weights, most=5):
    return [Criterion(f"c{k}", Fraction(w), Fraction(most)) for k, w in enumerate(weights)]


def total(case, name, rule, rounding=Rounding.NONE):
    return tally(case, rule, rounding)[name].total


RANKED = {
    "1": {"A": [78], "B": [80], "C": [70]},
    "2": {"A": [82], "B": [75], "C": [76]},
    "3": {"A": [74], "B": [73], "C": [79]},
}


def test_weights_of_a_call_for_proposals_give_77_of_100():
    case = case_of({"1": {"A": [4, 3, 4, 3, 4, 5, 3]}}, items(4, 2, 4, 2, 5, 2, 1))
    assert total(case, "A", Rule.WEIGHTED) == 77


def test_the_default_weights_give_77_of_100():
    case = case_of({"1": {"A": [5, 3, 4, 3, 4, 3, 4, 5]}}, items(4, 3, 3, 3, 2, 2, 2, 1))
    assert total(case, "A", Rule.WEIGHTED) == 77


def test_grades_multiply_the_points_of_an_item():
    grades = [GRADES[letter] for letter in "ABCB"]
    case = case_of({"1": {"A": grades}}, items(100, 100, 200, 200))
    assert total(case, "A", Rule.MULTIPLIER) == 410


def test_the_mean_of_three_judges_is_cut_to_a_whole_number():
    rows = {"1": {"A": [430]}, "2": {"A": [421]}, "3": {"A": [417]}}
    case = case_of(rows, items(1, most=600))
    assert total(case, "A", Rule.MEAN) == Fraction(1268, 3)
    assert total(case, "A", Rule.MEAN, Rounding.FLOOR) == 422
    assert total(case, "A", Rule.MEAN, Rounding.HALF_UP) == 423


def test_half_goes_up_exactly_where_floats_would_not():
    assert round_total(Fraction("0.5"), Rounding.HALF_UP) == 1
    assert round_total(Fraction("2.675") * 100, Rounding.HALF_UP) == 268
    assert round_total(Fraction(3, 10) * 10, Rounding.FLOOR) == 3


def test_the_sum_of_ranks_puts_c_before_b_and_the_sum_does_not():
    case = case_of(RANKED, items(1, most=100))
    by_rank, by_sum = rank(case, Rule.RANK_SUM), rank(case, Rule.SUM)
    assert by_rank.order == ("A", "C", "B")
    assert [by_rank.tallies[name].total for name in "ABC"] == [5, 7, 6]
    assert by_sum.order == ("A", "B", "C")
    assert [by_sum.tallies[name].total for name in "ABC"] == [234, 228, 225]


def test_equal_values_share_the_mean_rank():
    ranks = average_ranks({"A": Fraction(5), "B": Fraction(5), "C": Fraction(1)})
    assert ranks == {"A": Fraction(3, 2), "B": Fraction(3, 2), "C": 3}


def test_a_blank_is_left_out_and_never_0():
    rows = {str(k): {"A": [4, value]} for k, value in enumerate([5, 3, None, 4, 4])}
    case = case_of(rows, items(1, 1))
    found = tally(case, Rule.MEAN)["A"]
    assert found.means["c1"] == 4
    assert found.scorers == {"c0": 5, "c1": 4}
    assert (found.total, found.missing) == (8, 1)
    assert total(case, "A", Rule.SUM) == 40


def test_a_zero_that_was_given_does_count():
    case = case_of({"1": {"A": [0]}, "2": {"A": [4]}}, items(1))
    assert total(case, "A", Rule.MEAN) == 2


def test_an_item_nobody_scored_leaves_no_total_and_the_last_place():
    case = case_of({"1": {"A": [5, None], "B": [1, 1]}}, items(1, 1))
    ranking = rank(case, Rule.WEIGHTED)
    assert ranking.tallies["A"].total is None
    assert ranking.order == ("B", "A")


def test_what_a_recused_member_gave_does_not_count():
    rows = {"1": {"A": [5], "B": [1]}, "2": {"A": [1], "B": [3]}}
    case = replace(case_of(rows, items(1)), recusals=frozenset({("1", "A")}))
    found = tally(case, Rule.MEAN)
    assert (found["A"].total, found["A"].recused, found["A"].missing) == (1, 1, 0)
    assert found["B"].total == 2


def test_who_ranks_fewer_gives_neither_gain_nor_loss_in_the_rank_sum():
    rows = {"1": {"A": [3], "B": [2], "C": [1]}, "2": {"A": [3], "B": [2], "C": [1]}}
    case = replace(case_of(rows, items(1)), recusals=frozenset({("1", "B")}))
    found = tally(case, Rule.RANK_SUM)
    assert found["B"].total == 4
    # Member 1 ranks 2 of 3: places 1 and 2 stretch to 1.25 and 2.75.
    assert found["A"].total == Fraction(9, 4)


def test_equal_totals_go_to_the_smaller_request_then_to_the_earlier():
    scores = {"1": {name: [4] for name in "ABCD"}}
    case = case_of(scores, items(1), {"A": 30, "B": 20, "C": 20, "D": 10})
    when = {"A": "2026-05-01", "B": "2026-05-03", "C": "2026-05-02", "D": "2026-05-04"}
    dated = replace(
        case,
        candidates=tuple(replace(each, requested_at=when[each.id]) for each in case.candidates),
    )
    assert rank(dated, Rule.SUM, tie=TieRule.SMALLER_REQUEST).order == ("D", "C", "B", "A")
    assert rank(dated, Rule.SUM, tie=TieRule.EARLIER).order == ("A", "C", "B", "D")
    undecided = rank(case, Rule.SUM, tie=TieRule.SMALLER_REQUEST)
    assert undecided.ties == (("B", "C"),)
    assert undecided.broken == (("D", "B", "C", "A"),)
    assert rank(case, Rule.SUM).ties == (("A", "B", "C", "D"),)


def test_who_fails_a_gate_is_not_ranked():
    case = case_of({"1": {"A": [5], "B": [1]}}, items(1))
    first = replace(case.candidates[0], gates={"G1": True, "G4": False})
    gated = replace(case, candidates=(first, case.candidates[1]))
    assert first.failed_gates() == ("G4",)
    assert rank(gated, Rule.SUM).order == ("B",)


@pytest.mark.parametrize("rule", Rule)
def test_the_order_of_members_and_candidates_changes_nothing(rule):
    case = case_of(RANKED, items(1, most=100))
    turned = replace(
        case,
        candidates=case.candidates[::-1],
        scores=case.scores[::-1],
        members=("3", "1", "2"),
    )
    assert rank(turned, rule).order == rank(case, rule).order


def test_nobody_and_nothing_is_no_error():
    assert rank(Case(()), Rule.WEIGHTED).order == ()
    alone = rank(Case((Candidate("A"),)), Rule.RANK_SUM)
    assert (alone.order, alone.tallies["A"].total) == (("A",), None)


def test_ballots_on_which_leaving_out_is_an_answer_count_it():
    case = Case(
        candidates=(Candidate("A"), Candidate("B")),
        criteria=(Criterion("vote", most=Fraction(1)),),
        scores=(Score("1", "A", "vote", Fraction(1)), Score("2", "A", "vote", Fraction(1))),
        members=("1", "2", "3"),
        unlisted=Fraction(0),
    )
    found = tally(case, Rule.SUM)
    assert (found["A"].total, found["B"].total, found["A"].missing) == (2, 0, 0)
