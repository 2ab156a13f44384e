"""The gates of the flow name what is missing and let nothing slip through (C25)."""

from datetime import date

import pytest

from workshop_app import errors, rules
from workshop_app.embedders import load_default
from workshop_app.model import (
    MeetingKind,
    MonthlyReturn,
    ProjectState,
    ServiceType,
    Stage,
)
from workshop_app.store import decisions
from workshop_app.usecases import flowing, gathering, opening, reading, theming
from workshop_app.usecases.gathering import Entry

TODAY = date(2026, 11, 23)


@pytest.fixture
def meeting(store):
    town = opening.found_town(store, "みはらし町")
    plan = opening.MeetingPlan(
        "夕べの会", MeetingKind.TOWN_MEETING, Stage.HEARING, date(2026, 11, 20), 2
    )
    return opening.open_meeting(store, town.id, plan)


@pytest.fixture
def project(store, meeting):
    for said in ("店が遠くて歩けない", "店まで坂がある", "買い物に行く車がない"):
        gathering.record_voice(store, meeting.id, said, Entry())
    theming.settle(store, meeting.workshop_id, load_default())
    board = reading.board_of_meeting(store, meeting.id)
    theme = (*board.themes, *board.lone)[0].theme
    return flowing.make_project(store, theme.id, "移動する店をためす")


def give(store, project, stage, number):
    for count in range(number):
        flowing.note_result(store, project.id, stage, f"分かったこと{count}")


def test_a_trial_needs_a_result_of_both_stages_and_the_missing_one_is_named(store, project):
    give(store, project, Stage.HEARING, 2)
    card = flowing.look_at(store, project.id)
    [missing] = flowing.missing_for(ProjectState.TRIAL, card)
    assert "(イ)" in missing and "(ア)" not in missing
    with pytest.raises(errors.NotYetError, match="イ"):
        flowing.move(store, project.id, ProjectState.TRIAL, today=TODAY)

    give(store, project, Stage.PLANNING, 1)
    card = flowing.look_at(store, project.id)
    assert flowing.missing_for(ProjectState.TRIAL, card) == ()
    moved = flowing.move(store, project.id, ProjectState.TRIAL, today=TODAY)
    assert moved.state is ProjectState.TRIAL


def test_a_trial_over_two_fiscal_years_stands_in_both(store, project):
    flowing.set_trial_period(store, project.id, date(2026, 10, 1), date(2028, 3, 31))
    years = flowing.look_at(store, project.id).fiscal_years()
    assert [rules.reiwa(year) for year in years] == ["R8", "R9"]


def test_a_subsidy_after_the_exit_is_refused(store, project):
    flowing.set_trial_period(store, project.id, date(2026, 10, 1), date(2028, 3, 31))
    with pytest.raises(errors.UnusableInputError, match="2028年4月1日は試行の期間"):
        flowing.grant_subsidy(store, project.id, paid_on=date(2028, 4, 1), yen=243000)
    flowing.grant_subsidy(store, project.id, paid_on=date(2028, 3, 31), yen=243000)
    assert [row.yen for row in flowing.look_at(store, project.id).subsidies] == [243000]


def test_a_subsidy_needs_a_period_and_a_period_keeps_its_subsidies(store, project):
    with pytest.raises(errors.UnusableInputError, match="始まりと終わり"):
        flowing.grant_subsidy(store, project.id, paid_on=date(2026, 10, 1), yen=1000)
    flowing.set_trial_period(store, project.id, date(2026, 10, 1), date(2027, 3, 31))
    flowing.grant_subsidy(store, project.id, paid_on=date(2027, 3, 1), yen=1000)
    with pytest.raises(errors.UnusableInputError, match="補助金"):
        flowing.set_trial_period(store, project.id, date(2026, 10, 1), date(2027, 2, 28))


def test_full_operation_needs_a_service_type_and_a_reason(store, project):
    give(store, project, Stage.HEARING, 1)
    give(store, project, Stage.PLANNING, 1)
    with pytest.raises(errors.NotYetError, match="類型"):
        flowing.move(store, project.id, ProjectState.ADOPTED, today=TODAY, reason="続けたい")
    flowing.choose_service_type(store, project.id, ServiceType.HOME_B)
    with pytest.raises(errors.UnusableInputError, match="理由"):
        flowing.move(store, project.id, ProjectState.ADOPTED, today=TODAY)
    moved = flowing.move(
        store, project.id, ProjectState.ADOPTED, today=TODAY, reason="一年つづいた"
    )
    [decided] = store.read(lambda conn: decisions.list_of(conn, moved.workshop_id))
    assert decided.reason == "一年つづいた"
    assert decided.project_id == project.id


def month(number, income, cost):
    return MonthlyReturn(0, 0, date(2026, number, 1), income, cost, uses=10, people=5)


def test_standing_on_its_own_takes_three_months_in_a_row(store, project):
    give(store, project, Stage.HEARING, 1)
    give(store, project, Stage.PLANNING, 1)
    for row in (month(4, 60, 50), month(5, 38, 50), month(6, 50, 50), month(7, 51, 50)):
        flowing.report_month(store, project.id, row)
    card = flowing.look_at(store, project.id)
    assert not flowing.stands_on_its_own(card.returns)
    assert "3か月" in flowing.missing_for(ProjectState.SELF_STANDING, card)[0]
    flowing.report_month(store, project.id, month(8, 70, 50))
    assert flowing.stands_on_its_own(flowing.look_at(store, project.id).returns)


def test_a_gap_between_the_months_breaks_the_row():
    rows = [month(4, 60, 50), month(5, 60, 50), month(7, 60, 50)]
    assert not flowing.stands_on_its_own(rows)


def test_the_meter_is_income_over_cost(store, project):
    flowing.report_month(store, project.id, month(9, 38000, 50000))
    assert flowing.look_at(store, project.id).self_standing() == pytest.approx(0.76)


def test_a_project_and_its_voices_lead_to_each_other(store, project):
    behind = flowing.voices_behind(store, project.id)
    assert behind
    for voice in behind:
        assert project in flowing.projects_from_voice(store, voice.id)


def test_a_project_keeps_its_voices_when_the_theme_loses_them(store, meeting, project):
    behind = flowing.voices_behind(store, project.id)
    theming.set_alone(store, load_default(), behind[0].id)
    assert flowing.voices_behind(store, project.id) == behind


def test_the_board_has_every_card_once(store, project):
    give(store, project, Stage.HEARING, 1)
    give(store, project, Stage.PLANNING, 1)
    for state in (ProjectState.HEARD, ProjectState.PLANNED, ProjectState.TRIAL):
        flowing.move(store, project.id, state, today=TODAY)
        columns = flowing.board(store, project.workshop_id)
        assert [column.title[0] for column in columns] == ["ア", "イ", "ウ", "出"]
        assert sum(len(column.cards) for column in columns) == 1


def test_next_step_owner_and_day_are_kept(store, project):
    flowing.plan_next(
        store, project.id, next_step="会場を見る", owner="サロンの会", due_on=date(2026, 12, 8)
    )
    kept = flowing.look_at(store, project.id).project
    assert (kept.next_step, kept.owner, kept.due_on) == (
        "会場を見る",
        "サロンの会",
        date(2026, 12, 8),
    )
