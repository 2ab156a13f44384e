"""The members' own addresses for the staff: whole, as QR codes, and as slips to print."""

import streamlit as st

from workshop_app import settings
from workshop_app.export.to_slips import Slip, to_slips
from workshop_app.model import CouncilMember
from workshop_app.ui import parts
from workshop_app.usecases import welcoming
from workshop_app.usecases.posing import Deliberation


def address_of(member: CouncilMember) -> str:
    """Return the address under which a member's phone on the same network finds the ballot."""
    host = st.context.headers.get("Host", "localhost")
    place = welcoming.place_for_phones(host, settings.shared_names())
    return f"http://{place}/k/{member.code}"


def draw(told: Deliberation) -> None:
    """Draw the slips to print, and one member's QR code at a time."""
    if not settings.shared_names():
        st.warning(
            "いまは、このパソコンだけで開いています。委員のスマートフォンから開けるようにするには、"
            "いったん終えて、kurumaza serve --lan で開きなおしてください。"
        )
    slips = [_slip(member) for member in told.members]
    st.download_button(
        "委員に配る紙を保存する(開いて印刷します)",
        to_slips(told.selection.title, slips),
        f"採点用紙_{told.selection.id}.html",
        mime="text/html",
        type="primary",
    )
    st.caption("紙に名前は入りません。1枚ずつ切って、その委員だけに渡してください。")
    with st.expander("QRコードを画面で見せる"):
        numbers = {slip.number: slip for slip in slips}
        shown = numbers[st.selectbox("どの委員", list(numbers), key="slip_of")]
        picture, words = st.columns([1, 2])
        picture.image(shown.picture.decode(), width="stretch")
        words.subheader(parts.plain(shown.address), anchor=False)


def _slip(member: CouncilMember) -> Slip:
    address = address_of(member)
    return Slip(member.number, address, welcoming.draw_qr(address))
