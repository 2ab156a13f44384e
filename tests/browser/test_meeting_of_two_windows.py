"""Two windows play a meeting: the desk and the wall, in a real browser, with one server."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FIELD = "聞こえたとおりに入力して、Enter"
SPOTS = """() => Object.fromEntries([...document.querySelector(
  '[data-testid=stBidiComponentIsolated]').shadowRoot.querySelectorAll('.card')].map(made => {
    const box = made.getBoundingClientRect()
    const head = made.querySelector(".head").textContent
    return [head, [box.x, box.y, box.width, box.height]] }))"""
IMPACTS = {"serious", "critical"}


@pytest.fixture(scope="module")
def address(serve_app, tmp_path_factory):
    return serve_app(tmp_path_factory.mktemp("二つの窓") / "データ")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def view(wall):
    return wall.locator(".wall").get_attribute("data-view")


def wait_for_view(wall, name):
    """The wall follows the desk by itself; `benchmarks/room.py` measures how soon."""
    wall.locator(f".wall[data-view={name}]").wait_for(timeout=20_000)


def say(page, text):
    field = page.get_by_placeholder(FIELD)
    field.press_sequentially(text, delay=0)
    field.press("Enter")


def violations(page):
    """What axe-core calls serious; Streamlit's own list of pages is not ours to mend."""
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe().run(page, {"exclude": [["[data-testid=stSidebarNav]"]]}).response["violations"]
    )
    serious = [each for each in found if each["impact"] in IMPACTS]
    return [
        (each["id"], node["target"], node["html"][:120])
        for each in serious
        for node in each["nodes"]
    ]


def open_evening(page, address):
    page.goto(address)
    page.get_by_label("市町村の名前").fill("みはらし町")
    page.get_by_label("会議の名前").fill("夕べの語らい")
    press(page, "この会議を開く")
    page.get_by_role("heading", name="声をあつめる").wait_for()


def test_a_meeting_is_played_with_two_windows(address, open_page, shots):
    typing, desk, wall = open_page(1280, 720), open_page(1280, 720), open_page(1280, 720)
    open_evening(typing, address)
    for text in ("坂の上の家まで灯油が届かない", "集会所の椅子が低い", "将棋を教えられます"):
        say(typing, text)
    typing.get_by_text("「将棋を教えられます」").wait_for()

    # The two windows, each opened by its own address.
    desk.goto(f"{address}/desk")
    desk.get_by_text("この窓は映しません").wait_for()
    wall.goto(f"{address}/screen")
    wall.locator(".wall .card, .wall .none").first.wait_for()
    for menu in ("stSidebarNavLink", "stTopNavLink", "stTopNavSection"):
        assert wall.get_by_test_id(menu).count() == 0
    assert wall.url.endswith("/screen"), "a wall that is reloaded opens as the wall"

    # A row is started, and its clock is large on the wall.
    press(desk, "始める")
    desk.get_by_text("予定どおりに進んでいます。").wait_for()
    press(desk, "残り時間")
    wait_for_view(wall, "timer")
    digits = wall.locator(".wall .digits")
    assert re.fullmatch(r"\d+:\d\d", digits.inner_text())
    assert digits.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 150
    before = digits.inner_text()
    wall.wait_for_timeout(1500)
    assert digits.inner_text() != before, "it counts"
    wall.screenshot(path=shots / "wall_timer.png")
    row = desk.locator(".face .step")
    first = row.inner_text()
    press(desk, "つぎの行")
    row.filter(has_not_text=first).wait_for()
    step = row.inner_text()
    wall.locator(".wall .name", has_text=step).wait_for()

    # The wall's own keys, and the desk knows.
    wall.keyboard.press("ArrowRight")
    wait_for_view(wall, "themes")
    desk.get_by_text("いま映しているもの：テーマ").or_(
        desk.get_by_text("いま映しているもの：ひとりの声")
    ).first.wait_for()
    wall.keyboard.press("l")
    wall.locator(".wall .card").first.wait_for()
    spots = wall.evaluate(SPOTS)
    assert spots

    # A voice is typed; it comes to the wall by itself, and no card has moved.
    say(typing, "夜中に胸が苦しくなったらだれに言えばいいのか")
    typing.get_by_text("✓ 保存しました。").first.wait_for()
    wall.locator(".wall .card", has_text="夜中に").wait_for()
    after = wall.evaluate(SPOTS)
    assert {head: after[head] for head in spots} == spots
    wall.screenshot(path=shots / "wall_lone.png")

    # Blank and colours, from the desk.
    press(desk, "暗くする")
    wall.locator(".wall .cover").wait_for()
    press(desk, "明るくもどす")
    wall.locator(".wall .cover").wait_for(state="hidden")
    desk.get_by_text("投影の見え方").click()
    desk.get_by_label("おわりのことば・次の回").fill("つぎは12月4日、集会所です")
    press(desk, "この見え方にする")
    press(desk, "おわりに")
    wait_for_view(wall, "closing")
    wall.locator(".wall .big", has_text="つぎは12月4日、集会所です").wait_for()

    # A voice taken off at the wall can only be brought back at the desk.
    wall.keyboard.press("l")
    wall.locator(".wall .card").first.wait_for()
    wall.keyboard.press("1")
    said = wall.locator(".wall li.here .text").inner_text()
    wall.keyboard.press("x")
    wall.locator(".wall li.here", has_text=said).wait_for(state="detached")
    desk.get_by_text("画面に出していない声が1件あります。").wait_for()
    desk.get_by_text("画面に出していない声を見る").click()
    press(desk, "画面に出す")
    press(desk, "ひとりの声")
    wall.locator(".wall .card").nth(3).wait_for()

    # Everything on the desk can be hit, and nothing is in anybody's way.
    small = desk.locator("[data-testid=stMain] button:visible").evaluate_all(
        "all => all.map(b => [b.textContent, b.getBoundingClientRect()])"
        ".filter(([t, r]) => t && r.height < 47.5).map(([t]) => t)"
    )
    assert small == []
    assert violations(desk) == []
    for _ in range(3):
        assert violations(wall) == []
        wall.keyboard.press("d")
    desk.screenshot(path=shots / "desk.png")

    # The wall's cable falls out, and it opens where it was.
    press(desk, "立場のバランス")
    wait_for_view(wall, "balance")
    wall.reload()
    wait_for_view(wall, "balance")

    # The end for today: everything is kept.
    desk.get_by_text("今日はここまで").first.click()
    desk.get_by_role("button", name="今日はここまで", exact=True).click()
    desk.get_by_text("「今日はここまで」になっています。声も進行表も").wait_for()


@pytest.mark.parametrize("page_name", ["desk", "photos", "rehearse"])
def test_a_page_of_the_desk_fits_a_phone(address, open_page, shots, page_name):
    phone = open_page(390, 844)
    phone.goto(f"{address}/{page_name}")
    phone.locator("h1").first.wait_for()
    phone.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    phone.screenshot(path=shots / f"phone_{page_name}.png")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    # A table that is wider than the phone can be moved sideways without a finger.
    assert phone.evaluate(
        "[...document.querySelectorAll('[data-testid=stTable] table')]"
        ".every(table => table.parentElement.tabIndex === 0)"
    )
    assert violations(phone) == []
