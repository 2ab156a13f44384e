"""A council's evening from opening to the frozen record, on SQLite and on a real PostgreSQL."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from analysis.case import Criterion
from workshop_app import errors
from workshop_app.model import DecisionOutcome, ProjectState, SelectionState, Stage
from workshop_app.store import audit
from workshop_app.usecases import (
    advising,
    deciding,
    deliberating,
    flowing,
    posing,
    presetting,
    scoring,
)

TODAY = date(2026, 11, 24)


@pytest.fixture
def evening(open_choosing):
    """Three projects, five members, the rule of 小諸市 with two items of ten points."""
    return open_choosing("公益", "実現", members=5, budget_yen=600_000, gates={"G1": True})


def score(store, told, member, rows):
    """*rows*: for each candidate the values in the order of the criteria."""
    for candidate, values in zip(told.candidates, rows, strict=True):
        given = {c.id: v for c, v in zip(told.criteria, values, strict=True)}
        scoring.give(store, told.members[member].id, candidate.id, given)


def everybody_scores(store, told):
    score(store, told, 0, [("9", "8"), ("7", "7"), ("7", "")])
    for member in range(1, 5):
        score(store, told, member, [("8", "8"), ("7", "7"), ("7", "7")])


def verdicts(told, *, second=DecisionOutcome.NEXT_TIME):
    a, b, c = told.candidates
    yen = 250_000 if second is DecisionOutcome.ADOPTED else 0
    return [
        deciding.Verdict(a.id, DecisionOutcome.ADOPTED, 200_000, "声が多くの班にある", ""),
        deciding.Verdict(b.id, second, yen, "場所を確かめてから", "公民館に相談する"),
        deciding.Verdict(c.id, DecisionOutcome.ADOPTED, 180_000, "続けられる見込み", ""),
    ]


def test_a_blank_and_a_recusal_reach_the_rules_and_nobody_else_does(store, evening):
    everybody_scores(store, evening)
    member, candidate = evening.members[4], evening.candidates[0]
    scoring.keep_out(store, member.id, candidate.id, is_recused=True)
    told = posing.look_at(store, evening.selection.id)
    tallies = advising.answer(posing.question_of(told)).ranking.tallies
    third = tallies[str(evening.candidates[2].id)]
    assert (third.missing, third.total) == (1, 70)
    assert tallies[str(candidate.id)].recused == 1
    assert told.finished() == 4
    assert set(posing.question_of(told).case.everybody) == {
        f"委員{number}" for number in range(1, 6)
    }


def test_a_member_changes_scores_until_the_closing_and_not_after(store, evening):
    score(store, evening, 0, [("9", "8"), ("7", "7"), ("7", "7")])
    score(store, evening, 0, [("3", ""), ("7", "7"), ("7", "7")])
    ballot = scoring.ballot_of(store, evening.members[0].code)
    assert [item.value for item in ballot.pages[0].items] == ["3", ""]
    assert ballot.pages[0].blanks == 1
    deliberating.close(store, evening.selection.id)
    with pytest.raises(errors.NotYetError, match="締め切られました"):
        score(store, evening, 0, [("9", "8"), ("7", "7"), ("7", "7")])
    assert not scoring.ballot_of(store, evening.members[0].code).is_open
    assert scoring.ballot_of(store, "ちがう合言葉") is None


@pytest.mark.parametrize("written", ["11", "-1", "たくさん", "nan", "1e9999999"])
def test_a_score_that_is_none_is_refused_and_nothing_is_kept(store, evening, written):
    with pytest.raises(errors.UnusableInputError, match="0から10まで"):
        score(store, evening, 0, [("9", written), ("7", "7"), ("7", "7")])
    assert posing.look_at(store, evening.selection.id).scores == ()


def test_codes_are_long_and_different(evening):
    codes = {member.code for member in evening.members}
    assert len(codes) == 5 and all(len(code) >= 22 for code in codes)


def test_an_absent_member_does_not_count(store, evening):
    everybody_scores(store, evening)
    deliberating.note_presence(store, evening.members[0].id, is_present=False)
    told = posing.look_at(store, evening.selection.id)
    tallies = advising.answer(posing.question_of(told)).ranking.tallies
    assert [tallies[str(row.id)].total for row in told.candidates] == [64, 56, 56]


def test_a_second_round_starts_from_the_first_and_leaves_it_as_it_was(store, evening):
    everybody_scores(store, evening)
    with pytest.raises(errors.NotYetError):
        deliberating.begin_round(store, evening.selection.id)
    deliberating.close(store, evening.selection.id)
    assert deliberating.begin_round(store, evening.selection.id).round_number == 2
    score(store, evening, 0, [("1", "1"), ("7", "7"), ("7", "7")])
    told = posing.look_at(store, evening.selection.id)
    assert len(told.scores) == 30
    from workshop_app.store import selections

    first = store.read(lambda conn: selections.scores_of(conn, evening.selection.id, 1))
    assert len(first) == 29 and first[0].value == "9"


def test_criteria_do_not_change_under_scores_unless_somebody_says_so(store, evening):
    everybody_scores(store, evening)
    items = [Criterion("x", name="ひとつだけ")]
    with pytest.raises(errors.NotYetError, match="採点は消えます"):
        deliberating.set_criteria(store, evening.selection.id, items)
    deliberating.set_criteria(store, evening.selection.id, items, drops_scores=True)
    assert posing.look_at(store, evening.selection.id).scores == ()


def test_the_decision_is_frozen_with_reasons_and_a_next_step_for_everybody(
    store, town, workshop, evening
):
    everybody_scores(store, evening)
    with pytest.raises(errors.NotYetError, match="締め切ってから"):
        deciding.decide(store, evening.selection.id, verdicts(evening), today=TODAY)
    deliberating.close(store, evening.selection.id)
    record = deciding.decide(store, evening.selection.id, verdicts(evening), today=TODAY)
    told = json.loads(record.body)
    assert deciding.is_untouched(record)
    assert told["revision"] > 0 and told["rule"] == "sum"
    assert [row["outcome"] for row in told["verdicts"]] == ["採用", "次回へ", "採用"]
    assert all(set(row) == {"candidate", "criterion", "values"} for row in told["scores"])
    assert "委員1" not in record.body
    text = deciding.minutes(record)
    assert "朝の体操：次回へ 理由：場所を確かめてから 次の一歩：公民館に相談する" in text
    frozen = posing.look_at(store, evening.selection.id)
    assert frozen.selection.state is SelectionState.FROZEN
    assert frozen.projects[evening.candidates[1].project_id].next_step == "公民館に相談する"
    with pytest.raises(errors.NotYetError):
        deciding.decide(store, evening.selection.id, verdicts(evening), today=TODAY)
    with pytest.raises(errors.NotYetError, match="訂正"):
        deliberating.note_presence(store, evening.members[0].id, is_present=False)

    later = deciding.correct(store, evening.selection.id, "額の書きまちがい", today=TODAY)
    assert deciding.records_of(store, evening.selection.id) == [record, later]
    assert json.loads(later.body)["after"] == record.digest
    assert deciding.minutes(later).startswith("訂正(2026-11-24)：額の書きまちがい")
    done = [each.action for each in store.read(lambda conn: audit.list_of(conn, town.id, 100))]
    assert "選考を決めて固める" in done and "選考の訂正を書き足す" in done


def test_another_decision_than_the_rule_needs_a_reason_that_stands_in_the_minutes(
    store, evening
):
    everybody_scores(store, evening)
    deliberating.close(store, evening.selection.id)
    a, b, c = verdicts(evening, second=DecisionOutcome.ADOPTED)
    other = [
        a,
        b,
        deciding.Verdict(c.candidate_id, DecisionOutcome.DECLINED, 0, "重なる事業", "再相談"),
    ]
    assert deciding.differs_from_rule(posing.look_at(store, evening.selection.id), other)
    with pytest.raises(errors.UnusableInputError, match="理由を書いてください"):
        deciding.decide(store, evening.selection.id, other, today=TODAY)
    record = deciding.decide(
        store, evening.selection.id, other, today=TODAY, override_reason="冬に間に合わせる"
    )
    assert "違う決定をした理由：冬に間に合わせる" in deciding.minutes(record)


def test_an_offer_taken_or_passed_on_is_the_rule_and_needs_no_reason(store, evening):
    everybody_scores(store, evening)
    a, b, c = evening.candidates
    question = replace(
        posing.question_of(posing.look_at(store, evening.selection.id)), budget=360_000
    )
    offered = [(each.candidate, each.yen) for each in advising.answer(question).awards]
    assert offered == [(str(a.id), 200_000), (str(c.id), 160_000), (str(b.id), 0)]
    first = {str(a.id): 200_000}
    assert advising.keeps_to_walk(question, first)
    assert advising.keeps_to_walk(question, first | {str(c.id): 160_000})
    assert not advising.keeps_to_walk(question, first | {str(c.id): 150_000})
    assert not advising.keeps_to_walk(question, {str(c.id): 180_000})
    smaller = replace(question, budget=450_000, passed=frozenset())
    assert advising.keeps_to_walk(smaller, first | {str(c.id): 180_000, str(b.id): 70_000})


def test_the_minutes_name_who_was_absent_and_who_kept_out_but_nobody_beside_a_score(
    store, evening
):
    everybody_scores(store, evening)
    deliberating.note_presence(store, evening.members[2].id, is_present=False)
    scoring.keep_out(store, evening.members[4].id, evening.candidates[0].id, is_recused=True)
    deliberating.close(store, evening.selection.id)
    record = deciding.decide(store, evening.selection.id, verdicts(evening), today=TODAY)
    said = deciding.minutes(record)
    assert "欠席した委員：委員3" in said
    assert "利害関係で「移動する店」を採点しなかった委員：委員5" in said
    assert len(re.findall(r"委員\d(?!名)", said)) == 2
    assert all(
        set(row) == {"candidate", "criterion", "values"}
        for row in json.loads(record.body)["scores"]
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda rows: rows[:2], "すべての候補"),
        (
            lambda rows: [
                deciding.Verdict(rows[0].candidate_id, "adopted", 1, " ", ""),
                *rows[1:],
            ],
            "理由を書いて",
        ),
        (
            lambda rows: [
                rows[0],
                deciding.Verdict(
                    rows[1].candidate_id, DecisionOutcome.DECLINED, 0, "理由", " "
                ),
                rows[2],
            ],
            "次の一歩",
        ),
        (
            lambda rows: [
                deciding.Verdict(
                    rows[0].candidate_id, DecisionOutcome.ADOPTED, 600_001, "理由", ""
                ),
                *rows[1:],
            ],
            "予算600,000円を超え",
        ),
    ],
)
def test_an_incomplete_decision_is_refused_and_nothing_is_frozen(store, evening, wrong, said):
    everybody_scores(store, evening)
    deliberating.close(store, evening.selection.id)
    with pytest.raises(errors.UnusableInputError, match=said):
        deciding.decide(store, evening.selection.id, wrong(verdicts(evening)), today=TODAY)
    assert deciding.records_of(store, evening.selection.id) == []


def test_from_a_decision_to_the_trial_and_back(store, evening):
    everybody_scores(store, evening)
    deliberating.close(store, evening.selection.id)
    deciding.decide(store, evening.selection.id, verdicts(evening), today=TODAY)
    first, second = (row.project_id for row in evening.candidates[:2])
    with pytest.raises(errors.NotYetError, match="採用の決定"):
        deciding.begin_trial(store, second, today=TODAY)
    for stage in (Stage.HEARING, Stage.PLANNING):
        flowing.note_result(store, first, stage, "分かったこと")
    assert deciding.begin_trial(store, first, today=TODAY).state is ProjectState.TRIAL
    way_back = deciding.trace(store, first)
    assert [each.title for each in way_back.selections] == ["秋の選考"]
    assert way_back.decisions[0].outcome is DecisionOutcome.ADOPTED


def test_what_cannot_be_opened_is_refused(store, workshop):
    preset = presetting.preset("default")
    for title, members, ids, said in (
        (" ", 5, [1], "名前"),
        ("選考", 5, [], "候補"),
        ("選考", 0, [1], "委員の数"),
        ("選考", 5, [99], "この取り組み"),
    ):
        with pytest.raises(errors.UnusableInputError, match=said):
            deliberating.open_selection(
                store, workshop.id, title, preset, members=members, project_ids=ids
            )
