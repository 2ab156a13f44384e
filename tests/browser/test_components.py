"""Each component on a small page of its own, in a real browser, with hostile words."""

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPONENTS = Path(__file__).resolve().parents[2] / "workshop_app" / "ui" / "components"
HOSTILE = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    '<a href="javascript:window.hit=1">href</a>',
    "</style><svg onload=window.hit=1>",
)
WIDE = """
import time
import streamlit as st
st.set_page_config(layout="wide")
hostile = {hostile!r}
kept = st.session_state
"""

NETWORK = """
from analysis.network import ActorNode, Support, ThemeNode, build_graph
from workshop_app import figures
from workshop_app.ui.components.network_view import network_view

kept.setdefault("more", 0)
kept.setdefault("places", {})
if st.button("ふやす"):
    kept.more += 1
themes = [
    ThemeNode(f"t{i}", f"{i} {text}", i, {"residents": i}) for i, text in enumerate(hostile)
]
count = 6 + kept.more
actors = [ActorNode(f"o{i}", f"団体{i} {hostile[i % 4]}", "companies") for i in range(count)]
supports = [Support(f"t{i % 3}", f"o{i}") for i in range(count)]
graph = build_graph(themes, actors, (), supports)
picture = figures.draw_network(graph, seed=1, previous=kept.places)
kept.places = dict(picture.places)
chosen = network_view(picture, key="net", height=480)
st.text(f"chosen={chosen} nodes={len(picture.nodes)}")
"""

FLOW = """
from workshop_app.ui.components.flow_board import *

time.sleep(0.3)  # a busy machine: a second wish comes while the first is being answered
kept.setdefault("at", {"p0": "a", "p1": "a", "p2": "b", "p3": "a"})
kept.setdefault("log", [])
names = (("a", "(ア)"), ("b", "(イ)"), ("c", "(ウ)"), ("d", "出口"))
why = {"c": "(ウ)に進むには、(イ)の結果が1つ必要です。"}
columns = [
    FlowColumn(column, title, "めやす", [
        FlowCard(card, f"{card} {hostile[int(card[1])]}", ["だれ: " + hostile[0]],
                 alert=hostile[1], blocked=why if card == "p0" else {})
        for card, at in kept.at.items() if at == column
    ])
    for column, title in names
]
asked = flow_board(columns, key="flow")
if isinstance(asked, FlowMove):
    kept.at[asked.card_id] = asked.to_column
    kept.log.append(f"{asked.card_id}:{asked.from_column}>{asked.to_column}")
    st.rerun()
if isinstance(asked, FlowOpening):
    kept.log.append(f"open {asked.card_id}")
st.text(f"log={kept.log}")
"""

WALL = """
from dataclasses import replace
from pathlib import Path
from workshop_app.model import Palette, Party, ScreenState, ScreenView
from workshop_app.ui.components.projector import *

kept.setdefault("off", [])
start = ScreenState(1, ScreenView.THEMES, None, 0, False, Palette.LIGHT, 100, False,
                    hostile[0], 0, "")
kept.setdefault("state", start)

@st.fragment(run_every=0.5)
def wall():
    count = int(Path(__file__).with_name("count.txt").read_text())
    voices = [ShownVoice(f"{i}", f"声{i} {t}", Party.CARE) for i, t in enumerate(hostile)]
    cards = [
        WallCard(f"{i}", f"テーマ{i} {hostile[0][:9]}", count, 2, {Party.RESIDENTS: count},
                  [v for v in voices if v.id not in kept.off])
        for i in range(count)
    ]
    cards.append(WallCard("99", "将棋を教えたい", 1, 1, {Party.RESIDENTS: 1}, is_lone=True))
    asked = projector(Wall("今日の問い " + hostile[1], kept.state, cards,
                           by_party={Party.RESIDENTS: 30, Party.CARE: 2},
                           shares={Party.RESIDENTS: 0.94, Party.CARE: 0.06, Party.COMPANIES: 0},
                           alerts=["企業等の声が0件です"], notice="大切さの順ではありません。",
                           only="<b>企業等</b>だけを映しています（2件）"),
                      key="wall")
    if isinstance(asked, WallHide):
        kept.off.append(str(asked.voice_id))
        st.rerun(scope="fragment")
    elif asked:
        kept.state = replace(kept.state, view=asked.view, theme_id=asked.theme_id,
                             page=asked.page, is_blank=asked.is_blank, palette=asked.palette,
                             text_percent=asked.text_percent, has_ruby=asked.has_ruby,
                             mark=asked.mark)
        st.rerun(scope="fragment")
    at = kept.state
    st.text(f"off={kept.off} count={count} at={at.view.value},{at.page},{at.palette.value}")

wall()
"""

