"""The frame round every page: which pages there are, and where the visitor stands."""

from typing import TYPE_CHECKING, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from workshop_app import places, room_words, words
from workshop_app.ui import parts, shared, visit
from workshop_app.usecases import entering, screening

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def make_pages() -> dict[str, list["StreamlitPage"]]:
    """Return the pages this visit is offered, by the heading they stand under in the menu.

    A visit that was opened as a wall has one page for as long as it lasts, whatever its
    browser asks for; and no other visit is offered that page.
    """
    walls = {name: _page(name, title, "tv") for name, title in _WALLS.items()}
    asked = next((name for name, page in walls.items() if _asked_for(page)), "")
    if visit.is_projector(bool(asked)):
        name = visit.wall(asked or _WALL)
        # Streamlit sends whoever asks for another page to the default one: the wall again.
        script = places.PAGES / f"{name}.py"
        first = st.Page(script, title=_WALLS[name], url_path="wall", default=True)
        return {"": [first, walls[name]]}
    return {
        "": [st.Page(places.PAGES / "start.py", title="はじめに", icon=":material/home:")],
        "会の日": [
            _page("desk", "進行の机", "timer"),
            _page("gather", "声をあつめる", "edit_note"),
            _page("look_over", "映すまえに", "visibility"),
            _page("phones", "スマホと用紙", "qr_code_2"),
            _page("paper", "用紙を打ちこむ", "description"),
            _page("photos", "模造紙の写真", "photo_library"),
            _page("rehearse", "練習", "replay"),
        ],
        "まとめる": [
            _page("themes", "テーマ", "category"),
            _page("review", "テーマをととのえる", "rule"),
            _page("across", "会議をこえて", "travel_explore"),
            _page("bring_in", "取り込む", "upload_file"),
            _page("merge", "ほかのパソコンと合わせる", "merge"),
            _page("papers", "会議のあとの紙", "print"),
        ],
        "つなぐ・企画する": [
            _page("ties", "つながり", "hub"),
            _page("match", "ひきあわせ", "handshake"),
            _page("flow", "流れをえがく", "route"),
            _page("plan", "企画", "edit_document"),
        ],
        "えらぶ・ためす": [
            _page("choose", "えらぶ", "how_to_vote"),
            _page("trial", "試行", "storefront"),
            _page("money", "お金", "payments"),
            _page("measures", "ふりかえり指標", "monitoring"),
        ],
    }


def _asked_for(page: "StreamlitPage") -> bool:
    """Say whether the browser asks for *page*, by its address or by Streamlit's key of it."""
    context = get_script_run_ctx()
    if context is None:
        return False
    asked = context.pages_manager
    by_hash = asked.intended_page_script_hash
    if by_hash:
        return bool(by_hash == page._script_hash)
    return asked.intended_page_name == page.url_path


def require_wall() -> None:
    """Stop a page that is for the wall alone; its own check, beside the one of the menu."""
    if not visit.is_projector(opened_as_one=False):
        st.info("この画面は、左の「投影の窓を開く」から、別の窓で開いてください。")
        st.stop()


_WALL = "screen"
_WALLS = {_WALL: "投影", "results": "選考の結果の投影"}


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
            if by_id[chosen].is_practice:
                st.warning(room_words.PRACTICE_MARK)
            elif by_id[chosen].municipality.is_sample:
                st.info(words.SAMPLE_MARK)
            _draw_waiting(chosen)
            st.link_button(
                "進行の机を別の窓で開く",
                f"/desk?m={here}",
                icon=":material/timer:",
                width="stretch",
            )
            st.link_button(
                "投影の窓を開く", f"/screen?m={here}", icon=":material/tv:", width="stretch"
            )
        parts.draw_model_line(shared.embedder().status)


def _draw_waiting(meeting_id: int) -> None:
    waiting = screening.count_waiting(shared.store(), meeting_id)
    if waiting:
        st.warning(f"映すまえに見る声：{waiting}件", icon=":material/visibility:")


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
