"""Plans, tasks, subsidies, months and exits over several years (C6, C25-C28, C44, C45)."""

from datetime import date

import pytest

from workshop_app import errors, rules
from workshop_app.model import (
    Concept,
    LineKind,
    MeetingKind,
    MonthlyReturn,
    Party,
    PlanField,
    ProjectState,
    ServiceType,
    Stage,
    StartTime,
    SubsidyStepKind,
    Supply,
    TaskState,
)
from workshop_app.store import projects
from workshop_app.usecases import (
    budgeting,
    flowing,
    opening,
    planning,
    tasking,
    trialling,
)

TODAY = date(2026, 11, 23)


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町")
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 2
    )
    return opening.open_meeting(store, town.id, plan)


@pytest.fixture
def make(store, meeting):
    def make_one(title):
        return store.write(
            lambda conn: projects.add(conn, workshop_id=meeting.workshop_id, title=title),
            municipality_id=1,
        )

    return make_one


@pytest.fixture
def project(make):
    return make("移動する店をためす")


def month(year, number, income, cost, **more):
    return MonthlyReturn(0, 0, date(year, number, 1), income, cost, 10, 5, **more)


def test_the_four_checks_name_what_is_not_filled_in(store, project):
    for field in (PlanField.ATTRACTION, PlanField.PUBLICITY, PlanField.EFFECT):
        planning.write(store, project.id, field, "書いた")
    sheet = planning.look(store, project.id)
    assert sheet.check_line() == "4つの確認 3/4（未記入：リスクマネジメント）"
    planning.write(store, project.id, PlanField.RISK, " 転ぶ。保険に入る\n")
    sheet = planning.look(store, project.id)
    assert sheet.check_line() == "4つの確認 4/4 完了"
    assert sheet.text(PlanField.RISK) == " 転ぶ。保険に入る\n"


def test_a_plan_has_roles_costs_and_incomes_that_add_up(store, project):
    planning.add_line(store, project.id, LineKind.ROLE, "お茶の当番", who="サロンの会")
    line = planning.add_line(store, project.id, LineKind.COST, "長椅子", yen=300_000)
    planning.add_line(store, project.id, LineKind.COST, "ちらし", yen=187_650)
    planning.add_line(store, project.id, LineKind.INCOME, "参加費", yen=180_000)
    sheet = planning.look(store, project.id)
    assert (sheet.total(LineKind.COST), sheet.total(LineKind.INCOME)) == (487_650, 180_000)
    planning.remove_line(store, line.id)
    assert planning.look(store, project.id).total(LineKind.COST) == 187_650
    for kind, name, more in (
        (LineKind.COST, " ", {"yen": 1}),
        (LineKind.COST, "椅子", {"yen": -1}),
        (LineKind.ROLE, "当番", {"who": " "}),
    ):
        with pytest.raises(errors.UnusableInputError):
            planning.add_line(store, project.id, kind, name, **more)


def test_residents_see_what_it_is_for_and_staff_the_types(store, project):
    planning.add_part(store, project.id, "畑仕事", Concept.HELPERS, ServiceType.DAY_B)
    planning.add_part(store, project.id, "昼食会", Concept.DAILY_SUPPORT, ServiceType.DAY_B)
    planning.add_part(store, project.id, "送迎", Concept.DAILY_SUPPORT, ServiceType.HOME_D)
    sheet = planning.look(store, project.id)
    assert sheet.resident_line() == "みんなが担い手になる活動＋暮らしの手伝い"
    assert not any(letter in sheet.resident_line() for letter in "ABCD")
    assert [line.split("・", 1)[1] for line in sheet.staff_lines()] == [
        "通所型サービス・活動B",
        "通所型サービス・活動B",
        "訪問型サービス・活動D",
    ]


def test_the_three_values_of_the_scheme_are_written_or_said_to_be_missing(store, project):
    planning.write(store, project.id, PlanField.INDUSTRY, "商店の品が売れる")
    lines = planning.look(store, project.id).value_lines()
    assert len(lines) == 3
    assert [line.endswith("未記入") for line in lines] == [True, False, True]


def test_small_starts_come_in_the_order_to_begin_with(store, make):
    known = {
        "C": (6, Supply.YES, StartTime.YEAR),
        "B": (0, Supply.YES, StartTime.NOW),
        "A": (4, Supply.YES, StartTime.NOW),
    }
    for title, (people, supply, soon) in known.items():
        made = make(title)
        planning.weigh_start(store, made.id, people=people, supply=supply, start_time=soon)
    found = planning.beginnings(store, made.workshop_id)
    assert [each.project.title for each in found] == ["A", "C", "B"]


