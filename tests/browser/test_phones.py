"""Phones in a real Chromium, 390 by 844: without JavaScript, offline and back, for old eyes."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import entering, reading, welcoming

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (
    "<img src=x onerror=window.hit=1>",
    "</textarea><script>window.hit=1</script>",
    "</blockquote><svg onload=window.hit=1>",
    '" onmouseover="window.hit=1" autofocus onfocus="window.hit=1" x="',
    "<meta http-equiv=refresh content='0;url=http://198.51.100.7/'>",
    "<base href='http://198.51.100.7/'>",
    "{{7*7}} {% raw %} ${7*7}",
    "&lt;b&gt; &amp; &#x41;",
    "javascript:window.hit=1",
    "ア\u200eイ\u200fウ",
    "W" * 900,
)
TOO_SMALL = """() => [...document.querySelectorAll(
        'a, button, .choice, summary, textarea, input')]
    .filter(e => e.type !== 'hidden' && e.offsetParent && !e.closest('.choice:not(label)'))
    .filter(e => !(e.matches('input') && e.closest('label')))
    .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 48 || box.height < 48)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => e.offsetParent).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
COUNTED = r"""() => {
    const texts = []
    const walk = root => {
        texts.push(root.textContent)
        for (const e of root.querySelectorAll('*')) if (e.shadowRoot) walk(e.shadowRoot)
    }
    walk(document.body)
    return [...texts.join(' ').matchAll(/(\d+)件/g)].reduce((sum, m) => sum + Number(m[1]), 0)
}"""
WIDEST = "() => document.documentElement.scrollWidth - innerWidth"