CAPTURE = """
from workshop_app.ui.components.capture_keys import CaptureSettings, LastVoice, capture_bar

time.sleep(0.2)
kept.setdefault("voices", {})
kept.setdefault("refused", {})
kept.setdefault("received", 0)
last = next(reversed(kept.voices.items()), None)
event = capture_bar(CaptureSettings(
    scope=st.query_params.get("meeting", "1"), table=3,
    acknowledged=list(kept.voices), refused=kept.refused,
    last=LastVoice(last[0], last[1].text) if last else None), key="bar")
if event and "deaf" not in st.query_params:
    time.sleep(0.2)  # a slow disk
    for entry in event.entries:
        kept.received += 1
        if "だめ" in entry.text:
            kept.refused[entry.client_key] = "この声は入れられません。"
        else:
            kept.voices.setdefault(entry.client_key, entry)
    kept.voices.pop(event.undo, None)
    st.rerun()
for v in kept.voices.values():
    st.text(f"{v.text}|{v.party.value}|{v.table}|{v.kind.value if v.kind else None}|{v.scope}")
st.text(f"kept={len(kept.voices)} received={kept.received}")
"""


def whole(script: str) -> str:
    return WIDE.format(hostile=HOSTILE) + script


@pytest.fixture(scope="module")
def network_url(serve_script):
    return serve_script(whole(NETWORK))


@pytest.fixture(scope="module")
def flow_url(serve_script):
    return serve_script(whole(FLOW))


@pytest.fixture(scope="module")
def capture_url(serve_script):
    return serve_script(whole(CAPTURE))


@pytest.fixture(scope="module")
def wall_count(tmp_path_factory):
    return tmp_path_factory.mktemp("wall") / "count.txt"


@pytest.fixture(scope="module")
def wall_url(serve_script, wall_count):
    wall_count.write_text("8")
    return serve_script(
        whole(WALL).replace(
            'Path(__file__).with_name("count.txt")', f"Path({str(wall_count)!r})"
        )
    )


def shown(page, text, timeout=10_000):
    """Wait until *text* stands in the words that Python wrote."""
    page.locator("[data-testid=stText]", has_text=text).first.wait_for(timeout=timeout)


def python_says(page) -> list[str]:
    return page.locator("[data-testid=stText]").all_inner_texts()


def was_hit(page) -> bool:
    return page.evaluate("window.hit !== undefined")


def overflow(page) -> int:
    """How far the page can be scrolled sideways, in pixels."""
    page.wait_for_timeout(300)
    return page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('html, [data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth))"
    )


def small_targets(page, root: str) -> list[str]:
    """Buttons that are smaller than 48 pixels one way or the other."""
    return page.locator(f"{root} button:visible").evaluate_all(
        "all => all.map(b => [b.textContent, b.getBoundingClientRect()])"
        ".filter(([, r]) => r.width < 47.5 || r.height < 47.5).map(([t]) => t)"
    )


# The contrast of every visible word with what lies behind it, by WCAG's formula.
WORDS = """root => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const behind = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor
    if (!/^rgba.*, 0\\)$/.test(c) && c !== 'transparent') return c }
    return 'rgb(255, 255, 255)' }
  return [...root.querySelectorAll('*')].filter(e => e.checkVisibility() &&
      [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
    const style = getComputedStyle(e), a = light(style.color), b = light(behind(e))
    return { text: e.textContent.slice(0, 20), size: parseFloat(style.fontSize),
      contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) } }) }"""


def written(page, root: str) -> list[dict]:
    return page.locator(root).evaluate(WORDS)


