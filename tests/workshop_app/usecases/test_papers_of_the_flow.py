"""The logic model, the papers, shared offers, checks and what a calculation knows already."""

from datetime import date

import pytest

from analysis.service_types import Means
from workshop_app import errors
from workshop_app.model import (
    Concept,
    GoalRank,
    LineKind,
    MeetingKind,
    MonthlyReturn,
    Receiver,
    ServiceType,
    SessionField,
    Stage,
)
from workshop_app.store import projects
from workshop_app.usecases import (
    aiming,
    chaining,
    developing,
    equipping,
    flowing,
    gathering,
    interviewing,
    opening,
    planning,
    prefilling,
    printing,
    screening,
)
from workshop_app.usecases.gathering import Entry
from workshop_app.usecases.opening import MeetingPlan

DAY = date(2026, 11, 24)


@pytest.fixture
def town(store):
    return opening.found_town(store, "みはらし町")


@pytest.fixture
def hold(store, town):
    def hold_one(kind, title="会", workshop_id=None):
        plan = MeetingPlan(title, kind, Stage.PLANNING, DAY, 1)
        return opening.open_meeting(store, town.id, plan, workshop_id=workshop_id)

    return hold_one


@pytest.fixture
def workshop_id(hold):
    return hold(MeetingKind.WORKSHOP).workshop_id


@pytest.fixture
def make_project(store, town, workshop_id):
    def make(title):
        return store.write(
            lambda conn: projects.add(conn, workshop_id=workshop_id, title=title),
            municipality_id=town.id,
        )

    return make


def test_every_project_is_linked_to_an_outcome_or_flagged(store, workshop_id, make_project):
    walk, market = make_project("朝の散歩"), make_project("火曜の市")
    top = aiming.add(store, workshop_id, GoalRank.PURPOSE, "歩いて出かけられる町")
    aim = aiming.add(
        store, workshop_id, GoalRank.AIM, "外に出る人", parent_id=top.id, indicator="人数"
    )
    add = aiming.add
    add(store, workshop_id, GoalRank.MEANS, "歩く", parent_id=aim.id, project_id=walk.id)
    add(store, workshop_id, GoalRank.MEANS, "看板", parent_id=aim.id)
    add(store, workshop_id, GoalRank.MEANS, "迷子の手段", project_id=market.id)
    planning.add_line(store, walk.id, LineKind.ROLE, "見守り", who="老人クラブ")
    planning.add_line(store, walk.id, LineKind.COST, "保険", yen=12_000)
    flowing.report_month(
        store, walk.id, MonthlyReturn(0, walk.id, DAY, 0, 900, 40, 12, times=4)
    )
    chains = chaining.look(store, workshop_id)
    assert {chain.project.id for chain in chains if chain.project} == {walk.id, market.id}
    for chain in chains:
        assert chain.is_linked() or "どの成果（目標）にもつながっていません" in chain.flag()
    of_walk = next(chain for chain in chains if chain.project == walk)
    assert of_walk.steps() == (
        ("老人クラブ（見守り）", "費用の見込み 12,000円"),
        ("朝の散歩",),
        ("1か月で 4回・延べ 40回の利用",),
        ("外に出る人（指標：人数）",),
        ("歩いて出かけられる町",),
    )
    flagged = [chain.activity[0] for chain in chains if not chain.is_linked()]
    assert flagged == ["火曜の市"]
    assert [chain.activity[0] for chain in chains if chain.project is None] == ["看板"]

    aiming.remove(store, aim.id)
    assert not any(chain.is_linked() for chain in chaining.look(store, workshop_id))


def test_an_outcome_without_a_purpose_is_said(store, workshop_id, make_project):
    walk = make_project("朝の散歩")
    aim = aiming.add(store, workshop_id, GoalRank.AIM, "外に出る人")
    aiming.add(store, workshop_id, GoalRank.MEANS, "歩く", parent_id=aim.id, project_id=walk.id)
    [chain] = chaining.look(store, workshop_id)
    assert chain.is_linked() and "目的につながっていません" in chain.flag()


def test_the_paper_of_the_tree_has_every_goal_once_and_three_levels(store, workshop_id):
    top = aiming.add(store, workshop_id, GoalRank.PURPOSE, "歩ける町")
    aims = [
        aiming.add(store, workshop_id, GoalRank.AIM, f"目標その{n}", parent_id=top.id)
        for n in range(3)
    ]
    for n, above in enumerate([0, 0, 1, 1, 1, 2, 2]):
        aiming.add(store, workshop_id, GoalRank.MEANS, f"手段その{n}", parent_id=aims[above].id)
    aiming.remove(store, aims[0].id)
    loose = aiming.add(store, workshop_id, GoalRank.AIM, "浮いた目標")
    aiming.add(store, workshop_id, GoalRank.MEANS, "浮いた手段", parent_id=loose.id)
    page = printing.goal_tree(store, workshop_id).decode()
    every = ("歩ける町", "目標その1", "目標その2", "浮いた目標", "浮いた手段")
    for body in (*every, *(f"手段その{n}" for n in range(7))):
        assert page.count(body) == 1, body
    assert "目標その0" not in page
    drawn, apart = page.split("つながりなし")
    assert all(f"手段その{n}" in apart for n in (0, 1))
    assert all(f"手段その{n}" in drawn for n in range(2, 7))


