"""The one page: whole in itself, and every word on it text."""

import re
from html.parser import HTMLParser

import pytest

from workshop_app import errors, places
from workshop_app.papers import (
    REPORT,
    Break,
    Bullets,
    Cards,
    Fields,
    Grid,
    Heading,
    Lines,
    Paper,
    Part,
    Picture,
    Text,
    to_page,
)
from workshop_app.papers.network_drawing import Dot, Drawing, Tie, draw

HOSTILE = "<script>alert(1)</script>&\"'"
SHIPPED = (places.PAPERS / "report.html").read_bytes()
EVERYTHING = (
    Heading(HOSTILE),
    Text(HOSTILE, is_strong=True),
    Bullets((HOSTILE,)),
    Fields(((HOSTILE, HOSTILE),)),
    Grid((HOSTILE,), ((HOSTILE,),)),
    Cards(((HOSTILE, "二行目"),)),
    Picture(b"\x89PNG", 40, HOSTILE),
    Lines(2),
    Break(),
)


class Reader(HTMLParser):
    """Collects tags and text as a browser would see them."""

    def __init__(self):
        super().__init__()
        self.tags, self.said = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.said.append(data)


def read(content):
    reader = Reader()
    reader.feed(content)
    return reader


def test_every_word_is_text_and_nothing_is_asked_of_another_host():
    paper = Paper("report", HOSTILE, {"題": HOSTILE}, (Part("テーマ", EVERYTHING),))
    page = to_page.to_page(paper, REPORT, SHIPPED).decode()
    found = read(page)
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "link", "a", "iframe", "object", "form"}
    assert "".join(found.said).count(HOSTILE) == 10  # the title stands twice
    sources = [attrs["src"] for _, attrs in found.tags if "src" in attrs]
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page)


def test_a_drawing_has_every_node_with_its_name():
    nodes = tuple(
        Dot(str(n), 200.0 * n, 0.0, 150.0, ("行1", HOSTILE), f"{HOSTILE}{n}", shape, "#56B4E9")
        for n, shape in enumerate(("box", "dot", "triangle", "square", "diamond", "star"))
    )
    svg = draw(
        Drawing(nodes, (Tie("0", "1", 2.0, is_dashed=True), Tie("0", "x", 1, False)), ())
    )
    found = read(svg)
    assert [tag for tag, _ in found.tags].count("title") == 6
    assert [tag for tag, _ in found.tags].count("line") == 1
    assert "".join(found.said).count(HOSTILE) == 12
    assert draw(Drawing((), (), ())) == ""


def test_a_wrong_page_template_is_explained():
    paper = Paper("report", "題", {}, ())
    with pytest.raises(errors.UnusableInputError, match="UTF-8"):
        to_page.to_page(paper, REPORT, "題".encode("cp932"))
    with pytest.raises(errors.UnusableInputError, match=r"「\{\{数\}\}」は使えません"):
        to_page.to_page(paper, REPORT, "<p>{{数}}</p>".encode())
