"""Indicators, viewpoints, occasions, the goal tree, closed hearings (C8, C9, C34-C40)."""

from datetime import date

import pytest

from workshop_app import errors
from workshop_app.model import GoalRank, MeetingKind, SessionField, Stage, Viewpoint
from workshop_app.usecases import aiming, connecting, evaluating, interviewing, opening
from workshop_app.usecases.opening import MeetingPlan

YEAR = 2026


@pytest.fixture
def town(store):
    return opening.found_town(store, "みはらし町")


@pytest.fixture
def hold(store, town):
    def hold_one(kind, day=date(2026, 11, 20), title="会"):
        return opening.open_meeting(
            store, town.id, MeetingPlan(title, kind, Stage.PLANNING, day, 1)
        )

    return hold_one


def line_of(store, town, key):
    found = evaluating.look(store, town.id, YEAR)
    return next(line for line in found.lines if line.row.key == key)


def measure(store, town, key, numerator, denominator=None, next_step=""):
    evaluating.measure(
        store,
        town.id,
        key,
        YEAR,
        numerator=numerator,
        denominator=denominator,
        next_step=next_step,
    )


@pytest.mark.parametrize(
    ("key", "numerator", "denominator", "said"),
    [
        ("social_participation", 320, 1450, "22.1%"),
        ("staying", 46, 58, "79.3%"),
        ("former_plan_share", 84, 240, "35.0%"),
        ("staying", 0, 0, "—"),
        ("lectures", 12, None, "12"),
        ("first_certified_age", 8150, 100, "81.5"),
    ],
)
def test_an_indicator_is_written_as_papers_write_it(
    store, town, key, numerator, denominator, said
):
    assert line_of(store, town, key).said() == "—"
    measure(store, town, key, numerator, denominator)
    assert line_of(store, town, key).said() == said


def test_a_value_without_a_next_step_is_warned_of(store, town):
    measure(store, town, "staying", 46, 58)
    [warning] = evaluating.look(store, town.id, YEAR).warnings()
    assert "次にどうするか" in warning
    measure(store, town, "staying", 46, 58, "案内を毎月にする")
    assert evaluating.look(store, town.id, YEAR).warnings() == ()


def test_values_that_contradict_themselves_are_refused(store, town):
    for numerator, denominator, said in (
        (59, 58, "分子"),
        (-1, 58, "0以上"),
        (1, None, "分母"),
    ):
        with pytest.raises(errors.UnusableInputError, match=said):
            measure(store, town, "staying", numerator, denominator)
    with pytest.raises(errors.NotFoundError):
        measure(store, town, "happiness", 1, 1)


def test_each_year_keeps_its_own_value_and_a_town_its_own_definition(store, town):
    measure(store, town, "staying", 46, 58)
    assert all(line.value is None for line in evaluating.look(store, town.id, 2025).lines)
    evaluating.define(
        store, town.id, "staying", numerator="三月に来た人", denominator="四月の人"
    )
    line = line_of(store, town, "staying")
    assert (line.numerator_text, line.denominator_text) == ("三月に来た人", "四月の人")


def test_the_table_has_every_cell_and_no_indicator_is_lost(store, town):
    found = evaluating.look(store, town.id, YEAR)
    cells = [
        found.cell(approach, step)
        for approach in (1, 2, 3)
        for step in ("process", "output", "outcome")
    ]
    assert all(cells)
    assert sum(map(len, cells)) + len(found.cell(0, "final")) == len(found.lines)
    assert len(found.cell(0, "final")) == 3


def test_a_viewpoint_nobody_wrote_about_says_so(store, town):
    lines = evaluating.look(store, town.id, YEAR).viewpoint_lines()
    assert "財政: 未記入" in lines and len(lines) == 4
    evaluating.describe(store, town.id, YEAR, Viewpoint.MONEY, "上限の中で行えた")
    assert "財政: 上限の中で行えた" in evaluating.look(store, town.id, YEAR).viewpoint_lines()


def test_two_new_meetings_and_four_existing_occasions(store, town, hold):
    for kind in (
        MeetingKind.TOWN_MEETING,
        MeetingKind.WORKSHOP,
        MeetingKind.SALON,
        MeetingKind.SALON,
        MeetingKind.KYOGITAI,
        MeetingKind.JICHIKAI,
        MeetingKind.INTERVIEW,
    ):
        hold(kind)
    hold(MeetingKind.SALON, date(2026, 3, 31))
    found = evaluating.look(store, town.id, YEAR)
    assert connecting.say_year(found.occasions) == "既存の場 66.7%（6回のうち4回）"
    kinds = connecting.say_kinds(found.occasions)
    assert "通いの場・サロン 2回" in kinds or "サロン 2回" in kinds
    assert "インタビュー" not in kinds
    assert line_of(store, town, "coordinator_acts").known == 7


