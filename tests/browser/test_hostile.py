"""Words that pretend to be markup, formulas or addresses, through every field, in a browser."""

import csv
import io
import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PAGES = ("", "gather", "bring_in", "look_over", "themes", "ties", "flow", "screen")
FIELD = "聞こえたとおりに入力して、Enter"
MARKUP = "![絵](http://198.51.100.7/) <img src=x onerror=window.hit=1> :smile: $x$"
CORPUS = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    '<a href="javascript:window.hit=1">押して</a>',
    "</style><svg onload=window.hit=1>",
    "<meta http-equiv=refresh content='0;url=http://198.51.100.7/'>",
    '" onmouseover="window.hit=1" x="',
    "<!-- 注 --> ]]>",
    "&lt;b&gt; &amp; &#x41;",
    '=HYPERLINK("http://198.51.100.7","押す")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "長" * 4000,
    "W" * 900,
    "[押して](javascript:window.hit=1)",
    "![絵](http://198.51.100.7/a.png)",
    "[行く](http://198.51.100.7/)",
    "http://198.51.100.7/ と www.example.com と a@example.com",
    "$latex$ と $$x^2$$ と \\(y\\)",
    ":material/home: :smile: :red[赤] :small[]",
    "**太字** _斜め_ `code` ~~消し~~ # 見出し",
    "ア\u200eイ\u200fウ اللغة",
    "あ\u200bい\u200dう",
    "👨\u200d👩\u200d👧 か\u3099き\u309a ｶﾞ ㍿",
    "| 表 | の | 線 | {{7*7}} %s {0} \\n",
    "'; DROP TABLE voices; --",
)
IN_TEXT = "() => [...document.querySelectorAll('[data-testid=stText]')].map(e => e.textContent)"
LINKS_OUT = """() => [...document.querySelectorAll('a[href]')].map(a => a.href)
    .filter(address => !address.startsWith(location.origin))"""
WIDEST = "() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
ENGLISH = """() => {
    const found = new Set(), icons = "style, script, noscript, [data-testid=stIconMaterial]"
    const look = text => { if (/[A-Za-z]{3,}/.test(text || "")) found.add(text.trim()) }
    const walk = document.createTreeWalker(document.body, 5)  // elements and texts
    while (walk.nextNode()) {
        const node = walk.currentNode
        if (node.nodeType === Node.ELEMENT_NODE)
            ["aria-label", "placeholder", "title"].forEach(m => look(node.getAttribute(m)))
        else if (!node.parentElement.closest(icons)) look(node.data)
    }
    return [...found]
}"""
# What we write with Latin letters ourselves; a source names its authors as they do.
OUR_WORDS = re.compile(r"CSV|Excel|Enter|SNS|GraphML|出どころ：")


@pytest.fixture
def address(serve_app, tmp_path):
    return serve_app(tmp_path / "荒れた会")


def settle(page):
    page.wait_for_timeout(250)
    page.get_by_test_id("stStatusWidget").wait_for(state="detached")
    page.wait_for_timeout(250)


def look_round(page, address, names):
    """Look at pages: nothing ran, nothing leads out, nothing sticks out."""
    for name in names:
        page.goto(f"{address}/{name}")
        page.locator("h1").first.wait_for()
        settle(page)
        assert page.evaluate("window.hit") is None, name
        assert page.evaluate(LINKS_OUT) == [], name
        assert page.evaluate(WIDEST) <= 0, name
        assert page.get_by_test_id("stException").count() == 0, name


def test_hostile_words_stay_words_on_every_page(address, open_page):
    page = open_page()
    page.goto(address)
    page.get_by_label("市町村の名前").fill(f"町 {MARKUP}")
    page.get_by_label("会議の名前").fill(f"会 {MARKUP}")
    page.get_by_label("今日の問い").fill(f"問い {MARKUP}")
    page.get_by_role("button", name="この会議を開く").click()
    page.get_by_role("heading", name="声をあつめる").wait_for()
    field = page.get_by_placeholder(FIELD)
    for words in CORPUS:
        field.fill(words)
        field.press("Enter")
    total = page.get_by_test_id("stMetric").filter(has_text="ぜんぶで")
    total.get_by_text(f"{len(CORPUS)}件", exact=True).wait_for()
    settle(page)
    shown = page.evaluate(IN_TEXT)
    assert [words for words in CORPUS[-12:] if f"「{words}」" not in shown] == []

    # a table whose name, headings and bad rows are hostile, too
    page.goto(f"{address}/bring_in")
    rows = io.StringIO()
    csv.writer(rows).writerows(
        [(f"本文 {MARKUP}", "立場", "班"), *((words, "住民", 1) for words in CORPUS[:12])]
    )
    csv.writer(rows).writerows([("わるい行", MARKUP, 1), ("", "住民", 1)])
    name = "<img src=x onerror=window.hit=1> ![a](b).csv"
    table = {"name": name, "mimeType": "text/csv", "buffer": rows.getvalue().encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([table])
    page.get_by_role("button", name="この12件を取り込む").click()
    page.get_by_text("12件を取り込みました").wait_for()

    # a project and an organisation
    page.goto(f"{address}/themes")
    page.get_by_role("button", name="声を見る・直す").first.click()
    window = page.get_by_role("dialog")
    window.get_by_label("プロジェクトの名前").fill(f"題 {MARKUP}")
    window.get_by_role("button", name="プロジェクトにする").click()
    window.wait_for(state="detached")
    page.goto(f"{address}/ties")
    page.get_by_label("名前（人の名前は書かず、役わりや団体で）").fill(f"団体 {MARKUP}")
    page.get_by_role("button", name="登録する").click()
    page.get_by_text("登録しました。").wait_for()
    page.goto(f"{address}/flow")
    page.get_by_role("button", name=re.compile("をくわしく見る")).click()
    window.get_by_label("次の一歩").fill(f"一歩 {MARKUP} {'x' * 300}")
    window.get_by_role("button", name="次の一歩を書く").click()
    page.locator(".flow li").get_by_text(f"次の一歩：一歩 {MARKUP}").wait_for()

    look_round(page, address, PAGES)
    page.set_viewport_size({"width": 390, "height": 844})
    look_round(page, address, ("gather", "themes", "flow"))


@pytest.mark.parametrize("name", PAGES)
def test_the_frame_speaks_japanese(serve_sample, page, name):
    page.goto(f"{serve_sample}/{name}")
    page.locator("h1").first.wait_for()
    settle(page)
    assert [words for words in page.evaluate(ENGLISH) if not OUR_WORDS.search(words)] == []


def test_a_voice_that_says_what_the_frame_says_is_left_alone(address, page):
    page.goto(address)
    page.get_by_label("市町村の名前").fill("みはらし町")
    page.get_by_label("会議の名前").fill("Upload")
    page.get_by_role("button", name="この会議を開く").click()
    page.get_by_role("heading", name="声をあつめる").wait_for()
    field = page.get_by_placeholder(FIELD)
    for words in ("Close", "Connection error", "Press Enter to apply"):
        field.fill(words)
        field.press("Enter")
        page.get_by_text(f"「{words}」", exact=True).wait_for()


def test_a_lost_connection_is_told_in_japanese(server_to_stop, chromium):
    page = chromium.new_page(locale="ja-JP")
    page.goto(server_to_stop.address)
    page.get_by_role("heading", name="車座").wait_for()
    server_to_stop.stop()
    window = page.get_by_role("dialog")
    window.get_by_text("黒い窓が閉じていないか").wait_for(timeout=20_000)
    assert not re.search("streamlit|error", window.inner_text(), re.IGNORECASE)
    page.close()