def test_actions_of_officials_alone_are_counted_and_advised_upon(store, project):
    def add(title, *actors):
        return tasking.add(
            store, project.id, title, owner="", due_on=None, actors=actors, today=TODAY
        )

    for number in range(5):
        add(f"役場の仕事{number}", Party.OFFICIALS)
    add("一緒に歩く", Party.RESIDENTS)
    add("当番を決める", Party.RESIDENTS, Party.OFFICIALS)
    add("車を出す", Party.RESIDENTS, Party.COMPANIES)
    found = tasking.participation_of(store, project.workshop_id)
    assert found.sentence() == "住民が関わる行動 3/8 (37.5%)"
    assert found.officials_only == 5 and found.advice()
    with pytest.raises(errors.UnusableInputError, match="主体"):
        add("だれもしない")


def test_a_task_keeps_its_history(store, project):
    task = tasking.add(
        store,
        project.id,
        "会場を見る",
        owner="サロンの会",
        due_on=date(2026, 12, 8),
        actors=[Party.RESIDENTS],
        today=TODAY,
    )
    tasking.move(store, task.id, TaskState.DONE, today=date(2026, 12, 1), remark="使える")
    [card] = tasking.list_of(store, project.id)
    assert card.task.state is TaskState.DONE
    assert [(note.noted_on.day, note.body) for note in card.notes] == [
        (23, "書きました"),
        (1, "これから→すんだ　使える"),
    ]


def decide(store, project, cost=487_650, yen=243_000):
    for kind, day, granted in (
        (SubsidyStepKind.REQUEST, date(2026, 9, 1), 0),
        (SubsidyStepKind.DECISION, date(2026, 9, 20), yen),
    ):
        budgeting.add_step(store, project.id, kind, done_on=day, cost_yen=cost, yen=granted)


def test_the_stations_of_a_subsidy_come_in_their_order(store, project):
    with pytest.raises(errors.NotYetError, match="申請"):
        budgeting.add_step(
            store, project.id, SubsidyStepKind.DECISION, done_on=date(2026, 9, 20), yen=1
        )
    decide(store, project)
    with pytest.raises(errors.UnusableInputError, match="もう書いて"):
        budgeting.add_step(
            store, project.id, SubsidyStepKind.DECISION, done_on=date(2026, 10, 1), yen=1
        )
    with pytest.raises(errors.UnusableInputError, match="より前です"):
        budgeting.add_step(store, project.id, SubsidyStepKind.INTERIM, done_on=date(2026, 9, 1))
    with pytest.raises(errors.NotYetError, match="実績報告"):
        budgeting.add_step(
            store, project.id, SubsidyStepKind.FIXED, done_on=date(2028, 4, 1), yen=1
        )


def test_a_cost_that_grew_by_more_than_a_fifth_waits_for_approval(store, project):
    decide(store, project)
    assert "20%超: 変更承認が必要" in budgeting.change_sentence(store, project.id, 600_000)
    assert "23.0%" in budgeting.change_sentence(store, project.id, 600_000)
    assert "承認は不要" in budgeting.change_sentence(store, project.id, 580_000)
    report = {"done_on": date(2028, 4, 10), "cost_yen": 600_000, "yen": 300_000}
    with pytest.raises(errors.NotYetError, match="先に変更承認"):
        budgeting.add_step(store, project.id, SubsidyStepKind.REPORT, **report)
    budgeting.add_step(
        store,
        project.id,
        SubsidyStepKind.CHANGE_APPROVAL,
        done_on=date(2027, 6, 1),
        cost_yen=600_000,
        yen=300_000,
    )
    budgeting.add_step(store, project.id, SubsidyStepKind.REPORT, **report)
    course = budgeting.course(store, project.id)
    assert course.granted_yen() == 300_000
    assert [step.kind for step in course.steps][-1] is SubsidyStepKind.REPORT