def tree(store, hold):
    workshop_id = hold(MeetingKind.PLANNING_SESSION).workshop_id
    top = aiming.add(store, workshop_id, GoalRank.PURPOSE, "歩いて買物に行ける町")
    aims = [
        aiming.add(
            store, workshop_id, GoalRank.AIM, f"目標{n}", parent_id=top.id, indicator="人数"
        )
        for n in range(3)
    ]
    for n, above in enumerate([0, 0, 1, 1, 1, 2, 2]):
        aiming.add(store, workshop_id, GoalRank.MEANS, f"手段{n}", parent_id=aims[above].id)
    return workshop_id, aims


def test_means_whose_aim_is_taken_away_stay_and_say_so(store, hold):
    workshop_id, aims = tree(store, hold)
    assert aiming.look(store, workshop_id).warnings() == ()
    aiming.remove(store, aims[0].id)
    found = aiming.look(store, workshop_id)
    assert (len(found.check.linked_means), len(found.check.unlinked_means)) == (5, 2)
    assert sum("つながりなし" in line for line in found.warnings()) == 2


def test_a_programme_as_purpose_and_an_aim_without_a_measure_are_said(store, hold):
    workshop_id, aims = tree(store, hold)
    aiming.add(store, workshop_id, GoalRank.PURPOSE, "総合事業を広げる")
    aiming.change(store, aims[0].id, body="歩く人", parent_id=aims[0].parent_id, indicator="")
    said = " ".join(aiming.look(store, workshop_id).warnings())
    assert "制度や事業です" in said and "指標がありません" in said


def test_a_goal_hangs_only_where_it_belongs(store, hold):
    workshop_id, aims = tree(store, hold)
    for rank in (GoalRank.PURPOSE, GoalRank.AIM):
        with pytest.raises(errors.UnusableInputError, match="つなげて"):
            aiming.add(store, workshop_id, rank, "迷子", parent_id=aims[0].id)
    with pytest.raises(errors.UnusableInputError, match="1行"):
        aiming.add(store, workshop_id, GoalRank.AIM, " ")


def test_what_a_company_said_is_closed_until_it_confirms(store, hold):
    meeting = hold(MeetingKind.COMPANY_HEARING)
    for field, body in (
        (SessionField.LISTENER, "支え合い推進員"),
        (SessionField.TERMS, "一か所八千円"),
        (SessionField.HOLDINGS, "車が二台"),
    ):
        interviewing.write(store, meeting.id, field, body)
    assert [entry.body for entry in interviewing.shared(store, meeting.id)] == [
        "支え合い推進員"
    ]
    interviewing.confirm(store, meeting.id, SessionField.TERMS, confirmed=True)
    assert "一か所八千円" in [entry.body for entry in interviewing.shared(store, meeting.id)]
    interviewing.write(store, meeting.id, SessionField.TERMS, "一か所九千円")
    assert "一か所九千円" not in [
        entry.body for entry in interviewing.shared(store, meeting.id)
    ]
    assert len(interviewing.everything(store, meeting.id)) == 3
    with pytest.raises(errors.UnusableInputError, match="まだ書かれて"):
        interviewing.confirm(store, meeting.id, SessionField.PROMISE, confirmed=True)


def test_an_interview_with_residents_needs_nobodys_word(store, hold):
    meeting = hold(MeetingKind.INTERVIEW)
    interviewing.write(store, meeting.id, SessionField.BURDEN, "一回三百円まで")
    assert len(interviewing.shared(store, meeting.id)) == 1
    assert SessionField.TERMS not in interviewing.fields_of(meeting.kind)
    assert interviewing.fields_of(MeetingKind.SALON) == ()


def test_a_care_conference_with_the_housing_council_is_counted(store, town, hold):
    meeting = hold(MeetingKind.CARE_CONFERENCE)
    assert interviewing.joint_conferences(store, town.id, YEAR) == 0
    interviewing.write(store, meeting.id, SessionField.JOINT, "住まいの相談を一緒に")
    assert interviewing.joint_conferences(store, town.id, YEAR) == 1
    assert interviewing.joint_conferences(store, town.id, YEAR - 1) == 0
