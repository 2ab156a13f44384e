"""The network in a real browser: sizes that can be read, and one walk over the page."""

import re
from datetime import date

import pytest

from workshop_app import cli
from workshop_app.model import AssetClass, Party
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import charting, mapping, opening

expect = pytest.importorskip("playwright.sync_api").expect
TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

TOWN = """
import random
import streamlit as st
from analysis import folding
from analysis.network import ActorNode, AssetNode, Support, ThemeNode, Tie, build_graph
from workshop_app import figures
from workshop_app.ui.components.network_view import network_view

st.set_page_config(layout="wide")
st.html("<style>.stMainBlockContainer{padding:0 1rem}</style>")
size = int(st.query_params.get("size", "20"))
dice = random.Random(size)
parties = ("residents", "care", "companies")
places = ("北谷", "南原", "東の丘", "西浜", "中町", "上野台", "下田", "川端")
wishes = ("買い物に行く足がない", "雪かきの手が足りない", "集まる場所がほしい",
          "話し相手がいない", "ごみ出しがつらい", "病院まで遠い", "草刈りができない",
          "子どもと会う機会がない")
bodies = (("自治会", "residents"), ("老人クラブ", "residents"), ("診療所", "care"),
          ("デイサービスの会", "care"), ("商店", "companies"), ("バス会社", "companies"))
goods = (("集会所", "place"), ("軽トラック", "thing"), ("元調理師の方", "person"),
         ("まちづくり基金", "money"))
themes, actors = max(4, size // 6), size // 2
assets = max(1, size - themes - actors - 3)
graph = build_graph(
    [ThemeNode(f"theme:{i:03}", wishes[i % 8] + ("" if i < 8 else "・" + places[i % 7]),
               2 + i % 9, {p: 1 + i % 3 for p in parties[: i % 3 + 1]}, is_lone=i > 25)
     for i in range(themes)],
    [ActorNode(f"actor:{i:03}", places[i % 8] + bodies[i % 6][0] + ("" if i < 24 else str(i)),
               bodies[i % 6][1]) for i in range(actors)],
    [AssetNode(f"asset:{i:03}", places[i % 8] + goods[i % 4][0], goods[i % 4][1],
               f"actor:{dice.randrange(actors):03}" if i % 2 else None) for i in range(assets)],
    [Support(f"theme:{dice.randrange(themes):03}", f"actor:{i:03}")
     for i in range(actors) if i % 4],
    [Tie(f"actor:{i:03}", f"actor:{i + 1:03}", "joint") for i in range(0, actors - 1, 3)],
)
shown = folding.fold_to_fit(graph)
picture = figures.draw_network(shown, seed=1, whole=graph)
network_view(picture, key="net", height=560)
st.text(f"nodes={len(graph)} shown={len(shown)}")
"""
NET = (
    "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot"
    ".querySelector('.view')"
)


SPOTS = f"""() => {{ const view = {NET}, net = view.network, spots = {{}}
  for (const id of net.body.data.nodes.getIds()) {{
    const box = net.getBoundingBox(id)
    const low = net.canvasToDOM({{ x: box.left, y: box.top }})
    const high = net.canvasToDOM({{ x: box.right, y: box.bottom }})
    spots[id] = [low.x, low.y, high.x, high.y] }}
  const stage = view.querySelector('.stage')
  return {{ spots, scale: net.getScale(), wide: stage.clientWidth,
            high: stage.clientHeight }} }}"""
HOSTILE = "<img src=x onerror=window.hit=1>"
SMALLEST = 26 * 0.45  # pixels of the letters of a name on the wall


@pytest.fixture(scope="module")
def serve_town(serve_script):
    return serve_script(TOWN)


def open_network(page, address):
    page.goto(address)
    page.locator(".view canvas").wait_for()
    page.wait_for_function(f"() => Boolean({NET}.network)")


def overlap(one, other):
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


@pytest.mark.parametrize("size", [20, 200, 500])
def test_a_network_of_any_size_is_seen_whole_with_letters_one_can_read(
    serve_town, open_page, shots, size
):
    page = open_page(1280, 720)
    open_network(page, f"{serve_town}/?size={size}")
    page.get_by_text("nodes=").wait_for()
    found = page.evaluate(SPOTS)
    page.screenshot(path=shots / f"ties_{size}.png")
    assert 26 * found["scale"] >= SMALLEST
    spots = list(found["spots"].values())
    assert len(spots) >= 10
    for left, top, right, bottom in spots:
        assert left >= 0 and top >= 0
        assert right <= found["wide"] and bottom <= found["high"]
    pairs = [(a, b) for n, a in enumerate(spots) for b in spots[:n]]
    assert not [pair for pair in pairs if overlap(*pair)]


