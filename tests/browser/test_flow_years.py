"""Two themes of the sample town through ア, イ and ウ to their exits, seen in a real browser.

What is typed month after month goes in by the use cases the screens call; the screens are asked
for what they show: the gates, the years, the meter, the trail both ways.
"""

from datetime import date

import pytest

from workshop_app import cli, errors
from workshop_app.model import (
    MeetingKind,
    MonthlyReturn,
    ProjectState,
    ServiceType,
    Stage,
    SubsidyStepKind,
)
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import budgeting, flowing, gathering, opening
from workshop_app.usecases.gathering import Entry

pytestmark = [pytest.mark.browser, pytest.mark.timeout(280)]

TITLE = "バス停まで手を貸す朝"
OTHER = "昼の送迎車に乗って出かける日"


@pytest.fixture
def town(serve_app, tmp_path):
    """The sample town, served; and the same town to write to."""
    folder = tmp_path / "見本の町"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    address = serve_app(folder)
    with Store.open(
        Settings(folder, f"sqlite:///{(folder / 'kurumaza.db').as_posix()}")
    ) as store:
        yield address, store


def project_of(store, title):
    [workshop] = opening.all_workshops(store)
    columns = flowing.board(store, workshop.id)
    return next(c.project for col in columns for c in col.cards if c.project.title == title)


def settle(page):
    """Wait until the page has drawn itself: an open list would close under the hand."""
    page.wait_for_timeout(300)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def choose(page, where, label, option):
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(6):  # a page that draws itself once more closes the list again
        settle(page)
        where.get_by_label(label, exact=True).click()
        page.wait_for_timeout(500)
        if wanted.is_visible():
            break
    wanted.click()
    settle(page)


def open_card(page, address, title):
    page.goto(f"{address}/flow?m=1")
    page.get_by_role("button", name=f"{title} をくわしく見る").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("動かす先", exact=True).wait_for()
    return dialog


def hold_two_sessions(store, project):
    """An interview and a hearing, each with a voice and a result."""
    [town] = opening.towns(store)
    for kind, said in (
        (MeetingKind.INTERVIEW, "朝の八時なら一緒に歩ける"),
        (MeetingKind.COMPANY_HEARING, "見守りの帽子なら寄付できます"),
    ):
        plan = opening.MeetingPlan("聞き取り", kind, Stage.PLANNING, date(2026, 11, 24), 1)
        meeting = opening.open_meeting(store, town.id, plan, workshop_id=project.workshop_id)
        gathering.record_voice(store, meeting.id, said, Entry())
        flowing.note_result(store, project.id, Stage.PLANNING, said, meeting_id=meeting.id)


def live_through_the_trial(store, project):
    """Eighteen months over three fiscal years, with a subsidy and its change."""
    flowing.set_trial_period(store, project.id, date(2026, 12, 1), date(2028, 5, 31))
    for number in range(18):
        year, month = divmod(2026 * 12 + 11 + number, 12)
        row = MonthlyReturn(
            0, project.id, date(year, month + 1, 1), 3000 * number, 45_000, 40, 12, times=4
        )
        flowing.report_month(store, project.id, row)
    station = budgeting.add_step
    for kind, day, cost, yen in (
        (SubsidyStepKind.REQUEST, date(2026, 11, 25), 487_650, 0),
        (SubsidyStepKind.DECISION, date(2026, 11, 28), 487_650, 243_000),
    ):
        station(store, project.id, kind, done_on=day, cost_yen=cost, yen=yen)
    report = {"done_on": date(2028, 4, 10), "cost_yen": 600_000, "yen": 300_000}
    with pytest.raises(errors.NotYetError, match="変更承認"):
        station(store, project.id, SubsidyStepKind.REPORT, **report)
    station(
        store,
        project.id,
        SubsidyStepKind.CHANGE_APPROVAL,
        done_on=date(2027, 6, 1),
        cost_yen=600_000,
        yen=300_000,
    )
    station(store, project.id, SubsidyStepKind.REPORT, **report)
    for day in (date(2027, 1, 20), date(2027, 10, 20), date(2028, 5, 20)):
        flowing.grant_subsidy(store, project.id, paid_on=day, yen=100_000)


def leave(page, state, missing=()):
    """Go to an exit on the page of the trial; what is missing is said there first."""
    page.get_by_text("出口へ進める", exact=True).first.click()
    choose(page, page, "出口", state)
    for sentence in missing:
        page.get_by_text(sentence).first.wait_for()
    button = page.get_by_role("button", name="出口へ進める")
    if missing:
        assert button.is_disabled()
        return
    button.click(trial=True)  # waits until the gate is open
    page.get_by_label("その理由（1行。記録に残ります）").fill("続けられると分かった")
    page.get_by_label("学んだこと").fill("朝は早いほどよい")
    page.get_by_label("住民のみなさんに知らせること（かわら版などに）").fill("来月も歩きます")
    button.click()