@pytest.mark.parametrize("script", sorted(COMPONENTS.glob("*.js")), ids=lambda path: path.name)
def test_no_script_ever_writes_markup(script):
    source = script.read_text(encoding="utf-8")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "DOMParser",
    ):
        assert way not in source
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", source)


def open_network(page, url):
    page.goto(url)
    page.locator(".view canvas").wait_for()
    page.wait_for_function(f"() => Boolean({NET}.network)")


SHADOW = "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot"
NET = f"{SHADOW}.querySelector('.view')"
SPOTS = f"""() => {{ const net = {NET}.network, at = net.getPositions(), spots = {{}}
  for (const id in at) spots[id] = net.canvasToDOM(at[id]); return spots }}"""


def test_thirty_arrivals_keep_the_canvas_and_move_no_old_node(page, network_url):
    open_network(page, network_url)
    page.evaluate(f"{NET}.querySelector('canvas').isMine = true")
    before = page.evaluate(SPOTS)
    for arrived in range(1, 31):
        page.get_by_role("button", name="ふやす").click()
        shown(page, f"nodes={len(before) + arrived}")
    page.wait_for_function(f"() => {NET}.network.body.data.nodes.length === {len(before) + 30}")
    after = page.evaluate(SPOTS)
    assert page.evaluate(f"{NET}.querySelector('canvas').isMine")
    assert page.locator(".view canvas").count() == 1
    assert {node: after[node] for node in before} == before


def test_hostile_labels_are_words_in_the_picture_and_in_the_list(page, network_url):
    open_network(page, network_url)
    spot = page.evaluate(SPOTS)["t1"]
    box = page.locator(".view .stage").bounding_box()
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.wait_for_function(
        f"() => {NET}.querySelector('.vis-tooltip')?.textContent.includes('<script>')"
    )
    page.locator(".view summary").click()
    page.locator(".view .rows button", has_text=HOSTILE[0]).first.wait_for()
    assert not was_hit(page)


def test_a_click_on_a_node_and_its_button_in_the_list_say_the_same(page, network_url):
    open_network(page, network_url)
    spot = page.evaluate(SPOTS)["t2"]
    page.locator(".view .stage").click(position={"x": spot["x"], "y": spot["y"]})
    shown(page, "chosen=t2")
    page.locator(".view summary").focus()
    page.keyboard.press("Enter")
    page.locator(".view .rows button", has_text="団体4").focus()
    page.keyboard.press("Enter")
    shown(page, "chosen=o4")


def test_the_picture_is_saved_as_it_is_seen_on_white_paper(page, network_url):
    open_network(page, network_url)
    with page.expect_download() as waited:
        page.get_by_role("button", name="図を画像(PNG)で保存する").click()
    saved = waited.value
    assert saved.suggested_filename == "つながり.png"
    content = Path(saved.path()).read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) > 5_000


def test_the_network_fits_a_phone_and_its_buttons_are_large(narrow_page, network_url):
    open_network(narrow_page, network_url)
    narrow_page.locator(".view summary").click()
    assert overflow(narrow_page) == 0
    assert small_targets(narrow_page, ".view") == []
    assert min(word["contrast"] for word in written(narrow_page, ".view")) >= 7


def card(page, name):
    return page.locator(".flow li", has_text=name)


def in_column(page, index, name):
    page.locator(".flow section").nth(index).locator("li", has_text=name).wait_for()


def test_a_card_is_dragged_to_the_next_column(page, flow_url):
    page.goto(flow_url)
    card(page, "p1 ").wait_for()
    card(page, "p1 ").locator(".title").drag_to(page.locator(".flow section").nth(1))
    shown(page, "p1:a>b")
    in_column(page, 1, "p1 ")
    assert not was_hit(page)


def test_a_closed_gate_lets_no_card_through_and_says_why(page, flow_url):
    page.goto(flow_url)
    card(page, "p0 ").locator(".title").drag_to(page.locator(".flow section").nth(2))
    page.locator(".flow .news", has_text="(イ)の結果が1つ必要です").wait_for()
    in_column(page, 0, "p0 ")
    card(page, "p0 ").focus()
    page.keyboard.press("Alt+ArrowRight")
    in_column(page, 1, "p0 ")
    page.keyboard.press("Alt+ArrowRight")
    page.locator(".flow .news", has_text="▲").wait_for()
    in_column(page, 1, "p0 ")
    assert "p0:a>b" in python_says(page)[-1]
    assert "p0:b>c" not in python_says(page)[-1]


