"""声をあつめる：聞いたことばを、そのまま打って Enter で記録する。"""

import streamlit as st

from workshop_app.ui import capture, frame, meeting_forms, shared

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("声をあつめる")
st.text(f"{room.meeting.title}　｜　今日の問い：{room.meeting.question}")

st.fragment(capture.draw_desk)(meeting_id)

with st.expander("まとめて貼り付ける（1行に1つの声）"):
    capture.draw_paste_form(room)
with st.expander("会議の設定（今日の問い・今日はここまで）"):
    meeting_forms.draw_question_form(meeting_id)
with st.expander("この会のねらい・進め方・書き出し"):
    st.text(room.meeting.purpose)
    st.text(room.meeting.agenda)
    capture.draw_downloads(room)