def test_eighteen_months_stand_in_three_fiscal_years_and_their_money_adds_up(store, project):
    flowing.set_trial_period(store, project.id, date(2026, 12, 1), date(2028, 5, 31))
    for number in range(18):
        year, at = divmod(2026 * 12 + 11 + number, 12)
        flowing.report_month(store, project.id, month(year, at + 1, 1000 * number, 9000))
    flowing.grant_subsidy(store, project.id, paid_on=date(2027, 4, 1), yen=50_000)
    years = budgeting.by_year(flowing.look_at(store, project.id))
    assert [each.label() for each in years] == ["R8(2026)年度", "R9(2027)年度", "R10(2028)年度"]
    assert [each.months for each in years] == [4, 12, 2]
    assert sum(each.cost for each in years) == 18 * 9000
    assert sum(each.income for each in years) == 1000 * sum(range(18))
    assert [each.subsidy for each in years] == [0, 50_000, 0]


def test_a_month_keeps_all_that_is_watched_and_refuses_what_cannot_be(store, project):
    row = month(
        2026,
        12,
        38_000,
        50_000,
        times=4,
        target_people=3,
        other_people=2,
        helpers=6,
        incidents=1,
        incident_note="段差でつまずいた",
        said="また来たい",
    )
    flowing.report_month(store, project.id, row)
    [kept] = flowing.look_at(store, project.id).returns
    assert (kept.times, kept.target_people, kept.other_people, kept.helpers) == (4, 3, 2, 6)
    assert (kept.incidents, kept.incident_note, kept.said) == (
        1,
        "段差でつまずいた",
        "また来たい",
    )
    assert trialling.say_meter(kept) == "76.0%"
    for wrong in ({"times": -1}, {"target_people": 4, "other_people": 2}):
        with pytest.raises(errors.UnusableInputError):
            flowing.report_month(store, project.id, month(2027, 1, 0, 0, **wrong))
    flowing.set_trial_period(store, project.id, date(2026, 12, 5), date(2028, 3, 31))
    flowing.report_month(store, project.id, month(2026, 12, 0, 0))
    with pytest.raises(errors.UnusableInputError, match="始まる前"):
        flowing.report_month(store, project.id, month(2026, 11, 0, 0))


def test_three_months_of_a_hundred_per_cent_are_said(store, project):
    for number in (9, 10):
        flowing.report_month(store, project.id, month(2026, number, 50, 50))
    assert "条件に達しました" not in trialling.look(store, project.id).meter_sentence()
    flowing.report_month(store, project.id, month(2026, 11, 50, 50))
    assert "自走の条件に達しました" in trialling.look(store, project.id).meter_sentence()


def test_cost_for_each_use_counts_all_months(store, project):
    for number, uses in ((9, 200), (10, 280)):
        row = MonthlyReturn(0, 0, date(2026, number, 1), 0, 600_000, uses, 40)
        flowing.report_month(store, project.id, row)
    assert planning.look(store, project.id).cost_per_use() == 2500


def test_rules_to_stop_are_asked_for_before_and_lessons_after(store, project):
    assert any("やめる条件" in line for line in trialling.look(store, project.id).advice())
    planning.write(store, project.id, PlanField.GO_RULE, "10人来たら")
    planning.write(store, project.id, PlanField.STOP_RULE, "ひと月だれも来なければ")
    assert trialling.look(store, project.id).advice() == ()
    end = {"today": TODAY, "reason": "人が集まらない", "told": "かわら版で知らせる"}
    with pytest.raises(errors.UnusableInputError, match="学んだこと"):
        trialling.close(store, project.id, ProjectState.ENDED, learned=" ", **end)
    trialling.close(store, project.id, ProjectState.ENDED, learned="時間が早かった", **end)
    report = trialling.look(store, project.id)
    assert (report.learned, report.told) == ("時間が早かった", "かわら版で知らせる")
    assert report.card.project.state is ProjectState.ENDED


def test_a_subsidy_dated_after_the_exit_is_refused_even_inside_the_period(store, project):
    flowing.set_trial_period(store, project.id, date(2026, 10, 1), date(2028, 3, 31))
    trialling.close(
        store,
        project.id,
        ProjectState.ENDED,
        today=date(2027, 6, 30),
        reason="やめる",
        learned="一つ",
        told="",
    )
    with pytest.raises(errors.UnusableInputError, match="出口に進んだ日"):
        flowing.grant_subsidy(store, project.id, paid_on=date(2027, 7, 1), yen=1)
    flowing.grant_subsidy(store, project.id, paid_on=date(2027, 6, 30), yen=1)


def test_a_trial_is_judged_by_the_rules_of_its_last_year(store, project):
    assert flowing.look_at(store, project.id).rule() == rules.of_year()
    flowing.set_trial_period(store, project.id, date(2024, 10, 1), date(2025, 3, 31))
    assert flowing.look_at(store, project.id).rule().fiscal_year == 2024