def test_the_keyboard_moves_a_card_and_keeps_the_focus_on_it(page, flow_url):
    page.goto(flow_url)
    card(page, "p2 ").focus()
    page.keyboard.press("Alt+ArrowRight")
    in_column(page, 2, "p2 ")
    page.keyboard.press("Alt+ArrowRight")
    in_column(page, 3, "p2 ")
    page.keyboard.press("Alt+ArrowLeft")
    in_column(page, 2, "p2 ")
    page.keyboard.press("Enter")
    shown(page, "open p2")


def test_two_quick_moves_both_arrive_in_order(page, flow_url):
    page.goto(flow_url)
    first, second = card(page, "p1 "), card(page, "p3 ")
    first.wait_for()
    for one in (first, second):
        one.locator("button", has_text="→").evaluate("made => made.click()")
    shown(page, "p3:a>b")
    assert python_says(page)[-1].index("p1:a>b") < python_says(page)[-1].index("p3:a>b")


def test_the_flow_board_fits_a_phone_and_its_words_are_clear(narrow_page, flow_url):
    narrow_page.goto(flow_url)
    card(narrow_page, "p0 ").wait_for()
    assert overflow(narrow_page) == 0
    assert small_targets(narrow_page, ".flow") == []
    assert min(word["contrast"] for word in written(narrow_page, ".flow")) >= 7


def open_wall(page, url, count_file, count=8):
    count_file.write_text(str(count))
    page.goto(url)
    page.locator(".wall .card").first.wait_for()


def boxes(page):
    return [
        (made.locator(".head").inner_text(), made.bounding_box())
        for made in page.locator(".wall .card").all()
    ]


def test_a_presenters_remote_turns_the_pages(page, wall_url, wall_count):
    open_wall(page, wall_url, wall_count)
    said = page.locator(".wall .only")
    assert said.inner_text() == "<b>企業等</b>だけを映しています（2件）"
    where = page.locator(".wall .where")
    assert where.inner_text().startswith("1 / ")
    for key in ("PageDown", "ArrowRight", "PageUp"):
        page.keyboard.press(key)
    assert where.inner_text().startswith("2 / ")
    page.keyboard.press("End")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    assert page.locator(".wall .name").inner_text() == "おわりに", "the last stop is the end"
    assert page.locator(".wall .big").inner_text() == HOSTILE[0]
    page.keyboard.press("ArrowLeft")
    page.locator(".wall .bars li").nth(2).wait_for()
    assert page.locator(".wall .alert").inner_text() == "企業等の声が0件です"
    page.keyboard.press("ArrowLeft")
    assert page.locator(".wall .name").inner_text() == "ひとりの声"
    assert page.locator(".wall .card .head").inner_text() == "将棋を教えたい"
    shown(page, "at=lone,0")
    assert not was_hit(page)


def test_a_theme_that_arrives_moves_and_redraws_nothing(page, wall_url, wall_count):
    open_wall(page, wall_url, wall_count, 8)
    page.evaluate(
        f"{SHADOW}.querySelectorAll('.card').forEach(made => {{ made.isOld = true }})"
    )
    before = boxes(page)
    wall_count.write_text("9")
    shown(page, "count=9")
    page.locator(".wall .count", has_text="9件").first.wait_for()
    assert boxes(page) == before
    assert page.locator(".wall .card").evaluate_all("all => all.every(made => made.isOld)")


