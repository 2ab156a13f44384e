"""The frame round every page: which pages there are, and where the visitor stands."""

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from workshop_app import places, words
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import entering

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def make_pages() -> dict[str, list["StreamlitPage"]]:
    """Return the pages by the heading they stand under in the menu."""
    return {
        "": [st.Page(places.PAGES / "start.py", title="はじめに", icon=":material/home:")],
        "ア 声を聞く": [
            _page("gather", "声をあつめる", "edit_note"),
            _page("bring_in", "取り込む", "upload_file"),
            _page("themes", "テーマ", "category"),
        ],
        "つなぐ・ためす": [
            _page("ties", "つながり", "hub"),
            _page("flow", "流れをえがく", "route"),
            _page("choose", "えらぶ", "how_to_vote"),
        ],
        "みんなで見る": [_page("screen", "投影", "tv")],
    }


def _page(name: str, title: str, icon: str) -> "StreamlitPage":
    return st.Page(
        places.PAGES / f"{name}.py", title=title, icon=f":material/{icon}:", url_path=name
    )


def go_to(name: str) -> NoReturn:
    """Leave this page for another of the house."""
    st.switch_page(places.PAGES / f"{name}.py")


def draw_sidebar() -> None:
    """Draw the choice of the meeting, and the line that says which model is at work."""
    lines = entering.all_meetings(shared.store())
    by_id = {line.meeting.id: line for line in lines}
    here = visit.meeting_id(entering.first_meeting_id(shared.store()))
    if here is not None and here not in by_id:
        here = lines[0].meeting.id if lines else None
    with st.sidebar:
        if lines:
            chosen = st.selectbox(
                "会議",
                list(by_id),
                index=list(by_id).index(here) if here in by_id else 0,
                format_func=lambda key: _line(by_id[key]),
                key=f"meeting_choice_{here}",
            )
            if chosen != here:
                visit.go_to_meeting(chosen)
                st.rerun()
            if by_id[chosen].municipality.is_sample:
                st.info(words.SAMPLE_MARK)
            st.link_button(
                "投影の窓を開く", f"/screen?m={here}", icon=":material/tv:", width="stretch"
            )
        parts.draw_model_line(shared.embedder().status)


def _line(line: entering.MeetingLine) -> str:
    day = line.meeting.held_on
    return f"({line.meeting.stage.value}) {day.month}/{day.day} {line.meeting.title}"


def require_meeting() -> int:
    """Return the meeting of this visit, or send the visitor to the start page's advice."""
    here = visit.meeting_id(entering.first_meeting_id(shared.store()))
    if here is None:
        st.info("まだ会議がありません。「はじめに」の画面で会議を開いてください。")
        st.stop()
    return here
