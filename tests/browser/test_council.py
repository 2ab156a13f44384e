"""Five members on phones: a blank, a recusal, a tie, rules that differ, a frozen decision."""

import re
from fractions import Fraction

import pytest

from analysis.case import Criterion
from workshop_app import cli
from workshop_app.settings import load
from workshop_app.store import Store
from workshop_app.usecases import (
    deliberating,
    entering,
    posing,
    presetting,
)

pytestmark = pytest.mark.browser
# With the blank and the recusal the sums of B and C are equal (30), and the ranks say A, C, B.
POINTS = ((9, 8, 0), (9, 5, 7), (9, 5, 7), (9, 5, 7), (9, 7, 3))

PARTS_OF_THE_WALL = {
    "決め方をくらべる": "1番目",
    "予算をふやしたら": "いまのまま",
    "結果の確かさ": re.compile("委員を1万回"),
}


@pytest.fixture
def evening(tmp_path):
    """A data folder with a choosing of three projects and five members."""
    folder = tmp_path / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    with Store.open(load(folder)) as store:
        room = entering.enter(store, entering.first_meeting_id(store))
        projects = deliberating.projects_of(store, room.workshop.id)[:3]
        selection = deliberating.open_selection(
            store,
            room.workshop.id,
            "秋の選考",
            presetting.preset("komoro"),
            members=5,
            project_ids=[each.id for each in projects],
            budget_yen=500_000,
        )
        deliberating.set_criteria(
            store, selection.id, [Criterion("公益性", most=Fraction(10), name="公益性")]
        )
        told = posing.look_at(store, selection.id)
        for row in told.candidates:
            deliberating.describe_candidate(
                store, row.id, cost_yen=200_000, requested_at="", gates={}
            )
    return folder, told


def _look_for_faults(page, overview, name):
    """Nothing serious on the list of candidates, nor on the sheet of one."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.goto(overview)
    found = axe.run(page).response["violations"]
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="保存して次へ").wait_for()
    found += axe.run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


def test_an_evening_of_five_phones(evening, serve_app, open_page, shots):
    folder, told = evening
    address = serve_app(folder)
    names = [told.title_of(row.id) for row in told.candidates]
    for member, points in zip(told.members, POINTS, strict=True):
        phone = open_page(390, 844, java_script_enabled=False)
        phone.goto(f"{address}/k/{member.code}")
        phone.get_by_role("link", name=names[0]).click()
        for place, value in enumerate(points):
            assert phone.get_by_role("heading", name=names[place]).is_visible()
            if member.number == 5 and place == 0:
                phone.get_by_role("button", name="利害関係があるので採点しない").click()
                continue
            if not (member.number == 1 and place == 2):
                phone.get_by_label(re.compile(f"^{value}(\\s|$)")).check()
            phone.get_by_role("button", name="保存して次へ").click()
        assert phone.get_by_text("あなたの採点用紙です").is_visible()
        if member.number == 1:
            phone.screenshot(path=shots / "council-phone.png")
            _look_for_faults(open_page(390, 844), phone.url, names[0])
    page = open_page()
    page.goto(f"{address}/choose")
    page.get_by_text("採点を終えた委員 4名／5名").wait_for()
    page.get_by_text(re.compile("件数が多い＝大切")).wait_for()
    page.screenshot(path=shots / "council-candidates.png", full_page=True)
    page.get_by_text("項目と決め方", exact=True).click()
    page.get_by_label("何を大きくするか").wait_for()
    page.screenshot(path=shots / "council-rules.png", full_page=True)
    page.get_by_text("委員と採点", exact=True).click()
    with page.expect_download() as sent:
        page.get_by_role("button", name=re.compile("^委員に配る紙")).click()
    paper = sent.value.path().read_text(encoding="utf-8")
    assert all(f"/k/{member.code}</p>" in paper for member in told.members)
    assert paper.count("data:image/svg+xml") == 5
    page.screenshot(path=shots / "council-members.png", full_page=True)
    page.get_by_role("button", name="採点を締め切る").click()
    page.get_by_text("採点を締め切りました").first.wait_for()
    late = open_page(390, 844, java_script_enabled=False)
    late.goto(f"{address}/k/{told.members[1].code}/{told.candidates[0].id}")
    assert late.get_by_text("締め切られました").is_visible()
    assert late.locator("form").count() == 0

    page.get_by_text("結果(投影できます)", exact=True).click()
    page.get_by_text("決め方をくらべる").wait_for()
    page.get_by_text(re.compile("4名の採点です。空欄は0点にしていません")).wait_for()
    page.get_by_text(re.compile("利害関係の委員1名を除きました")).wait_for()
    page.get_by_text(re.compile("は同点です。話し合って順番を")).wait_for()
    page.get_by_text(re.compile("どの決め方で決めたかを記録します")).wait_for()
    shown = page.locator("section.stMain, [data-testid=stMain]").first.inner_text()
    assert not re.search(r"委員\d+(?![\d名])", shown)
    page.screenshot(path=shots / "council-results.png", full_page=True)

    wall = open_page()
    wall.goto(f"{address}/results?s={told.selection.id}")
    wall.get_by_text(re.compile("決め方は「合計」")).wait_for()
    for part in ("決め方をくらべる", "予算をふやしたら", "結果の確かさ"):
        wall.get_by_text(part, exact=True).click()
        wall.get_by_text(PARTS_OF_THE_WALL[part]).first.wait_for()
        wall.screenshot(path=shots / f"council-wall-{len(part)}.png")
        shown = wall.locator("body").inner_text()
        assert not re.search(r"委員\d+(?![\d名])", shown)
    assert wall.get_by_test_id("stSidebar").count() == 0
    assert all(member.code not in wall.content() for member in told.members)

    page.get_by_text("決定と記録", exact=True).click()
    page.get_by_label(re.compile("^そう決めた理由")).fill("冬に間に合うから")
    page.get_by_role("button", name="この順番にする").click()
    wall.get_by_text("決め方どおりの順", exact=True).click()
    wall.get_by_text(re.compile("理由：冬に間に合うから")).wait_for()
    wall.screenshot(path=shots / "council-wall.png")
    reasons = page.get_by_label("理由", exact=True)
    reasons.first.wait_for()
    for place in range(3):
        reasons.nth(place).fill("話し合いのとおり")
        page.get_by_label(re.compile("^次の一歩")).nth(place).fill("春にもう一度")
    page.get_by_label("額(円)").nth(0).fill("150000")
    page.get_by_label(re.compile("^計算の結果と違う")).fill("半分は来年にまわす")
    page.get_by_role("button", name="決定を記録して固める").click()
    page.get_by_text(re.compile("違う決定をした理由：半分は来年にまわす")).wait_for()
    page.screenshot(path=shots / "council-record.png")
