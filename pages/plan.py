"""企画：ためす前に、ねらい・役割・お金・条件を書く。住民のみなさんと職員の二つの見え方で。"""

import streamlit as st

from workshop_app.ui import fields, frame, papers, plan_forms, session_forms, shared
from workshop_app.usecases import planning

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("企画")
st.text(room.workshop.title)

project = fields.choose_project(room.workshop.id)
if project is not None:
    sheet = planning.look(shared.store(), project.id)
    for_residents = st.toggle("みなさんに見せる形にする", key="plan_for_residents")
    if for_residents:
        plan_forms.draw_for_residents(sheet)
        papers.draw_readable_tree(room.workshop.id)
        st.stop()
    tabs = st.tabs(
        ["企画シート", "役割とお金", "組み合わせ", "確認表", "すること", "始めやすさ"]
    )
    with tabs[0]:
        plan_forms.draw_sheet(sheet)
    with tabs[1]:
        plan_forms.draw_lines(sheet)
    with tabs[2]:
        plan_forms.draw_parts(sheet)
    with tabs[3]:
        papers.draw_checks(sheet)
    with tabs[4]:
        plan_forms.draw_tasks(sheet)
    with tabs[5]:
        plan_forms.draw_start(sheet)

with st.expander("聞き取りの記録（イ）"):
    session_forms.draw_sessions(room.workshop.id)
with st.expander("会社や団体ができること（確認ずみだけ）"):
    papers.draw_offers(room.workshop.id)
with st.expander("目的 → 目標 → 手段"):
    session_forms.draw_tree(room.workshop.id)
with st.expander("資源 → 活動 → 出力 → 成果 → 最終"):
    papers.draw_chains(room.workshop.id)
