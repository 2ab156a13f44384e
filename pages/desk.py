"""進行の机：時間と、会場のようすと、投影をひとりで見る窓。映さない。"""

import streamlit as st

from workshop_app import room_words
from workshop_app.ui import desk, desk_forms, frame, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("進行の机")
st.text(f"{room.meeting.title}　｜　今日の問い：{room.meeting.question}")
st.caption(room_words.NEVER_PROJECTED)

left, right = st.columns([3, 2], gap="large")
with left:
    st.fragment(desk.draw_clock, run_every=desk.EVERY)(meeting_id)
with right:
    st.fragment(desk.draw_remote, run_every=desk.EVERY)(meeting_id)
st.fragment(desk.draw_room, run_every=desk.EVERY)(meeting_id)

with st.expander("投影する声をしぼる"):
    desk_forms.draw_spot(room)
with st.expander("別の時間に"):
    desk_forms.draw_parking(meeting_id)
with st.expander("来ている人と班"):
    desk_forms.draw_people(room)
st.header("進行表を直す")
desk_forms.draw_run_sheet(room)
with st.expander("投影の見え方"):
    desk_forms.draw_appearance(meeting_id)
with st.expander("今日はここまで"):
    desk_forms.draw_ending(room)