@pytest.fixture
def told(serve_app, tmp_path):
    """The sample town with a hostile name in every register, on a server of its own."""
    folder = tmp_path / "見本"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    address = f"sqlite:///{(folder / 'kurumaza.db').as_posix()}"
    with Store.open(Settings(folder, address)) as store:
        [workshop] = opening.all_workshops(store)
        town = workshop.municipality_id
        who = mapping.register_stakeholder(store, town, HOSTILE, Party.RESIDENTS)
        mapping.register_asset(
            store, town, HOSTILE, AssetClass.PLACE, noted_on=TODAY, owner_id=who.id
        )
        picture = charting.picture_paper(store, 1, "svg").content.decode()
        paper = charting.picture_paper(store, 1, "a3").content.decode()
    return serve_app(folder), picture, paper


def choose(page, name):
    """Press the button of *name* in the list that says the same as the picture."""
    page.locator(".view .rows button", has_text=name).first.click()
    page.get_by_role("dialog").wait_for()
    return page.get_by_role("dialog")


def close(page, dialog):
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_a_walk_from_a_node_to_its_voices_a_tie_a_question_and_a_project(
    told, open_page, shots
):
    address, picture, paper = told
    page = open_page(1280, 720)
    open_network(page, f"{address}/ties?m=1")

    # a theme in the picture: its voices, and a project
    left, top, right, bottom = page.evaluate(SPOTS)["spots"]["theme:1"]
    middle = {"x": (left + right) / 2, "y": (top + bottom) / 2}
    page.locator(".view .stage").click(position=middle)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(re.compile("^「.+」$")).first.wait_for()
    dialog.get_by_label("プロジェクトの名前").fill("火曜の朝の乗り合い")
    dialog.get_by_role("button", name="プロジェクトにする").click()
    dialog.wait_for(state="detached")

    # an organisation in a fold: its voices, and a tie with the day of the last contact
    page.locator(".view summary").click()
    dialog = choose(page, "企業等の団体")
    dialog.get_by_role("button", name="日之川の湯").click()
    dialog.get_by_role("heading", name="日之川の湯", exact=True).wait_for()
    dialog.get_by_text(re.compile("^「.+」$")).first.wait_for()
    told_of = dialog.get_by_text("支えるテーマは").first
    before = told_of.inner_text()
    dialog.get_by_role("button", name="つながりを書く").click()
    expect(told_of).not_to_have_text(before)
    assert told_of.inner_text().count("情報共有") == before.count("情報共有") + 1
    page.screenshot(path=shots / "ties_organisation.png")
    close(page, dialog)

    # an asset: a need it could meet becomes a candidate, and is asked
    dialog = choose(page, "資源(モノ)")
    dialog.get_by_role("button", name="移動販売車").click()
    dialog.get_by_role("heading", name="移動販売車", exact=True).wait_for()
    asked = dialog.get_by_text(re.compile("^【打診】"))
    before = asked.count()
    dialog.get_by_role("button", name="候補にする").first.click()
    dialog.get_by_text(re.compile("^【候補】")).first.wait_for()
    dialog.get_by_role("button", name="打診した", disabled=False).first.click()
    expect(asked).to_have_count(before + 1)
    close(page, dialog)

    # a hostile name is a name: in the picture, in the windows and on paper
    dialog = choose(page, "住民の団体")
    dialog.get_by_role("button", name=HOSTILE).click()
    dialog.get_by_role("heading", name=HOSTILE, exact=True).wait_for()
    close(page, dialog)
    page.goto(f"{address}/flow?m=1")
    page.locator(".flow li", has_text="火曜の朝の乗り合い").wait_for()
    assert page.evaluate("window.hit") is None
    for printed in (picture, paper):
        page.set_content(printed)
        page.locator("svg").first.wait_for()
        assert page.evaluate("window.hit") is None
    assert page.locator(".picture > svg g").count() >= 10
    assert page.get_by_text("担い手なし").first.is_visible()