def test_a_voice_is_taken_off_the_wall_with_one_key_and_no_key_brings_it_back(
    page, wall_url, wall_count
):
    open_wall(page, wall_url, wall_count)
    page.keyboard.press("1")
    page.locator(".wall li.here", has_text="声0").wait_for()
    page.keyboard.press("x")
    assert page.locator(".wall li", has_text="声0").count() == 0
    shown(page, "off=['0']")
    for key in ("z", "Z", "Control+z"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowLeft")
    page.locator(".wall .card").first.wait_for()
    page.keyboard.press("1")
    page.locator(".wall li", has_text="声1").wait_for()
    assert page.locator(".wall li", has_text="声0").count() == 0
    page.keyboard.press("Escape")
    page.locator(".wall .card").first.wait_for()
    assert not was_hit(page)


# Animations of the wall itself; what Streamlit does behind it nobody sees.
OWN_MOTION = """document.getAnimations().filter(
  one => one.effect.target.getRootNode() instanceof ShadowRoot).length"""


def look_at_every_view(page):
    """Yield the name of each view of the wall while it is shown."""
    for key, name in (
        ("q", "question"),
        ("Escape", "themes"),
        ("1", "theme"),
        ("l", "lone"),
        ("ArrowRight", "balance"),
        ("ArrowRight", "closing"),
    ):
        page.keyboard.press(key)
        page.locator(f".wall[data-view={name}]").wait_for()
        yield name


@pytest.mark.parametrize("palette", ["light", "contrast", "dark"])
def test_the_last_row_of_the_hall_can_read_the_wall(page, wall_url, wall_count, palette):
    open_wall(page, wall_url, wall_count)
    while page.locator(".wall").get_attribute("data-palette") != palette:
        page.keyboard.press("d")
    page.keyboard.press("r")  # readings are the smallest letters there are
    for name in look_at_every_view(page):
        words = written(page, ".wall")
        assert min(word["size"] for word in words) >= 28, (name, words)
        assert min(word["contrast"] for word in words) >= 7, (name, words)
        heads = page.locator(".wall h1:visible, .wall h2:visible, .wall .head:visible")
        sizes = heads.evaluate_all(
            "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 44, name
        assert page.locator(".wall .card:visible, .wall li:visible").count() <= 7, name
        assert page.evaluate(OWN_MOTION) == 0
        assert small_targets(page, ".wall") == [], name
    page.keyboard.press("Escape")
    page.locator(".wall .card").first.wait_for()
    assert sum(len(text) for text, _ in boxes(page)) <= 60


def test_the_wall_goes_dark_grows_and_shows_readings_by_key(page, wall_url, wall_count):
    open_wall(page, wall_url, wall_count)
    cover = page.locator(".wall .cover")
    for key in ("b", "."):
        page.keyboard.press(key)
        cover.wait_for()
        page.keyboard.press(key)
        cover.wait_for(state="hidden")
    before = page.locator(".wall .notice").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    page.keyboard.press("+")
    after = page.locator(".wall .notice").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert after == pytest.approx(before * 1.2)
    page.keyboard.press("-")
    page.keyboard.press("l")
    page.keyboard.press("r")
    assert page.locator(".wall .name rt").all_inner_texts() == ["こえ"]
    assert page.locator(".wall .card rt").count() == 0, "never above a participant's words"
    page.keyboard.press("r")
    assert page.locator(".wall rt").count() == 0


def test_the_wall_at_200_percent_and_on_old_projectors_loses_nothing(
    open_page, wall_url, wall_count
):
    for width, height in ((640, 360), (390, 844), (1024, 768), (1920, 1080)):
        page = open_page(width, height)
        open_wall(page, wall_url, wall_count)
        for name in look_at_every_view(page):
            wide = page.locator(".wall").evaluate("e => e.scrollWidth - e.clientWidth")
            assert wide <= 0, (width, name)
            tall = page.locator(".wall").evaluate("e => e.scrollHeight - e.clientHeight")
            assert tall <= 0 or width < 1024, (width, name, tall)
        assert small_targets(page, ".wall") == []


def open_bar(page, url, query=""):
    page.goto(url + query)
    page.locator(".bar textarea").wait_for()
    shown(page, "kept=")


def say(page, *texts):
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def test_a_burst_of_ten_voices_arrives_once_and_in_order(page, capture_url):
    open_bar(page, capture_url)
    said = [f"声その{i}" for i in range(10)]
    say(page, *said)
    shown(page, "kept=10")
    kept = [line.split("|")[0] for line in python_says(page) if "|" in line]
    assert kept == said
    assert "received=10" in python_says(page)[-1]
    assert page.locator(".bar li").count() == 0


def test_enter_that_ends_a_japanese_conversion_does_not_send(page, capture_url):
    open_bar(page, capture_url)
    tool = page.context.new_cdp_session(page)
    composing = {"text": "かいもの", "selectionStart": 4, "selectionEnd": 4}
    tool.send("Input.imeSetComposition", composing)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    tool.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    tool.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    assert page.locator(".bar textarea").input_value() == "かいもの"
    tool.send("Input.insertText", {"text": "買い物"})
    page.locator(".bar textarea").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', isComposing: true, bubbles: true, composed: true }))"
    )
    page.wait_for_timeout(600)
    assert "kept=0" in python_says(page)[-1]
    page.keyboard.press("Enter")
    shown(page, "kept=1")
    shown(page, "買い物|")


def test_party_table_and_kind_are_one_key_away_and_stay(page, capture_url):
    open_bar(page, capture_url)
    say(page, "はじめ")
    page.keyboard.press("F2")
    page.keyboard.press("Alt+Shift+Digit5")
    page.keyboard.press("Alt+KeyO")
    say(page, "つぎ", "そのつぎ")
    page.keyboard.press("Alt+Digit3")
    page.keyboard.press("Alt+KeyO")
    say(page, "おわり")
    shown(page, "kept=4")
    assert [line for line in python_says(page) if "|" in line] == [
        "はじめ|residents|3|None|1",
        "つぎ|care|5|wish|1",
        "そのつぎ|care|5|wish|1",
        "おわり|companies|5|None|1",
    ]
    pressed = page.locator(".bar button[aria-pressed=true]").all_inner_texts()
    assert len(pressed) == 1 and "企業等" in pressed[0]


def test_ctrl_z_in_an_empty_field_takes_the_last_voice_back(page, capture_url):
    open_bar(page, capture_url)
    say(page, "ひとつめ", "ふたつめ")
    shown(page, "kept=2")
    page.keyboard.press("Control+z")
    shown(page, "kept=1")
    assert page.locator(".bar textarea").input_value() == "ふたつめ"


def test_a_refused_voice_stays_with_its_reason_and_can_be_mended(page, capture_url):
    open_bar(page, capture_url)
    say(page, "だめな声", "よい声")
    shown(page, "kept=1")
    refused = page.locator(".bar li.refused")
    refused.get_by_text("この声は入れられません。").wait_for()
    refused.get_by_role("button").click()
    assert page.locator(".bar textarea").input_value() == "だめな声"


def test_what_python_never_answered_outlives_a_reload_and_arrives_after_it(page, capture_url):
    page.on("dialog", lambda dialog: dialog.accept())
    open_bar(page, capture_url, "?deaf=1&meeting=7")
    say(page, "消えないで", HOSTILE[0])
    page.keyboard.type("書きかけ")
    page.locator(".bar li", has_text="消えないで").wait_for()
    open_bar(page, capture_url, "?meeting=8")
    assert page.locator(".bar li").count() == 0
    assert page.locator(".bar textarea").input_value() == ""
    open_bar(page, capture_url, "?meeting=7")
    shown(page, "kept=2")
    shown(page, "消えないで|residents|3|None|7")
    assert page.locator(".bar textarea").input_value() == "書きかけ"
    assert not was_hit(page)


def test_an_unanswered_voice_is_spoken_of_and_sent_again(page, capture_url):
    page.on("dialog", lambda dialog: dialog.accept())
    open_bar(page, capture_url, "?deaf=1&meeting=9")
    say(page, "とどいていますか")
    page.locator(".bar .news.late", has_text="まだ保存されていない声が1件").wait_for()


def test_a_voice_that_is_too_long_is_left_whole_in_the_field(page, capture_url):
    open_bar(page, capture_url)
    page.locator(".bar textarea").fill("あ" * 4001)
    page.keyboard.press("Enter")
    page.locator(".bar .news", has_text="長すぎます").wait_for()
    assert len(page.locator(".bar textarea").input_value()) == 4001


def test_the_entry_bar_fits_a_phone_and_its_field_is_large(narrow_page, capture_url):
    open_bar(narrow_page, capture_url)
    assert overflow(narrow_page) == 0
    assert small_targets(narrow_page, ".bar") == []
    size = narrow_page.locator(".bar textarea").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 28
    assert min(word["contrast"] for word in written(narrow_page, ".bar")) >= 7
