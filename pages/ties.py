"""つながり：テーマと団体と地域の宝を、ひとつの図と一覧で見る。"""

import streamlit as st

from workshop_app.ui import (
    card_window,
    frame,
    node_window,
    register_files,
    registers,
    shared,
    ties_desk,
    visit,
)
from workshop_app.ui.components.network_view import network_view
from workshop_app.usecases import mapping, stepping, viewing

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
seen = stepping.number(shared.store(), room.workshop.id)
shared.settle(room.workshop.id)
landscape = mapping.survey(
    shared.store(), room.workshop.id, board=shared.whole_board(meeting_id)
)

st.title("つながり")
st.text(f"{room.workshop.title}　どのテーマに、だれの声と、どの団体があるか")
if landscape.without_anybody:
    count = len(landscape.without_anybody)
    st.warning(f"後ろだてになる団体がまだないテーマが {count} あります。")

view = ties_desk.choose_view(room, landscape)
landscape = viewing.look(shared.store(), room.workshop.id, landscape, view)
chosen = network_view(landscape.picture, key="ties")
if chosen is not None and (theme_id := mapping.theme_of_node(chosen)) is not None:
    visit.keep("theme", theme_id)
    visit.forget("node")
elif chosen is not None:
    visit.keep("node", chosen)
    visit.forget("theme")
opened = visit.recall("theme")
card = landscape.board.card(opened) if isinstance(opened, int) else None
if card is not None:
    card_window.show_voices(card, landscape.board, seen=seen)
elif isinstance(node := visit.recall("node"), str):
    node_window.show(room, landscape, node)

with st.expander("図から読めること（次に会うとよい組）"):
    ties_desk.draw_findings(room, landscape)
with st.expander("声の中の団体を確かめる"):
    ties_desk.draw_mentions(room)

left, right = st.columns(2)
registers.draw_support_form(left, landscape)
registers.draw_register_form(right, room.municipality.id)

with st.expander("団体と宝の名簿を見る"):
    register_files.draw_lists(landscape.registers, {a.id: a.name for a in room.areas})
with st.expander("名簿の出し入れ（Excel・CSV）"):
    register_files.draw(room)
with st.expander("団体どうしのつながりと、最後の連絡"):
    ties_desk.draw_relations(room, landscape)
with st.expander("声から宝をさがす（場所・モノ・人・金）"):
    registers.draw_finds(room.municipality.id, room.workshop.id)
with st.expander("資源開発（不足の把握から開始まで）"):
    ties_desk.draw_pipeline(room, landscape)
with st.expander("つなぎたいことシート（都道府県・国へ）"):
    ties_desk.draw_handoffs(room)
with st.expander("合同の会議と、研修・伴走の記録"):
    ties_desk.draw_joint_work(room, landscape)
with st.expander("つながりを紙にする・書き出す（A3・A4・SVG・GraphML・Kumuなど）"):
    ties_desk.draw_export(room)
if st.button("図をはじめから並べなおす"):
    mapping.survey(shared.store(), room.workshop.id, board=landscape.board, anew=True)
    st.rerun()