def test_the_paper_of_offers_has_only_what_the_company_confirmed(store, hold, workshop_id):
    shop = hold(MeetingKind.COMPANY_HEARING, "ひので商店に聞く", workshop_id)
    silent = hold(MeetingKind.COMPANY_HEARING, "まだの会社に聞く", workshop_id)
    write, confirm = interviewing.write, interviewing.confirm
    write(store, shop.id, SessionField.LISTENER, "支え合い推進員")
    write(store, shop.id, SessionField.TERMS, "一か所八千円")
    write(store, shop.id, SessionField.HOLDINGS, "軽トラックが二台")
    write(store, silent.id, SessionField.ABILITIES, "弁当を百食")
    confirm(store, shop.id, SessionField.HOLDINGS, confirmed=True)
    page = printing.offers(store, workshop_id).decode()
    assert "軽トラックが二台" in page and "ひので商店に聞く" in page
    closed = ("一か所八千円", "条件", "弁当を百食", "まだの会社に聞く", "支え合い推進員")
    assert [text for text in closed if text in page] == []
    confirm(store, shop.id, SessionField.HOLDINGS, confirmed=False)
    assert interviewing.offers(store, workshop_id) == ()
    assert "軽トラックが二台" not in printing.offers(store, workshop_id).decode()


def test_the_list_of_what_else_can_be_used_prints_a_circle_or_a_blank(store, make_project):
    project = make_project("朝の散歩")
    offered = equipping.checklist(store, project.id)
    assert len(offered) == 7 and not any(each.is_used for each in offered)
    wanted = {"支援パッケージを使う", "移動・外出支援を組み合わせる"}
    equipping.tick(store, project.id, wanted)
    found = equipping.checklist(store, project.id)
    assert {each.item for each in found if each.is_used} == wanted
    assert [each.item for each in found] == [each.item for each in offered]
    page = printing.checks(store, project.id).decode()
    row = '<tr><th class="name">{}</th><td><p>{}</p></td></tr>'
    for each in found:
        assert row.format(each.item, "○" if each.item in wanted else "") in page
    with pytest.raises(errors.UnusableInputError, match="表にない"):
        equipping.tick(store, project.id, {"ない項目"})


def test_the_way_of_the_money_is_told_in_one_line_for_each_part(store, make_project):
    project = make_project("畑と昼食の日")
    for name, service in (
        ("昼食会", ServiceType.DAY_B),
        ("送迎", ServiceType.HOME_D),
        ("掃除", ServiceType.HOME_A),
        ("体操", ServiceType.DAY_C),
        ("まだ", None),
    ):
        planning.add_part(store, project.id, name, Concept.DAILY_SUPPORT, service)

    def told():
        return dict(
            line.split("（", 1)
            for line in equipping.money_lines(planning.look(store, project.id))
        )

    assert list(told()) == ["昼食会", "送迎", "掃除", "体操"]
    assert "）：補助。" in told()["昼食会"] and "）：補助。" in told()["送迎"]
    assert "）：委託費。" in told()["体操"] and "まだ決めていません" in told()["掃除"]
    equipping.choose_means(store, project.id, Means.COMMISSION)
    assert "）：委託費。" in told()["掃除"] and "）：補助。" in told()["昼食会"]
    with pytest.raises(errors.UnusableInputError, match="補助"):
        equipping.choose_means(store, project.id, Means.SUBSIDY)
    equipping.choose_means(store, project.id, None)
    assert "まだ決めていません" in told()["掃除"]


def test_one_switch_changes_hand_overs_and_the_items_of_the_request(store, town, hold):
    meeting = hold(MeetingKind.WORKSHOP)
    voice = gathering.record_voice(
        store, meeting.id, "隣の家で、母の介護と赤ちゃんで倒れそう", Entry()
    )
    assert prefilling.look(store, town.id).values()["multilayered"] == "no"
    screening.use_joint_work(store, town.id, is_on=True)
    assert prefilling.look(store, town.id).values()["multilayered"] == "yes"
    screening.hand_over(store, voice.id)
    [task] = screening.open_tasks(store, town.id)
    assert task.receiver is Receiver.JOINT_WORK


def test_one_joint_session_allows_the_second_item(store, town, hold):
    assert prefilling.look(store, town.id).values()["joint_conference"] == "no"
    assert "まだありません" in prefilling.look(store, town.id).sentence()
    developing.hold_together(store, town.id, None, "居住支援協議会", DAY)
    found = prefilling.look(store, town.id)
    assert found.values()["joint_conference"] == "yes" and "1回" in found.sentence()
    care = hold(MeetingKind.CARE_CONFERENCE)
    interviewing.write(store, care.id, SessionField.JOINT, "住まいの相談を一緒に")
    assert prefilling.look(store, town.id).joint_sessions == 2