@dataclass
class Hall:
    """An application with the sample town, and the phone page of one of its meetings."""

    address: str
    code: str
    meeting_id: int
    known: str  # a voice that stands in a theme; said again, it stands there too

    @property
    def page(self) -> str:
        return f"{self.address}/j/{self.code}"

    def send(self, text: str) -> dict:
        told = json.dumps({"text": text, "party": "care"}).encode()
        asked = urllib.request.Request(
            f"{self.page}/voices", told, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def hall(serve_app, tmp_path_factory) -> Hall:
    folder = tmp_path_factory.mktemp("hall") / "データ"
    command = [sys.executable, "-m", "workshop_app", "sample", "--data", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    settings = Settings(folder, f"sqlite:///{(folder / 'kurumaza.db').as_posix()}")
    with Store.open(settings) as store:
        meeting = next(
            line.meeting
            for line in entering.all_meetings(store)
            if line.meeting.is_open and line.voices > 10
        )
        welcoming.set_marking(store, meeting.id, is_open=True)
        known = reading.board_of_meeting(store, meeting.id, on_screen=True).themes[0].voices[0]
    return Hall(serve_app(folder), meeting.join_code, meeting.id, known.text)


@contextmanager
def held_phone(chromium, **context) -> Iterator:
    """A phone whose line may break: what its console says about that is no fault."""
    room = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="ja-JP", **context
    )
    page = room.new_page()
    page.set_default_timeout(20_000)
    yield page
    room.close()


def come_in(page, hall, party="住民"):
    page.goto(hall.page)
    page.get_by_role("radio", name=party).check()
    table = page.get_by_role("radio", name="2班", exact=True)
    if table.count():
        table.check()
    page.get_by_role("button", name="はじめる").click()
    page.get_by_label("1枚に、1つのことを書いてください").wait_for()


def write(page, text):
    page.get_by_label("1枚に、1つのことを書いてください").fill(text)
    page.get_by_role("button", name="送る").click()


def number_on(page) -> str:
    [first, *_] = re.findall(r"受付番号は? ?([0-9A-Z]{4}-[0-9A-Z]{4})", page.inner_text("body"))
    return first


def test_a_phone_without_javascript_plays_a_whole_meeting(hall, chromium):
    with held_phone(chromium, java_script_enabled=False) as page:
        play_a_meeting(page, hall)


def play_a_meeting(page, hall):
    page.goto(hall.page)
    assert "名前や住所は聞きません" in page.inner_text("main"), "told before the first voice"
    come_in(page, hall)
    write(page, "停留所に<b>いす</b>がほしい")
    number = number_on(page)
    assert "停留所に<b>いす</b>がほしい" in page.inner_text("blockquote")
    page.get_by_role("link", name="つぎの声を書く").click()
    assert number in page.inner_text("#own"), "its own voices are on its page"
    write(page, "停留所に、やねもほしい")
    page.get_by_role("link", name="もどる").click()
    page.get_by_role("link", name="受付番号で声をさがす").click()
    page.get_by_label("受付番号(8文字)").fill(number.lower().replace("-", " "))
    page.get_by_role("button", name="さがす").click()
    page.get_by_role("button", name="この声を取り消す").click()
    assert "取り消しました" in page.inner_text("h1")
    page.get_by_role("button", name="取り消しを、やめる").click()
    assert "停留所に<b>いす</b>がほしい" in page.inner_text("blockquote")
    page.goto(hall.page)
    page.get_by_role("link", name="気になるテーマに印をつける").click()
    for left in ("あと2つ", "あと1つ", "あと0つ"):
        page.get_by_role("button", name="気になる ●").first.click()
        assert left in page.inner_text("main")
    page.get_by_role("button", name="気になる ●").first.click()
    assert "印は3つまでです" in page.inner_text("main")
    page.get_by_role("button", name="印をはずす").first.click()
    assert "あと1つ" in page.inner_text("main")
    assert "市民全体の割合ではありません" in page.inner_text("main")
    page.get_by_role("link", name="特大").click()
    assert page.locator("html.size-xl").count() == 1


def test_what_is_written_offline_is_kept_and_goes_out_by_itself_once(hall, chromium):
    with held_phone(chromium) as page:
        come_in(page, hall, "企業等")
        page.get_by_label("1枚に、1つのことを書いてください").fill("書きかけの声")
        page.reload()
        assert page.locator("#text").input_value() == "書きかけの声", "the draft is kept"
        sent = []
        page.route("**/voices", lambda route: (sent.append(1), route.abort()))
        write(page, "線が切れているあいだの声")
        page.get_by_text("まだ送れていません。つながったら、自動で送ります。").wait_for()
        assert "線が切れているあいだの声" in page.inner_text("#waiting")
        page.reload()
        assert "線が切れているあいだの声" in page.inner_text("#waiting"), "also after a reload"
        page.unroute("**/voices")
        kept = []

        def lose_the_answer(route):
            kept.append(route.fetch().status)
            if len(kept) == 1:
                return route.abort()
            return route.continue_()

        page.route("**/voices", lose_the_answer)
        page.evaluate("() => dispatchEvent(new Event('online'))")
        page.get_by_text(re.compile("うけとりました。受付番号は")).wait_for()
        assert sent and kept[:2] == [201, 200], "the answer was lost, the voice was not doubled"
        assert page.inner_text("#waiting") == ""
        number = number_on(page)
        page.unroute("**/voices")
        page.reload()
        assert page.inner_text("#own").count("線が切れているあいだの声") == 1
        assert number in page.inner_text("#own")


def test_a_voice_from_a_phone_is_soon_on_the_projector(hall, open_page):
    projector = open_page(1280, 720)
    projector.goto(f"{hall.address}/screen?m={hall.meeting_id}")
    projector.wait_for_function(f"() => ({COUNTED})() > 0")
    before = projector.evaluate(COUNTED)
    hall.send(hall.known)
    projector.wait_for_function(f"before => ({COUNTED})() > before", arg=before, timeout=60_000)


@pytest.fixture(scope="module")
def number(hall) -> str:
    return hall.send("受付番号のある声")["receipt"]


PAGES = ("", "write", "marks", "find", "receipt", "closed")


def open_named(page, hall, name, number):
    if name in ("write", "marks"):
        come_in(page, hall)
    if name in ("", "find", "marks"):
        page.goto(f"{hall.page}/{name}".rstrip("/"))
    elif name == "receipt":
        page.goto(f"{hall.page}/r/{number}")
    elif name == "closed":
        page.goto(f"{hall.address}/j/0000000000")


@pytest.mark.parametrize("name", PAGES)
def test_every_phone_page_is_light_large_and_free_of_serious_faults(
    hall, chromium, number, name
):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with held_phone(chromium) as page:
        open_named(page, hall, name, number)
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.reload(wait_until="networkidle")
        weight = sum(len(each.body()) for each in answers if each.status in (200, 404))
        if name == "write":
            page.locator("summary").click()
        assert page.evaluate(SMALLEST) >= 20
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate(WIDEST) <= 0
        found = axe.Axe().run(page).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []
        assert weight < 60_000
        page.goto(f"{hall.page}/size/xl")
        assert page.evaluate(WIDEST) <= 0, "also with the largest letters"


def test_words_that_pretend_to_be_markup_stay_words_on_every_page(hall, open_page):
    page = open_page(390, 844)
    come_in(page, hall, "そのほか")
    for text in CORPUS:
        write(page, text)
        page.get_by_text(re.compile("うけとりました。受付番号は")).wait_for()
        page.wait_for_function(
            "text => document.querySelector('#own blockquote')?.textContent === text", arg=text
        )
    page.reload()
    shown = page.locator("#own blockquote").all_text_contents()
    assert sorted(shown) == sorted(CORPUS)
    for link in page.locator("#own a").all()[: len(CORPUS)]:
        target = link.get_attribute("href")
        receipt = page.context.new_page()
        receipt.goto(hall.address + target)
        assert receipt.locator("blockquote").text_content() in CORPUS
        assert receipt.evaluate("() => window.hit") is None
        receipt.close()
    assert page.evaluate("() => window.hit") is None
    assert page.evaluate(WIDEST) <= 0
