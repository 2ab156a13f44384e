"""The coordinator's desk in a real browser: every sort of correction, by mouse and by keyboard.

What was corrected stays through a reload, a restart and a new grouping; taken back to the
start, everything is as it was at first.
"""

import re
import shutil
import subprocess
import sys
from datetime import date

import pytest

from workshop_app.embedders import load_default
from workshop_app.model import MeetingKind, Party, Stage, VoiceSource
from workshop_app.settings import Settings
from workshop_app.store import Store, steps, themes, voices
from workshop_app.store.voices import VoiceDraft
from workshop_app.usecases import gathering, opening, regrouping, theming
from workshop_app.usecases.theming import Arranged

pytestmark = [pytest.mark.browser, pytest.mark.timeout(580)]

WORKSHOP, MEETING = 1, 1
LONG = "🚌がない。" + "ながい話。" * 4000


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("見本") / "データ"
    command = [sys.executable, "-m", "workshop_app", "sample", "--data", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture
def data(told, tmp_path):
    return shutil.copytree(told, tmp_path / "データ")


def opened(data):
    return Store.open(Settings(data, f"sqlite:///{(data / 'kurumaza.db').as_posix()}"))


def rows(data):
    """Return all that stands: who is shown, where, and how themes are called."""

    def read(conn):
        said = {v.id for v in voices.list_of_workshop(conn, WORKSHOP)}
        placed = [a for a in themes.assignments_of(conn, WORKSHOP) if a.voice_id in said]
        heads = [(t.id, t.heading, t.is_lone) for t in themes.list_of(conn, WORKSHOP)]
        return placed, heads

    with opened(data) as store:
        return store.read(read)


def where(data):
    return {a.voice_id: a.theme_id for a in rows(data)[0]}


class Desk:
    """The desk as a person uses it, by mouse or by keyboard."""

    def __init__(self, page, address, *, by_mouse):
        self.page, self.by_mouse, self.count = page, by_mouse, 0
        page.set_default_timeout(60_000)  # a busy machine draws slowly
        page.goto(f"{address}/review?m={MEETING}")
        self.wait()

    def wait(self):
        self.page.locator(".desk .voice").first.wait_for()

    def node(self, theme):
        return self.page.locator(f".desk .node[data-id='{theme}']")

    def voice(self, number):
        return self.page.locator(f".desk .voice[data-id='{number}']")

    def numbers(self, many):
        lines = self.page.locator(".desk .voice")
        return [int(lines.nth(i).get_attribute("data-id")) for i in range(many)]

    def open(self, theme):
        if self.by_mouse:
            self.node(theme).click()
        else:
            self.reach(theme)
            self.page.keyboard.press("Enter")
        self.page.locator(f".desk .node[data-id='{theme}'][aria-selected='true']").wait_for()
        self.page.wait_for_timeout(250)

    def reach(self, theme):
        """Walk the tree by arrow keys until the focus is on a theme."""
        self.page.locator(".desk .node[tabindex='0']").focus()
        self.page.keyboard.press("Home")
        ids = self.page.locator(".desk .node").evaluate_all("all => all.map(n => n.dataset.id)")
        for _ in range(ids.index(str(theme))):
            self.page.keyboard.press("ArrowDown")

    def choose(self, *numbers):
        if self.by_mouse:
            for number in numbers:
                self.voice(number).click(position={"x": 8, "y": 8})
            return
        self.page.locator(".desk .voice[tabindex='0']").focus()
        self.page.keyboard.press("Home")
        ids = self.page.locator(".desk .voice").evaluate_all(
            "all => all.map(n => n.dataset.id)"
        )
        for place, number in enumerate(ids):
            if place:
                self.page.keyboard.press("ArrowDown")
            if int(number) in numbers:
                self.page.keyboard.press("Space")

    def do(self, label, key, said):
        """Press a button or its key, and wait for the sentence of the correction."""
        if self.by_mouse:
            self.page.locator(".desk .bar").get_by_role("button", name=label).click()
        else:
            self.page.keyboard.press(key)
        self.done(said)

    def done(self, said):
        self.count += 1
        status = self.page.locator(".desk .status")
        status.filter(has_text=re.compile(f"もどせること.*{said}")).wait_for()
        self.page.wait_for_timeout(250)

    def drag(self, what, theme):
        what.hover(position={"x": 8, "y": 8})
        self.page.mouse.down()
        self.node(theme).hover()
        self.node(theme).hover(position={"x": 9, "y": 9})
        self.page.mouse.up()

    def move(self, number, theme, said):
        """Drag a voice onto a theme, or carry it there by keys; *said* names the theme."""
        if self.by_mouse:
            self.drag(self.voice(number), theme)
        else:
            self.choose(number)
            self.page.keyboard.press("m")
            self.reach(theme)
            self.page.keyboard.press("Enter")
        self.done(said)

    def merge(self, theme, other, said):
        if self.by_mouse:
            self.drag(self.node(other), theme)
        else:
            self.page.locator(".desk .voice[tabindex='0']").focus()
            self.page.keyboard.press("g")
            self.reach(other)
            self.page.keyboard.press("Enter")
        self.done(said)

    def rename(self, heading):
        if self.by_mouse:
            self.page.get_by_label("見出し", exact=True).fill(heading)
            self.page.get_by_role("button", name="見出しを変える。Rキーで欄に移る").click()
        else:
            self.page.locator(".desk .voice[tabindex='0']").focus()
            self.page.keyboard.press("r")
            self.page.keyboard.insert_text(heading)
            self.page.keyboard.press("Enter")
        self.done(heading)

    def cut(self, number, steps_right):
        self.choose(number)
        if self.by_mouse:
            self.page.get_by_role("button", name="二つのことを言う声を").click()
        else:
            self.page.keyboard.press("c")
        slider = self.page.locator(".desk .cutter input")
        slider.wait_for()
        for _ in range(steps_right):
            slider.press("ArrowRight")
        if self.by_mouse:
            self.page.get_by_role("button", name="ここで分ける").click()
        else:
            slider.press("Enter")
        self.done("2枚に分けました")

    def step(self, *, back):
        before = self.page.locator(".desk .status").text_content()
        if self.by_mouse:
            name = "もどす。Ctrl+Zでも" if back else "やり直す。Ctrl+Yでも"
            self.page.get_by_role("button", name=name).click()
        else:
            self.page.locator(".desk .node[tabindex='0']").focus()
            self.page.keyboard.press("Control+z" if back else "Control+y")
        self.page.wait_for_function(
            "before => { const find = root => root.querySelector('.desk .status') || "
            "[...root.querySelectorAll('*')].map(e => e.shadowRoot && find(e.shadowRoot))"
            ".find(Boolean); return find(document).textContent !== before }",
            arg=before,
        )
        self.page.wait_for_timeout(150)


@pytest.mark.parametrize("by_mouse", [True, False], ids=["mouse", "keyboard"])
def test_every_sort_of_correction_stays_and_is_taken_back(
    data, start_again, open_page, by_mouse
):
    first = rows(data)
    with opened(data) as store:
        start = store.read(lambda conn: steps.newest(conn, WORKSHOP))
    server = start_again(data)
    desk = Desk(open_page(1280, 1700), server.address, by_mouse=by_mouse)
    big = [t for t, _, lone in first[1] if not lone]
    one, two, three, four = big[:4]
    name = {theme: heading for theme, heading, _ in first[1]}

    desk.open(one)
    a, b, c, d, e, f, g = desk.numbers(7)
    desk.move(a, two, f"{name[two]}」へ、声を1枚動かしました")
    desk.move(b, three, f"{name[three]}」へ、声を1枚動かしました")
    desk.choose(c)
    desk.do("選んだ声をひとりの声", "a", "分けました")
    desk.choose(d, e)
    desk.do("選んだ声を新しいテーマに", "x", "2枚分けました")
    desk.choose(f, g)
    desk.do("選んだ声を「同じ」", "s", "「同じ」にしました")
    desk.rename("坂と買い物")
    desk.open(two)
    i, j, k, m = (n for n in desk.numbers(5) if n != a)
    desk.choose(i)
    desk.do("選んだ声を留める", "p", "留めました")
    desk.choose(i)
    desk.do("選んだ声を留める", "p", "留めをはずしました")
    desk.choose(j)
    desk.do("選んだ声を留める", "p", "留めました")
    desk.cut(k, 1)
    desk.rename("畑までの足")
    desk.move(m, three, f"畑までの足」から「{name[three]}」へ、声を1枚動かしました")
    desk.open(three)
    desk.merge(three, four, "合わせました")
    desk.rename("電話と寄り合い")
    desk.step(back=True)
    desk.step(back=False)
    desk.choose(b)
    desk.do("選んだ声を留める", "p", "留めました")
    n, o = [number for number in desk.numbers(6) if number not in (b, m)][:2]
    desk.choose(n)
    desk.do("選んだ声をひとりの声", "a", "分けました")
    desk.move(o, two, "畑までの足」へ、声を1枚動かしました")
    desk.open("lone")
    p, q, r = desk.numbers(3)
    desk.choose(q, r)
    desk.do("選んだ声を「別のもの」", "d", "「別のもの」にしました")
    desk.choose(q)
    desk.do("選んだ声を留める", "p", "留めました")
    desk.move(p, three, "電話と寄り合い」へ、声を1枚動かしました")
    assert desk.count >= 20

    def holds(data):
        at, heads = where(data), {t: h for t, h, _ in rows(data)[1]}
        assert (at[a], at[b], at[o], at[p], at[m]) == (two, three, two, three, three)
        assert at[d] == at[e] != one and at[c] != one and at[n] != three
        assert at[f] == at[g] and at[q] != at[r] and at[j] == two
        assert k not in at and four not in heads
        assert (heads[one], heads[two], heads[three]) == (
            "坂と買い物",
            "畑までの足",
            "電話と寄り合い",
        )

    holds(data)
    desk.page.reload()
    desk.wait()
    desk.page.locator(".desk .name").filter(has_text="畑までの足").wait_for()
    desk.page.goto("about:blank")  # a page without its server complains
    server.stop()
    with opened(data) as store:
        theming.settle(store, WORKSHOP, load_default())
        regrouping.accept(store, WORKSHOP, load_default())
    holds(data)
    with opened(data) as store:
        number = len(store.read(lambda conn: steps.list_of(conn, WORKSHOP, after=start)))
    server = start_again(data)
    desk = Desk(open_page(1280, 1700), server.address, by_mouse=by_mouse)
    for _ in range(number - 2):  # an undo and a redo are among the steps
        desk.step(back=True)
    desk.page.locator(".desk .status").filter(has_text="まだ手直しはありません").wait_for()
    desk.page.goto("about:blank")
    server.stop()
    assert rows(data) == first


def lay(store, count):
    """Open a meeting with *count* themes by hand, and a voice of 20,000 signs in the first."""
    plan = opening.MeetingPlan("形", MeetingKind.WORKSHOP, Stage.HEARING, date(2026, 5, 1), 1)
    meeting = opening.open_in_town(store, "形の町", plan)
    pairs = [(f"{n}番の道のことあ", f"{n}番の道のことい") for n in range(count)]
    drafts = [
        VoiceDraft(text, Party.RESIDENTS, VoiceSource.FILE)
        for text in (LONG, *(text for pair in pairs for text in pair))
    ]
    gathering.take_in(store, meeting.id, drafts)
    groups = [
        Arranged(f"{n}番の、すこし長めの見出しのことば", (*((LONG,) if n == 0 else ()), *pair))
        for n, pair in enumerate(pairs)
    ]
    theming.arrange(store, meeting.workshop_id, groups, by="町")
    return meeting.id


def test_the_desk_holds_its_shape_with_one_and_with_sixty_themes(
    tmp_path, start_again, open_page
):
    data = tmp_path / "形"
    data.mkdir()
    with opened(data) as store:
        meetings = {count: lay(store, count) for count in (1, 60)}
    server = start_again(data)
    page = open_page(1280, 720)
    page.set_default_timeout(60_000)
    for count, meeting in meetings.items():
        page.goto(f"{server.address}/review?m={meeting}")
        for size in ((1280, 720), (390, 844)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.locator(".desk .voice").nth(2).wait_for()
            assert page.locator(".desk .node").count() == count + 1  # and the lone voices
            widths = "e => [e.scrollWidth, e.clientWidth]"
            for part in (page.locator("html"), page.locator(".desk")):
                whole, shown = part.evaluate(widths)
                assert whole <= shown, "nothing is wider than the window"
            long = page.locator(".desk .voice .text").filter(has_text="ながい話").first
            high, shown = long.evaluate("e => [e.scrollHeight, e.clientHeight]")
            assert high > 20 * shown and shown < size[1] / 2, "it is read by scrolling in it"
            tree = page.locator(".desk .tree").bounding_box()
            assert tree["height"] < size[1]
    page.locator(".desk .voice").filter(has_text="ながい話").first.click()
    page.keyboard.press("c")
    first = page.locator(".desk .cutter .piece").first
    first.wait_for()
    assert first.text_content() == "🚌がない。", (
        "a cut suggests itself after the first sentence"
    )
    page.goto("about:blank")
    server.stop()
