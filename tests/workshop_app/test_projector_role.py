"""The wall's role over a real websocket: one page, whatever is asked for, nothing held back."""

import sqlite3
from contextlib import closing

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import connect

from workshop_app.model import Palette, ScreenView
from workshop_app.ui.components import projector


class Browser:
    """A client that speaks Streamlit's own protocol, and asks for whatever it likes."""

    def __init__(self, socket):
        self.socket = socket

    def ask(self, *, name="", page_hash="", query=""):
        """Ask for a page; return the messages of the run and all their bytes."""
        message = BackMsg()
        message.rerun_script.page_name = name
        message.rerun_script.page_script_hash = page_hash
        message.rerun_script.query_string = query
        self.socket.send(message.SerializeToString())
        told, received = [], b""
        while True:
            content = self.socket.recv(timeout=60)
            one = ForwardMsg()
            one.ParseFromString(content)
            told.append(one)
            received += content
            if one.WhichOneof("type") == "script_finished":
                return told, received.decode("utf-8", "replace")


@pytest.fixture
def browser(server):
    address = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
        yield Browser(socket)


@pytest.fixture(scope="session")
def held_back(server):
    """What people of the sample said and nobody shall project."""
    with closing(sqlite3.connect(server.folder / "kurumaza.db")) as conn:
        rows = conn.execute(
            "SELECT text FROM voices WHERE NOT is_projected OR withdrawn_at IS NOT NULL"
        )
        found = [text for (text,) in rows]
    assert found
    return found


def offered(told):
    return {
        page.url_pathname
        for one in told
        if one.WhichOneof("type") == "navigation"
        for page in one.navigation.app_pages
    }


def shown(told):
    kinds = [one.delta.new_element.WhichOneof("type") for one in told if one.HasField("delta")]
    return {kind for kind in kinds if kind}


PAGES = ("start", "gather", "bring_in", "themes", "ties", "flow", "desk", "photos", "rehearse")


def test_a_visit_opened_as_the_wall_is_offered_the_wall_alone(browser, held_back):
    told, received = browser.ask(name="screen", query="m=1")
    assert offered(told) == {"", "screen"}
    assert not [text for text in held_back if text in received]
    for page in PAGES:
        told, received = browser.ask(name=page, query="m=1")
        assert offered(told) <= {"", "wall", "screen"}, page
        assert not [text for text in held_back if text in received], page
        told, received = browser.ask(page_hash=calc_hash(page), query="m=1")
        assert offered(told) <= {"", "wall", "screen"}, page
        assert not shown(told) & {"button", "selectbox", "page_link", "link_button"}, page
        assert not [text for text in held_back if text in received], page


def test_another_visit_is_not_offered_the_wall_and_sees_what_is_held_back(browser, held_back):
    told, _ = browser.ask(name="gather", query="m=1")
    assert "screen" not in offered(told) and "gather" in offered(told)
    told, received = browser.ask(name="screen", query="m=1")
    assert "screen" not in offered(told)
    told, received = browser.ask(name="desk", query="m=1")
    assert any(text in received for text in held_back), "so the words above could be seen"


def test_a_wall_cannot_be_left_by_the_key_of_a_page_it_knew(browser):
    browser.ask(name="screen", query="m=1")
    for page in ("themes", "desk"):
        for make in (calc_hash, lambda text: text):
            told, _ = browser.ask(page_hash=make(page), query="m=1")
            assert offered(told) <= {"", "wall", "screen"}


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "hide",
        {},
        {"wish": "show_again", "voice": "1"},
        {"wish": "hide", "voice": "x"},
        {"wish": "hide", "voice": "-1"},
        {"wish": "hide", "voice": True},
        {"wish": "hide", "voice": 10**12},
        {"view": "everything", "palette": "light", "page": 0, "percent": 100, "mark": ""},
        {"view": "themes", "palette": "pink", "page": 0, "percent": 100, "mark": ""},
        {"view": "themes", "palette": "light", "page": -1, "percent": 100, "mark": ""},
        {"view": "themes", "palette": "light", "page": 0, "percent": "viel", "mark": ""},
        {"view": "themes", "palette": "light", "page": 0, "percent": 100, "mark": 7},
    ],
)
def test_a_browser_that_sends_something_else_asks_for_nothing(sent):
    assert projector._read_hide(sent) is None
    assert projector._read_move(sent) is None


def test_what_the_walls_keyboard_sends_is_read():
    assert projector._read_hide({"wish": "hide", "voice": "12"}) == projector.WallHide(12)
    sent = {"view": "theme", "theme": "3", "page": 1, "blank": True, "palette": "dark"}
    move = projector._read_move(sent | {"percent": 120, "ruby": False, "mark": "a"})
    assert (move.view, move.theme_id, move.page) == (ScreenView.THEME, 3, 1)
    assert (move.is_blank, move.palette, move.text_percent) == (True, Palette.DARK, 120)
