"""声をあつめる：聞いたことばを、そのまま打って Enter で記録する。"""

import streamlit as st

from workshop_app.ui import capture, frame, meeting_forms, parts, shared
from workshop_app.usecases import gathering

meeting_id = frame.require_meeting()
room = shared.room(meeting_id)
st.title("声をあつめる")
st.text(f"{room.meeting.title}　｜　今日の問い：{room.meeting.question}")

if room.meeting.is_open:
    capture.draw_bar(room)
    capture.draw_consent()
else:
    st.info("この会議は「今日はここまで」になっています。下の設定から、もう一度開けます。")

parts.draw_balance(shared.tally(meeting_id))
st.header("いま記録した声")
latest = gathering.said_so_far(shared.store(), meeting_id)[::-1][: capture.SHOWN]
if not latest:
    st.info("まだ声がありません。上の欄に打って、Enterを押してください。")
capture.draw_latest(meeting_id, latest)

with st.expander("まとめて貼り付ける（1行に1つの声）"):
    capture.draw_paste_form(room)
with st.expander("会議の設定（今日の問い・今日はここまで）"):
    meeting_forms.draw_question_form(meeting_id)
with st.expander("この会のねらい・進め方・書き出し"):
    st.text(room.meeting.purpose)
    st.text(room.meeting.agenda)
    capture.draw_downloads(room)
