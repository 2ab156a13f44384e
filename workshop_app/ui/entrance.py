"""The way in for phones, as the staff see it: QR code, address, door, marks, paper."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from workshop_app import settings
from workshop_app.ui import parts, shared
from workshop_app.usecases import welcoming
from workshop_app.usecases.entering import Room

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_NUMERIC = re.compile(r"[\d.]+")
_EVERY = 3.0  # seconds between two counts of phones


def draw_way_in(room: Room) -> None:
    """Draw the QR code and the address in letters that the last row can read."""
    place = _place()
    if place is None:
        st.warning(
            "いまは、このパソコンだけで開いています。スマートフォンから入れるようにするには、"
            "いったん終えて、kurumaza serve --lan で開きなおしてください。"
        )
        place = st.context.headers.get("Host", "localhost")
    address = f"http://{place}/j/{room.meeting.join_code}"
    picture, words = st.columns([2, 3])
    picture.image(welcoming.draw_qr(address).decode(), width="stretch")
    with words:
        st.header("カメラで読むと、声を送れます")
        st.subheader(parts.plain(address))
        st.write("同じWi-Fiにつないでから読んでください。名前や住所は聞きません。")
        st.link_button("紙の用紙を印刷する", f"{_local()}/j/{room.meeting.join_code}/paper")


def draw_door(room: Room) -> None:
    """Draw who came in, and the buttons that open, close and renew."""
    st.fragment(_draw_counts, run_every=_EVERY)(room.meeting.id)
    meeting_id = room.meeting.id
    door = welcoming.look_at_door(shared.store(), meeting_id).door
    is_open, is_marking = door.is_open, door.is_marking_open
    one, two, three = st.columns(3)
    _button(
        one,
        "入り口を閉じる" if is_open else "入り口を開く",
        lambda: welcoming.set_door(shared.store(), meeting_id, is_open=not is_open),
    )
    _button(two, "番号を新しくする", lambda: welcoming.renew_code(shared.store(), meeting_id))
    _button(
        three,
        "気になる印をしめきる" if is_marking else "気になる印を受け付ける",
        lambda: welcoming.set_marking(shared.store(), meeting_id, is_open=not is_marking),
    )
    st.caption("番号を新しくすると、前のQRコードでは入れなくなります。送った声は残ります。")


def _button(where: "DeltaGenerator", label: str, act: Callable[[], object]) -> None:
    if where.button(label, width="stretch") and parts.attempt(act):
        st.rerun()


def _draw_counts(meeting_id: int) -> None:
    seen = welcoming.look_at_door(shared.store(), meeting_id)
    state = "開いています" if seen.door.is_open else "閉じています"
    one, two, three = st.columns(3)
    one.metric("入り口", state)
    two.metric("入った端末", f"{seen.phones}台")
    three.metric("気になる印", f"{seen.marks}個")


def address_for_phones() -> str:
    """Return the address phones reach us under, or nothing where they cannot."""
    place = _place()
    return f"http://{place}" if place else ""


def _place() -> str | None:
    """Return name and port under which phones reach us, numbers before names."""
    names = settings.shared_names()
    if not names:
        return None
    best = next((name for name in names if _NUMERIC.fullmatch(name)), names[0])
    port = urlsplit(f"//{st.context.headers.get('Host', '')}").port
    return f"{best}:{port}" if port else best


def _local() -> str:
    return f"http://{st.context.headers.get('Host', 'localhost')}"
