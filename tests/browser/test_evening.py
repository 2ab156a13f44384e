"""One evening in a real browser: from an empty folder to a project and a projector."""

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

MENU = {
    "声をあつめる": "会の日",
    "テーマ": "まとめる",
    "取り込む": "まとめる",
    "つながり": "つなぐ・企画する",
    "流れをえがく": "つなぐ・企画する",
}
EVENING = Path(__file__).with_name("evening_cp932.csv")
FIELD = "聞こえたとおりに入力して、Enter"
TYPED = (
    ("F1", "坂の上の家まで、灯油を運んでくれる人がいない"),
    (None, "灯油の配達が週に一度になって、寒い日がつらい"),
    (None, "集会所の椅子が低くて、一度すわると立てない"),
    (None, "バスを降りてから家まで、座るところがひとつもない"),
    (None, "夜中に胸が苦しくなったら、だれに言えばいいのか"),
    (None, "孫に習って、やっと写真が送れるようになった"),
    (None, "畑の野菜が余るので、取りに来てくれたら渡せる"),
    (None, "となりの灯りがつくと、ほっとして眠れる"),
    ("F2", "退院したその日の夕ごはんに困る方が多いです"),
    (None, "訪問のとき、郵便がたまっている家が気になります"),
    (None, "薬の飲み忘れは、週の半ばに増えます"),
    (None, "午後の二時間なら、体操の相手ができます"),
)
COMPANIES = (
    "配達の帰りの車は空です。灯油の缶なら積めます",
    "店の二階が昼まで空いています。椅子もあります",
    "検針で月に一度、どの家にも伺います",
)


@pytest.fixture
def address(serve_app, tmp_path):
    return serve_app(tmp_path / "夜の会")


def go_to(page, title):
    page.get_by_test_id("stTopNavSection").filter(has_text=MENU[title]).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=re.compile(f"{title}$")).click()
    page.get_by_role("heading", level=1).filter(has_text=heading_of(title)).wait_for()


def heading_of(title):
    return "ファイルから取り込む" if title == "取り込む" else title


def say(page, key, text):
    field = page.get_by_placeholder(FIELD)
    if key:
        field.press(key)
    field.press_sequentially(text, delay=0)
    field.press("Enter")


def wait_for_total(page, number):
    metric = page.get_by_test_id("stMetric").filter(has_text="ぜんぶで")
    metric.get_by_text(f"{number}件", exact=True).wait_for()


def shoot(page, shots, name):
    page.wait_for_timeout(600)
    page.screenshot(path=shots / f"{name}.png")


def test_an_evening_from_the_first_voice_to_a_project_on_the_wall(address, open_page, shots):
    page = open_page(1280, 720)
    page.goto(address)

    # open a meeting
    page.get_by_label("市町村の名前").fill("みはらし町")
    page.get_by_label("会議の名前").fill("夕べの語らい")
    page.get_by_role("button", name="この会議を開く").click()
    page.get_by_role("heading", name="声をあつめる").wait_for()

    # twelve voices by keyboard only
    for key, text in TYPED:
        say(page, key, text)
    wait_for_total(page, len(TYPED))
    page.get_by_text(f"「{TYPED[-1][1]}」").wait_for()
    shoot(page, shots, "gather")

    # a file of sixty as Excel saves it
    go_to(page, "取り込む")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(EVENING)
    page.get_by_role("button", name="この60件を取り込む").click()
    page.get_by_text("60件を取り込みました").wait_for()
    shoot(page, shots, "bring_in")

    # themes with the right counts, and the silent party named
    go_to(page, "テーマ")
    wait_for_total(page, 72)
    page.get_by_text("企業等の声が0件です", exact=True).first.wait_for()
    assert counts_in(page.get_by_text("＝ ぜんぶで").inner_text()) == 72
    shoot(page, shots, "themes")

    # three voices of companies, and the alert is gone
    go_to(page, "声をあつめる")
    alert = page.get_by_test_id("stAlert").filter(has_text="企業等の声が0件です")
    alert.wait_for()
    for key, text in zip(("F3", None, None), COMPANIES, strict=True):
        say(page, key, text)
    wait_for_total(page, 75)
    alert.wait_for(state="detached")

    # the network, drawn from the installed library, with the same in words
    go_to(page, "つながり")
    page.locator("canvas:visible").first.wait_for()
    page.get_by_text("図を文字で読む").first.wait_for()
    shoot(page, shots, "ties")

    # a project from a theme
    go_to(page, "テーマ")
    page.get_by_role("button", name="声を見る・直す").first.click()
    dialog = page.get_by_role("dialog")
    quoted = dialog.get_by_text(re.compile("^「.+」$")).first.inner_text()
    dialog.get_by_label("プロジェクトの名前").fill("帰りの車で灯油を")
    dialog.get_by_role("button", name="プロジェクトにする").click()
    dialog.wait_for(state="detached")
    go_to(page, "流れをえがく")
    card = page.locator(".flow li").filter(has_text="帰りの車で灯油を")
    card.wait_for()
    shoot(page, shots, "flow")
    page.get_by_role("button", name="帰りの車で灯油を をくわしく見る").click()
    page.get_by_role("dialog").get_by_text(quoted, exact=True).first.wait_for()
    shoot(page, shots, "project")
    page.keyboard.press("Escape")

    # the projector, in a second window, follows by itself
    wall = open_page(1280, 720)
    wall.goto(f"{address}/screen")
    wall.get_by_role("button", name="つぎ").wait_for()
    shoot(wall, shots, "screen")
    canvas_of_cards = wall.locator(".wall")
    canvas_of_cards.evaluate("node => { node.dataset.same = 'yes' }")
    question = "灯油の缶を、だれがどう運べますか"
    go_to(page, "声をあつめる")
    page.get_by_text("会議の設定").click()
    page.get_by_label("今日の問い（投影のいちばん上に出ます）").fill(question)
    page.get_by_role("button", name="問いを変える").click()
    wall.get_by_text(question).wait_for()
    assert canvas_of_cards.evaluate("node => node.dataset.same") == "yes"


def counts_in(sentence):
    *parts, whole = [int(number) for number in re.findall(r"(\d+)件", sentence)]
    assert sum(parts) == whole, sentence
    return whole


def test_a_voice_taken_off_the_screen_leaves_the_wall(address, open_page):
    page, wall = open_page(), open_page()
    page.goto(address)
    page.get_by_label("市町村の名前").fill("みはらし町")
    page.get_by_label("会議の名前").fill("夕べの語らい")
    page.get_by_role("button", name="この会議を開く").click()
    say(page, None, "いまの話はここだけにして")
    wall.goto(f"{address}/screen")
    wall.get_by_text("1件").first.wait_for()
    wall.keyboard.press("1")
    wall.get_by_text("いまの話はここだけにして").first.wait_for()
    page.get_by_role("button", name="画面から消す").click()
    wall.get_by_text("いまの話はここだけにして").first.wait_for(state="detached")
    page.get_by_role("button", name="画面に出す").wait_for()


@pytest.mark.parametrize("name", ["gather", "themes", "ties", "flow", "screen"])
def test_every_page_fits_a_phone(serve_sample, open_page, shots, name):
    phone = open_page(390, 844)
    phone.goto(f"{serve_sample}/{name}")
    phone.locator("h1, .wall").first.wait_for()
    shoot(phone, shots, f"phone_{name}")
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
