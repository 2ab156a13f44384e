"""持ち出す：出す前に確かめ、ファイルにする。直した表をもどす。いつまで残すかを決める。"""

import streamlit as st

from workshop_app.ui import frame, keeping_days, leaving, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("持ち出す")
st.text(room.meeting.title)

out, back, days = st.tabs(["ファイルにする", "直した表をもどす", "いつまで残すか"])
with out:
    leaving.draw_export(room)
with back:
    leaving.draw_way_back(room)
with days:
    keeping_days.draw(room)