def test_two_themes_go_from_voices_to_their_exits(town, page):
    address, store = town

    # a theme becomes a card: open it, name it, press
    page.goto(f"{address}/themes?m=1")
    page.get_by_role("button", name="声を見る・直す").first.click()
    dialog = page.get_by_role("dialog")
    settle(page)
    dialog.get_by_label("プロジェクトの名前").fill(TITLE)
    settle(page)
    dialog.get_by_role("button", name="プロジェクトにする").click()
    dialog.wait_for(state="detached")
    settle(page)
    project = project_of(store, TITLE)

    # the gate of ウ names both stages, and opens when both have spoken
    dialog = open_card(page, address, TITLE)
    choose(page, dialog, "動かす先", "(ウ)試行中")
    dialog.get_by_text("(ア)の結果がまだありません").wait_for()
    dialog.get_by_text("(イ)の結果がまだありません").wait_for()
    assert dialog.get_by_role("button", name="(ウ)試行中へ動かす").is_disabled()
    dialog.get_by_label("分かったこと（1行）").fill("バス停までの百歩が遠い")
    dialog.get_by_role("button", name="結果を付ける").click()
    dialog.get_by_text("(ア) バス停までの百歩が遠い").wait_for()
    hold_two_sessions(store, project)
    dialog = open_card(page, address, TITLE)
    choose(page, dialog, "動かす先", "(ウ)試行中")
    dialog.get_by_role("button", name="(ウ)試行中へ動かす").click()
    dialog.get_by_text("いま：(ウ)試行中").wait_for()

    # too early to stand alone, and the page says why
    dialog.get_by_role("button", name="試行を書く").click()
    page.get_by_role("heading", name="試行", exact=True).wait_for()
    leave(page, "自走", missing=["続けて3か月ありません"])

    # eighteen months later: three fiscal years in both calendars, a subsidy, a change
    live_through_the_trial(store, project)
    page.goto(f"{address}/money?m=1")
    choose(page, page, "プロジェクト", f"{TITLE}（(ウ)試行中）")
    for year, months in (("R8(2026)年度", 4), ("R9(2027)年度", 12), ("R10(2028)年度", 2)):
        page.get_by_text(year, exact=True).first.wait_for()
        page.get_by_text(f"月数 {months}か月", exact=True).first.wait_for()
    page.get_by_text("補助の手続きと支払").click()
    page.get_by_text("決まった補助 300,000円").wait_for()
    page.get_by_test_id("stTopNavSection").filter(has_text="えらぶ・ためす").click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text="試行").click()
    page.get_by_text("自走の条件に達しました").wait_for()
    leave(page, "自走")
    page.get_by_text("いま：自走").wait_for()
    page.get_by_text("学んだこと：朝は早いほどよい").wait_for()

    # from the project back to its theme, and from the theme's voices to the project
    dialog = open_card(page, address, TITLE)
    dialog.get_by_role("button", name="もとのテーマを見る").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(f"→ プロジェクト「{TITLE}」（自走）").wait_for()
    dialog.get_by_text("(イ) 朝の八時なら一緒に歩ける").wait_for()
    dialog.get_by_role("button", name="このプロジェクトを見る").first.click()
    page.get_by_role("dialog").get_by_text("いま：").wait_for()

    # another theme to full operation: the type comes last, and nothing goes without it
    other = project_of(store, OTHER)
    page.goto(f"{address}/trial?m=1")
    choose(page, page, "プロジェクト", f"{OTHER}（(イ)実施中）")
    leave(page, "本格運用(総合事業)", missing=["(イ)の結果がまだ", "類型が選ばれていません"])
    flowing.note_result(store, other.id, Stage.PLANNING, "保険の決まりが分かった")
    flowing.move(store, other.id, ProjectState.TRIAL, today=date(2026, 12, 1))
    flowing.choose_service_type(store, other.id, ServiceType.HOME_D)
    page.goto(f"{address}/trial?m=1")
    choose(page, page, "プロジェクト", f"{OTHER}（(ウ)試行中）")
    leave(page, "本格運用(総合事業)")
    page.get_by_text("いま：本格運用(総合事業)").wait_for()
    assert project_of(store, OTHER).state is ProjectState.ADOPTED
    assert project_of(store, TITLE).state is ProjectState.SELF_STANDING
