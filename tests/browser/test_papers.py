"""The papers of the sample town as a real browser prints them."""

import re

import pytest

from workshop_app import cli
from workshop_app.settings import Settings
from workshop_app.store import Store
from workshop_app.usecases import charting, opening, printing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

A3_ACROSS = (1191, 842)  # points
A4_UPRIGHT = (595, 842)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("紙") / "見本の町"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    address = f"sqlite:///{(folder / 'kurumaza.db').as_posix()}"
    with Store.open(Settings(folder, address)) as store:
        [workshop] = opening.all_workshops(store)
        yield {
            "tree": printing.goal_tree(store, workshop.id).decode(),
            "logic": printing.logic_model(store, workshop.id).decode(),
            "offers": printing.offers(store, workshop.id).decode(),
            "ties": charting.picture_paper(store, 1, "a3").content.decode(),
        }


def print_out(page, paper):
    """Return the sizes in points of the pages a browser makes of *paper*."""
    page.set_content(paper)
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


def close_to(size, wanted):
    return all(abs(one - other) <= 1 for one, other in zip(size, wanted, strict=True))


@pytest.mark.parametrize(
    ("name", "wanted"), [("tree", A3_ACROSS), ("logic", A3_ACROSS), ("offers", A4_UPRIGHT)]
)
def test_a_paper_of_the_sample_town_is_one_page_of_its_size(page, papers, name, wanted):
    [size] = print_out(page, papers[name])
    assert close_to(size, wanted)


@pytest.mark.parametrize("name", ["tree", "logic"])
def test_what_is_printed_is_black_and_large_and_nothing_is_cut_off(page, papers, name):
    page.set_viewport_size({"width": 1496, "height": 1032})  # A3 across without its margins
    page.set_content(papers[name])
    page.emulate_media(media="print")
    found = page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => ({size: parseFloat(getComputedStyle(e).fontSize) * 0.75,
                    ink: getComputedStyle(e).color,
                    right: e.getBoundingClientRect().right,
                    cut: e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0}))"""
    )
    assert len(found) > 10
    assert min(each["size"] for each in found) >= 11.99
    assert {each["ink"] for each in found} == {"rgb(0, 0, 0)"}
    assert max(each["right"] for each in found) <= 1497
    assert not any(each["cut"] for each in found)


def test_the_tree_has_three_levels_and_no_more(page, papers):
    page.set_content(papers["tree"])
    deepest = ".below .below .leaf"
    assert page.locator(deepest).count() == 7
    assert page.locator(f".below {deepest}").count() == 0


def test_the_picture_of_the_network_prints_across_with_its_list_beside_it(page, papers):
    sizes = print_out(page, papers["ties"])
    assert sizes and all(close_to(size, A3_ACROSS) for size in sizes)
    page.set_viewport_size({"width": 1496, "height": 1032})
    page.emulate_media(media="print")
    picture = page.locator(".picture > svg").bounding_box()
    first = page.locator(".said li").first.bounding_box()
    assert first["x"] >= picture["x"] + picture["width"]
    assert first["y"] < picture["y"] + picture["height"] / 2
    smallest = page.locator(".picture > svg text").evaluate_all(
        "all => Math.min(...all.map(t => parseFloat(t.getAttribute('font-size'))"
        " * t.getScreenCTM().a * 0.75))"
    )
    assert smallest >= 8  # points
