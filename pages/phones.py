"""スマホと用紙：会場のみなさんが声を送る入り口を、開け閉めする。"""

import streamlit as st

from workshop_app.ui import entrance, frame, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("スマホと用紙")
if room.meeting.is_open:
    entrance.draw_way_in(room)
else:
    st.info("この会議は「今日はここまで」になっています。声をあつめる画面で、また開けます。")
st.header("入り口")
entrance.draw_door(room)
